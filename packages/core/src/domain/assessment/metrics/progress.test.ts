import { describe, expect, it } from 'vitest'
import { figureOf, measured, partsOf } from '../../../testing/measuring.ts'
import type { Scenario } from '../../../testing/scenario.ts'
import { basis, housing, office, smallDistrict } from '../../../testing/small-district.ts'

/** A task of 住建局 due on 2026-03-20, without milestones of its own, started on 2026-01-10. */
const due = '2026-03-20'
const task = (given: Scenario, id: string, more: object = {}) =>
  given.given(
    'task.register',
    {
      task: id,
      title: id,
      goal: 'g-tech',
      content: '建成',
      schedule: { from: '2026-01-10', due },
      lead: 'vice-1',
      responsible: '住建局',
      milestones: [{ milestone: 'M', title: '竣工', due: '2026-03-10', weight: 1 }],
      ...more,
    },
    { on: '2026-01-05', actor: office },
  )
/** With the positions of its registration and start. */
const begun = (more: object = {}) => {
  const given = task(smallDistrict(), 'T', more)
  return { given, registered: given.position, started: given.given('task.start', { task: 'T' }, { on: '2026-01-10' }).position }
}
const reach = (given: Scenario, on: string) => given.given('milestone.reach', { task: 'T', milestone: 'M' }, { on, actor: housing })
const confirmed = (given: Scenario, on = '2026-03-10') =>
  reach(given, on).given('milestone.confirm', { task: 'T', milestone: 'M' }, { on, actor: office })
const ask = (given: Scenario, on: string, closing = 'S') =>
  given.given('closing.request', { closing, subject: { task: 'T' }, evidence: [{ title: '验收单' }] }, { on, actor: housing })
const approve = (given: Scenario, on: string, closing = 'S') => given.given('closing.approve', { closing }, { on, actor: office })
const later = (given: Scenario, command: string, more: object, on: string, sent: object = {}) =>
  given.given(command, { task: 'T', reason: '规划调整', ...more }, { on, actor: office, ...sent })

describe('progressGap', () => {
  const gap = (given: Scenario, asked = {}) => figureOf(given, 'progressGap', asked)
  /** From 1 January to 11 April: a hundred days, a percent each. */
  const linear = { schedule: { from: '2026-01-10', due: '2026-04-20' }, milestones: [], urgent: true }
  const even = () => {
    const given = task(smallDistrict(), 'T', linear)
    given.given('task.start', { task: 'T' }, { on: '2026-01-10', actor: housing, basis })
    return given
  }
  const report = (given: Scenario, percent: number, on: string, id: string, today = on) =>
    given.given('progress.report', { report: id, task: 'T', percent, narrative: '进展' }, { on, today, actor: housing })

  it('has no value without a task that goes on', () => {
    expect(measured(smallDistrict(), 'progressGap')).toEqual({ value: undefined, parts: [] })
    expect(gap(even(), { on: '2026-01-09' })).toBeUndefined()
    expect(gap(later(even(), 'task.cancel', {}, '2026-03-01'))).toBeUndefined()
    expect(gap(approve(ask(confirmed(begun().given), due), '2026-03-21'))).toBeUndefined()
  })

  it('is planned less reported progress at the end of the period, not below 0', () => {
    const given = even()
    const [registered] = [given.position - 1]
    // 80 of 100 days have passed on 31 March.
    expect(partsOf(given, 'progressGap')).toEqual([{ subject: 'task:T', value: 80, rests: [registered] }])
    const reported = report(given, 62.5, '2026-03-31', 'R-1').position
    report(given, 70, '2026-04-01', 'R-2')
    expect(partsOf(given, 'progressGap')).toEqual([{ subject: 'task:T', value: 17.5, rests: [registered, reported] }])
    expect(gap(report(given, 95, '2026-03-31', 'R-3', '2026-04-05'))).toBe(0)
  })

  it('takes what a spot check found by then, and names it; an untrue report counts no more', () => {
    const given = even()
    const registered = given.position - 1
    report(given, 30, '2026-03-01', 'R-1')
    report(given, 80, '2026-03-20', 'R-2')
    given.given('report.dispute', { report: 'R-2', finding: '虚报', percent: 50 }, { on: '2026-03-31', actor: office })
    const disputed = given.position
    expect(partsOf(given, 'progressGap')).toEqual([{ subject: 'task:T', value: 30, rests: [registered, disputed - 1, disputed] }])
    const other = report(report(even(), 30, '2026-03-01', 'R-1'), 80, '2026-03-20', 'R-2')
    other.given('report.dispute', { report: 'R-2', finding: '虚报' }, { on: '2026-03-31', actor: office })
    expect(partsOf(other, 'progressGap')).toEqual([{ subject: 'task:T', value: 50, rests: [registered, disputed - 2] }])
    // From this day it counts no more: at the end of February it still did.
    expect(gap(other, { to: '2026-03-30' })).toBe(0)
  })

  it('of a task measured by milestones rests on them, and not on reports', () => {
    const { given, registered } = begun({
      measuredBy: 'milestones',
      milestones: [
        { milestone: 'M', title: '一', due: '2026-03-10', weight: 1 },
        { milestone: 'N', title: '二', due: '2026-03-20', weight: 2 },
      ],
    })
    reach(given, '2026-03-12')
    const reached = given.position
    report(given, 100, '2026-03-30', 'R-1')
    // 3 of 3 planned, 1 of 3 reached: 100 − 33.33.
    expect(partsOf(given, 'progressGap')).toEqual([{ subject: 'task:T', value: 66.67, rests: [registered, reached] }])
  })

  it('leaves out a task that waits for its verification: it is the verifier who is charged', () => {
    const given = report(begun().given, 40, '2026-03-01', 'R-1')
    confirmed(given)
    expect(gap(given)).toBe(60)
    expect(gap(ask(given, '2026-03-19'))).toBeUndefined()
  })

  it("is the mean over the unit's tasks on the period's last day", () => {
    const given = report(even(), 20, '2026-03-31', 'R-1')
    task(given, 'T-2', linear)
    // (60 + 80) / 2
    expect(gap(given)).toBe(70)
    later(given, 'task.transfer', { to: '发改局' }, '2026-03-31')
    expect([gap(given), gap(given, { unit: '发改局' })]).toEqual([80, 60])
  })
})
