import * as z from 'zod/mini'
import { panelOf, rulesOn } from '../domain/assessment/rules.ts'
import { schemeDraft } from '../domain/assessment/schemes.ts'
import { score } from '../domain/assessment/scoring.ts'
import { seeRound } from '../domain/assessment/seen.ts'
import type { Result, RuleTerms, SchemeTerms } from '../domain/assessment/state.ts'
import { soundRule, soundScheme, soundTogether } from '../domain/assessment/terms.ts'
import type { District } from '../domain/state.ts'
import type { Metrics } from '../engine/metric.ts'
import { day } from '../engine/schema.ts'
import { viewOf } from '../engine/view.ts'
import { copied, inLang, unitNamed } from './naming.ts'
import { scoreLine, scoreLineShape } from './score-lines.ts'
import { gradeShape } from './scorecard.ts'
import { dayShape, namedShape, restsShape, textShape } from './shapes.ts'

const row = z.strictObject({
  unit: namedShape,
  group: z.strictObject({ group: z.string(), name: textShape }),
  points: z.number(),
  rank: z.number(),
  grade: gradeShape,
  lines: z.array(scoreLineShape),
  /** What the round that it is compared with says; null for a unit that is not in it. */
  was: z.nullable(z.strictObject({ points: z.number(), rank: z.number(), grade: gradeShape })),
  /** Points more than there. */
  difference: z.nullable(z.number()),
  rests: restsShape,
})

/**
 * What a scheme, adopted or drafted, would have made of a past period, and how that differs from a round that was held
 * (DOMAIN section 5). It knows what is known of the period on the day; of panels it knows the scores of the round it is compared
 * with. A draft is refused as `scheme.adopt` would refuse it (R12, R14).
 */
export const backtest = viewOf<District>()({
  options: z
    .strictObject({
      scheme: z.optional(z.string()),
      draft: z.optional(schemeDraft),
      from: day(),
      to: day(),
      /** A round to compare with. */
      round: z.optional(z.string()),
    })
    .check(
      z.refine((options) => (options.scheme === undefined) !== (options.draft === undefined), {
        error: 'give either scheme or draft',
        params: { code: 'schemeOrDraft' },
      }),
      z.refine(({ from, to }) => from <= to, { path: ['to'], error: 'lies before from', params: { code: 'endsBefore' } }),
    ),
  shape: z.strictObject({
    on: dayShape,
    period: z.strictObject({ from: dayShape, to: dayShape }),
    scheme: z.nullable(z.string()),
    round: z.nullable(z.string()),
    /** Of the units in both: how many got another grade. */
    regraded: z.number(),
    rows: z.array(row),
  }),
  compute(state, { on, scheme, draft, from, to, round }, { metrics }) {
    const terms = draft ? drafted(draft, metrics) : adopted(state, scheme as string, on)
    const period = { from, to }
    const base = { on, period, scheme: scheme ?? null, round: round ?? null }
    if (!terms) return { ...base, regraded: 0, rows: [] }
    const panel = round === undefined ? () => ({ value: undefined, parts: [] }) : panelOf(state, round, on)
    const results = score(state, metrics, { scheme: terms.scheme, rules: terms.rules, period, on, panel })
    const seen = round === undefined ? undefined : seeRound(state, metrics, round, on, () => false)
    const before = new Map(seen?.results.map((one) => [one.unit, one]))
    const place = new Map(terms.scheme.groups.map(({ group }, i) => [group, i]))
    const inOrder = results.sort((a, b) => (place.get(a.group) ?? 0) - (place.get(b.group) ?? 0) || a.rank - b.rank)
    const rows = inOrder.map((result) => rowOf(state, terms, result, before.get(result.unit), seen?.scheme, on))
    return { ...base, regraded: rows.filter((one) => one.was && one.was.grade.grade !== one.grade.grade).length, rows }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'unitGroup', kind: 'text' },
      { key: 'rank', kind: 'count' },
      { key: 'unit', kind: 'text' },
      { key: 'score', kind: 'number' },
      { key: 'grade', kind: 'text' },
      { key: 'pointsBefore', kind: 'number' },
      { key: 'rankBefore', kind: 'count' },
      { key: 'gradeBefore', kind: 'text' },
      { key: 'difference', kind: 'number' },
    ],
    rows: value.rows.map((one) => ({
      unitGroup: inLang(one.group.name, lang),
      rank: one.rank,
      unit: inLang(one.unit.name, lang),
      score: one.points,
      grade: inLang(one.grade.name, lang),
      pointsBefore: one.was?.points ?? null,
      rankBefore: one.was?.rank ?? null,
      gradeBefore: one.was && inLang(one.was.grade.name, lang),
      difference: one.difference,
    })),
  }),
})

interface Terms {
  readonly scheme: SchemeTerms
  readonly rules: readonly RuleTerms[]
}

function adopted(state: District, id: string, on: string): Terms | undefined {
  const scheme = state.schemes.get(id)
  return scheme && scheme.adopted.on <= on ? { scheme, rules: rulesOn(state, id, on) } : undefined
}

function drafted({ rules: given, ...scheme }: z.output<typeof schemeDraft>, metrics: Metrics): Terms {
  const rules = given.map(({ rule, ...terms }) => ({ id: rule, ...terms }))
  soundScheme('draft', scheme)
  for (const rule of rules) soundRule(rule, scheme, metrics)
  soundTogether('draft', scheme, rules)
  return { scheme, rules }
}

function rowOf(
  state: District,
  { scheme, rules }: Terms,
  result: Result,
  before: Result | undefined,
  schemeBefore: SchemeTerms | undefined,
  on: string,
): z.infer<typeof row> {
  const gradeIn = (terms: SchemeTerms | undefined, grade: string) => ({
    grade,
    name: copied(terms?.grades.find((one) => one.grade === grade)?.name ?? grade),
  })
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const { unit, group, points, rank, grade, lines } = result
  return {
    unit: unitNamed(state, unit, on),
    group: { group, name: copied(scheme.groups.find((one) => one.group === group)?.name ?? group) },
    points,
    rank,
    grade: gradeIn(scheme, grade),
    lines: lines.map((line) => scoreLine(line, byId, group)),
    was: before ? { points: before.points, rank: before.rank, grade: gradeIn(schemeBefore, before.grade) } : null,
    difference: before ? Math.round((points - before.points) * 100) / 100 : null,
    rests: [`unit:${unit}`],
  }
}
