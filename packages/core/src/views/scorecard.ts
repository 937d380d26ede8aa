import * as z from 'zod/mini'
import { roundKinds } from '../domain/assessment/events.ts'
import { seeRound } from '../domain/assessment/seen.ts'
import type { District } from '../domain/state.ts'
import { viewOf } from '../engine/view.ts'
import { copied, inLang, unitNamed } from './naming.ts'
import { scoreLine, scoreLineShape, workingCodes } from './score-lines.ts'
import { dayShape, namedShape, restsShape, textShape } from './shapes.ts'

export const gradeShape = z.strictObject({ grade: z.string(), name: textShape })

const card = z.strictObject({
  unit: namedShape,
  group: z.extend(z.omit(gradeShape, { grade: true }), { group: z.string() }),
  points: z.number(),
  rank: z.number(),
  /** Units in the group. */
  of: z.number(),
  grade: gradeShape,
  lines: z.array(scoreLineShape),
  /** Rules that vetoed a better grade. */
  vetoes: z.array(z.string()),
  appeals: z.array(
    z.strictObject({
      appeal: z.string(),
      filed: dayShape,
      reason: textShape,
      decided: z.nullable(dayShape),
      upheld: z.nullable(z.boolean()),
      points: z.nullable(z.number()),
    }),
  ),
  rests: restsShape,
})

/**
 * One unit in one round, explained line by line (DOMAIN section 5): the points are the sum of the lines (R13). Before the round is
 * scored the card is provisional: what the score would be on the day. `card` is null for a unit or a round that is not there.
 */
export const scorecard = viewOf<District>()({
  options: z.strictObject({ round: z.string(), unit: z.string() }),
  shape: z.strictObject({
    on: dayShape,
    round: z.string(),
    name: z.nullable(textShape),
    kind: z.nullable(z.enum(roundKinds)),
    period: z.nullable(z.strictObject({ from: dayShape, to: dayShape })),
    scheme: z.nullable(z.string()),
    stage: z.nullable(z.enum(['provisional', 'opened', 'scored', 'published'])),
    /** Position of the last event that the score knows. */
    cutOff: z.nullable(z.number()),
    card: z.nullable(card),
  }),
  compute(state, { on, round: id, unit }, { metrics }) {
    const seen = seeRound(state, metrics, id, on, (one) => one === unit)
    if (!seen) return { on, round: id, name: null, kind: null, period: null, scheme: null, stage: null, cutOff: null, card: null }
    const { round, scheme, rules, stage, cutOff, results } = seen
    const result = results.find((one) => one.unit === unit)
    const byId = new Map(rules.map((rule) => [rule.id, rule]))
    const group = scheme.groups.find((one) => one.group === result?.group)
    const grade = scheme.grades.find((one) => one.grade === result?.grade)
    const appeals = state.appeals.by('round', id).filter((appeal) => appeal.unit === unit && appeal.filed.on <= on)
    return {
      on,
      round: id,
      name: copied(round.name),
      kind: round.kind,
      period: { from: round.period.from, to: round.period.to },
      scheme: scheme.id,
      stage,
      cutOff: cutOff ?? null,
      card:
        result && group && grade
          ? {
              unit: unitNamed(state, unit, on),
              group: { group: group.group, name: copied(group.name) },
              points: result.points,
              rank: result.rank,
              of: results.filter((one) => one.group === group.group).length,
              grade: { grade: grade.grade, name: copied(grade.name) },
              lines: result.lines.map((line) => scoreLine(line, byId, group.group)),
              vetoes: [...result.vetoes],
              appeals: appeals.map(({ id: appeal, filed, reason, decided }) => {
                const known = decided && decided.on <= on ? decided : undefined
                return {
                  appeal,
                  filed: filed.on,
                  reason: copied(reason),
                  decided: known?.on ?? null,
                  upheld: known?.value.upheld ?? null,
                  points: known?.value.points ?? null,
                }
              }),
              rests: [`round:${id}`, `unit:${unit}`, ...appeals.map((appeal) => `appeal:${appeal.id}`)],
            }
          : null,
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'kind', kind: 'code', words: 'lineKind' },
      { key: 'rule', kind: 'id', detail: true },
      { key: 'name', kind: 'text' },
      { key: 'metric', kind: 'code', words: 'metric' },
      { key: 'value', kind: 'number' },
      { key: 'worth', kind: 'number' },
      { key: 'score', kind: 'number' },
      { key: 'workings', kind: 'code', words: 'working' },
      { key: 'events', kind: 'count' },
      { key: 'rests', kind: 'text', detail: true },
    ],
    rows: (value.card?.lines ?? []).map((line) => ({
      kind: line.kind,
      rule: line.rule,
      name: line.name && inLang(line.name, lang),
      metric: line.measure && inLang(line.measure, lang),
      value: line.value,
      worth: line.worth,
      score: line.points,
      workings: workingCodes(line),
      events: line.rests.length,
      rests: line.rests.join(' '),
    })),
  }),
})
