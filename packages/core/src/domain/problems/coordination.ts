import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { lastDay, latest } from '../../engine/history.ts'
import { localId, ownId, ref, someOf, text } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, inOrder, live, liveUnit, need } from '../require.ts'
import type { CoreFact, CoreFactOf, District } from '../state.ts'
import { decisionItem, problemEvents } from './events.ts'
import { problemIn, standingDecisions } from './rules.ts'
import { type Coordination, problemStates } from './state.ts'

const decided = problemEvents['coordination.decided']

/** A decision as commands take it. Items without an id are named I1, I2 … by their place. */
export const decisionInput = z.extend(decided, {
  coordination: ownId('coordination'),
  items: someOf(z.extend(decisionItem(), { item: z.optional(localId()) }), 50),
})

/** R7: a first decision, or one more; by itself or in a meeting. */
export function decision(
  state: District,
  { coordination, problem, opinion, items: asked }: z.output<typeof decisionInput>,
  on: string,
): CoreFactOf<'coordination.decided'> {
  free(state.coordinations, 'coordination', coordination)
  problemIn(state, problem, on, ['raised', 'coordinated'])
  const items = asked.map(({ item, unit, what, due }, i) => ({ item: item ?? `I${i + 1}`, unit, what, due }))
  distinct(
    'item',
    items.map((one) => one.item),
  )
  for (const { unit, due } of items) {
    liveUnit(state, unit, on)
    if (due < on) refuse<CoreRefusal>({ code: 'badPeriod', rule: 'R7', from: on, to: due })
  }
  return { type: 'coordination.decided', data: { coordination, problem, opinion, items } }
}

/** Commands about leaders' decisions on problems: who does what by when. */
export const coordinationCommands = commandsOf<District, CoreFact>()({
  'coordination.decide': { input: decisionInput, decide: (state, input, { on }) => [decision(state, input, on)] },

  /** R7: when no other decision stands, a problem that waits on it is raised again. */
  'coordination.rescind': {
    input: z.strictObject({ coordination: ref('coordination'), reason: text(1000) }),
    decide(state, { coordination: id, reason }, { on }) {
      const { problem: problemId, items } = standing(state, id, on)
      for (const { units } of items) inOrder('coordination', id, lastDay(units), on)
      const problem = problemIn(state, problemId, on, problemStates)
      const reopens = latest(problem.states).state === 'coordinated' && standingDecisions(state, problemId).length === 1
      return [{ type: 'coordination.rescinded', data: { coordination: id, problem: problemId, reason, reopens } }]
    },
  },

  'coordination.transfer': {
    input: z.strictObject({ coordination: ref('coordination'), item: localId(), to: ref('unit'), reason: text(1000) }),
    decide(state, { coordination: id, item, to, reason }, { on }) {
      const { units } =
        standing(state, id, on).items.find((one) => one.id === item) ??
        refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'item', id: item })
      inOrder('coordination', id, lastDay(units), on)
      liveUnit(state, to, on)
      const from = latest(units)
      if (to === from) refuse<CoreRefusal>({ code: 'sameUnit', rule: 'R1', what: 'item', id: item, unit: to })
      return [{ type: 'coordination.transferred', data: { coordination: id, item, from, to, reason } }]
    },
  },
})

/** R1: a decision that was not rescinded. */
function standing({ coordinations }: District, id: string, on: string): Coordination {
  const coordination = need(coordinations, 'coordination', id, on, (row) => row.decided.on)
  live('coordination', id, coordination.rescinded)
  return coordination
}
