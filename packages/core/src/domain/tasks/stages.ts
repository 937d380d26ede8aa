import * as z from 'zod/mini'
import { type Context, commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, latest } from '../../engine/history.ts'
import { text } from '../../engine/schema.ts'
import type { CoreRefusal, RefusalOf } from '../refusals.ts'
import type { CoreFact, District } from '../state.ts'
import { taskEvents } from './events.ts'
import { openProblems } from './open.ts'
import { planned, taskInStage } from './rules.ts'
import type { Task } from './state.ts'

/** Commands that move a task from stage to stage; its closing is a slice of its own. */
export const stageCommands = commandsOf<District, CoreFact>()({
  /** R3, R4 */
  'task.start': {
    input: taskEvents['task.started'],
    decide(state, { task: id }, context) {
      const task = taskInStage(state, id, context.on, ['registered'])
      const missing = task.urgent ? missingUrgently(task, context) : missingIn(state, task, context.on)
      if (missing.length > 0) refuse<CoreRefusal>({ code: 'notReady', rule: 'R3', task: id, missing })
      return [{ type: 'task.started', data: { task: id } }]
    },
  },

  /** R4, R20 */
  'task.suspend': {
    input: z.extend(taskEvents['task.suspended'], { reason: z.optional(text(1000)) }),
    decide(state, { task: id, until, reason }, { on, basis }) {
      taskInStage(state, id, on, ['underWay'])
      if (reason === undefined) return refuse<CoreRefusal>({ code: 'reasonMissing', rule: 'R20' })
      if (!basis) refuse<CoreRefusal>({ code: 'basisMissing', rule: 'R20', command: 'task.suspend' })
      if (until <= on) refuse<CoreRefusal>({ code: 'badPeriod', rule: 'R20', from: on, to: until })
      return [{ type: 'task.suspended', data: { task: id, until, reason } }]
    },
  },

  /** R4 */
  'task.resume': {
    input: taskEvents['task.resumed'],
    decide(state, input, { on }) {
      taskInStage(state, input.task, on, ['suspended'])
      return [{ type: 'task.resumed', data: input }]
    },
  },

  /** R4, R5 */
  'task.cancel': {
    input: taskEvents['task.cancelled'],
    decide(state, input, context) {
      const task = taskInStage(state, input.task, context.on, ['registered', 'underWay', 'suspended'])
      const problems = openProblems(state, task.id, context)
      if (problems.length > 0)
        refuse<CoreRefusal>({ code: 'openItems', rule: 'R5', task: task.id, problems, milestones: [], decisions: [] })
      return [{ type: 'task.cancelled', data: input }]
    },
  },
})

type Missing = RefusalOf<'notReady'>['missing']

function missingIn({ indicators }: District, task: Task, on: string): Missing {
  const { lead, responsible } = latest(task.owners)
  const measured = planned(task).length > 0 || indicators.by('task', task.id).some((indicator) => firstDay(indicator.targets) <= on)
  return [
    ...(lead === undefined ? (['lead'] as const) : []),
    ...(responsible === undefined ? (['responsible'] as const) : []),
    ...(latest(task.facts).content === undefined ? (['content'] as const) : []),
    ...(measured ? [] : (['milestoneOrIndicator'] as const)),
  ]
}

/** An instruction starts on its basis; what else it lacks is due later. */
function missingUrgently(task: Task, { basis }: Context): Missing {
  const { lead, responsible } = latest(task.owners)
  return [
    ...(lead === undefined ? (['lead'] as const) : []),
    ...(responsible === undefined ? (['responsible'] as const) : []),
    ...(basis ? [] : (['basis'] as const)),
  ]
}
