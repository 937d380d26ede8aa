import * as z from 'zod/mini'
import { day, listOf, localId, newId, quantity, ref, someOf, text, weight, whole } from '../../engine/schema.ts'

export const planLevels = ['nation', 'province', 'city', 'district'] as const
export const measureStates = ['planned', 'drafting', 'issued', 'inForce', 'ended'] as const
export const policyKinds = ['plan', 'regulation', 'measure', 'scheme', 'project', 'principle', 'mechanism'] as const
export const qualifiers = ['exact', 'about', 'moreThan', 'lessThan'] as const

/** What a goal serves: a superior plan or one of its goals, or a goal of another strategy. */
export const alignment = () =>
  z.union([z.strictObject({ plan: ref('plan'), planGoal: z.optional(ref('planGoal')) }), z.strictObject({ goal: ref('goal') })])

/** Facts about what the district wants: plans above it, strategies with their goals, policies, reported achievements. */
export const strategyEvents = {
  'superiorPlan.registered': z.strictObject({
    plan: newId('plan'),
    name: text(400),
    level: z.enum(planLevels),
    issuer: z.optional(text(200)),
    goals: listOf(z.strictObject({ planGoal: newId('planGoal'), name: text(400) }), 500),
  }),
  'annualPlan.adopted': z.strictObject({
    annualPlan: newId('annualPlan'),
    strategy: ref('strategy'),
    year: whole(1949, 2200),
    name: text(400),
    goals: listOf(ref('goal'), 500),
  }),
  'strategy.adopted': z.strictObject({
    strategy: newId('strategy'),
    name: text(400),
    period: z.strictObject({ from: day(), to: z.optional(day()) }),
    /** Names of the tree's levels, top first: goals of level 1, 2 … */
    levels: someOf(text(100), 10),
    vision: z.optional(text()),
    positioning: listOf(text(400), 50),
    principles: listOf(text(400), 50),
    supersedes: z.optional(ref('strategy')),
    illustrative: z.optional(z.boolean()),
  }),
  'strategy.superseded': z.strictObject({ strategy: ref('strategy'), by: ref('strategy'), reason: z.optional(text(1000)) }),
  'goal.set': z.strictObject({
    goal: newId('goal'),
    strategy: ref('strategy'),
    parent: z.optional(ref('goal')),
    name: text(400),
    description: z.optional(text()),
    /** Its share in the parent's progress, 1 by default. */
    weight: weight(),
    /** Place among its siblings. */
    order: whole(0, 100_000),
  }),
  'goal.revised': z.strictObject({
    goal: ref('goal'),
    reason: text(1000),
    name: z.optional(text(400)),
    description: z.optional(text()),
    parent: z.optional(ref('goal')),
    weight: z.optional(weight()),
    order: z.optional(whole(0, 100_000)),
  }),
  /** Its open tasks go elsewhere by events of their own, `task.carriedOver` or `task.cancelled` (R1). */
  'goal.dropped': z.strictObject({ goal: ref('goal'), reason: text(1000) }),
  'goal.aligned': z.strictObject({ goal: ref('goal'), to: alignment() }),
  'policy.issued': z.strictObject({
    policy: newId('policy'),
    name: text(400),
    kind: z.enum(policyKinds),
    issuer: z.optional(ref('unit')),
    goals: listOf(ref('goal'), 500),
    tasks: listOf(ref('task'), 500),
    measures: listOf(z.strictObject({ measure: localId(), name: text(400), aspect: text(100), state: z.enum(measureStates) }), 500),
    illustrative: z.optional(z.boolean()),
  }),
  'policy.repealed': z.strictObject({ policy: ref('policy'), reason: text(1000), by: z.optional(ref('policy')) }),
  /** An achievement that was reported. Without `asOf` it has no date. */
  'figure.recorded': z.strictObject({
    figure: newId('figure'),
    name: text(400),
    goal: z.optional(ref('goal')),
    value: quantity(),
    unit: text(50),
    qualifier: z.enum(qualifiers),
    asOf: z.optional(day()),
    source: text(400),
  }),
}
