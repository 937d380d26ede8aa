import type { CommandsIn, InputOf } from '@bihuan/core'
import { departments } from './organisation.ts'
import type { Named } from './types.ts'

/**
 * The assessment of the illustrative year, "1+N": one scheme and its rules, and a second scheme from the second half-year on. The
 * article names the mechanism (1+N, day-to-day and periodic, differentiated groups); groups, weights and cut-offs are made up.
 */

type Scheme = InputOf<CommandsIn['scheme.adopt']>
type Rule = NonNullable<Scheme['rules']>[number]

const t = (zh: string, en: string): Named => ({ zh, en })

const leads = {
  economy: ['lead-executive', 'lead-industry', 'lead-commerce'],
  livelihood: ['lead-city', 'lead-agriculture', 'lead-livelihood'],
  governance: ['lead-security'],
} as const

/** Units of a group: the departments in the portfolios of its leaders. */
const unitsIn = (group: keyof typeof leads): string[] =>
  departments.filter(([, , , lead]) => (leads[group] as readonly string[]).includes(lead)).map(([id]) => id)

const groups: Scheme['groups'] = [
  { group: 'economy', name: t('经济发展组', 'Economy'), fullMarks: 100, units: unitsIn('economy') },
  { group: 'livelihood', name: t('城建民生组', 'City and livelihood'), fullMarks: 100, units: unitsIn('livelihood') },
  { group: 'governance', name: t('社会治理组', 'Governance'), fullMarks: 100, units: unitsIn('governance') },
  { group: 'towns', name: t('乡镇组', 'Towns'), fullMarks: 100, units: ['wanggang-town', 'hongqi-manchu-township'] },
]

const grades: Scheme['grades'] = [
  { grade: 'A', name: t('优秀', 'Excellent'), from: 85 },
  { grade: 'B', name: t('良好', 'Good'), from: 70 },
  { grade: 'C', name: t('合格', 'Fair'), from: 60 },
  { grade: 'D', name: t('较差', 'Poor'), from: 0 },
]

/** What a rule is worth in the four groups, in their order; a group with 0 is left out. */
const worth = (...points: readonly [number, number, number, number]): Rule['worth'] =>
  groups.flatMap(({ group }, i) => (points[i] ? [{ group, points: points[i] as number }] : []))

const percent: Rule['formula'] = { form: 'linear', zero: 0, full: 100 }

const rulesOf = (year: string, weights: Readonly<Record<string, readonly [number, number, number, number]>>): Rule[] => {
  const base = (id: string, name: Named, metric: string, formula: Rule['formula']): Rule[] =>
    weights[id] ? [{ rule: `${year}-${id}`, name, kind: 'base', measure: { metric }, formula, worth: worth(...weights[id]) }] : []
  return [
    ...base('milestones', t('节点按时达成', 'Milestones on time'), 'milestonesOnTime', percent),
    ...base('closing', t('任务按时销号', 'Tasks closed on time'), 'closedOnTime', percent),
    ...base('gap', t('进度差距', 'Progress gap'), 'progressGap', { form: 'linear', zero: 50, full: 0 }),
    ...base('indicators', t('指标完成', 'Indicators attained'), 'indicatorAttainment', {
      form: 'steps',
      down: false,
      steps: [
        { at: 90, percent: 100 },
        { at: 75, percent: 80 },
        { at: 60, percent: 60 },
        { at: 40, percent: 30 },
      ],
    }),
    ...base('feedback', t('按月反馈', 'Monthly feedback'), 'feedbackOnTime', percent),
    ...base('problems', t('问题解决', 'Problems resolved'), 'problemsResolved', percent),
    ...base('resolution', t('问题解决用时', 'Days to resolve a problem'), 'problemResolutionDays', { form: 'linear', zero: 60, full: 10 }),
    ...base('decisions', t('协调意见落实', 'Decisions carried out'), 'decisionsExecuted', percent),
    ...base('answers', t('提醒答复', 'Reminders answered'), 'remindersUnanswered', { form: 'each', points: 2, free: 0 }),
    ...(weights.panel
      ? [
          {
            rule: `${year}-panel`,
            name: t('区领导评价', 'Leaders’ judgement'),
            kind: 'base' as const,
            measure: { panel: t('区领导评议', 'Panel of leaders') },
            formula: percent,
            worth: worth(...weights.panel),
          },
        ]
      : []),
    {
      rule: `${year}-marks`,
      name: t('日常考评加分', 'Day-to-day marks'),
      kind: 'bonus',
      measure: { metric: 'dailyMarks' },
      formula: { form: 'each', points: 1, free: 0 },
      worth: worth(5, 5, 5, 5),
    },
    {
      rule: `${year}-praise`,
      name: t('通报表扬', 'Praised in a circular'),
      kind: 'bonus',
      measure: { metric: 'circularsPraising' },
      formula: { form: 'each', points: 2, free: 0 },
      worth: worth(4, 4, 4, 4),
    },
    {
      rule: `${year}-criticism`,
      name: t('通报批评', 'Criticised in a circular'),
      kind: 'deduction',
      measure: { metric: 'circularsCriticising' },
      formula: { form: 'each', points: 2, free: 0 },
      worth: worth(6, 6, 6, 6),
    },
    {
      rule: `${year}-returned`,
      name: t('销号退回', 'Closings returned'),
      kind: 'deduction',
      measure: { metric: 'closingsReturned' },
      formula: { form: 'each', points: 0.5, free: 1 },
      worth: worth(5, 5, 5, 5),
    },
    {
      rule: `${year}-revoked`,
      name: t('销号撤销', 'Closings revoked'),
      kind: 'deduction',
      measure: { metric: 'closingsRevoked' },
      formula: { form: 'each', points: 3, free: 0 },
      worth: worth(9, 9, 9, 9),
    },
    {
      rule: `${year}-untrue`,
      name: t('虚报一票否决', 'Untrue reports'),
      kind: 'veto',
      measure: { metric: 'reportsDisputed' },
      formula: { form: 'each', points: 1, free: 0 },
      worth: worth(1, 1, 1, 1),
      veto: { from: 2, grade: 'C' },
    },
  ]
}

/** From January 2022. */
export const firstScheme: Scheme = {
  scheme: 'assessment-2022',
  name: t('2022年度重点工作考核评价实施办法', 'Assessment of key work 2022'),
  groups,
  scaling: true,
  grades,
  quota: { percent: 30, rounding: 'down' },
  ties: ['base', '2022-milestones', 'deduction'],
  bonusCap: 8,
  deductionCap: 15,
  rules: rulesOf('2022', {
    milestones: [25, 25, 20, 25],
    closing: [15, 15, 10, 15],
    gap: [10, 10, 10, 10],
    indicators: [10, 10, 10, 0],
    feedback: [15, 15, 20, 20],
    problems: [10, 10, 15, 15],
    decisions: [5, 5, 5, 5],
    panel: [10, 10, 10, 10],
  }),
}

/** From the second half-year on: quicker resolution of problems counts, and answers to reminders. */
export const secondScheme: Scheme = {
  scheme: 'assessment-2022-h2',
  name: t('2022年度重点工作考核评价实施办法（修订）', 'Assessment of key work 2022 (revised)'),
  groups,
  scaling: true,
  grades,
  quota: { percent: 25, rounding: 'half' },
  ties: ['base', '2022b-milestones', 'deduction'],
  bonusCap: 6,
  deductionCap: 15,
  supersedes: 'assessment-2022',
  rules: rulesOf('2022b', {
    milestones: [20, 20, 15, 20],
    closing: [15, 15, 10, 15],
    gap: [10, 10, 10, 10],
    indicators: [10, 10, 10, 0],
    feedback: [10, 10, 15, 15],
    problems: [10, 10, 15, 15],
    resolution: [5, 5, 5, 5],
    decisions: [5, 5, 5, 5],
    answers: [5, 5, 5, 5],
    panel: [10, 10, 10, 10],
  }),
}
