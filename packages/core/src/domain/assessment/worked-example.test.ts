import { expect, it } from 'vitest'
import { coreSlices } from '../../core-slices.ts'
import { openTo, scenario } from '../../testing/scenario.ts'
import type { District } from '../state.ts'
import type { ResultLine } from './events.ts'

/**
 * One unit's quarter, worked by hand: every input is written out, and every expected number stands beside the sum that gives it.
 * Nothing below is computed by the code that is tested.
 */

const office = { person: 'p-office', unit: '推进办', roles: ['all'] }
const housing = { person: 'p-housing', unit: '住建局', roles: ['all'] }
const mayor = { person: 'p-mayor', unit: '区政府', roles: ['all'] }
const judge = (n: number) => ({ person: `p-judge-${n}`, unit: '区委', roles: ['all'] })
const basis = { kind: 'meeting', title: '区委常委会会议' } as const
const evidence = [{ title: '佐证材料' }]
const percent = { form: 'linear', zero: 0, full: 100 }

function district() {
  const world = scenario(coreSlices, { on: '2026-01-05', actor: office, policy: openTo(coreSlices, ['all']) })
  const by = (actor: typeof office, on: string, command: string, input: object, today = on) =>
    world.given(command, input, { actor, on, today, basis })
  const at = (on: string, command: string, input: object, today = on) => by(housing, on, command, input, today)

  for (const unit of ['区委', '区政府', '推进办', '住建局', '城管局'])
    by(office, '2026-01-05', 'unit.establish', {
      unit,
      name: unit,
      kind: unit === '推进办' ? 'office' : unit.endsWith('局') ? 'department' : 'leadership',
      level: 'district',
    })
  by(office, '2026-01-05', 'officer.appoint', { post: '副区长', title: '副区长', unit: '区政府', rank: 'leader', person: 'p-deputy' })
  by(mayor, '2026-01-05', 'strategy.adopt', { strategy: '1123', name: '1123', period: { from: '2026-01-01' }, levels: ['目标'] })
  by(office, '2026-01-05', 'goal.set', { goal: '宜居', strategy: '1123', name: '现代宜居环境体系' })
  by(mayor, '2026-01-05', 'scheme.adopt', scheme)

  const task = { goal: '宜居', content: '按期完成', lead: '副区长', responsible: '住建局' }
  const milestone = (id: string, due: string) => ({ milestone: id, title: id, due })
  by(office, '2026-01-05', 'task.register', {
    ...task,
    task: 'T1',
    title: '断头路',
    schedule: { from: '2026-01-05', due: '2026-03-20' },
    milestones: [milestone('M1', '2026-02-10'), milestone('M2', '2026-03-10')],
  })
  by(office, '2026-01-05', 'task.register', {
    ...task,
    task: 'T2',
    title: '口袋公园',
    schedule: { from: '2026-01-05', due: '2026-03-31' },
    milestones: [milestone('M1', '2026-03-31')],
  })
  by(office, '2026-01-05', 'task.register', { ...task, task: 'T3', title: '老旧小区', schedule: { from: '2026-01-01', due: '2026-12-31' } })
  by(office, '2026-01-05', 'indicator.define', {
    indicator: '改造户数',
    name: '改造户数',
    owner: { task: 'T3' },
    unit: '户',
    direction: 'atLeast',
    aggregation: 'last',
    baseline: 0,
    target: 100,
    due: '2026-12-31',
  })
  for (const id of ['T1', 'T2', 'T3']) at('2026-01-06', 'task.start', { task: id })

  // A problem of T3, settled in 30 days with one decision carried out a day early; its first closing request came back.
  at('2026-01-20', 'problem.raise', { problem: 'P1', task: 'T3', title: '征收受阻' })
  by(mayor, '2026-01-28', 'coordination.decide', {
    coordination: 'C1',
    problem: 'P1',
    opinion: '限期办结',
    items: [{ unit: '住建局', what: '完成签约', due: '2026-02-15' }],
  })
  at('2026-02-14', 'execution.report', { coordination: 'C1', item: 'I1', evidence })
  at('2026-02-19', 'problem.resolve', { problem: 'P1', how: '已签约', evidence })
  at('2026-02-20', 'closing.request', { closing: 'S1', subject: { problem: 'P1' }, evidence })
  by(office, '2026-02-22', 'closing.return', { closing: 'S1', reason: '材料不全' })
  at('2026-02-24', 'closing.request', { closing: 'S2', subject: { problem: 'P1' }, evidence })
  by(office, '2026-02-26', 'closing.approve', { closing: 'S2' })
  at('2026-03-01', 'problem.raise', { problem: 'P2', task: 'T3', title: '资金缺口' })

  // Reports: due on the fifth of the month after. T2's of February was entered on the sixth; T3 has none for March.
  at('2026-02-27', 'progress.report', { report: 'R1', task: 'T1', percent: 100 }, '2026-03-04')
  at('2026-02-27', 'progress.report', { report: 'R2', task: 'T2', percent: 60 }, '2026-03-06')
  at('2026-02-27', 'progress.report', { report: 'R3', task: 'T3', percent: 10.45 }, '2026-03-05')
  at('2026-03-30', 'progress.report', { report: 'R4', task: 'T2', percent: 90 }, '2026-04-05')

  at('2026-02-09', 'milestone.reach', { task: 'T1', milestone: 'M1' }, '2026-04-05')
  at('2026-03-12', 'milestone.reach', { task: 'T1', milestone: 'M2' }, '2026-04-05')
  by(office, '2026-03-16', 'milestone.confirm', { task: 'T1', milestone: 'M1' }, '2026-04-05')
  by(office, '2026-03-16', 'milestone.confirm', { task: 'T1', milestone: 'M2' }, '2026-04-05')
  at('2026-03-18', 'closing.request', { closing: 'S3', subject: { task: 'T1' }, evidence }, '2026-04-05')
  by(office, '2026-04-02', 'closing.approve', { closing: 'S3' }, '2026-04-05')
  at('2026-03-30', 'milestone.reach', { task: 'T2', milestone: 'M1' }, '2026-04-05')
  by(office, '2026-04-01', 'milestone.confirm', { task: 'T2', milestone: 'M1' }, '2026-04-05')
  at('2026-04-03', 'closing.request', { closing: 'S4', subject: { task: 'T2' }, evidence }, '2026-04-05')
  by(office, '2026-04-04', 'closing.approve', { closing: 'S4' }, '2026-04-05')
  at('2026-03-31', 'measurement.record', { measurement: 'M-1', indicator: '改造户数', value: 40 }, '2026-04-05')

  by(office, '2026-02-12', 'mark.give', { mark: 'D1', unit: '住建局', points: 2, reason: '经验推广' }, '2026-04-05')
  by(office, '2026-03-19', 'mark.give', { mark: 'D2', unit: '住建局', points: -0.5, reason: '材料迟报' }, '2026-04-05')

  const round = { round: 'Q1', scheme: '办法', name: '一季度', kind: 'quarterly', period: { from: '2026-01-01', to: '2026-03-31' } }
  by(office, '2026-04-07', 'round.open', round)
  for (const [n, points] of [80, 85].entries())
    for (const unit of ['住建局', '城管局'])
      by(judge(n), '2026-04-10', 'panelScore.give', { panelScore: `PS-${n}-${unit}`, round: 'Q1', rule: '评议', unit, points })
  by(office, '2026-04-20', 'round.score', { round: 'Q1' })
  return world
}

const rule = (id: string, metric: string, points: number, formula: object, kind = 'base') => ({
  rule: id,
  name: id,
  kind,
  measure: { metric },
  formula,
  worth: [{ group: '部门', points }],
})

const scheme = {
  scheme: '办法',
  name: '考核评价实施办法',
  groups: [{ group: '部门', name: '部门', fullMarks: 100, units: ['住建局', '城管局'] }],
  grades: [
    { grade: 'A', name: '优秀', from: 85 },
    { grade: 'B', name: '合格', from: 60 },
    { grade: 'C', name: '不合格', from: 0 },
  ],
  rules: [
    rule('节点', 'milestonesOnTime', 25, percent),
    rule('销号', 'closedOnTime', 20, percent),
    rule('差距', 'progressGap', 10, { form: 'linear', zero: 20, full: 0 }),
    rule('指标', 'indicatorAttainment', 10, {
      form: 'steps',
      down: false,
      steps: [
        { at: 40, percent: 50 },
        { at: 80, percent: 100 },
      ],
    }),
    rule('反馈', 'feedbackOnTime', 15, percent),
    rule('问题', 'problemsResolved', 10, percent),
    rule('落实', 'decisionsExecuted', 5, percent),
    { ...rule('评议', '', 5, percent), measure: { panel: '评议组' } },
    rule('日常', 'dailyMarks', 5, { form: 'each', points: 1, free: 0 }, 'bonus'),
    rule('退回', 'closingsReturned', 5, { form: 'each', points: 0.5, free: 0 }, 'deduction'),
  ],
}

it('a unit’s quarter comes out line by line as worked by hand', () => {
  const state = district().state.tables as unknown as District
  const result = state.rounds.get('Q1')?.scored?.value.results.find((one) => one.unit === '住建局')
  const line = ({ rule: id, value, points }: ResultLine) => [id, value, points]
  expect(result?.lines.map(line)).toEqual([
    // M1 of T1 on 9 February for the 10th, M1 of T2 on 30 March for the 31st; M2 of T1 on 12 March for the 10th: 2 of 3.
    ['节点', 66.67, 16.67], // 25 × 66.67 % = 16.6675
    // T1 asked for on 18 March for the 20th, approved later; T2 asked for on 3 April for 31 March: 1 of 2.
    ['销号', 50, 10], // 20 × 50 %
    // On 31 March: T1 waits for its verification; T2 100 planned, 90 reported; T3 89 of 364 days = 24.45 and 10.45: (10 + 14) / 2.
    ['差距', 12, 4], // 10 × (20 − 12) / 20
    // 40 of 100 households.
    ['指标', 40, 5], // the step of 40 gives 50 % of 10
    // Under way all February: T1 (in time), T2 (late), T3 (in time). All March: T2 (in time), T3 (none): 3 of 5.
    ['反馈', 60, 9], // 15 × 60 %
    // P1 resolved, P2 not.
    ['问题', 50, 5], // 10 × 50 %
    // Done on 14 February for the 15th.
    ['落实', 100, 5],
    // (80 + 85) / 2.
    ['评议', 82.5, 4.13], // 5 × 82.5 % = 4.125, half away from zero
    // 2 − 0.5.
    ['日常', 1.5, 1.5],
    // S1 came back.
    ['退回', 1, -0.5],
  ])
  // 16.67 + 10 + 4 + 5 + 9 + 5 + 5 + 4.13 + 1.5 − 0.5
  expect(result).toMatchObject({ points: 59.8, rank: 2, grade: 'C', group: '部门', vetoes: [] })
  // The other unit had nothing to do: only the panel applies, and its 4.13 of 5 are spread over the 100.
  const other = state.rounds.get('Q1')?.scored?.value.results.find((one) => one.unit === '城管局')
  expect(other?.lines.filter((one) => one.points !== 0).map(({ kind, points }) => [kind, points])).toEqual([
    ['base', 4.13],
    ['scaling', 78.47], // 4.13 × 100 / 5 = 82.6, less 4.13
  ])
})
