import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { ownId } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { open, taskOn } from '../tasks/rules.ts'
import { supervisionEvents } from './events.ts'
import { climbs } from './ladder.ts'
import { apart, notBefore, onBasis, once, postOn, roundOn, tasksOn, unitOn } from './rules.ts'

const placed = supervisionEvents['listing.placed']
const issued = supervisionEvents['circular.issued']
const held = supervisionEvents['interview.held']
const opened = supervisionEvents['accountability.opened']
const decided = supervisionEvents['accountability.decided']

/** Commands about what follows: consequences in the order of the ladder (R16), and incentives, which have none. */
export const consequenceCommands = commandsOf<District, CoreFact>()({
  /** R16. A unit is listed once for a task, and once as a whole, until it is taken off the list. */
  'listing.place': {
    input: z.extend(placed, { listing: ownId('listing'), tasks: z._default(placed.shape.tasks, []) }),
    decide(state, input, context) {
      const { on } = context
      const { listing, unit, tasks, due, skipReason } = input
      free(state.listings, 'listing', listing)
      liveUnit(state, unit, on)
      tasksOn(state, tasks, on)
      for (const task of tasks) open(taskOn(state, task, on))
      notBefore('R16', on, due)
      const same = state.listings
        .by('unit', unit)
        .find((one) => !one.lifted && (tasks.length === 0 ? one.tasks.length === 0 : one.tasks.some((task) => tasks.includes(task))))
      once('R16', 'listing', same?.id ?? '', same, { stage: 'listed', before: 'lifted' })
      onBasis(context, 'listing.place')
      climbs(state, [unit], 'listing', on, skipReason)
      return [{ type: 'listing.placed', data: input }]
    },
  },

  /** R16: once. */
  'listing.lift': {
    input: supervisionEvents['listing.lifted'],
    decide(state, input, context) {
      const row = need(state.listings, 'listing', input.listing, context.on, (one) => one.placed.on)
      once('R16', 'listing', row.id, row.lifted, { stage: 'lifted', before: 'listed' })
      onBasis(context, 'listing.lift')
      return [{ type: 'listing.lifted', data: input }]
    },
  },

  /** R16: criticism is a step of the ladder, praise is not. */
  'circular.issue': {
    input: z.extend(issued, { circular: ownId('circular'), tasks: z._default(issued.shape.tasks, []) }),
    decide(state, input, { on }) {
      free(state.circulars, 'circular', input.circular)
      distinct('unit', input.units)
      for (const unit of input.units) liveUnit(state, unit, on)
      tasksOn(state, input.tasks, on)
      roundOn(state, input.round, on)
      if (input.kind === 'criticism') climbs(state, input.units, 'circular', on, input.skipReason)
      return [{ type: 'circular.issued', data: input }]
    },
  },

  /** R1 */
  'incentive.grant': {
    input: z.extend(supervisionEvents['incentive.granted'], { incentive: ownId('incentive') }),
    decide(state, input, { on }) {
      free(state.incentives, 'incentive', input.incentive)
      liveUnit(state, input.unit, on)
      roundOn(state, input.round, on)
      return [{ type: 'incentive.granted', data: input }]
    },
  },

  /** R6, R16: not by whom it is about. */
  'interview.hold': {
    input: z.extend(held, {
      interview: ownId('interview'),
      tasks: z._default(held.shape.tasks, []),
      commitments: z._default(held.shape.commitments, []),
    }),
    decide(state, input, context) {
      const { on } = context
      free(state.interviews, 'interview', input.interview)
      liveUnit(state, input.unit, on)
      postOn(state, input.post, on)
      tasksOn(state, input.tasks, on)
      notBefore('R16', on, input.due)
      apart(state, input, context, 'interview.hold')
      climbs(state, [input.unit], 'interview', on, input.skipReason)
      return [{ type: 'interview.held', data: input }]
    },
  },

  /** R16. A unit that has ended may still be called to account. */
  'accountability.open': {
    input: z.extend(opened, { accountability: ownId('accountability'), tasks: z._default(opened.shape.tasks, []) }),
    decide(state, input, { on }) {
      free(state.accountabilities, 'accountability', input.accountability)
      unitOn(state, input.unit, on)
      postOn(state, input.post, on)
      tasksOn(state, input.tasks, on)
      climbs(state, [input.unit], 'accountability', on, input.skipReason)
      return [{ type: 'accountability.opened', data: input }]
    },
  },

  /** R6, R16: once, on a basis, by nobody whom it is about. */
  'accountability.decide': {
    input: z.extend(decided, { persons: z._default(decided.shape.persons, []) }),
    decide(state, input, context) {
      const { actor, on, basis } = context
      const row = need(state.accountabilities, 'accountability', input.accountability, on, (one) => one.opened.on)
      once('R16', 'accountability', row.id, row.decided, { stage: 'concluded', before: 'opened' })
      apart(state, row, context, 'accountability.decide')
      if (input.persons.some((one) => one.person === actor.person))
        refuse<CoreRefusal>({ code: 'ownUnit', rule: 'R6', command: 'accountability.decide', unit: actor.unit })
      if (!basis) refuse<CoreRefusal>({ code: 'basisMissing', rule: 'R16', command: 'accountability.decide' })
      return [{ type: 'accountability.decided', data: input }]
    },
  },
})
