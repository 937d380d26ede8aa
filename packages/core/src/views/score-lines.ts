import * as z from 'zod/mini'
import { lineKinds, type ResultLine } from '../domain/assessment/events.ts'
import { type Working, workings } from '../domain/assessment/points.ts'
import type { RuleTerms } from '../domain/assessment/state.ts'
import type { Text } from '../engine/schema.ts'
import { copied } from './naming.ts'
import { textShape } from './shapes.ts'

/** A line of a score with the way from its value to its points, as views show it. */
export const scoreLineShape = z.strictObject({
  kind: z.enum(lineKinds),
  rule: z.nullable(z.string()),
  name: z.nullable(textShape),
  /** What the rule looks at: the name of a metric, or of a panel. */
  measure: z.nullable(textShape),
  value: z.nullable(z.number()),
  /** What the rule is worth in the unit's group. */
  worth: z.nullable(z.number()),
  points: z.number(),
  /** Each step: its code, and its numbers in the order of `Working`. */
  workings: z.array(z.strictObject({ step: z.string(), numbers: z.array(z.number()) })),
  /** Positions of the events that it rests on. */
  rests: z.array(z.number()),
})
export type ScoreLine = z.infer<typeof scoreLineShape>

export function scoreLine(line: ResultLine, rules: ReadonlyMap<string, RuleTerms>, group: string): ScoreLine {
  const rule = line.rule === undefined ? undefined : rules.get(line.rule)
  const worth = rule?.worth.find((one) => one.group === group)?.points
  return {
    kind: line.kind,
    rule: line.rule ?? null,
    name: rule ? copied(rule.name) : null,
    measure: rule ? copied(measureOf(rule)) : null,
    value: line.value ?? null,
    worth: worth ?? null,
    points: line.points,
    workings: rule && worth !== undefined && line.kind === rule.kind ? stepsOf(rule, worth, line.value) : [],
    rests: [...line.rests],
  }
}

const measureOf = ({ measure }: RuleTerms): Text => ('metric' in measure ? measure.metric : measure.panel)

function stepsOf(rule: RuleTerms, worth: number, value: number | undefined): ScoreLine['workings'] {
  if (value === undefined) return [{ step: 'excluded', numbers: [] }]
  if (rule.kind === 'veto') return [{ step: rule.veto && value >= rule.veto.from ? 'vetoed' : 'notVetoed', numbers: [value] }]
  return workings(rule, worth, value).map((working) => ({ step: working.step, numbers: numbersOf(working) }))
}

const numbersOf = (working: Working): number[] => Object.values(working).flatMap((value) => (typeof value === 'number' ? [value] : []))

/** Workings as codes in one cell, such as `linear 85 0 100 30 25.5`. */
export const workingCodes = (line: ScoreLine): string => line.workings.map(({ step, numbers }) => [step, ...numbers].join(' ')).join('; ')
