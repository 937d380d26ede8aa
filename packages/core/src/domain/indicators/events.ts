import * as z from 'zod'
import { day, newId, quantity, ref, text, weight } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

export const directions = ['atLeast', 'atMost', 'between', 'exactly'] as const
export const aggregations = ['last', 'sum', 'average'] as const

const checkpoints = () => z.array(z.strictObject({ on: day(), value: quantity() })).max(120)
const band = () => z.strictObject({ low: quantity(), high: quantity() })

/** Facts about what is measured. `on` of a measurement is the day that it speaks of; it may be entered late. */
export const indicatorEvents = {
  'indicator.defined': z.strictObject({
    indicator: newId('indicator'),
    name: text(400),
    owner: z.union([z.strictObject({ goal: ref('goal') }), z.strictObject({ task: ref('task') })]),
    unit: text(50),
    direction: z.enum(directions),
    aggregation: z.enum(aggregations),
    baseline: quantity().optional(),
    /** For `atLeast`, `atMost` and `exactly`. Without a target the indicator is watched, not judged. */
    target: quantity().optional(),
    /** For `between`. */
    band: band().optional(),
    due: day().optional(),
    checkpoints: checkpoints(),
    weight: weight(),
    illustrative: z.boolean().optional(),
  }),
  /** Says the whole plan anew: what is left out is gone. Earlier targets stay in the history. */
  'indicator.retargeted': z.strictObject({
    indicator: ref('indicator'),
    reason: text(1000),
    baseline: quantity().optional(),
    target: quantity().optional(),
    band: band().optional(),
    due: day().optional(),
    checkpoints: checkpoints(),
  }),
  'measurement.recorded': z.strictObject({
    measurement: newId('measurement'),
    indicator: ref('indicator'),
    value: quantity(),
    note: text(1000).optional(),
    evidence: z.array(evidence()).max(50),
  }),
  /** The first value stays in the history (R11). */
  'measurement.corrected': z.strictObject({
    measurement: ref('measurement'),
    indicator: ref('indicator'),
    value: quantity(),
    reason: text(1000),
  }),
}
