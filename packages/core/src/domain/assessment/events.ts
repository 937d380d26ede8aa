import * as z from 'zod/mini'
import { day, listOf, localId, newId, ordinal, percent, quantity, ref, someOf, text, weight, whole, words } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

export const ruleKinds = ['base', 'bonus', 'deduction', 'veto'] as const
export const roundKinds = ['monthly', 'quarterly', 'annual'] as const
export const quotaRoundings = ['down', 'up', 'half'] as const
export const tieBreakers = ['base', 'bonus', 'deduction'] as const
/** What the lines of a score are: a rule's, or the amount by which excluded rules, caps and appeals change the sum. */
export const lineKinds = [...ruleKinds, 'scaling', 'bonusCap', 'deductionCap', 'adjustment'] as const

/** Points: at most two decimals, all arithmetic on them is exact. */
const points = () => quantity().check(z.minimum(-10_000), z.maximum(10_000))

/** How a metric's value becomes points (DOMAIN section 6). `full` is what the rule is worth in the unit's group. */
export const formula = () =>
  z.union([
    /** From no points at `zero` to full points at `full`; `zero` may be the greater, where less is better. */
    z.strictObject({ form: z.literal('linear'), zero: quantity(), full: quantity() }),
    /** The percent of the best step that the value reaches; `down`: a value reaches a step when it is not above it. */
    z.strictObject({
      form: z.literal('steps'),
      down: z.boolean(),
      steps: someOf(z.strictObject({ at: quantity(), percent: percent() }), 50),
    }),
    /** So many points for each occurrence beyond `free`: taken from the full points of a base rule, counted up elsewhere. */
    z.strictObject({ form: z.literal('each'), points: weight().check(z.maximum(1000)), free: whole(0, 1000) }),
  ])
export type Formula = z.infer<ReturnType<typeof formula>>

/** What a rule looks at: a metric by name, or a panel's scores of 0–100. */
const measure = () => z.union([z.strictObject({ metric: words(64) }), z.strictObject({ panel: text(200) })])

const ruleParts = () => ({
  name: text(200),
  kind: z.enum(ruleKinds),
  measure: measure(),
  formula: formula(),
  /** What it is worth in each group; in a group that is not named it does not apply. */
  worth: someOf(z.strictObject({ group: localId(), points: weight().check(z.maximum(1000)) }), 50),
  /** Of what it gives or takes, before a deduction is subtracted. */
  floor: z.optional(points().check(z.minimum(0))),
  cap: z.optional(points().check(z.minimum(0))),
  /** Of a veto: the grade that it leaves at best, once the value reaches `from`. */
  veto: z.optional(z.strictObject({ from: quantity(), grade: localId() })),
})

const group = () =>
  z.strictObject({ group: localId(), name: text(200), fullMarks: weight().check(z.maximum(1000)), units: someOf(ref('unit'), 500) })
const grade = () => z.strictObject({ grade: localId(), name: text(100), from: points() })

export const resultLine = () =>
  z.strictObject({
    kind: z.enum(lineKinds),
    rule: z.optional(ref('rule')),
    /** The metric's or the panel's value; absent when there was nothing to measure, which excludes the rule. */
    value: z.optional(quantity()),
    points: points(),
    /** Positions of the events that it rests on, ascending. */
    rests: listOf(ordinal(), 20_000),
  })
export type ResultLine = z.infer<ReturnType<typeof resultLine>>

const result = () =>
  z.strictObject({
    unit: ref('unit'),
    group: localId(),
    points: points(),
    /** Place within the group, 1 the best. */
    rank: ordinal(),
    grade: localId(),
    /** Rules that vetoed a better grade. */
    vetoes: listOf(ref('rule'), 200),
  })

/** Facts about how units are assessed: one scheme and N rules (1+N). */
export const assessmentEvents = {
  'scheme.adopted': z.strictObject({
    scheme: newId('scheme'),
    name: text(200),
    /** Units are compared within their group, which has weights of its own. */
    groups: someOf(group(), 50),
    /** What excluded rules are worth is spread over the others. */
    scaling: z.boolean(),
    /** From the best down. */
    grades: someOf(grade(), 20),
    /** How many of a group may have the best grade. */
    quota: z.optional(z.strictObject({ percent: percent(), rounding: z.enum(quotaRoundings) })),
    /** What decides between equal points, in this order: a sum, or a rule's points; at last the unit's id. */
    ties: listOf(z.union([z.enum(tieBreakers), localId()]), 50),
    bonusCap: z.optional(points().check(z.minimum(0))),
    deductionCap: z.optional(points().check(z.minimum(0))),
    supersedes: z.optional(ref('scheme')),
  }),
  'rule.adopted': z.strictObject({ rule: newId('rule'), scheme: ref('scheme'), ...ruleParts() }),
  'rule.repealed': z.strictObject({ rule: ref('rule'), scheme: ref('scheme'), reason: text(1000) }),
  /** Day-to-day assessment: points for or against a unit. */
  'mark.given': z.strictObject({
    mark: newId('mark'),
    unit: ref('unit'),
    points: points().check(z.minimum(-100), z.maximum(100)),
    reason: text(1000),
    task: z.optional(ref('task')),
    evidence: listOf(evidence(), 50),
  }),
  /** `rules` are those in force: the round keeps them whatever becomes of the scheme (R12). */
  'round.opened': z.strictObject({
    round: newId('round'),
    scheme: ref('scheme'),
    name: text(200),
    kind: z.enum(roundKinds),
    period: z.strictObject({ from: day(), to: day() }),
    rules: someOf(ref('rule'), 500),
  }),
  'panelScore.given': z.strictObject({
    panelScore: newId('panelScore'),
    round: ref('round'),
    rule: ref('rule'),
    unit: ref('unit'),
    points: percent(),
    note: z.optional(text(1000)),
  }),
  /** The frozen result: from the log up to `cutOff`, the position of the last event that it knows, it can be computed again (R13). */
  'round.scored': z.strictObject({
    round: ref('round'),
    cutOff: z.int().check(z.minimum(0)),
    /** Versions of what it was computed with. */
    formulas: ordinal(),
    metrics: listOf(z.strictObject({ metric: words(64), version: ordinal() }), 500),
    results: listOf(z.extend(result(), { lines: listOf(resultLine(), 500) }), 2000),
  }),
  'appeal.filed': z.strictObject({
    appeal: newId('appeal'),
    round: ref('round'),
    unit: ref('unit'),
    rule: z.optional(ref('rule')),
    reason: text(1000),
    evidence: listOf(evidence(), 50),
  }),
  /** `points` are added to the unit's score as a line of their own; 0 when the appeal is dismissed. */
  'appeal.decided': z.strictObject({
    appeal: ref('appeal'),
    round: ref('round'),
    unit: ref('unit'),
    upheld: z.boolean(),
    points: points(),
    reason: text(1000),
  }),
  /** Frozen results and adjustments, ranked and graded anew. */
  'result.published': z.strictObject({ round: ref('round'), results: listOf(result(), 2000) }),
}
