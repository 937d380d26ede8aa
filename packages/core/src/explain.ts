import type { ResultLine } from './domain/assessment/events.ts'
import { panelOf, rulesOfRound } from './domain/assessment/rules.ts'
import { score } from './domain/assessment/scoring.ts'
import type { Result, Round, Scheme } from './domain/assessment/state.ts'
import type { District } from './domain/state.ts'
import { canonical } from './engine/canonical.ts'
import type { Recorded } from './engine/event.ts'
import type { State } from './engine/machine.ts'
import type { Metrics } from './engine/metric.ts'

/** A line of a frozen score with the events that it rests on. */
export interface ExplainedLine extends ResultLine {
  /** In the order of the log: reports, closings, measurements … each with its evidence. */
  readonly events: readonly Recorded[]
}

/** A unit's frozen score, followed down to the facts behind it. */
export interface Explanation {
  readonly round: string
  readonly unit: string
  /** Position of the last event that the score knows. */
  readonly cutOff: number
  /** Whether computing it anew from the log up to there gave the same result to the last digit (R13). */
  readonly reproduced: boolean
  readonly points: number
  readonly grade: string
  readonly lines: readonly ExplainedLine[]
}

/** The results of a scored round, computed anew from the state that the log had at its cut-off (R13). */
export function recompute(state: State, metrics: Metrics, round: Round): readonly Result[] {
  const tables = state.tables as unknown as District
  const on = round.scored?.on as string
  return score(tables, metrics, {
    scheme: tables.schemes.get(round.scheme) as Scheme,
    rules: rulesOfRound(tables, round),
    period: round.period,
    on,
    panel: panelOf(tables, round.id, on),
  })
}

/** Explains one unit's frozen result. `at` gives the state at a position, `events` those at some positions. */
export async function explain(
  round: Round,
  unit: string,
  metrics: Metrics,
  at: (position: number) => Promise<State>,
  events: (positions: readonly number[]) => Promise<ReadonlyMap<number, Recorded>>,
): Promise<Explanation | undefined> {
  const frozen = round.scored?.value.results.find((one) => one.unit === unit)
  if (!round.scored || !frozen) return undefined
  const { cutOff } = round.scored.value
  const again = recompute(await at(cutOff), metrics, round).find((one) => one.unit === unit)
  const found = await events([...new Set(frozen.lines.flatMap((line) => line.rests))].sort((a, b) => a - b))
  return {
    round: round.id,
    unit,
    cutOff,
    reproduced: again !== undefined && canonical(again) === canonical(frozen),
    points: frozen.points,
    grade: frozen.grade,
    lines: frozen.lines.map((line) => ({ ...line, events: line.rests.flatMap((position) => found.get(position) ?? []) })),
  }
}
