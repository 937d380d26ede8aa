import { firstDay } from '../../engine/history.ts'
import type { Measured, Metrics } from '../../engine/metric.ts'
import type { District } from '../state.ts'
import type { ResultLine } from './events.ts'
import { hundredths, scaled, workings } from './points.ts'
import { type Graded, standings } from './standings.ts'
import type { Group, Result, RuleTerms, SchemeTerms } from './state.ts'
import { valuesIn } from './values.ts'

/** A round as it is scored: adopted, or drafted for a backtest. */
export interface Scoring {
  readonly scheme: SchemeTerms
  readonly rules: readonly RuleTerms[]
  readonly period: { readonly from: string; readonly to: string }
  /** The day of the scoring: facts that hold from a later day are not known. */
  readonly on: string
  /** Scores that panels gave; none in a backtest of rules that had no panel. */
  readonly panel: (rule: string, unit: string) => Measured
}

/** What a rule measures of a unit. */
type Measuring = (rule: RuleTerms, unit: string) => Measured

/**
 * The results of all units of a scheme that were there on the period's last day (R12–R14). Pure. `grounds` says of which units the lines say
 * what they rest on; of the others they have the same numbers, which cost less.
 */
export function score(state: District, metrics: Metrics, scoring: Scoring, grounds: (unit: string) => boolean = () => true): Result[] {
  const full = inFull(state, metrics, scoring)
  const short = inShort(state, metrics, scoring)
  const scored = scoring.scheme.groups.flatMap((group) =>
    group.units
      .filter((unit) => assessed(state, unit, scoring.period.to, scoring.on))
      .map((unit) => scoreUnit(scoring, grounds(unit) ? full : short, group, unit)),
  )
  const places = new Map(standings(scoring.scheme, scored).map((standing) => [standing.unit, standing]))
  return scored.map(({ unit, lines }) => ({ ...(places.get(unit) as Omit<Result, 'lines'>), lines }))
}

const unmeasured: Measured = { value: undefined, parts: [] }

/** Asks each metric once of a unit, however many rules look at it. */
function inFull(state: District, metrics: Metrics, { period, on, panel }: Scoring): Measuring {
  const known = new Map<string, Measured>()
  return ({ id, measure }, unit) => {
    if ('panel' in measure) return panel(id, unit)
    const key = `${unit} ${measure.metric}`
    const measured = known.get(key) ?? metrics.get(measure.metric)?.measure(state as never, { unit, ...period, on }) ?? unmeasured
    known.set(key, measured)
    return measured
  }
}

/** Numbers only. */
function inShort(state: District, metrics: Metrics, { period, on, panel }: Scoring): Measuring {
  let values: ReturnType<typeof valuesIn> | undefined
  return ({ id, measure }, unit) => {
    if ('panel' in measure) return { value: panel(id, unit).value, parts: [] }
    const metric = metrics.get(measure.metric)
    if (!metric) return unmeasured
    values ??= valuesIn(state, { ...period, on })
    return { value: values(metric, unit), parts: [] }
  }
}

/** A unit is assessed when it was there on the period's last day, or is on `on` while the period lasts. */
export function assessed({ units }: Pick<District, 'units'>, id: string, to: string, on: string): boolean {
  const last = to < on ? to : on
  const unit = units.get(id)
  return unit !== undefined && firstDay(unit.names) <= last && !(unit.ended && unit.ended.on <= last)
}

function scoreUnit({ scheme, rules }: Scoring, measured: Measuring, group: Group, unit: string): Graded & { lines: ResultLine[] } {
  const lines: ResultLine[] = []
  const vetoes: { rule: string; grade: string }[] = []
  let applying = 0
  for (const rule of rules) {
    const worth = rule.worth.find((one) => one.group === group.group)?.points
    if (worth === undefined) continue
    const { value, parts } = measured(rule, unit)
    const rests = [...new Set(parts.flatMap((part) => part.rests))].sort((a, b) => a - b)
    if (rule.kind === 'veto') {
      if (value !== undefined && rule.veto && value >= rule.veto.from) vetoes.push({ rule: rule.id, grade: rule.veto.grade })
      lines.push(line(rule, value, 0, rests))
      continue
    }
    if (rule.kind === 'base' && value !== undefined) applying += hundredths(worth)
    lines.push(line(rule, value, value === undefined ? 0 : (workings(rule, worth, value).at(-1)?.points ?? 0), rests))
  }
  lines.push(...corrections(scheme, group, lines, applying))
  return { unit, group: group.group, lines, vetoes }
}

const line = (rule: RuleTerms, value: number | undefined, points: number, rests: number[]): ResultLine =>
  value === undefined ? { kind: rule.kind, rule: rule.id, points, rests } : { kind: rule.kind, rule: rule.id, value, points, rests }

/** Lines of their own for what changes the sum beside the rules, so that a score is the sum of its lines (R13). */
function corrections(scheme: SchemeTerms, group: Group, lines: readonly ResultLine[], applying: number): ResultLine[] {
  const total = (kind: ResultLine['kind']) => lines.reduce((sum, one) => sum + (one.kind === kind ? hundredths(one.points) : 0), 0)
  const more = (kind: 'scaling' | 'bonusCap' | 'deductionCap', amount: number): ResultLine[] =>
    amount === 0 ? [] : [{ kind, points: amount / 100, rests: [] }]
  const base = total('base')
  const full = hundredths(group.fullMarks)
  const scaling = scheme.scaling && applying > 0 && applying < full ? scaled(base, full, applying) - base : 0
  const over = (kind: 'bonus' | 'deduction', cap: number | undefined) =>
    cap === undefined ? 0 : Math.max(0, Math.abs(total(kind)) - hundredths(cap))
  return [
    ...more('scaling', scaling),
    ...more('bonusCap', -over('bonus', scheme.bonusCap)),
    ...more('deductionCap', over('deduction', scheme.deductionCap)),
  ]
}
