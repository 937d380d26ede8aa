import { type Context, refuse } from '../../engine/decision.ts'
import { firstDay, valueOn } from '../../engine/history.ts'
import type { CoreRefusal, Kind } from '../refusals.ts'
import { distinct, need } from '../require.ts'
import type { District } from '../state.ts'
import { taskOn } from '../tasks/rules.ts'

/** What decisions about supervision ask of what they name. */

/** R1: tasks that exist, each once. One that has ended may still be spoken of. */
export function tasksOn(state: District, ids: readonly string[], on: string): void {
  distinct('task', ids)
  for (const id of ids) taskOn(state, id, on)
}

/** R1: the post exists. */
export function postOn({ posts }: District, id: string | undefined, on: string): void {
  if (id !== undefined) need(posts, 'post', id, on, (post) => firstDay(post.titles))
}

/** R1: a round that was opened. */
export function roundOn({ rounds }: District, id: string | undefined, on: string): void {
  if (id !== undefined) need(rounds, 'round', id, on, (round) => round.opened.on)
}

/** What is asked for on a day is due on it or later. */
export function notBefore(rule: 'R15' | 'R16', on: string, due: string | undefined): void {
  if (due !== undefined && due < on) refuse<CoreRefusal>({ code: 'badPeriod', rule, from: on, to: due })
}

/** R15, R16: done once. */
export function once(
  rule: 'R15' | 'R16',
  what: Kind,
  id: string,
  done: object | undefined,
  stages: { readonly stage: string; readonly before: string },
): void {
  if (done) refuse<CoreRefusal>({ code: 'wrongStage', rule, what, id, stage: stages.stage, allowed: [stages.before] })
}

/** R16: what is not a leader's own decision names the one that it rests on. */
export function onBasis({ actor, basis }: Context, command: string): void {
  if (!basis && !actor.roles.some((role) => role === 'leader' || role === 'leadership'))
    refuse<CoreRefusal>({ code: 'basisMissing', rule: 'R16', command })
}

/** Separation of duties (R6): who is the subject, by unit or as the post's holder, does not do it. */
export function apart(
  { posts }: District,
  { unit, post }: { readonly unit: string; readonly post?: string | undefined },
  { actor, on }: Context,
  command: string,
): void {
  const row = post === undefined ? undefined : posts.get(post)
  const holder = row && valueOn(row.holders, on)
  if (actor.unit === unit || holder?.person === actor.person) refuse<CoreRefusal>({ code: 'ownUnit', rule: 'R6', command, unit })
}

/** R1: the unit existed. It may have ended since: what it did is still spoken of. */
export function unitOn({ units }: District, id: string, on: string): void {
  need(units, 'unit', id, on, (unit) => firstDay(unit.names))
}
