import { describe, expect, it } from 'vitest'
import { figureOf, measured, partsOf } from '../../../testing/measuring.ts'
import type { Scenario } from '../../../testing/scenario.ts'
import { housing, leader, office, planning, started } from '../../../testing/small-district.ts'

const raise = (given: Scenario, problem: string, on: string) =>
  given.given('problem.raise', { problem, task: 'T-1', title: '资金缺口' }, { on, actor: housing })
const resolve = (given: Scenario, problem: string, on: string) =>
  given.given('problem.resolve', { problem, how: '专项债到位' }, { on, actor: housing })
const closing = (given: Scenario, step: string, on: string, more: object) =>
  given.given(`closing.${step}`, { closing: 'S', ...more }, { on, actor: step === 'request' ? housing : office })
const asked = (given: Scenario, on: string) =>
  closing(given, 'request', on, { subject: { problem: 'P-1' }, evidence: [{ title: '拨款单' }] })

describe('problemsResolved', () => {
  const resolved = (given: Scenario, more = {}) => figureOf(given, 'problemsResolved', more)

  it('has no value without a problem raised in the period; both its ends count', () => {
    expect(measured(started(), 'problemsResolved')).toEqual({ value: undefined, parts: [] })
    const given = raise(started(), 'P-1', '2026-02-01')
    expect([resolved(given), resolved(given, { from: '2026-02-01' }), resolved(given, { to: '2026-02-01' })]).toEqual([0, 0, 0])
    expect([resolved(given, { from: '2026-02-02' }), resolved(given, { to: '2026-01-31' })]).toEqual([undefined, undefined])
  })

  it('is the percent that is resolved, as known on the day', () => {
    const given = raise(raise(raise(started(), 'P-1', '2026-02-01'), 'P-2', '2026-02-02'), 'P-3', '2026-02-03')
    const raised = given.position - 2
    resolve(given, 'P-1', '2026-04-02')
    expect(measured(given, 'problemsResolved')).toEqual({
      value: 33.33,
      parts: [
        { subject: 'problem:P-1', value: 1, rests: [raised, raised + 3] },
        { subject: 'problem:P-2', value: 0, rests: [raised + 1] },
        { subject: 'problem:P-3', value: 0, rests: [raised + 2] },
      ],
    })
    expect(resolved(given, { on: '2026-04-01' })).toBe(0)
  })

  it('stays resolved while it is closed, and is open again when that is revoked', () => {
    const given = closing(
      asked(resolve(raise(started(), 'P-1', '2026-02-01'), 'P-1', '2026-02-10'), '2026-02-11'),
      'approve',
      '2026-02-12',
      {},
    )
    expect(resolved(given)).toBe(100)
    expect(resolved(closing(given, 'revoke', '2026-04-10', { reason: '反弹' }))).toBe(0)
  })

  it('leaves out what was withdrawn', () => {
    const given = raise(started(), 'P-1', '2026-02-01').given('problem.withdraw', { problem: 'P-1', reason: '误报' }, { on: '2026-02-05' })
    expect(resolved(given)).toBeUndefined()
  })

  it("is charged to the unit that had it on the period's last day", () => {
    const given = raise(started(), 'P-1', '2026-02-01')
    given.given('problem.transfer', { problem: 'P-1', to: '发改局', reason: '职能' }, { on: '2026-03-31', actor: office })
    expect([resolved(given), resolved(given, { unit: '发改局' })]).toEqual([undefined, 0])
    expect([resolved(given, { to: '2026-03-30' }), resolved(given, { to: '2026-03-30', unit: '发改局' })]).toEqual([0, undefined])
  })
})

describe('problemResolutionDays', () => {
  const days = (given: Scenario, more = {}) => figureOf(given, 'problemResolutionDays', more)

  it('is the mean of the days from raised to resolved, of those resolved in the period', () => {
    expect(measured(started(), 'problemResolutionDays')).toEqual({ value: undefined, parts: [] })
    const given = raise(raise(raise(started(), 'P-1', '2026-02-01'), 'P-2', '2026-02-02'), 'P-3', '2026-02-03')
    const raised = given.position - 2
    resolve(resolve(given, 'P-1', '2026-02-11'), 'P-2', '2026-03-31')
    // 10 and 57 days: 33.5.
    expect(measured(given, 'problemResolutionDays')).toEqual({
      value: 33.5,
      parts: [
        { subject: 'problem:P-1', value: 10, rests: [raised, raised + 3] },
        { subject: 'problem:P-2', value: 57, rests: [raised + 1, raised + 4] },
      ],
    })
    expect(days(given, { to: '2026-03-30' })).toBe(10)
    expect(days(given, { from: '2026-02-12' })).toBe(57)
    expect(days(given, { on: '2026-02-10' })).toBeUndefined()
  })

  it('R7: a returned or withdrawn closing leaves the resolution where it was; a revoked one takes it back', () => {
    const given = asked(resolve(raise(started(), 'P-1', '2026-02-01'), 'P-1', '2026-02-11'), '2026-02-12')
    closing(given, 'return', '2026-03-20', { reason: '材料不全' })
    const raised = given.position - 3
    expect(partsOf(given, 'problemResolutionDays')).toEqual([{ subject: 'problem:P-1', value: 10, rests: [raised, raised + 1] }])
    const revoked = asked(resolve(raise(started(), 'P-1', '2026-02-01'), 'P-1', '2026-02-11'), '2026-02-12')
    closing(closing(revoked, 'approve', '2026-02-13', {}), 'revoke', '2026-02-20', { reason: '反弹' })
    expect(days(revoked)).toBeUndefined()
    expect(days(resolve(revoked, 'P-1', '2026-03-01'))).toBe(28)
  })
})

describe('decisionsExecuted', () => {
  const share = (given: Scenario, more = {}) => figureOf(given, 'decisionsExecuted', more)
  /** Two items decided on 2026-02-05: I1 of 住建局 by 1 March, I2 of 发改局 by 31 March. */
  const decided = () =>
    raise(started(), 'P-1', '2026-02-01').given(
      'coordination.decide',
      {
        coordination: 'C-1',
        problem: 'P-1',
        opinion: '专题协调',
        items: [
          { unit: '住建局', what: '核算缺口', due: '2026-03-01' },
          { unit: '发改局', what: '申报专项债', due: '2026-03-31' },
        ],
      },
      { on: '2026-02-05', actor: leader },
    )
  const report = (given: Scenario, id: string, on: string, more = {}, today = on) =>
    given.given('execution.report', { report: id, coordination: 'C-1', item: 'I1', ...more }, { on, today, actor: housing })

  it('has no value without an item due in the period; both its ends count, and an item is late from the day after', () => {
    expect(measured(started(), 'decisionsExecuted')).toEqual({ value: undefined, parts: [] })
    const given = decided()
    const decision = { subject: 'coordination:C-1', value: 0, rests: [given.position] }
    expect(partsOf(given, 'decisionsExecuted')).toEqual([decision])
    expect([share(given, { from: '2026-03-02' }), share(given, { to: '2026-02-28' })]).toEqual([undefined, undefined])
    expect([share(given, { from: '2026-03-01' }), share(given, { to: '2026-03-01' })]).toEqual([0, 0])
    expect([share(given, { on: '2026-03-01' }), share(given, { on: '2026-03-02' })]).toEqual([undefined, 0])
    expect(share(given, { unit: '发改局', on: '2026-04-01' })).toBe(0)
  })

  it('counts what reports of the due date or before say is done, also when they were entered later', () => {
    const given = decided()
    report(given, 'X-1', '2026-03-01', {}, '2026-03-20')
    expect(partsOf(given, 'decisionsExecuted')).toEqual([
      { subject: 'coordination:C-1', value: 1, rests: [given.position - 1, given.position] },
    ])
    expect(share(report(decided(), 'X-1', '2026-03-02'))).toBe(0)
    expect(share(report(report(decided(), 'X-1', '2026-02-10'), 'X-2', '2026-02-20', { done: false }))).toBe(0)
  })

  it('a report found untrue by the day does not count, and the finding is named', () => {
    const given = report(decided(), 'X-1', '2026-03-01').given(
      'report.dispute',
      { report: 'X-1', finding: '未核算' },
      { on: '2026-04-10', actor: office },
    )
    const last = given.position
    expect(share(given, { on: '2026-04-09' })).toBe(100)
    expect(partsOf(given, 'decisionsExecuted')).toEqual([{ subject: 'coordination:C-1', value: 0, rests: [last - 2, last - 1, last] }])
  })

  it('leaves out a decision that was rescinded, from that day on', () => {
    const given = decided().given('coordination.rescind', { coordination: 'C-1', reason: '情况变化' }, { on: '2026-04-05', actor: leader })
    expect(share(given)).toBeUndefined()
    expect(share(given, { on: '2026-04-04' })).toBe(0)
  })

  it('R9: stays with the unit that had the item on its due date', () => {
    const given = decided().given(
      'coordination.transfer',
      { coordination: 'C-1', item: 'I1', to: '科技局', reason: '职能' },
      { on: '2026-03-01', actor: office },
    )
    expect([share(given), share(given, { unit: '科技局' })]).toEqual([undefined, 0])
    expect(partsOf(given, 'decisionsExecuted', { unit: '科技局' })[0]?.rests).toEqual([given.position - 1, given.position])
    expect(share(report(decided(), 'X-1', '2026-02-10'), { unit: planning.unit })).toBe(0)
  })
})
