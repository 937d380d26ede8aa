import type { AnyFact } from '../../engine/event.ts'
import type { Machine } from '../../engine/machine.ts'
import type { AnyMetric, Part } from '../../engine/metric.ts'
import { altering, type Mutants } from './wrapping.ts'

type Result = { readonly points: number; readonly rank: number }

/** Facts whose results are others. */
const results = (change: (results: readonly Result[]) => readonly Result[]) => (facts: readonly AnyFact[]) =>
  facts.map(({ type, data }) => ({
    type,
    data: { ...(data as object), results: change((data as { results: readonly Result[] }).results) },
  }))

/** A machine whose metrics do not say what they rest on. */
const silent = (machine: Machine): Machine => ({
  ...machine,
  metrics: new Map(
    [...machine.metrics].map(([name, metric]): [string, AnyMetric] => {
      const measure = metric.measure as (...asked: unknown[]) => ReturnType<AnyMetric['measure']>
      return [
        name,
        {
          ...metric,
          measure: (...asked: unknown[]) => {
            const { value, parts } = measure(...asked)
            return { value, parts: parts.map((part: Part) => ({ ...part, rests: [] })) }
          },
        },
      ]
    }),
  ),
})

export const assessmentRuleMutants = {
  'R12: a round keeps the scheme and the rules of its opening, whose base sums to full marks': [
    {
      breaks: 'a round is opened without one of the rules',
      says: /round.opened with/,
      core: altering('round.open', (facts) =>
        facts.map(({ type, data }) => ({
          type,
          data: { ...(data as object), rules: (data as { rules: readonly string[] }).rules.slice(1) },
        })),
      ),
    },
  ],
  'R13: a score is the sum of its lines, which rest on events; published is frozen and adjusted': [
    {
      breaks: 'a score is more than its lines',
      says: /its lines/,
      core: altering(
        'round.score',
        results((all) => all.map((one) => ({ ...one, points: one.points + 1 }))),
      ),
    },
    {
      breaks: 'what is published is not what was frozen',
      says: /frozen and adjusted/,
      core: altering(
        'result.publish',
        results((all) => all.map((one) => ({ ...one, points: Math.round(one.points * 100 + 1) / 100 }))),
      ),
    },
  ],
  'R13: a scored round, computed again up to its cut-off, is the same to the last digit': [
    {
      breaks: 'results are frozen in another order',
      says: /computed again/,
      core: altering(
        'round.score',
        results((all) => [...all].reverse()),
      ),
    },
  ],
  'R13: a report that had said something else would change lines that cite it, and no others': [
    { breaks: 'metrics do not name the reports that they rest on', says: /goes from/, machine: silent },
  ],
  'R13: a report that had been untrue would change lines that cite it, and no others': [
    { breaks: 'metrics do not name what was found untrue', says: /goes from/, machine: silent },
  ],
  'R14: ranks, quotas, cut-offs and vetoes are as the scheme says': [
    {
      breaks: 'the last is the first',
      says: /is at/,
      core: altering(
        'round.score',
        results((all) => all.map((one) => ({ ...one, rank: all.length + 1 - one.rank }))),
      ),
    },
  ],
} satisfies Readonly<Record<string, Mutants>>
