import type { Closing, ClosingState } from '../../domain/closing/state.ts'
import { latest } from '../../engine/history.ts'
import { inState, milestonesIn, open, ripe } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { deputy, inspector, mayor, of, office, responsibleFor } from './people.ts'

const closing = (hand: Hand, state: ClosingState) => hand.row(hand.state.closings, (one) => latest(one.states).state === state)

/** What the office asked for is verified by a leader; now and then somebody else tries, or a unit verifies what it asked for. */
const verifier = (hand: Hand, { unit }: Closing) =>
  hand.state.units.get(unit)?.kind === 'office'
    ? (hand.one([mayor, { ...office, unit: 'U-gov' }, { ...office, unit: 'U-gov' }, deputy, office]) ?? office)
    : hand.often(1)
      ? { ...office, unit }
      : office

/** A subject that seems ready, and who answers for it; now and then an open task that does not. */
function subject(hand: Hand) {
  const { tasks, problems, closings } = hand.state
  const waits = (task: string, milestone: string) =>
    closings
      .by('task', task)
      .some(({ subject, states }) => latest(states).state === 'requested' && 'milestone' in subject && subject.milestone === milestone)
  const unready = hand.often(1) ? hand.rows(tasks, open) : []
  const ours = hand.rows(problems, (one) => inState('resolved')(one) && latest(one.places).unit === office.unit)
  if (ours[0] && hand.often(6)) return { subject: { problem: ours[0].id }, actor: of(office.unit) }
  return hand.one([
    ...[...hand.rows(tasks, ripe(hand.state)), ...unready].map((task) => ({ subject: { task: task.id }, actor: responsibleFor(task) })),
    ...hand.rows(problems, inState('resolved')).map((one) => ({ subject: { problem: one.id }, actor: of(latest(one.places).unit) })),
    ...hand
      .rows(tasks, open)
      .flatMap((task) =>
        milestonesIn(task, 'reached').flatMap(({ id }) =>
          waits(task.id, id) ? [] : [{ subject: { task: task.id, milestone: id }, actor: responsibleFor(task) }],
        ),
      ),
  ])
}

export const closingMoves: readonly Move[] = [
  {
    command: 'closing.request',
    weight: 8,
    make(hand) {
      const found = subject(hand)
      const evidence = hand.often(7) ? [{ title: '验收单' }] : []
      return (
        found && {
          actor: found.actor,
          input: { closing: hand.fresh('CL-', hand.state.closings), subject: found.subject, summary: '已完成', evidence },
        }
      )
    },
  },
  {
    command: 'closing.approve',
    weight: 6,
    make(hand) {
      const found = closing(hand, 'requested')
      return found && { actor: verifier(hand, found), input: { closing: found.id } }
    },
  },
  {
    command: 'closing.return',
    weight: 3,
    make(hand) {
      const found = closing(hand, 'requested')
      return found && { actor: verifier(hand, found), input: { closing: found.id, ...(hand.often(7) && { reason: '材料不全' }) } }
    },
  },
  {
    command: 'closing.withdraw',
    weight: 2,
    make(hand) {
      const found = closing(hand, 'requested')
      return found && { actor: of(found.unit), input: { closing: found.id } }
    },
  },
  {
    command: 'closing.revoke',
    weight: 5,
    make(hand) {
      const found = closing(hand, 'approved')
      return (
        found && {
          actor: hand.one([office, inspector, mayor]) ?? office,
          input: { closing: found.id, ...(hand.often(7) && { reason: '回头看发现反弹' }) },
        }
      )
    },
  },
]
