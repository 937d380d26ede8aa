import * as z from 'zod/mini'
import { seeRound } from '../domain/assessment/seen.ts'
import { partOf, totalOf } from '../domain/assessment/standings.ts'
import type { District } from '../domain/state.ts'
import { viewOf } from '../engine/view.ts'
import { copied, inLang, unitNamed } from './naming.ts'
import { gradeShape } from './scorecard.ts'
import { dayShape, namedShape, restsShape, textShape } from './shapes.ts'

const row = z.strictObject({
  rank: z.number(),
  unit: namedShape,
  points: z.number(),
  /** Sums of its lines by kind; together they are the points. */
  base: z.number(),
  bonus: z.number(),
  deduction: z.number(),
  adjustment: z.number(),
  grade: gradeShape,
  vetoed: z.boolean(),
  rests: restsShape,
})

/** The units of a round by group, best first (DOMAIN section 5). A round that is not there has no groups. */
export const leagueTable = viewOf<District>()({
  options: z.strictObject({ round: z.string(), group: z.optional(z.string()) }),
  shape: z.strictObject({
    on: dayShape,
    round: z.string(),
    name: z.nullable(textShape),
    stage: z.nullable(z.enum(['provisional', 'opened', 'scored', 'published'])),
    groups: z.array(
      z.strictObject({
        group: z.string(),
        name: textShape,
        fullMarks: z.number(),
        /** How many have each grade, best first. */
        grades: z.array(z.extend(gradeShape, { count: z.number() })),
        rows: z.array(row),
      }),
    ),
  }),
  compute(state, { on, round: id, group: only }, { metrics }) {
    const seen = seeRound(state, metrics, id, on, () => false)
    if (!seen) return { on, round: id, name: null, stage: null, groups: [] }
    const { round, scheme, stage, results } = seen
    const named = new Map(scheme.grades.map((grade) => [grade.grade, grade.name]))
    return {
      on,
      round: id,
      name: copied(round.name),
      stage,
      groups: scheme.groups
        .filter(({ group }) => only === undefined || group === only)
        .map(({ group, name, fullMarks }) => {
          const ranked = results.filter((one) => one.group === group).sort((a, b) => a.rank - b.rank)
          return {
            group,
            name: copied(name),
            fullMarks,
            grades: scheme.grades.map((grade) => ({
              grade: grade.grade,
              name: copied(grade.name),
              count: ranked.filter((one) => one.grade === grade.grade).length,
            })),
            rows: ranked.map(({ unit, rank, points, grade, lines, vetoes }) => {
              return {
                rank,
                unit: unitNamed(state, unit, on),
                points,
                base: partOf(lines, 'base') / 100,
                bonus: partOf(lines, 'bonus') / 100,
                deduction: partOf(lines, 'deduction') / 100,
                adjustment: totalOf(lines.filter((line) => line.kind === 'adjustment')) / 100,
                grade: { grade, name: copied(named.get(grade) ?? grade) },
                vetoed: vetoes.length > 0,
                rests: [`round:${id}`, `unit:${unit}`],
              }
            }),
          }
        }),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'unitGroup', kind: 'text' },
      { key: 'rank', kind: 'count' },
      { key: 'unit', kind: 'text' },
      { key: 'score', kind: 'number' },
      { key: 'base', kind: 'number' },
      { key: 'bonus', kind: 'number' },
      { key: 'deduction', kind: 'number' },
      { key: 'adjustment', kind: 'number' },
      { key: 'grade', kind: 'text' },
      { key: 'vetoed', kind: 'flag' },
    ],
    rows: value.groups.flatMap((group) =>
      group.rows.map((one) => ({
        unitGroup: inLang(group.name, lang),
        rank: one.rank,
        unit: inLang(one.unit.name, lang),
        score: one.points,
        base: one.base,
        bonus: one.bonus,
        deduction: one.deduction,
        adjustment: one.adjustment,
        grade: inLang(one.grade.name, lang),
        vetoed: one.vetoed,
      })),
    ),
  }),
})
