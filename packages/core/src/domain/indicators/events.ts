import * as z from 'zod/mini'
import { day, listOf, newId, quantity, ref, text, weight } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

export const directions = ['atLeast', 'atMost', 'between', 'exactly'] as const
export const aggregations = ['last', 'sum', 'average'] as const

const checkpoints = () => listOf(z.strictObject({ on: day(), value: quantity() }), 120)
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
    baseline: z.optional(quantity()),
    /** For `atLeast`, `atMost` and `exactly`. Without a target the indicator is watched, not judged. */
    target: z.optional(quantity()),
    /** For `between`. */
    band: z.optional(band()),
    due: z.optional(day()),
    checkpoints: checkpoints(),
    weight: weight(),
    illustrative: z.optional(z.boolean()),
  }),
  /** Says the whole plan anew: what is left out is gone. Earlier targets stay in the history. */
  'indicator.retargeted': z.strictObject({
    indicator: ref('indicator'),
    reason: text(1000),
    baseline: z.optional(quantity()),
    target: z.optional(quantity()),
    band: z.optional(band()),
    due: z.optional(day()),
    checkpoints: checkpoints(),
  }),
  'measurement.recorded': z.strictObject({
    measurement: newId('measurement'),
    indicator: ref('indicator'),
    value: quantity(),
    note: z.optional(text(1000)),
    evidence: listOf(evidence(), 50),
  }),
  /** The first value stays in the history (R11). */
  'measurement.corrected': z.strictObject({
    measurement: ref('measurement'),
    indicator: ref('indicator'),
    value: quantity(),
    reason: text(1000),
  }),
}
