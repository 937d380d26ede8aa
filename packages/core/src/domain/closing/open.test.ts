import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { finished, housing, leader, no, office, planning, reached } from '../../testing/small-district.ts'

const evidence = [{ title: '竣工验收表' }]
const subject = { task: 'T-1' }
const milestone = { task: 'T-1', milestone: 'M1' }
const problem = { problem: 'P-1' }
const ask = (given: Scenario, closing: string, about: object, on: string, actor = housing) =>
  given.given('closing.request', { closing, subject: about, evidence }, { on, actor })
const asked = () => ask(finished(), 'S-1', subject, '2026-11-01')
const step = (given: Scenario, name: string, input: object = {}, sent: object = {}) =>
  given.when(`closing.${name}`, { closing: 'S-1', ...input }, sent)

describe('R5: what is open keeps a task from its closing', () => {
  const open = (problems: string[], milestones: string[], decisions: string[]) =>
    no({ code: 'openItems', rule: 'R5', task: 'T-1', problems, milestones, decisions })
  const request = (given: Scenario, on = '2026-11-01') => given.when('closing.request', { subject, evidence }, { on, actor: housing })
  const raise = (given: Scenario, on: string) =>
    given.given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on, actor: housing })
  const closeProblem = (given: Scenario, on: string) =>
    ask(given.given('problem.resolve', { problem: 'P-1', how: '到位' }, { on, actor: housing }), 'S-P', problem, on).given(
      'closing.approve',
      { closing: 'S-P' },
      { actor: office },
    )
  const items = [
    { unit: '发改局', what: '申报专项债', due: '2026-12-01' },
    { unit: '住建局', what: '核算缺口', due: '2026-12-01' },
  ]
  const decide = (given: Scenario, on: string) =>
    given.given('coordination.decide', { coordination: 'C-1', problem: 'P-1', opinion: '专题协调', items }, { on, actor: leader })
  const execute = (given: Scenario, item: string, on: string, more: object = {}) =>
    given.given('execution.report', { coordination: 'C-1', item, ...more }, { on, actor: planning })

  it('a milestone that is neither confirmed nor amended out', () => {
    expect(request(reached())).toEqual(open([], ['M1', 'M2'], []))
    const given = reached().given('milestone.confirm', milestone, { actor: office })
    expect(request(given)).toEqual(open([], ['M2'], []))
    given.given('task.amend', { task: 'T-1', reason: '并入二期', remove: ['M2'] }, { actor: office })
    expect(request(given).accepted).toBe(true)
  })

  it('a problem that is neither closed, withdrawn nor transferred', () => {
    expect(request(raise(finished(), '2026-02-01'))).toEqual(open(['P-1'], [], []))
    expect(request(raise(finished(), '2026-02-01').given('problem.resolve', { problem: 'P-1', how: '到位' }))).toEqual(
      open(['P-1'], [], []),
    )
    expect(request(closeProblem(raise(finished(), '2026-02-01'), '2026-03-01')).accepted).toBe(true)
    expect(request(raise(finished(), '2026-02-01').given('problem.withdraw', { problem: 'P-1', reason: '误报' })).accepted).toBe(true)
    expect(
      request(raise(finished(), '2026-02-01').given('problem.transfer', { problem: 'P-1', to: '发改局', detach: true, reason: '另案' }))
        .accepted,
    ).toBe(true)
    expect(request(raise(finished(), '2026-02-01').given('problem.transfer', { problem: 'P-1', to: '发改局', reason: '同案' }))).toEqual(
      open(['P-1'], [], []),
    )
  })

  it('a decision that is neither executed nor rescinded, of a closed problem too', () => {
    const given = closeProblem(decide(raise(finished(), '2026-02-01'), '2026-02-05'), '2026-03-01')
    expect(request(given)).toEqual(open([], [], ['C-1']))
    expect(request(execute(given, 'I1', '2026-03-02'))).toEqual(open([], [], ['C-1']))
    execute(given, 'I2', '2026-03-02', { report: 'R-2' })
    given.given('report.dispute', { report: 'R-2', finding: '未见核算' }, { on: '2026-03-05', actor: office })
    expect(request(given)).toEqual(open([], [], ['C-1']))
    expect(request(execute(given, 'I2', '2026-04-01', { narrative: '已补' })).accepted).toBe(true)
    const rescinded = closeProblem(decide(raise(finished(), '2026-02-01'), '2026-02-05'), '2026-03-01').given(
      'coordination.rescind',
      { coordination: 'C-1', reason: '不再需要' },
      { actor: leader },
    )
    expect(request(rescinded).accepted).toBe(true)
  })

  it('on the day of the closing and on the day of its entry', () => {
    const late = closeProblem(raise(finished(), '2026-02-01'), '2026-11-10')
    const entered = { on: '2026-11-01', today: '2026-11-20', actor: housing }
    expect(late.when('closing.request', { subject, evidence }, entered)).toEqual(open(['P-1'], [], []))
    expect(late.when('closing.request', { subject, evidence }, { ...entered, on: '2026-11-10' }).accepted).toBe(true)
    const since = raise(finished(), '2026-11-10')
    expect(since.when('closing.request', { subject, evidence }, entered)).toEqual(open(['P-1'], [], []))
    const done = execute(
      execute(closeProblem(decide(raise(finished(), '2026-02-01'), '2026-02-05'), '2026-03-01'), 'I1', '2026-03-02'),
      'I2',
      '2026-11-10',
    )
    expect(done.when('closing.request', { subject, evidence }, entered)).toEqual(open([], [], ['C-1']))
  })

  it('at the verification again', () => {
    const approve = (given: Scenario) => step(given, 'approve', {}, { on: '2026-11-10', actor: office })
    expect(approve(raise(asked(), '2026-11-02'))).toEqual(open(['P-1'], [], []))
    const reopened = asked().given('milestone.reopen', { ...milestone, reason: '不实' }, { on: '2026-11-03', actor: office })
    expect(approve(reopened)).toEqual(open([], ['M1'], []))
  })
})
