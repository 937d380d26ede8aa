import { addDays } from '../../domain/days.ts'
import type { AnyFact } from '../../engine/event.ts'
import { altering, ignoring, type Mutants } from './wrapping.ts'

/** Milestones of a registered task a year later than they are. */
const muchLater = (facts: readonly AnyFact[]): readonly AnyFact[] =>
  facts.map(({ type, data }) => {
    const { milestones } = data as { readonly milestones: readonly { readonly due: string }[] }
    return { type, data: { ...(data as object), milestones: milestones.map((one) => ({ ...one, due: addDays(one.due, 365) })) } }
  })

export const taskRuleMutants = {
  'R3: a task starts with its responsibilities in place': [
    {
      breaks: 'a task starts without what it needs',
      says: /task.started without/,
      core: ignoring('task.start', 'notReady', (_, input) => [{ type: 'task.started', data: input }]),
    },
  ],
  'R4: a task goes from stage to stage as allowed, and no other way': [
    {
      breaks: 'a task starts from any stage',
      says: /task.started of a task/,
      core: ignoring('task.start', 'wrongStage', (_, input) => [{ type: 'task.started', data: input }]),
    },
    {
      breaks: 'a task is cancelled from any stage',
      says: /task.cancelled of a task/,
      core: ignoring('task.cancel', 'wrongStage', (_, input) => [{ type: 'task.cancelled', data: input }]),
    },
    {
      breaks: 'a closing is asked for in any stage',
      says: /goes from \w+ to closing/,
      core: ignoring('closing.request', 'wrongStage', (_, { closing, subject }, { actor }) => [
        { type: 'closing.requested', data: { closing, subject, unit: actor.unit, evidence: [{ title: '验收单' }] } },
      ]),
    },
    {
      breaks: 'a standing task is closed',
      says: /stands, and is closing/,
      core: ignoring('closing.request', 'standing', (_, { closing, subject }, { actor }) => [
        { type: 'closing.requested', data: { closing, subject, unit: actor.unit, evidence: [{ title: '验收单' }] } },
      ]),
    },
  ],
  'R5: what is closed has nothing open': [
    {
      breaks: 'a closing is asked for with something open',
      says: /closing.requested with open/,
      core: ignoring('closing.request', 'openItems', (_, { closing, subject }, { actor }) => [
        { type: 'closing.requested', data: { closing, subject, unit: actor.unit, evidence: [{ title: '验收单' }] } },
      ]),
    },
    {
      breaks: 'a task is cancelled with open problems',
      says: /task.cancelled with open problems/,
      core: ignoring('task.cancel', 'openItems', (_, input) => [{ type: 'task.cancelled', data: input }]),
    },
  ],
  'R8: milestones lie in the schedule and are reached once': [
    {
      breaks: 'a task is registered with milestones after its due date',
      says: /is due \S+, outside/,
      core: altering('task.register', muchLater),
    },
    {
      breaks: 'a milestone is reached twice',
      says: /milestone.reached of a milestone that is reached/,
      core: ignoring('milestone.reach', 'reachedAlready', (_, input) => [{ type: 'milestone.reached', data: input }]),
    },
  ],
  'R9: a due date moves only in time': [
    {
      breaks: 'an extension is asked for after the due date',
      says: /extension.requested on/,
      core: ignoring('extension.request', 'tooLate', (_, { extension, task, milestone, due, reason }) => [
        { type: 'extension.requested', data: { extension, task, milestone, due, reason } },
      ]),
    },
    {
      breaks: 'an extension is granted to an earlier day',
      says: /to no later day/,
      core: ignoring('extension.grant', 'notLater', (state, { extension, due }) => {
        const row = state.extensions.get(String(extension))
        return row
          ? [{ type: 'extension.granted', data: { extension, task: row.task, milestone: row.milestone, due: due ?? row.due } }]
          : []
      }),
    },
    {
      breaks: 'lateness is excused without a basis',
      says: /lateness.excused without a basis/,
      core: ignoring('lateness.excuse', 'basisMissing', (_, input) => [{ type: 'lateness.excused', data: input }]),
    },
  ],
  'R10: a fall has a narrative': [
    {
      breaks: 'progress falls without a word',
      says: /% without a word/,
      core: ignoring('progress.report', 'narrativeMissing', (_, { report, task, percent }, { actor }) => [
        { type: 'progress.reported', data: { report, task, percent, unit: actor.unit, evidence: [] } },
      ]),
    },
  ],
  'R20: a suspension has an end and a basis': [
    {
      breaks: 'a task is suspended without a basis',
      says: /task.suspended .*basis undefined/,
      core: ignoring('task.suspend', 'basisMissing', (_, { task, until, reason }) => [
        { type: 'task.suspended', data: { task, until, reason } },
      ]),
    },
    {
      breaks: 'a suspension ends before it begins',
      says: /task.suspended from/,
      core: ignoring('task.suspend', 'badPeriod', (_, { task, until, reason }) => [
        { type: 'task.suspended', data: { task, until, reason } },
      ]),
    },
  ],
} satisfies Readonly<Record<string, Mutants>>
