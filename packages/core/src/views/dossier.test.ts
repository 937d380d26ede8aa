import { describe, expect, it } from 'vitest'
import { parseWith } from '../engine/machine.ts'
import type { Scenario } from '../testing/scenario.ts'
import { bareTask, finished, housing, leader, office, smallDistrict, started, tablesOf, wrongAt } from '../testing/small-district.ts'
import { dossier } from './dossier.ts'

const evidence = [{ title: '竣工验收表' }]
const seen = (given: Scenario, on: string, of: object) => dossier.compute(tablesOf(given), { ...of, on }, given.machine)
const section = (given: Scenario, on: string, of: object, name: string) =>
  seen(given, on, of).rows.flatMap((row) => (row.section === name ? [[row.id, row.state, row.since, row.due, row.note]] : []))

it('is asked of exactly one unit, post or task', () => {
  const codes = (given: object) => dossier.options.safeParse(given).error?.issues.map((issue) => 'params' in issue && issue.params?.code)
  expect([codes({}), codes({ unit: 'a', task: 'b' }), codes({ post: 'a' })]).toEqual([['oneSubject'], ['oneSubject'], undefined])
  expect(wrongAt(() => parseWith(dossier.options, { unit: 'a', goal: 'b' }))).not.toEqual(['nowhere'])
})

it('of what is not there, or not yet, has no name and no rows', () => {
  for (const of of [{ unit: '无此局' }, { post: 'valueOf' }, { task: 'T-1' }])
    expect(seen(smallDistrict(), '2026-01-05', of)).toMatchObject({ name: null, rows: [] })
  expect(seen(started(), '2026-01-04', { task: 'T-1' })).toMatchObject({ name: null, ledger: null, rows: [] })
})

/** What happens to 住建局 in a year: a problem with a decision, a disputed report, an extension, a closing that was returned. */
const year = () =>
  started()
    .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    .given('problem.escalate', { problem: 'P-1', to: 'vice-1', reason: '部门间难以协调' }, { on: '2026-02-03' })
    .given(
      'coordination.decide',
      { coordination: 'C-1', problem: 'P-1', opinion: '限期办结', items: [{ unit: '住建局', what: '落实资金', due: '2026-03-01' }] },
      { on: '2026-02-05', actor: leader },
    )
    .given('progress.report', { report: 'R-1', task: 'T-1', percent: 40, narrative: '已开工' }, { on: '2026-02-28', actor: housing })
    .given('report.dispute', { report: 'R-1', finding: '现场未动工', percent: 10 }, { on: '2026-03-05', actor: office })
    .given(
      'extension.request',
      { extension: 'E-1', task: 'T-1', milestone: 'M1', due: '2026-05-31', reason: '汛期' },
      { on: '2026-04-01', actor: housing },
    )
    .given('extension.refuse', { extension: 'E-1', reason: '理由不足' }, { on: '2026-04-05', actor: office })

describe('a unit', () => {
  const of = { unit: '住建局' }
  it('has its names, tasks, problems, decisions, reports, extensions and lateness', () => {
    const given = year().given('unit.rename', { unit: '住建局', name: '住房和城乡建设局' }, { on: '2026-05-01', actor: office })
    const on = '2026-05-10'
    expect(section(given, on, of, 'names').map(([, , since]) => since)).toEqual(['2026-01-05', '2026-05-01'])
    expect(section(given, on, of, 'tasks')).toEqual([['T-1', 'underWay', '2026-01-10', '2026-12-20', null]])
    expect(section(given, on, of, 'problems')).toEqual([['P-1', 'coordinated', '2026-02-05', null, null]])
    expect(section(given, on, of, 'items')).toEqual([['C-1/I1', 'pending', '2026-02-05', '2026-03-01', '资金缺口']])
    expect(section(given, on, of, 'reports')).toEqual([['R-1', 'disputed', '2026-02-28', null, '现场未动工']])
    expect(section(given, '2026-03-04', of, 'reports')[0]?.slice(1)).toEqual([
      'stands',
      '2026-02-28',
      null,
      { zh: '40% — 已开工', en: '40% — 已开工' },
    ])
    expect(section(given, on, of, 'extensions')).toEqual([['E-1', 'refused', '2026-04-05', '2026-05-31', '汛期']])
    expect(section(given, on, of, 'lateness')).toEqual([['T-1/M1', 'pending', '2026-05-01', '2026-04-30', '科技创新核心承载区载体建设']])
    expect(seen(given, on, of)).toMatchObject({
      name: '住房和城乡建设局',
      disputed: 1,
      lateDays: 10,
      lights: { red: 1 },
      counts: { items: 1, posts: 0 },
    })
  })
  it('keeps its lateness when the task went elsewhere, and ends with its successors', () => {
    const given = started()
      .given('task.transfer', { task: 'T-1', to: '科技局', reason: '职责调整' }, { on: '2026-05-11' })
      .given('unit.abolish', { unit: '住建局', successor: '发改局' }, { on: '2026-05-20', actor: office })
    expect(seen(given, '2026-06-01', of)).toMatchObject({ lateDays: 10, counts: { tasks: 0, lateness: 1 } })
    expect(section(given, '2026-06-01', of, 'names').at(-1)).toEqual([
      '住建局',
      'ended',
      '2026-05-20',
      null,
      { zh: '发改局', en: '发改局' },
    ])
  })
  it('has its closings, with those returned', () => {
    const given = finished()
      .given('closing.request', { closing: 'S-1', subject: { task: 'T-1' }, evidence }, { on: '2026-11-01', actor: housing })
      .given('closing.return', { closing: 'S-1', reason: '缺审计报告' }, { on: '2026-11-05', actor: office })
    expect(section(given, '2026-11-30', of, 'closings')).toEqual([['S-1', 'returned', '2026-11-05', null, '缺审计报告']])
    expect(seen(given, '2026-11-30', of)).toMatchObject({ returned: 1, revoked: 0 })
  })
})

it('a post has its holders, portfolio, task forces, tasks, problems brought up to it, and decisions', () => {
  const given = year()
    .given('portfolio.assign', { post: 'vice-1', units: ['住建局'], goals: ['g-tech'] }, { on: '2026-03-01', actor: office })
    .given(
      'taskForce.form',
      { taskForce: 'F-1', name: '载体专班', leader: 'vice-1', units: ['住建局'], tasks: ['T-1'] },
      { on: '2026-03-02' },
    )
    .given('officer.relieve', { post: 'vice-1', person: 'p-leader' }, { on: '2026-06-01' })
  const of = { post: 'vice-1' }
  const on = '2026-06-30'
  expect(section(given, on, of, 'holders')).toEqual([
    ['vice-1', 'held', '2026-01-05', null, 'p-leader'],
    ['vice-1', 'vacant', '2026-06-01', null, null],
  ])
  expect(section(given, on, of, 'portfolio').map(([id]) => id)).toEqual(['住建局', 'g-tech'])
  expect(section(given, on, of, 'taskForces').map(([id, state]) => [id, state])).toEqual([['F-1', 'stands']])
  expect(section(given, on, of, 'tasks').map(([id]) => id)).toEqual(['T-1'])
  expect(section(given, on, of, 'problems')).toEqual([['P-1', 'coordinated', '2026-02-03', null, '部门间难以协调']])
  expect(section(given, on, of, 'decisions')).toEqual([['C-1', 'decided', '2026-02-05', null, '限期办结']])
})

it('a task has its ledger row, owners and stages over time, milestones, lateness and thread', () => {
  const given = year().given('task.transfer', { task: 'T-1', to: '科技局', reason: '职责调整' }, { on: '2026-05-11', actor: office })
  given.given('task.register', bareTask)
  const of = { task: 'T-1' }
  const value = seen(given, '2026-05-15', of)
  expect(value.ledger).toMatchObject({ task: 'T-1', stage: 'underWay', responsible: { id: '科技局' } })
  expect(value.rows.filter((row) => row.section === 'owners').map((row) => [row.unit?.id, row.since])).toEqual([
    ['住建局', '2026-01-05'],
    ['科技局', '2026-05-11'],
  ])
  expect(section(given, '2026-05-15', of, 'stages').map(([, state]) => state)).toEqual(['registered', 'underWay'])
  expect(section(given, '2026-05-15', of, 'milestones').map(([id, state]) => [id, state])).toEqual([
    ['T-1/M1', 'pending'],
    ['T-1/M2', 'pending'],
  ])
  expect(value.rows.filter((row) => row.section === 'lateness').map((row) => [row.unit?.id, row.days])).toEqual([
    ['住建局', 10],
    ['科技局', 5],
  ])
  expect(value.rows.filter((row) => row.section === 'thread').map((row) => [row.kind, row.id, row.state])).toEqual([
    ['task', 'T-1', 'registered'],
    ['task', 'T-1', 'underWay'],
    ['problem', 'P-1', 'raised'],
    ['problem', 'P-1', 'escalated'],
    ['problem', 'P-1', 'coordinated'],
    ['coordination', 'C-1', 'decided'],
    ['report', 'R-1', 'reported'],
    ['report', 'R-1', 'disputed'],
    ['extension', 'E-1', 'requested'],
    ['extension', 'E-1', 'refused'],
    ['task', 'T-1', 'assigned'],
  ])
})
