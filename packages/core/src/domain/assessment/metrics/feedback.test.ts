import { describe, expect, it } from 'vitest'
import { figureOf, measured, partsOf } from '../../../testing/measuring.ts'
import type { Scenario } from '../../../testing/scenario.ts'
import { basis, housing, office, smallDistrict, started, tablesOf } from '../../../testing/small-district.ts'
import { reportedBy } from './feedback.ts'

/** T-1 of 住建局 is under way from 10 January on: all through February and March. */
const report = (given: Scenario, id: string, on: string, today = on, actor = housing) =>
  given.given('progress.report', { report: id, task: 'T-1', percent: 50, narrative: '进展' }, { on, today, actor })
const dispute = (given: Scenario, on: string, id = 'R-1') =>
  given.given('report.dispute', { report: id, finding: '虚报', percent: 10 }, { on, actor: office })

describe('feedbackOnTime', () => {
  const onTime = (given: Scenario, asked = {}) => figureOf(given, 'feedbackOnTime', asked)
  const march = { from: '2026-03-01', to: '2026-03-31' }

  it('has no value when no task was under way all month', () => {
    expect(measured(smallDistrict(), 'feedbackOnTime')).toEqual({ value: undefined, parts: [] })
    expect(onTime(started(), { from: '2026-01-01', to: '2026-01-31' })).toBeUndefined()
    expect(onTime(started(), { ...march, unit: '发改局' })).toBeUndefined()
    const suspended = started().given('task.suspend', { task: 'T-1', until: '2026-06-01', reason: '手续' }, { on: '2026-03-20', basis })
    expect(onTime(suspended, march)).toBeUndefined()
  })

  it('counts a month with a report entered by the fifth of the next, whoever works on the task', () => {
    const given = started()
    const [registered, began] = [given.position - 1, given.position]
    report(given, 'R-1', '2026-03-31', '2026-04-05')
    expect(measured(given, 'feedbackOnTime', march)).toEqual({
      value: 100,
      parts: [{ subject: 'task:T-1', value: 1, rests: [registered, began, given.position] }],
    })
    // February was not reported on: 1 of 2.
    expect(onTime(given)).toBe(50)
    expect(onTime(report(started(), 'R-1', '2026-03-02', '2026-03-02', { person: 'p', unit: '发改局', roles: ['unit'] }), march)).toBe(100)
  })

  it('a report entered later is late, and named; one of another month does not count', () => {
    const given = started()
    const began = given.position
    report(given, 'R-1', '2026-03-31', '2026-04-06')
    expect(partsOf(given, 'feedbackOnTime', march)).toEqual([{ subject: 'task:T-1', value: 0, rests: [began - 1, began, given.position] }])
    expect(onTime(report(started(), 'R-1', '2026-04-01'), march)).toBe(0)
  })

  it('a report that was found untrue does not count from then on, and the part names the finding', () => {
    const given = dispute(report(started(), 'R-1', '2026-03-31'), '2026-04-08')
    expect(onTime(given, { ...march, on: '2026-04-07' })).toBe(100)
    expect(partsOf(given, 'feedbackOnTime', march)[0]).toMatchObject({ value: 0 })
    expect(partsOf(given, 'feedbackOnTime', march)[0]?.rests.slice(-2)).toEqual([given.position - 1, given.position])
    expect(onTime(report(given, 'R-2', '2026-03-31', '2026-04-04'), march)).toBe(100)
  })

  it('a month counts once its days for reporting have passed, in the period in which it ends', () => {
    expect(onTime(started(), { ...march, on: '2026-04-05' })).toBeUndefined()
    expect(onTime(started(), { ...march, on: '2026-04-06' })).toBe(0)
    const split = { on: '2026-06-10' }
    expect(partsOf(started(), 'feedbackOnTime', { ...split, from: '2026-02-15', to: '2026-03-30' })).toHaveLength(1)
    expect(partsOf(started(), 'feedbackOnTime', { ...split, from: '2026-03-31', to: '2026-04-29' })).toHaveLength(1)
  })

  it('R9: is charged to the unit that had the task at the end of the month', () => {
    const given = started().given('task.transfer', { task: 'T-1', to: '发改局', reason: '调整' }, { on: '2026-03-31' })
    expect([onTime(given, march), onTime(given, { ...march, unit: '发改局' })]).toEqual([undefined, 0])
    expect(partsOf(given, 'feedbackOnTime', { ...march, unit: '发改局' })[0]?.rests).toEqual([given.position - 1, given.position])
  })

  it("goes by the rule book's day, of the book in force at the end of the month", () => {
    const given = started().given('rulebook.adopt', { rulebook: 'B', name: '规则', reportDay: 10 }, { on: '2026-03-31', actor: office })
    expect([
      reportedBy(tablesOf(given), '2026-02'),
      reportedBy(tablesOf(given), '2026-03'),
      reportedBy(tablesOf(given), '2026-12'),
    ]).toEqual(['2026-03-05', '2026-04-10', '2027-01-10'])
    expect(onTime(report(given, 'R-1', '2026-03-31', '2026-04-10'), { ...march, on: '2026-04-11' })).toBe(100)
  })
})

describe('reportsDisputed', () => {
  it('counts reports of the unit that were found untrue in the period, by the day of the finding', () => {
    expect(measured(started(), 'reportsDisputed')).toEqual({ value: 0, parts: [] })
    const given = dispute(report(started(), 'R-1', '2026-02-20'), '2026-03-31')
    const parts = [{ subject: 'report:R-1', value: 1, rests: [given.position - 1, given.position] }]
    expect(measured(given, 'reportsDisputed')).toEqual({ value: 1, parts })
    expect(figureOf(given, 'reportsDisputed', { unit: '发改局' })).toBe(0)
    expect(figureOf(given, 'reportsDisputed', { to: '2026-03-30' })).toBe(0)
    expect(figureOf(given, 'reportsDisputed', { on: '2026-03-30' })).toBe(0)
    expect(figureOf(given, 'reportsDisputed', { from: '2026-03-31' })).toBe(1)
  })
})
