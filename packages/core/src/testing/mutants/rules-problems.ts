import { altering, type Draft, handling, ignoring, type Mutants } from './wrapping.ts'

export const problemRuleMutants = {
  'R6: closings rest on evidence and are verified by others': [
    {
      breaks: 'a unit verifies what it asked for itself',
      says: /closing.approved by \S+, which asked for it/,
      core: ignoring('closing.approve', 'ownUnit', (state, { closing }) => [
        { type: 'closing.approved', data: { closing, subject: state.closings.get(String(closing))?.subject } },
      ]),
    },
    {
      breaks: 'the office verifies what it asked for itself by another hand',
      says: /of what the office asked for/,
      core: ignoring('closing.return', 'needsLeader', (state, { closing, reason }) => [
        {
          type: 'closing.returned',
          data: { closing, subject: state.closings.get(String(closing))?.subject, reason: reason ?? '材料不全' },
        },
      ]),
    },
    {
      breaks: 'a unit confirms its own milestone',
      says: /milestone.confirmed by \S+, which answers for the task/,
      core: ignoring('milestone.confirm', 'ownUnit', (_, input) => [{ type: 'milestone.confirmed', data: input }]),
    },
    {
      breaks: 'a closing is approved whatever its state',
      says: /closing.approved of a closing that is/,
      core: ignoring('closing.approve', 'wrongStage', (state, { closing }) => [
        { type: 'closing.approved', data: { closing, subject: state.closings.get(String(closing))?.subject } },
      ]),
    },
  ],
  'R7: a problem goes from state to state as allowed': [
    {
      breaks: 'a problem is resolved whatever its state',
      says: /problem.resolved of a problem/,
      core: ignoring('problem.resolve', 'wrongStage', (_, { problem, how }) => [
        { type: 'problem.resolved', data: { problem, how, evidence: [] } },
      ]),
    },
    {
      breaks: 'a problem is withdrawn without the consent of who decided',
      says: /problem.withdrawn by \S+; \S+ decided/,
      core: ignoring('problem.withdraw', 'needsConsent', (_, input) => [{ type: 'problem.withdrawn', data: input }]),
    },
    {
      breaks: 'a rescinded decision always opens the problem again',
      says: /reopens is true|goes from/,
      core: altering('coordination.rescind', (facts) =>
        facts.map(({ type, data }) => ({ type, data: { ...(data as object), reopens: true } })),
      ),
    },
  ],
  'R11: a correction keeps what it corrects': [
    {
      breaks: 'a correction takes the place of the first value',
      says: /and keeps/,
      core: handling('indicators', 'measurement.corrected', () => (tables, event) => {
        tables.measurements?.update(event.data.measurement ?? '', (row: Draft) => {
          row.values = [{ on: event.on, position: event.position, value: event.data.value }]
        })
      }),
    },
  ],
} satisfies Readonly<Record<string, Mutants>>
