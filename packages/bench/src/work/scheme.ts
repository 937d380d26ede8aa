import type { District } from '@bihuan/core'
import { dayAfter, head, office, unitOf, units } from './cast.ts'

/** An assessment of all units, each rule by a metric of the core: 40 rules that are worth 2.5 points each. */

export const round = 'RO-1'

const metrics = [
  { metric: 'closedOnTime', formula: { form: 'linear', zero: 0, full: 100 } },
  { metric: 'milestonesOnTime', formula: { form: 'linear', zero: 0, full: 100 } },
  { metric: 'progressGap', formula: { form: 'linear', zero: 50, full: 0 } },
  { metric: 'feedbackOnTime', formula: { form: 'linear', zero: 0, full: 100 } },
  { metric: 'problemsResolved', formula: { form: 'linear', zero: 0, full: 100 } },
  { metric: 'closingsReturned', formula: { form: 'each', points: 1, free: 0 } },
  { metric: 'reportsDisputed', formula: { form: 'each', points: 1, free: 0 } },
  { metric: 'dailyMarks', formula: { form: 'linear', zero: 0, full: 10 } },
] as const

const rules = Array.from({ length: 40 }, (_, n) => {
  const { metric, formula } = metrics[n % metrics.length] as (typeof metrics)[number]
  return { rule: `rule-${n}`, name: `细则${n}`, kind: 'base', measure: { metric }, formula, worth: [{ group: 'departments', points: 2.5 }] }
})

/** Adopts the scheme with its rules and opens a round over the year. */
export async function openRound(district: Pick<District, 'send'>): Promise<void> {
  const scheme = {
    scheme: 'SC-1',
    name: '年度考核办法',
    groups: [{ group: 'departments', name: '部门', fullMarks: 100, units: Array.from({ length: units }, (_, n) => unitOf(n)) }],
    grades: [
      { grade: 'A', name: '优秀', from: 90 },
      { grade: 'B', name: '良好', from: 75 },
      { grade: 'C', name: '一般', from: 0 },
    ],
    rules,
  }
  await district.send('scheme.adopt', scheme, { actor: head, on: dayAfter(0) })
  const period = { from: dayAfter(0), to: dayAfter(364) }
  await district.send('round.open', { round, scheme: 'SC-1', name: '年度', kind: 'annual', period }, { actor: office, on: dayAfter(1) })
}
