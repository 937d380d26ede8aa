import type { Fact } from '../../engine/event.ts'
import type { Entry, History } from '../../engine/history.ts'
import { begin, enter } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { Evidence } from '../evidence.ts'
import type { aggregations, directions, indicatorEvents } from './events.ts'

export type Direction = (typeof directions)[number]
export type Aggregation = (typeof aggregations)[number]

/** What is aimed at from a day on. */
export interface Target {
  readonly baseline?: number
  readonly target?: number
  readonly band?: { readonly low: number; readonly high: number }
  readonly due?: string
  /** In the order of their days. */
  readonly checkpoints: readonly { readonly on: string; readonly value: number }[]
}

export interface Indicator {
  readonly id: string
  readonly name: Text
  readonly goal?: string
  readonly task?: string
  readonly unit: Text
  readonly direction: Direction
  readonly aggregation: Aggregation
  readonly weight: number
  readonly targets: History<Target>
  readonly illustrative: boolean
}

export interface Measurement {
  readonly id: string
  readonly indicator: string
  /** `on` is the day that it speaks of. */
  readonly recorded: Entry<null>
  /** The value, and what it was corrected to, by the day of each correction. */
  readonly values: History<number>
  readonly note?: Text
  readonly evidence: readonly Evidence[]
}

export type IndicatorFact = Fact<typeof indicatorEvents>

export const indicatorTables = {
  indicators: table<Indicator, 'goal' | 'task'>({
    goal: (indicator) => (indicator.goal ? [indicator.goal] : []),
    task: (indicator) => (indicator.task ? [indicator.task] : []),
  }),
  measurements: table<Measurement, 'indicator'>({ indicator: (measurement) => [measurement.indicator] }),
}

export const evolveIndicators: Handlers<typeof indicatorTables, typeof indicatorEvents> = {
  'indicator.defined': ({ indicators }, event) => {
    const { data } = event
    indicators.insert({
      id: data.indicator,
      name: data.name,
      ...('goal' in data.owner ? { goal: data.owner.goal } : { task: data.owner.task }),
      unit: data.unit,
      direction: data.direction,
      aggregation: data.aggregation,
      weight: data.weight,
      targets: begin(event, targetOf(data)),
      illustrative: data.illustrative ?? false,
    })
  },
  'indicator.retargeted': ({ indicators }, event) =>
    indicators.update(event.data.indicator, (indicator) => enter<Target>(indicator.targets, event, targetOf(event.data))),
  'measurement.recorded': ({ measurements }, event) => {
    const { data } = event
    measurements.insert({
      id: data.measurement,
      indicator: data.indicator,
      recorded: { on: event.on, position: event.position, value: null },
      values: begin(event, data.value),
      ...(data.note && { note: data.note }),
      evidence: data.evidence,
    })
  },
  'measurement.corrected': ({ measurements }, event) =>
    measurements.update(event.data.measurement, (measurement) => enter(measurement.values, event, event.data.value)),
}

type Planned = Pick<
  Extract<IndicatorFact, { type: 'indicator.retargeted' }>['data'],
  'baseline' | 'target' | 'band' | 'due' | 'checkpoints'
>

const targetOf = (data: Planned): Target & { checkpoints: { on: string; value: number }[] } => ({
  ...(data.baseline !== undefined && { baseline: data.baseline }),
  ...(data.target !== undefined && { target: data.target }),
  ...(data.band && { band: { low: data.band.low, high: data.band.high } }),
  ...(data.due && { due: data.due }),
  checkpoints: [...data.checkpoints].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
})
