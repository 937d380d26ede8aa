import { refuse } from '../engine/decision.ts'
import { firstDay } from '../engine/history.ts'
import type { Reader, Row } from '../engine/table.ts'
import type { CoreRefusal, Kind } from './refusals.ts'
import type { District } from './state.ts'

/** What decisions ask of the state before anything else. Each returns what it looked up, or refuses with R1 or R19. */

const no = (refusal: CoreRefusal): never => refuse(refusal)

/** The row with this id, which existed on `on`. `since` tells from which day a row exists. */
export function need<R extends Row>(rows: Reader<R>, what: Kind, id: string, on: string, since: (row: R) => string): R {
  const row = rows.get(id) ?? no({ code: 'unknown', rule: 'R1', what, id })
  const first = since(row)
  if (on < first) no({ code: 'notYet', rule: 'R19', what, id, since: first, on })
  return row
}

/** Nothing has this id yet. */
export function free<R extends Row>(rows: Reader<R>, what: Kind, id: string): void {
  if (rows.has(id)) no({ code: 'taken', rule: 'R1', what, id })
}

/** It has not ended. */
export function live(what: Kind, id: string, ended: { readonly on: string } | undefined): void {
  if (ended) no({ code: 'ended', rule: 'R1', what, id, on: ended.on })
}

/** Facts about one subject come in the order of their days (R19). */
export function inOrder(what: Kind, id: string, last: string, on: string): void {
  if (on < last) no({ code: 'outOfOrder', rule: 'R19', what, id, last, on })
}

/** No id stands twice. */
export function distinct(what: Kind, ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) no({ code: 'twice', rule: 'R1', what, id })
    seen.add(id)
  }
}

/** A unit that takes new duties. */
export function liveUnit({ units }: Pick<District, 'units'>, id: string, on: string): void {
  live('unit', id, need(units, 'unit', id, on, (unit) => firstDay(unit.names)).ended)
}

/** A goal that takes new tasks: neither dropped nor of a superseded strategy. */
export function liveGoal({ goals, strategies }: Pick<District, 'goals' | 'strategies'>, id: string, on: string): void {
  const goal = need(goals, 'goal', id, on, (row) => firstDay(row.facts))
  live('goal', id, goal.dropped)
  live('strategy', goal.strategy, strategies.get(goal.strategy)?.superseded)
}
