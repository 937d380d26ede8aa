import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay } from '../../engine/history.ts'
import { listOf, ownId } from '../../engine/schema.ts'
import { quarterDays } from '../days.ts'
import { decision, decisionInput } from '../problems/coordination.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { packSize, supervisionEvents } from './events.ts'
import { packOn } from './pack.ts'
import { tasksOn } from './rules.ts'

const held = supervisionEvents['meeting.held']
const presented = supervisionEvents['summary.presented']

/** Commands about routine meetings and quarterly summaries. */
export const meetingCommands = commandsOf<District, CoreFact>()({
  /** R1, R7. What is not said to have been heard is the day's pack. Each decision is a fact of its own, decided by the actor. */
  'meeting.hold': {
    input: z.extend(held, {
      meeting: ownId('meeting'),
      tasks: z.optional(held.shape.tasks),
      problems: z.optional(held.shape.problems),
      conclusions: z._default(held.shape.conclusions, []),
      minutes: z._default(held.shape.minutes, []),
      decisions: z._default(listOf(decisionInput, 100), []),
    }),
    decide(state, { decisions, ...input }, { on }) {
      free(state.meetings, 'meeting', input.meeting)
      tasksOn(state, input.tasks ?? [], on)
      distinct('problem', input.problems ?? [])
      for (const id of input.problems ?? []) need(state.problems, 'problem', id, on, (row) => firstDay(row.states))
      distinct(
        'coordination',
        decisions.map((one) => one.coordination),
      )
      const decided = decisions.map((one) => decision(state, one, on))
      const pack = packOn(state, on)
      const tasks = input.tasks ?? pack.tasks.map((one) => one.seen.task.id)
      const problems = input.problems ?? [...decisions.map((one) => one.problem), ...pack.problems.map((one) => one.problem.id)]
      const heard = { tasks: tasks.slice(0, packSize), problems: [...new Set(problems)].slice(0, packSize) }
      return [{ type: 'meeting.held', data: { ...input, ...heard } }, ...decided]
    },
  },

  /** R15: when the quarter is over; once for the district as a whole, and once for each strategy. */
  'summary.present': {
    input: z.extend(presented, {
      summary: ownId('summary'),
      conclusions: z._default(presented.shape.conclusions, []),
      evidence: z._default(presented.shape.evidence, []),
    }),
    decide(state, input, { on }) {
      const { summary, quarter, strategy, heardBy } = input
      free(state.summaries, 'summary', summary)
      if (strategy !== undefined) need(state.strategies, 'strategy', strategy, on, (row) => row.adopted.on)
      liveUnit(state, heardBy, on)
      if (on <= quarterDays(quarter).to) refuse<CoreRefusal>({ code: 'quarterNotOver', rule: 'R15', quarter, on })
      const same = state.summaries.by('quarter', quarter).find((one) => one.strategy === strategy)
      if (same) refuse<CoreRefusal>({ code: 'taken', rule: 'R1', what: 'summary', id: same.id })
      return [{ type: 'summary.presented', data: input }]
    },
  },
})
