import type { Metrics } from '../../engine/metric.ts'
import type { District } from '../state.ts'
import { adjusted, panelOf, type RoundStage, rulesOfRound, stageOf } from './rules.ts'
import { score } from './scoring.ts'
import type { Result, Round, Rule, Scheme } from './state.ts'

/** A round as it stands on a day. */
export interface RoundSeen {
  readonly round: Round
  readonly scheme: Scheme
  readonly rules: readonly Rule[]
  /** `provisional`: not scored yet, computed from what is known on the day. */
  readonly stage: RoundStage | 'provisional'
  readonly cutOff: number | undefined
  /** Frozen results with the adjustments of appeals decided by the day, or provisional ones. */
  readonly results: readonly Result[]
}

/**
 * The round on a day, or undefined when it was not opened by then. What a provisional result rests on is there for the units of which
 * `grounds` says so.
 */
export function seeRound(
  state: District,
  metrics: Metrics,
  id: string,
  day: string,
  grounds: (unit: string) => boolean,
): RoundSeen | undefined {
  const round = state.rounds.get(id)
  const scheme = round && state.schemes.get(round.scheme)
  if (!round || !scheme || day < round.opened.on) return undefined
  const rules = rulesOfRound(state, round)
  const stage = stageOf(round, day)
  if (stage !== 'opened') return { round, scheme, rules, stage, cutOff: round.scored?.value.cutOff, results: adjusted(state, round, day) }
  const scoring = { scheme, rules, period: round.period, on: day, panel: panelOf(state, id, day) }
  return { round, scheme, rules, stage: 'provisional', cutOff: undefined, results: score(state, metrics, scoring, grounds) }
}
