import { altering, handling, ignoring, type Mutants } from './wrapping.ts'

export const supervisionRuleMutants = {
  'R15: supervision is idempotent': [
    {
      breaks: 'a reminder is answered twice',
      says: /answer to \S+ again/,
      core: ignoring('reminder.answer', 'wrongStage', (_, input) => [{ type: 'reminder.answered', data: input }]),
    },
    {
      breaks: 'a run does not know what was issued',
      says: /reminder of \S+ for \S+ again|run twice|missed/,
      core: handling('supervision', 'reminder.issued', () => () => undefined),
    },
    {
      breaks: 'a run is dated back',
      says: /is for|missed|again/,
      core: altering('supervision.run', (facts) =>
        facts.map(({ type, data }) => ({ type, data: { ...(data as object), period: '2025-12' } })),
      ),
    },
  ],
  'R16: steps of the ladder are not skipped without a reason': [
    {
      breaks: 'an interview skips steps without a reason',
      says: /says not why/,
      core: ignoring('interview.hold', 'skipsSteps', (_, input) => [{ type: 'interview.held', data: input }]),
    },
    {
      breaks: 'accountability is decided without a basis',
      says: /without a basis/,
      core: ignoring('accountability.decide', 'basisMissing', (_, input) => [{ type: 'accountability.decided', data: input }]),
    },
  ],
} satisfies Readonly<Record<string, Mutants>>
