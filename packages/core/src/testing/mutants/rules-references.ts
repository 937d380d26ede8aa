import type { AnyFact } from '../../engine/event.ts'
import { latest } from '../../engine/history.ts'
import { altering, handling, ignoring, type Mutants } from './wrapping.ts'

const without = (type: string) => (facts: readonly AnyFact[]) => {
  const left = facts.filter((fact) => fact.type !== type)
  return left.length > 0 ? left : facts
}

/** Reports are kept by the first that has an id, so that a second one does not end in an exception. */
const firstReports = handling('feedback', 'progress.reported', (own) => (tables, event) => {
  if (!tables.reports?.get(event.data.report ?? '')) own(tables, event)
})

export const referenceRuleMutants = {
  'R1: ids are used once, and references name what is there': [
    {
      breaks: 'a report under an id that is in use',
      says: /brings in report:\S+, which is there already/,
      core: ignoring('progress.report', 'taken', (_, { report, task, percent }, { actor }) => [
        { type: 'progress.reported', data: { report, task, percent, unit: actor.unit, evidence: [] } },
      ]).map((slice) =>
        slice.name === 'feedback' ? { ...slice, evolve: firstReports.find((one) => one.name === 'feedback')?.evolve ?? {} } : slice,
      ),
    },
    {
      breaks: 'a report on a task that is not there',
      says: /speaks of task:\S+, which nothing brought in/,
      core: ignoring('progress.report', 'unknown', (_, { report, task, percent }, { actor }) => [
        { type: 'progress.reported', data: { report, task, percent, unit: actor.unit, evidence: [] } },
      ]),
    },
    {
      breaks: 'a report of a day on which its task was not there',
      says: /which is there from/,
      core: ignoring('progress.report', 'notYet', (_, { report, task, percent }, { actor }) => [
        { type: 'progress.reported', data: { report, task, percent, unit: actor.unit, evidence: [] } },
      ]),
    },
  ],
  'R1: what has ended takes no new duty': [
    {
      breaks: 'an abolished unit goes on',
      says: /places a duty on U-\S+, which has ended/,
      core: handling('organisation', 'unit.abolished', () => () => undefined),
    },
    {
      breaks: 'a dropped goal goes on',
      says: /places a duty on G-\S+, which was dropped/,
      core: handling('strategy', 'goal.dropped', () => () => undefined),
    },
    {
      breaks: 'a superseded strategy goes on',
      says: /whose strategy was superseded/,
      core: handling('strategy', 'strategy.superseded', () => () => undefined),
    },
    {
      breaks: 'a cancelled task goes on',
      says: /places a duty on T-\S+, which has ended/,
      core: handling('tasks', 'task.cancelled', () => () => undefined),
    },
  ],
  'R2: goals form a tree, without a circle across alignments': [
    {
      breaks: 'a goal is aligned to one that is aligned to it',
      says: /leads back to itself/,
      core: ignoring('goal.align', 'cycle', (_, { goal, to }) => [{ type: 'goal.aligned', data: { goal, to } }]),
    },
    {
      breaks: 'a goal is deeper than its strategy names levels',
      says: /is at level \d+ of/,
      core: ignoring('goal.set', 'tooDeep', (_, input) => [{ type: 'goal.set', data: input }]),
    },
  ],
  'R17: nothing open is with a unit that has ended': [
    {
      breaks: 'tasks of an abolished unit stay',
      says: /task \S+ is with/,
      core: altering('unit.abolish', without('task.assigned')),
    },
    {
      breaks: 'problems of an abolished unit stay',
      says: /problem \S+ is with/,
      core: altering('unit.abolish', without('problem.transferred')),
    },
    {
      breaks: 'items of decisions stay with a unit that was split',
      says: /item \S+ of decision \S+ is with/,
      core: altering('unit.split', without('coordination.transferred')),
    },
  ],
  'R19: facts about a subject come in the order of their days': [
    {
      breaks: 'a task is assigned on a day before its last fact',
      says: /task.assigned of \S+, when task:\S+ was already of/,
      core: ignoring('task.assign', 'outOfOrder', (state, { task, reason }) => {
        const row = state.tasks.get(String(task))
        return row ? [{ type: 'task.assigned', data: { task, ...latest(row.owners), reason } }] : []
      }),
    },
  ],
} satisfies Readonly<Record<string, Mutants>>
