import * as z from 'zod/mini'
import { type Context, commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, lastDay, latest } from '../../engine/history.ts'
import { listOf, ownId, ref, text } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'
import { takenOver } from '../organisation/heirs.ts'
import type { CoreRefusal } from '../refusals.ts'
import { free, inOrder, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { closingEvents } from './events.ts'
import type { Closing, ClosingState } from './state.ts'
import { closingsOf, ready, stillReady, struckOff, waiting } from './subject.ts'

const optionalReason = () => z.strictObject({ closing: ref('closing'), reason: z.optional(text(1000)) })

/** Commands about striking off: request with evidence → verification → closed, and the look back afterwards. */
export const closingCommands = commandsOf<District, CoreFact>()({
  /** R5, R6. Asked for once at a time; returned, withdrawn or revoked, it may be asked for anew. */
  'closing.request': {
    input: z.extend(z.omit(closingEvents['closing.requested'], { unit: true }), {
      closing: ownId('closing'),
      evidence: z._default(listOf(evidence(), 50), []),
    }),
    decide(state, { closing, subject, summary, evidence }, context) {
      const { on, actor } = context
      free(state.closings, 'closing', closing)
      need(state.units, 'unit', actor.unit, on, (unit) => firstDay(unit.names))
      for (const other of closingsOf(state, subject))
        if (latest(other.states).state === 'requested') wrong(other, ['returned', 'withdrawn', 'revoked'])
      ready(state, subject, context)
      if (evidence.length === 0) refuse<CoreRefusal>({ code: 'evidenceMissing', rule: 'R6' })
      return [{ type: 'closing.requested', data: { closing, subject, unit: actor.unit, summary, evidence } }]
    },
  },

  /** R5, R6. With its closing a milestone is confirmed. */
  'closing.approve': {
    input: z.omit(closingEvents['closing.approved'], { subject: true }),
    decide(state, { closing: id, note }, context) {
      const closing = closingIn(state, id, context.on, 'requested')
      verifies(state, closing, context, 'closing.approve')
      const { subject } = closing
      stillReady(state, subject, context)
      const approved: CoreFact = { type: 'closing.approved', data: { closing: id, subject, note } }
      return 'milestone' in subject
        ? [approved, { type: 'milestone.confirmed', data: { task: subject.task, milestone: subject.milestone } }]
        : [approved]
    },
  },

  /** R6 */
  'closing.withdraw': {
    input: optionalReason(),
    decide(state, { closing: id, reason }, { on }) {
      const { subject } = closingIn(state, id, on, 'requested')
      waiting(state, subject, on)
      return [{ type: 'closing.withdrawn', data: { closing: id, subject, reason } }]
    },
  },

  /** R6 */
  'closing.return': {
    input: optionalReason(),
    decide(state, { closing: id, reason }, context) {
      const closing = closingIn(state, id, context.on, 'requested')
      verifies(state, closing, context, 'closing.return')
      if (reason === undefined) return refuse<CoreRefusal>({ code: 'reasonMissing', rule: 'R6' })
      waiting(state, closing.subject, context.on)
      return [{ type: 'closing.returned', data: { closing: id, subject: closing.subject, reason } }]
    },
  },

  /** R4, R6, R7, R17: the look back found otherwise. Whoever may do it may do it to the own unit's closing too: it verifies nothing. */
  'closing.revoke': {
    input: optionalReason(),
    decide(state, { closing: id, reason }, { on, actor }) {
      const { subject } = closingIn(state, id, on, 'approved')
      if (reason === undefined) return refuse<CoreRefusal>({ code: 'reasonMissing', rule: 'R6' })
      struckOff(state, subject, on)
      const revoked: CoreFact = { type: 'closing.revoked', data: { closing: id, subject, reason } }
      return 'milestone' in subject
        ? [revoked, { type: 'milestone.reopened', data: { task: subject.task, milestone: subject.milestone, reason } }]
        : [revoked, ...takenOver(state, subject, actor.unit, on)]
    },
  },
})

/** A closing in this state, and nothing later than `on` is said of it yet (R19). */
function closingIn({ closings }: District, id: string, on: string, state: ClosingState): Closing {
  const closing = need(closings, 'closing', id, on, (row) => firstDay(row.states))
  inOrder('closing', id, lastDay(closing.states), on)
  if (latest(closing.states).state !== state) wrong(closing, [state])
  return closing
}

const wrong = (closing: Closing, allowed: readonly ClosingState[]): never =>
  refuse<CoreRefusal>({ code: 'wrongStage', rule: 'R6', what: 'closing', id: closing.id, stage: latest(closing.states).state, allowed })

/** R6: nobody verifies what the own unit asked for, and what the office asked for is verified by a leader. */
function verifies({ units }: District, { unit }: Closing, { actor }: Context, command: string): void {
  if (actor.unit === unit) refuse<CoreRefusal>({ code: 'ownUnit', rule: 'R6', command, unit })
  const byLeader = actor.roles.includes('leader') || actor.roles.includes('leadership')
  if (units.get(unit)?.kind === 'office' && !byLeader) refuse<CoreRefusal>({ code: 'needsLeader', rule: 'R6', command })
}
