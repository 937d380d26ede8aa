import type { District } from '../../domain/state.ts'
import type { Machine } from '../../engine/machine.ts'
import type { AnyMetric, Measured } from '../../engine/metric.ts'
import type { metricLaws } from '../metric-laws.ts'
import type { Mutants } from './wrapping.ts'

/** A machine with one metric more. */
const measuring =
  (measure: (state: District) => Measured) =>
  (machine: Machine): Machine => {
    const metric: AnyMetric = { version: 1, unit: 'count', measure: measure as AnyMetric['measure'] }
    return { ...machine, metrics: new Map([['mutant', metric]]) }
  }

/** What the laws of metrics have to catch. */
export const metricMutants: Readonly<Record<keyof typeof metricLaws, Mutants>> = {
  'a metric on day D knows what holds by then, and nothing else': [
    {
      breaks: 'a metric counts reports of later days',
      says: /the metric differ/,
      machine: measuring(({ reports }) => ({ value: reports.size, parts: [] })),
    },
  ],
  'a metric has two decimals at most, and rests on events that hold by then': [
    { breaks: 'a metric is not rounded', says: /is 0\.333/, machine: measuring(() => ({ value: 1 / 3, parts: [] })) },
    {
      breaks: 'a metric rests on events that there are not',
      says: /rests on 100000/,
      machine: measuring(() => ({ value: 1, parts: [{ subject: 'task:T-1', value: 1, rests: [100_000] }] })),
    },
  ],
}
