import * as z from 'zod/mini'
import { aggregations, directions } from '../domain/indicators/events.ts'
import { type IndicatorSeen, seeIndicator } from '../domain/measures/indicator.ts'
import { lights } from '../domain/measures/thresholds.ts'
import type { District } from '../domain/state.ts'
import { qualifiers } from '../domain/strategy/events.ts'
import { inTime, valueOn } from '../engine/history.ts'
import { viewOf } from '../engine/view.ts'
import { byText, copied, countLights, goalNamed, inLang, orNull, reasonCodes, reasonsOf } from './naming.ts'
import { countsShape, dayShape, lightShape, percentShape, reasonShape, restsShape, textShape } from './shapes.ts'

export const trends = ['rising', 'falling', 'steady', 'unknown'] as const

const row = z.strictObject({
  indicator: z.string(),
  name: textShape,
  owner: z.strictObject({ kind: z.enum(['goal', 'task']), id: z.string(), name: textShape }),
  unit: textShape,
  direction: z.enum(directions),
  aggregation: z.enum(aggregations),
  baseline: z.nullable(z.number()),
  target: z.nullable(z.number()),
  band: z.nullable(z.strictObject({ low: z.number(), high: z.number() })),
  due: z.nullable(dayShape),
  value: z.nullable(z.number()),
  measuredOn: z.nullable(dayShape),
  /** Attainment in percent, 0–100, and the raw ratio, which may lie outside. */
  attainment: z.nullable(percentShape),
  raw: z.nullable(percentShape),
  /** What the plan says for the day. */
  expected: z.nullable(z.number()),
  /** The last value against the one before it; whether that is good depends on the direction. */
  trend: z.enum(trends),
  series: z.array(z.strictObject({ on: dayShape, value: z.number() })),
  next: z.nullable(z.strictObject({ on: dayShape, value: z.number() })),
  light: lightShape,
  reasons: z.array(reasonShape),
  illustrative: z.boolean(),
  rests: restsShape,
})

const figure = z.strictObject({
  figure: z.string(),
  name: textShape,
  goal: z.nullable(z.string()),
  value: z.number(),
  unit: textShape,
  qualifier: z.enum(qualifiers),
  asOf: z.nullable(dayShape),
  source: textShape,
})

/** Every indicator with its value, attainment, trend, what the plan expects today and the next checkpoint; and reported figures. */
export const indicatorBoard = viewOf<District>()({
  options: z.strictObject({ goal: z.optional(z.string()), task: z.optional(z.string()), light: z.optional(z.enum(lights)) }),
  shape: z.strictObject({ on: dayShape, lights: countsShape, rows: z.array(row), figures: z.array(figure) }),
  compute(state, { on, goal, task, light }) {
    const seen = [...state.indicators.values()]
      .filter((one) => (goal === undefined || one.goal === goal) && (task === undefined || one.task === task))
      .flatMap((one) => seeIndicator(state, one, on) ?? [])
      .filter((one) => light === undefined || one.light === light)
    const figures = [...state.figures.values()]
      .filter((one) => one.recorded.on <= on && (goal === undefined || one.goal === goal) && task === undefined && light === undefined)
      .sort((a, b) => inTime(a.recorded, b.recorded))
    return {
      on,
      lights: countLights(seen.map((one) => one.light)),
      rows: seen.map((one) => rowOf(state, one, on)).sort((a, b) => byText(a.indicator, b.indicator)),
      figures: figures.map((one) => ({
        figure: one.id,
        name: copied(one.name),
        goal: orNull(one.goal),
        value: one.value,
        unit: copied(one.unit),
        qualifier: one.qualifier,
        asOf: orNull(one.asOf),
        source: copied(one.source),
      })),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'indicator', kind: 'id', detail: true },
      { key: 'name', kind: 'text' },
      { key: 'owner', kind: 'text' },
      { key: 'light', kind: 'code', words: 'light' },
      { key: 'value', kind: 'number' },
      { key: 'unitOfMeasure', kind: 'text' },
      { key: 'measuredOn', kind: 'day', detail: true },
      { key: 'direction', kind: 'code', words: 'direction', detail: true },
      { key: 'baseline', kind: 'number', detail: true },
      { key: 'target', kind: 'text' },
      { key: 'due', kind: 'day' },
      { key: 'attainment', kind: 'percent' },
      { key: 'expected', kind: 'number' },
      { key: 'trend', kind: 'code', words: 'trend' },
      { key: 'next', kind: 'day', detail: true },
      { key: 'reasons', kind: 'code', words: 'reason' },
    ],
    rows: value.rows.map((one) => ({
      indicator: one.indicator,
      name: inLang(one.name, lang),
      owner: inLang(one.owner.name, lang),
      light: one.light,
      value: one.value,
      unitOfMeasure: inLang(one.unit, lang),
      measuredOn: one.measuredOn,
      direction: one.direction,
      baseline: one.baseline,
      target: one.band ? `${one.band.low}–${one.band.high}` : one.target === null ? null : String(one.target),
      due: one.due,
      attainment: one.attainment,
      expected: one.expected,
      trend: one.trend,
      next: one.next?.on ?? null,
      reasons: reasonCodes(one.reasons),
    })),
  }),
})

const hundredths = (ratio: number) => Math.round(ratio * 10_000) / 100

function rowOf(state: District, seen: IndicatorSeen, on: string): z.infer<typeof row> {
  const { indicator, target, points, attainment } = seen
  const next =
    target.checkpoints.find((point) => point.on > on) ??
    (target.due !== undefined && target.due > on && target.target !== undefined ? { on: target.due, value: target.target } : undefined)
  return {
    indicator: indicator.id,
    name: copied(indicator.name),
    owner: ownerOf(state, seen, on),
    unit: copied(indicator.unit),
    direction: indicator.direction,
    aggregation: indicator.aggregation,
    baseline: orNull(target.baseline),
    target: orNull(target.target),
    band: target.band ? { low: target.band.low, high: target.band.high } : null,
    due: orNull(target.due),
    value: orNull(seen.value),
    measuredOn: orNull(seen.measuredOn),
    attainment: attainment ? hundredths(attainment.ratio) : null,
    raw: attainment ? hundredths(attainment.raw) : null,
    expected: orNull(seen.expected),
    trend: trendOf(points.map((point) => point.value)),
    series: points.map(({ on: day, value }) => ({ on: day, value })),
    next: next ? { on: next.on, value: next.value } : null,
    light: seen.light,
    reasons: reasonsOf(seen.reasons),
    illustrative: indicator.illustrative,
    rests: [`indicator:${indicator.id}`, ...points.map((point) => `measurement:${point.measurement}`)],
  }
}

function ownerOf(state: District, { indicator }: IndicatorSeen, on: string): z.infer<typeof row>['owner'] {
  if (indicator.task === undefined) return { kind: 'goal', ...goalNamed(state, indicator.goal as string, on) }
  const facts = state.tasks.get(indicator.task)?.facts
  return { kind: 'task', id: indicator.task, name: copied((facts && valueOn(facts, on)?.title) ?? indicator.task) }
}

function trendOf(values: readonly number[]): (typeof trends)[number] {
  const [before, last] = values.slice(-2)
  if (before === undefined || last === undefined) return 'unknown'
  return last > before ? 'rising' : last < before ? 'falling' : 'steady'
}
