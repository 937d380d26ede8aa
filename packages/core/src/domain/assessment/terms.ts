import { refuse } from '../../engine/decision.ts'
import type { Metrics } from '../../engine/metric.ts'
import type { CoreRefusal, RefusalOf } from '../refusals.ts'
import { distinct } from '../require.ts'
import { tieBreakers } from './events.ts'
import { hundredths } from './points.ts'
import type { RuleTerms, SchemeTerms } from './state.ts'

/** What schemes and rules must be like (R12, R14), adopted or drafted for a backtest. Each refuses with what is wrong. */

const bad = (id: string, rule: 'R12' | 'R14', problem: RefusalOf<'badTerms'>['problem']) =>
  refuse<CoreRefusal>({ code: 'badTerms', rule, id, problem })

export function soundScheme(id: string, { groups, grades }: SchemeTerms): void {
  distinct(
    'group',
    groups.map((one) => one.group),
  )
  distinct(
    'unit',
    groups.flatMap((one) => one.units),
  )
  if (new Set(grades.map((one) => one.grade)).size < grades.length) bad(id, 'R14', 'gradesOutOfOrder')
  grades.forEach((grade, i) => {
    if (i > 0 && grade.from >= (grades[i - 1]?.from as number)) bad(id, 'R14', 'gradesOutOfOrder')
  })
  if ((grades.at(-1)?.from as number) > 0) bad(id, 'R14', 'lowestGradeAboveZero')
}

export function soundRule(rule: RuleTerms, scheme: SchemeTerms, metrics: Metrics): void {
  const { id, kind, measure, formula, worth, floor, cap, veto } = rule
  if ('metric' in measure && !metrics.has(measure.metric))
    refuse<CoreRefusal>({ code: 'unknownMetric', rule: 'R12', metric: measure.metric, known: [...metrics.keys()] })
  distinct(
    'group',
    worth.map((one) => one.group),
  )
  for (const { group } of worth)
    if (!scheme.groups.some((one) => one.group === group)) refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'group', id: group })
  if (formula.form === 'linear' && formula.zero === formula.full) bad(id, 'R12', 'zeroIsFull')
  if (formula.form === 'steps') {
    const sorted = [...formula.steps].sort((a, b) => (formula.down ? b.at - a.at : a.at - b.at))
    if (sorted.some((step, i) => i > 0 && step.percent <= (sorted[i - 1]?.percent as number))) bad(id, 'R12', 'stepsOutOfOrder')
  }
  if (floor !== undefined && cap !== undefined && floor > cap) bad(id, 'R14', 'floorAboveCap')
  if (floor !== undefined && worth.some((one) => floor > one.points)) bad(id, 'R14', 'floorAboveWorth')
  if (kind === 'veto' && !veto) bad(id, 'R14', 'vetoMissing')
  if (kind !== 'veto' && veto) bad(id, 'R14', 'vetoUnwanted')
  if (veto && !scheme.grades.some((one) => one.grade === veto.grade)) bad(id, 'R14', 'unknownGrade')
}

/** R12: in each group the base rules are worth its full marks together, and ties name what there is (R14). */
export function soundTogether(id: string, scheme: SchemeTerms, rules: readonly RuleTerms[]): void {
  for (const { group, fullMarks } of scheme.groups) {
    const worths = rules.flatMap((rule) => (rule.kind === 'base' ? (rule.worth.find((one) => one.group === group)?.points ?? []) : []))
    const sum = worths.reduce((total, points) => total + hundredths(points), 0) / 100
    if (sum !== fullMarks) refuse<CoreRefusal>({ code: 'marksDoNotSum', rule: 'R12', scheme: id, group, sum, full: fullMarks })
  }
  for (const tie of scheme.ties)
    if (!(tieBreakers as readonly string[]).includes(tie) && !rules.some((rule) => rule.id === tie)) bad(id, 'R14', 'unknownTie')
}
