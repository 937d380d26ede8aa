import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, lastDay, latest } from '../../engine/history.ts'
import { day, ownId, ref, text } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { free, inOrder, live, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { taskEvents } from './events.ts'
import { milestoneIn, milestoneOf, notPast, openTask, taskOn, within } from './rules.ts'
import type { Extension, Task } from './state.ts'

/** Commands about dates that are not kept (R9). */
export const extensionCommands = commandsOf<District, CoreFact>()({
  /** Asked for by the date that stands, with a reason and a later date. */
  'extension.request': {
    input: z.extend(taskEvents['extension.requested'], { extension: ownId('extension'), reason: z.optional(text(1000)) }),
    decide(state, { extension, task: id, milestone, due, reason }, { on }) {
      free(state.extensions, 'extension', extension)
      const task = openTask(state, id, on)
      if (milestone !== undefined) milestoneIn(task, milestone, ['open'], 'R9')
      const present = dueOf(task, milestone)
      if (reason === undefined) return refuse<CoreRefusal>({ code: 'reasonMissing', rule: 'R9' })
      notPast(milestone === undefined ? 'task' : 'milestone', milestone ?? id, present, on)
      laterThan(present, due)
      return [{ type: 'extension.requested', data: { extension, task: id, milestone, due, reason } }]
    },
  },

  /** Whenever it is granted, the date moves: to the one asked for, or to another that is still later. */
  'extension.grant': {
    input: z.strictObject({ extension: ref('extension'), due: z.optional(day()) }),
    decide(state, { extension: id, due: instead }, { on }) {
      const { task: taskId, milestone, due: asked } = requested(state, id, on)
      const task = taskOn(state, taskId, on)
      inOrder('task', taskId, task.last, on)
      if (latest(task.stages).stage === 'cancelled') live('task', taskId, { on: lastDay(task.stages) })
      const due = instead ?? asked
      laterThan(dueOf(task, milestone), due)
      if (milestone !== undefined) within(latest(task.facts).schedule, milestone, due)
      return [{ type: 'extension.granted', data: { extension: id, task: taskId, milestone, due } }]
    },
  },

  /** The date stays. */
  'extension.refuse': {
    input: z.strictObject({ extension: ref('extension'), reason: z.optional(text(1000)) }),
    decide(state, { extension: id, reason }, { on }) {
      const { task } = requested(state, id, on)
      if (reason === undefined) return refuse<CoreRefusal>({ code: 'reasonMissing', rule: 'R9' })
      return [{ type: 'extension.refused', data: { extension: id, task, reason } }]
    },
  },

  /** On a stated basis, of an ended task too; of a milestone also when it was taken out of the plan. */
  'lateness.excuse': {
    input: taskEvents['lateness.excused'],
    decide(state, input, { on, basis }) {
      const task = taskOn(state, input.task, on)
      inOrder('task', task.id, task.last, on)
      if (input.milestone !== undefined && !task.milestones.some((one) => one.id === input.milestone))
        refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'milestone', id: input.milestone })
      if (!basis) refuse<CoreRefusal>({ code: 'basisMissing', rule: 'R9', command: 'lateness.excuse' })
      return [{ type: 'lateness.excused', data: input }]
    },
  },
})

const dueOf = (task: Task, milestone: string | undefined): string =>
  milestone === undefined ? latest(task.facts).schedule.due : milestoneOf(task, milestone).plan.due

function laterThan(due: string, asked: string): void {
  if (asked <= due) refuse<CoreRefusal>({ code: 'notLater', rule: 'R9', due, asked })
}

function requested({ extensions }: District, id: string, on: string): Extension {
  const extension = need(extensions, 'extension', id, on, (row) => firstDay(row.states))
  inOrder('extension', id, lastDay(extension.states), on)
  const stage = latest(extension.states)
  if (stage !== 'requested') refuse<CoreRefusal>({ code: 'wrongStage', rule: 'R9', what: 'extension', id, stage, allowed: ['requested'] })
  return extension
}
