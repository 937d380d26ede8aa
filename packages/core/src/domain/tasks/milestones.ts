import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { latest } from '../../engine/history.ts'
import type { CoreRefusal } from '../refusals.ts'
import type { CoreFact, District } from '../state.ts'
import { taskEvents } from './events.ts'
import { milestoneIn, milestoneOf, openTask, taskInStage } from './rules.ts'

const { evidence } = taskEvents['milestone.reached'].shape

/** Commands about a task's milestones: open → reached → confirmed. */
export const milestoneCommands = commandsOf<District, CoreFact>()({
  /** R8: while the task is under way, and once. */
  'milestone.reach': {
    input: z.extend(taskEvents['milestone.reached'], { evidence: z._default(evidence, []) }),
    decide(state, input, { on }) {
      const milestone = milestoneOf(taskInStage(state, input.task, on, ['underWay']), input.milestone)
      if (latest(milestone.states) !== 'open')
        refuse<CoreRefusal>({ code: 'reachedAlready', rule: 'R8', task: input.task, milestone: input.milestone })
      return [{ type: 'milestone.reached', data: input }]
    },
  },

  /** R8. To confirm is to verify, so that it isn't for the unit that answers for the task (R6). */
  'milestone.confirm': {
    input: taskEvents['milestone.confirmed'],
    decide(state, input, { on, actor }) {
      const task = openTask(state, input.task, on)
      if (latest(task.owners).responsible === actor.unit)
        refuse<CoreRefusal>({ code: 'ownUnit', rule: 'R6', command: 'milestone.confirm', unit: actor.unit })
      milestoneIn(task, input.milestone, ['reached'])
      return [{ type: 'milestone.confirmed', data: input }]
    },
  },

  /** R8 */
  'milestone.reopen': {
    input: taskEvents['milestone.reopened'],
    decide(state, input, { on }) {
      milestoneIn(openTask(state, input.task, on), input.milestone, ['reached', 'confirmed'])
      return [{ type: 'milestone.reopened', data: input }]
    },
  },
})
