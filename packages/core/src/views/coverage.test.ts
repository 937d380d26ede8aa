import { describe, expect, it } from 'vitest'
import type { Scenario } from '../testing/scenario.ts'
import { bareTask, cancelled, housing, office, registered, smallDistrict, started, tablesOf } from '../testing/small-district.ts'
import { coverage } from './coverage.ts'

const seen = (given: Scenario, on: string, options: object = {}) => coverage.compute(tablesOf(given), { ...options, on }, given.machine)
const share = (given: Scenario, on: string, measure: string, options: object = {}) => {
  const row = seen(given, on, options).overall.find((one) => one.measure === measure)
  return row && [row.covered, row.of, row.share, row.missing]
}
const gaps = (given: Scenario, on: string) => seen(given, on).gaps.map((gap) => [gap.kind, gap.id, gap.gap, gap.since, gap.days])

describe('shares', () => {
  it('of a district with one task: all is covered but the unit that has nothing to do', () => {
    const given = registered()
    const on = '2026-01-05'
    expect(seen(given, on).overall.map((row) => [row.measure, row.covered, row.of, row.share])).toEqual([
      ['leafGoals', 2, 2, 100],
      ['goals', 2, 2, 100],
      ['tasksOwned', 1, 1, 100],
      ['tasksReported', 0, 0, null],
      ['indicators', 0, 0, null],
      ['units', 4, 5, 80],
      ['officers', 1, 1, 100],
      ['planGoals', 0, 0, null],
    ])
    expect(gaps(given, on)).toEqual([['unit', '科技局', 'noDuty', '2026-01-05', 0]])
    expect(seen(given, on).byKind.map((row) => [row.kind, row.units.covered, row.units.of])).toEqual([
      ['leadership', 1, 1],
      ['office', 1, 1],
      ['department', 2, 3],
    ])
    expect(seen(given, on).byLevel.map((row) => [row.level, row.units.covered, row.units.of])).toEqual([['district', 4, 5]])
  })

  it('of a goal are over all below it', () => {
    const below = { goal: 'g-sub', strategy: '1123', parent: 'g-city', name: '片区', weight: 1, order: 0 }
    const given = registered()
      .happened('goal.set', below)
      .given('task.register', { ...bareTask, goal: 'g-sub' })
    const rows = seen(given, '2026-01-05').goals.map((row) => [row.goal, row.depth, row.shares.map((one) => `${one.covered}/${one.of}`)])
    expect(rows).toEqual([
      ['g-city', 1, ['1/1', '0/1', '0/0', '0/0']],
      ['g-sub', 2, ['1/1', '0/1', '0/0', '0/0']],
      ['g-tech', 1, ['1/1', '1/1', '0/0', '0/0']],
    ])
  })
})

describe('what is missing is a row, with the day since when', () => {
  it('goals, units and officers whose only task was cancelled', () => {
    expect(gaps(cancelled(), '2026-03-11')).toEqual([
      ['goal', 'g-city', 'noTasks', '2026-03-01', 10],
      ['goal', 'g-tech', 'noTasks', '2026-03-01', 10],
      ['unit', '科技局', 'noDuty', '2026-01-05', 65],
      ['unit', '住建局', 'noDuty', '2026-03-01', 10],
      ['unit', '区政府', 'noDuty', '2026-03-01', 10],
      ['unit', '发改局', 'noDuty', '2026-03-01', 10],
      ['post', 'vice-1', 'noDuty', '2026-03-01', 10],
    ])
    expect(share(cancelled(), '2026-02-28', 'goals')).toEqual([2, 2, 100, []])
  })

  it('owners: nobody named, a post that fell vacant', () => {
    const given = registered().given('task.register', bareTask, { on: '2026-02-01' })
    given.given('officer.relieve', { post: 'vice-1', person: 'p-leader' }, { on: '2026-02-10' })
    const owners = gaps(given, '2026-02-11').filter(([kind]) => kind === 'task')
    expect(owners).toEqual([
      ['task', 'T-2', 'noLead', '2026-02-01', 10],
      ['task', 'T-2', 'noResponsible', '2026-02-01', 10],
      ['task', 'T-1', 'leadVacant', '2026-02-10', 1],
    ])
    expect(share(given, '2026-02-11', 'tasksOwned')).toEqual([0, 2, 0, ['T-1', 'T-2']])
    expect(share(given, '2026-02-09', 'tasksOwned')).toEqual([1, 2, 50, ['T-2']])
    // A vacant post is no officer.
    expect(share(given, '2026-02-11', 'officers')).toEqual([0, 0, null, []])
  })

  it('a task on which nothing was said for so many days', () => {
    const given = started().given('progress.report', { report: 'R-1', task: 'T-1', percent: 10 }, { on: '2026-02-01', actor: housing })
    expect(share(given, '2026-02-09', 'tasksReported')).toEqual([0, 0, null, []])
    expect(share(given, '2026-02-10', 'tasksReported')).toEqual([1, 1, 100, []])
    expect(share(given, '2026-03-03', 'tasksReported')).toEqual([1, 1, 100, []])
    expect(share(given, '2026-03-04', 'tasksReported')).toEqual([0, 1, 0, ['T-1']])
    expect(share(given, '2026-03-03', 'tasksReported', { staleDays: 7 })).toEqual([0, 1, 0, ['T-1']])
    expect(gaps(given, '2026-03-04')).toContainEqual(['task', 'T-1', 'noFeedback', '2026-02-01', 31])
  })

  it('an indicator without a value, or without a new one', () => {
    const defined = { indicator: 'I-1', name: '孵化企业', owner: { goal: 'g-tech' }, unit: '家', direction: 'atLeast', aggregation: 'last' }
    const given = smallDistrict().given('indicator.define', { ...defined, target: 100 })
    expect(share(given, '2026-02-04', 'indicators')).toEqual([0, 0, null, []])
    expect(gaps(given, '2026-02-05')).toContainEqual(['indicator', 'I-1', 'notMeasured', '2026-01-05', 31])
    given.given('measurement.record', { measurement: 'M-1', indicator: 'I-1', value: 20 }, { on: '2026-02-10' })
    expect(share(given, '2026-03-12', 'indicators')).toEqual([1, 1, 100, []])
    expect(gaps(given, '2026-03-13')).toContainEqual(['indicator', 'I-1', 'notMeasured', '2026-02-10', 31])
  })

  it("a superior plan's goal that no live goal serves", () => {
    const goals = ['engine', 'culture'].map((planGoal) => ({ planGoal, name: planGoal }))
    const given = smallDistrict()
      .given('superiorPlan.register', { plan: 'city', name: '七大都市', level: 'city', goals }, { on: '2026-01-06' })
      .given('goal.align', { goal: 'g-tech', to: { plan: 'city', planGoal: 'engine' } }, { on: '2026-01-07' })
    expect(share(given, '2026-01-06', 'planGoals')).toEqual([0, 2, 0, ['engine', 'culture']])
    expect(share(given, '2026-01-07', 'planGoals')).toEqual([1, 2, 50, ['culture']])
    given.given('goal.drop', { goal: 'g-tech', reason: '并入' }, { on: '2026-02-01', actor: office })
    expect(gaps(given, '2026-02-02')).toContainEqual(['planGoal', 'engine', 'notServed', '2026-02-01', 1])
  })
})
