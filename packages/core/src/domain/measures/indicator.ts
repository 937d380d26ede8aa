import { valueOn } from '../../engine/history.ts'
import { daysBetween } from '../days.ts'
import type { Direction, Indicator, Measurement, Target } from '../indicators/state.ts'
import type { District } from '../state.ts'
import { rulebookOn } from '../supervision/rulebook.ts'
import type { LightReason } from './task.ts'
import type { Light, Thresholds } from './thresholds.ts'

/** One measured value as it is known on a day: corrections up to that day are in it. */
export interface Point {
  readonly measurement: string
  readonly on: string
  readonly value: number
}

/** How far a value has come: 0–1, and the raw ratio, which may lie outside. Both to four decimals. */
export interface Attainment {
  readonly ratio: number
  readonly raw: number
}

export interface IndicatorSeen {
  readonly indicator: Indicator
  readonly target: Target
  readonly points: readonly Point[]
  readonly value?: number
  readonly measuredOn?: string
  readonly attainment?: Attainment
  /** What the plan says for the day, by interpolation. */
  readonly expected?: number
  readonly light: Light
  readonly reasons: readonly LightReason[]
}

/** The indicator on a day, or undefined when it was not defined yet. */
export function seeIndicator(
  state: Pick<District, 'measurements' | 'rulebooks'>,
  indicator: Indicator,
  day: string,
  thresholds: Thresholds = rulebookOn(state, day).thresholds,
): IndicatorSeen | undefined {
  const target = valueOn(indicator.targets, day)
  if (!target) return undefined
  const points = pointsOn(state.measurements.by('indicator', indicator.id), day)
  const last = points[points.length - 1]
  const value = aggregate(indicator, points)
  const attainment = value === undefined ? undefined : attain(indicator.direction, target, value)
  const expected = expectedOn(indicator, target, day)
  const { light, reasons } = lightOf(indicator, target, value, attainment, expected, day, thresholds)
  return {
    indicator,
    target,
    points,
    ...(value !== undefined && { value }),
    ...(last && { measuredOn: last.on }),
    ...(attainment && { attainment }),
    ...(expected !== undefined && { expected }),
    light,
    reasons,
  }
}

function pointsOn(measurements: readonly Measurement[], day: string): readonly Point[] {
  return measurements
    .filter((one) => one.recorded.on <= day)
    .sort((a, b) => (a.recorded.on === b.recorded.on ? a.recorded.position - b.recorded.position : a.recorded.on < b.recorded.on ? -1 : 1))
    .map((one) => ({ measurement: one.id, on: one.recorded.on, value: valueOn(one.values, day) ?? 0 }))
}

/** Sums are made in hundredths, so that they are exact; an average is rounded to two decimals. */
function aggregate(indicator: Indicator, points: readonly Point[]): number | undefined {
  if (points.length === 0) return undefined
  if (indicator.aggregation === 'last') return (points[points.length - 1] as Point).value
  const sum = points.reduce((total, point) => total + Math.round(point.value * 100), 0)
  return indicator.aggregation === 'sum' ? sum / 100 : Math.round(sum / points.length) / 100
}

/**
 * Attainment of a value (DOMAIN section 6): 1 when met, first of all. `atLeast` (value − baseline) / (target − baseline),
 * `atMost` (baseline − value) / (baseline − target); without a baseline, or with one equal to the target, value / target or
 * target / value. `exactly` and `between` by distance: from the target or the band, over the baseline's own distance, or
 * else over the target or the band's width. Undefined without an aim.
 */
export function attain(direction: Direction, target: Target, value: number): Attainment | undefined {
  const aim = target.target
  if (direction === 'between')
    return (
      target.band &&
      byDistance(
        outside(target.band, value),
        target.baseline === undefined ? 0 : outside(target.band, target.baseline),
        target.band.high - target.band.low || Math.abs(target.band.high),
      )
    )
  if (aim === undefined) return undefined
  const { baseline } = target
  if (direction === 'exactly')
    return byDistance(Math.abs(value - aim), baseline === undefined ? 0 : Math.abs(baseline - aim), Math.abs(aim))
  const met = direction === 'atLeast' ? value >= aim : value <= aim
  const planned = baseline !== undefined && (direction === 'atLeast' ? aim > baseline : aim < baseline)
  const raw = planned ? (value - baseline) / (aim - baseline) : direction === 'atLeast' ? value / aim : aim / value
  return result(met, raw)
}

const outside = (band: { low: number; high: number }, value: number) =>
  value < band.low ? band.low - value : value > band.high ? value - band.high : 0

const byDistance = (distance: number, baselineDistance: number, scale: number): Attainment =>
  result(distance === 0, 1 - distance / (baselineDistance || scale || 1))

function result(met: boolean, raw: number): Attainment {
  const known = Number.isFinite(raw) ? Math.round(raw * 10_000) / 10_000 : met ? 1 : 0
  return { ratio: met ? 1 : Math.min(1, Math.max(0, known)), raw: known === 0 ? 0 : known }
}

/** What the plan says for `day`: interpolated between the baseline on the first day, the checkpoints and the due date. */
export function expectedOn(indicator: Indicator, target: Target, day: string): number | undefined {
  const aim = target.target ?? (target.band && (target.band.low + target.band.high) / 2)
  if (aim === undefined) return undefined
  const start = indicator.targets[0]?.on as string
  const points = [
    ...(target.baseline === undefined ? [] : [{ on: start, value: target.baseline }]),
    ...target.checkpoints.filter((point) => point.on > start),
  ]
  if (target.due !== undefined && points.at(-1)?.on !== target.due) points.push({ on: target.due, value: aim })
  const after = points.findIndex((point) => point.on > day)
  if (points.length === 0 || after === 0) return undefined
  const left = points[(after === -1 ? points.length : after) - 1] as { on: string; value: number }
  const right = points[after]
  if (!right) return left.value
  const part = daysBetween(left.on, day) / daysBetween(left.on, right.on)
  return Math.round((left.value + (right.value - left.value) * part) * 100) / 100
}

function lightOf(
  indicator: Indicator,
  target: Target,
  value: number | undefined,
  attainment: Attainment | undefined,
  expected: number | undefined,
  day: string,
  limits: Thresholds,
): { light: Light; reasons: readonly LightReason[] } {
  const aimless = target.target === undefined && target.band === undefined
  if (aimless) return { light: 'grey', reasons: value === undefined ? [{ code: 'notMeasured' }] : [] }
  const over = target.due !== undefined && day > target.due
  if (attainment?.ratio === 1) return { light: over || target.due === undefined ? 'done' : 'green', reasons: [{ code: 'met' }] }
  if (over)
    return {
      light: 'red',
      reasons: [
        { code: 'overdue', days: daysBetween(target.due as string, day) },
        ...(value === undefined ? [{ code: 'notMeasured' } as const] : []),
      ],
    }
  if (expected === undefined)
    return value === undefined ? { light: 'grey', reasons: [{ code: 'notMeasured' }] } : { light: 'green', reasons: [] }
  const wanted = attain(indicator.direction, target, expected)?.ratio ?? 0
  const points = Math.round((wanted - (attainment?.ratio ?? 0)) * 10_000) / 100
  const reasons: LightReason[] = value === undefined ? [{ code: 'notMeasured' }] : []
  if (points > limits.redLag) return { light: 'red', reasons: [{ code: 'lag', points }, ...reasons] }
  if (points > limits.yellowLag) return { light: 'yellow', reasons: [{ code: 'lag', points }, ...reasons] }
  return { light: value === undefined ? 'grey' : 'green', reasons }
}
