import type { CoreMetric } from '../domain/assessment/metrics/index.ts'
import { coreMetrics } from '../domain/assessment/metrics/index.ts'
import type { Asked, Part } from '../engine/metric.ts'
import type { Scenario } from './scenario.ts'
import { tablesOf } from './small-district.ts'

/** Asks metrics of a small district: of 住建局, over the first quarter, on 10 April, unless something else is said. */
const usual: Asked = { unit: '住建局', from: '2026-01-01', to: '2026-03-31', on: '2026-04-10' }

export const measured = (given: Scenario, metric: CoreMetric, asked: Partial<Asked> = {}) =>
  coreMetrics[metric].measure(tablesOf(given), { ...usual, ...asked })

export const figureOf = (given: Scenario, metric: CoreMetric, asked: Partial<Asked> = {}): number | undefined =>
  measured(given, metric, asked).value

export const partsOf = (given: Scenario, metric: CoreMetric, asked: Partial<Asked> = {}): readonly Part[] =>
  measured(given, metric, asked).parts

/** Sends commands one after the other, and says at which position each one's last event is. */
export function told(given: Scenario, ...steps: readonly (readonly [command: string, input: object, sent: object])[]) {
  const positions = steps.map(([command, input, sent]) => given.given(command, input, sent).position)
  return { given, positions }
}
