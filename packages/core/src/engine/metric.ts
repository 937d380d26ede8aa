/**
 * A metric: one number about a unit over a period, for rules of assessment. Metrics stand in one registry, made of those of
 * all slices, so that an embedding program adds its own as it adds events and views.
 */

/** Whom and when a metric is asked about. */
export interface Asked {
  /** The unit that is assessed. */
  readonly unit: string
  /** First and last day of the period, both included. */
  readonly from: string
  readonly to: string
  /** Only facts that hold by this day are known: the day of the scoring. */
  readonly on: string
}

/** One thing that a metric looked at. */
export interface Part {
  /** Its subject, such as `task:T-1`. */
  readonly subject: string
  /** What it counted for: percent, days, points or 1, as the metric says. */
  readonly value: number
  /** Positions of the events that say so. */
  readonly rests: readonly number[]
}

export interface Measured {
  /** A number of at most two decimals; undefined when there was nothing to measure, so that the rule does not apply. */
  readonly value: number | undefined
  readonly parts: readonly Part[]
}

export interface MetricSpec<State> {
  /** Raised when the same facts would give another value: scored rounds record it. */
  readonly version: number
  /** `percent` 0–100, `points` of progress or of marks, `days`, or a `count` of occurrences. */
  readonly unit: 'percent' | 'points' | 'days' | 'count'
  /** Pure: the same state and question give the same answer, and facts later than `asked.on` do not change it. */
  readonly measure: (state: State, asked: Asked) => Measured
}

export type AnyMetric = MetricSpec<never>
export type Metrics = ReadonlyMap<string, AnyMetric>

/** Types a map of metrics over the state that they read. */
export const metricsOf =
  <State>() =>
  <M extends Readonly<Record<string, MetricSpec<State>>>>(metrics: M): M =>
    metrics
