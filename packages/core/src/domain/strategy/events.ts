import * as z from 'zod'
import { day, localId, newId, quantity, ref, text, weight } from '../../engine/schema.ts'

export const planLevels = ['nation', 'province', 'city', 'district'] as const
export const measureStates = ['planned', 'drafting', 'issued', 'inForce', 'ended'] as const
export const policyKinds = ['plan', 'regulation', 'measure', 'scheme', 'project', 'principle', 'mechanism'] as const
export const qualifiers = ['exact', 'about', 'moreThan', 'lessThan'] as const

/** What a goal serves: a superior plan or one of its goals, or a goal of another strategy. */
export const alignment = () =>
  z.union([z.strictObject({ plan: ref('plan'), planGoal: ref('planGoal').optional() }), z.strictObject({ goal: ref('goal') })])

/** Facts about what the district wants: plans above it, strategies with their goals, policies, reported achievements. */
export const strategyEvents = {
  'superiorPlan.registered': z.strictObject({
    plan: newId('plan'),
    name: text(400),
    level: z.enum(planLevels),
    issuer: text(200).optional(),
    goals: z.array(z.strictObject({ planGoal: newId('planGoal'), name: text(400) })).max(500),
  }),
  'annualPlan.adopted': z.strictObject({
    annualPlan: newId('annualPlan'),
    strategy: ref('strategy'),
    year: z.int().min(1949).max(2200),
    name: text(400),
    goals: z.array(ref('goal')).max(500),
  }),
  'strategy.adopted': z.strictObject({
    strategy: newId('strategy'),
    name: text(400),
    period: z.strictObject({ from: day(), to: day().optional() }),
    /** Names of the tree's levels, top first: goals of level 1, 2 … */
    levels: z.array(text(100)).min(1).max(10),
    vision: text().optional(),
    positioning: z.array(text(400)).max(50),
    principles: z.array(text(400)).max(50),
    supersedes: ref('strategy').optional(),
    illustrative: z.boolean().optional(),
  }),
  'strategy.superseded': z.strictObject({ strategy: ref('strategy'), by: ref('strategy'), reason: text(1000).optional() }),
  'goal.set': z.strictObject({
    goal: newId('goal'),
    strategy: ref('strategy'),
    parent: ref('goal').optional(),
    name: text(400),
    description: text().optional(),
    /** Its share in the parent's progress, 1 by default. */
    weight: weight(),
    /** Place among its siblings. */
    order: z.int().min(0).max(100_000),
  }),
  'goal.revised': z.strictObject({
    goal: ref('goal'),
    reason: text(1000),
    name: text(400).optional(),
    description: text().optional(),
    parent: ref('goal').optional(),
    weight: weight().optional(),
    order: z.int().min(0).max(100_000).optional(),
  }),
  /** Its open tasks go elsewhere by events of their own, `task.carriedOver` or `task.cancelled` (R1). */
  'goal.dropped': z.strictObject({ goal: ref('goal'), reason: text(1000) }),
  'goal.aligned': z.strictObject({ goal: ref('goal'), to: alignment() }),
  'policy.issued': z.strictObject({
    policy: newId('policy'),
    name: text(400),
    kind: z.enum(policyKinds),
    issuer: ref('unit').optional(),
    goals: z.array(ref('goal')).max(500),
    tasks: z.array(ref('task')).max(500),
    measures: z.array(z.strictObject({ measure: localId(), name: text(400), aspect: text(100), state: z.enum(measureStates) })).max(500),
    illustrative: z.boolean().optional(),
  }),
  'policy.repealed': z.strictObject({ policy: ref('policy'), reason: text(1000), by: ref('policy').optional() }),
  /** An achievement that was reported. Without `asOf` it has no date. */
  'figure.recorded': z.strictObject({
    figure: newId('figure'),
    name: text(400),
    goal: ref('goal').optional(),
    value: quantity(),
    unit: text(50),
    qualifier: z.enum(qualifiers),
    asOf: day().optional(),
    source: text(400),
  }),
}
