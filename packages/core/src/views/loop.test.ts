import { describe, expect, it } from 'vitest'
import type { Scenario } from '../testing/scenario.ts'
import {
  bareTask,
  cancelled,
  finished,
  fullTask,
  housing,
  leader,
  office,
  registered,
  smallDistrict,
  started,
  suspended,
  tablesOf,
} from '../testing/small-district.ts'
import { loop } from './loop.ts'

const evidence = [{ title: '竣工验收表' }]
const seen = (given: Scenario, on: string, options: object = {}) => loop.compute(tablesOf(given), { ...options, on }, given.machine)
const rate = (given: Scenario, on: string, kind: string, options: object = {}) => {
  const row = seen(given, on, options).rates.find((one) => one.kind === kind)
  return row && [row.came, row.closed, row.open, row.left, row.standing, row.share]
}
const cycles = (given: Scenario, on: string, kind: string) =>
  seen(given, on).cycles.flatMap((row) => (row.kind === kind ? [[row.from, row.to, row.count, row.median, row.p90]] : []))

/** Asked for on 2026-11-01, returned, asked for anew on the 10th, approved on the 15th. */
const closed = () =>
  finished()
    .given('closing.request', { closing: 'S-1', subject: { task: 'T-1' }, evidence }, { on: '2026-11-01', actor: housing })
    .given('closing.return', { closing: 'S-1', reason: '缺审计报告' }, { on: '2026-11-05', actor: office })
    .given('closing.request', { closing: 'S-2', subject: { task: 'T-1' }, evidence }, { on: '2026-11-10', actor: housing })
    .given('closing.approve', { closing: 'S-2' }, { on: '2026-11-15', actor: office })

/** Raised on 2026-02-01, resolved without coordination on 03-20, asked for on 03-22, closed on 03-25. */
const problemClosed = () =>
  started()
    .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    .given('problem.resolve', { problem: 'P-1', how: '专项债到位' }, { on: '2026-03-20' })
    .given('closing.request', { closing: 'S-1', subject: { problem: 'P-1' }, evidence }, { on: '2026-03-22' })
    .given('closing.approve', { closing: 'S-1' }, { on: '2026-03-25', actor: office })
const problemRevoked = () => problemClosed().given('closing.revoke', { closing: 'S-1', reason: '资金未到' }, { on: '2026-04-01' })

describe('closing rate', () => {
  it('is the share of what came in that was closed; on a past day, of what had come in by then', () => {
    expect(rate(closed(), '2026-11-15', 'task')).toEqual([1, 1, 0, 0, 0, 100])
    expect(rate(closed(), '2026-11-14', 'task')).toEqual([1, 0, 1, 0, 0, 0])
    expect(rate(closed(), '2026-04-22', 'milestone')).toEqual([2, 1, 1, 0, 0, 50])
    expect(rate(closed(), '2026-11-15', 'closing')).toEqual([2, 1, 0, 1, 0, 50])
    expect(rate(smallDistrict(), '2026-11-15', 'task')).toEqual([0, 0, 0, 0, 0, null])
  })
  it('counts what was cancelled as come in and not closed, and standing tasks apart', () => {
    expect(rate(cancelled(), '2026-03-01', 'task')).toEqual([1, 0, 0, 1, 0, 0])
    expect(rate(cancelled(), '2026-03-01', 'milestone')).toEqual([2, 0, 0, 2, 0, 0])
    const standing = smallDistrict().given('task.register', { ...fullTask, standing: true })
    expect(rate(standing, '2026-03-01', 'task')).toEqual([0, 0, 0, 0, 1, null])
  })
  it('counts the items of decisions as they are executed or rescinded', () => {
    const items = ['发改局', '住建局'].map((unit) => ({ unit, what: '落实资金', due: '2026-03-01' }))
    const decided = started()
      .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
      .given(
        'coordination.decide',
        { coordination: 'C-1', problem: 'P-1', opinion: '限期办结', items },
        { on: '2026-02-05', actor: leader },
      )
      .given('execution.report', { report: 'R-1', coordination: 'C-1', item: 'I2' }, { on: '2026-02-20', actor: housing })
    expect(rate(decided, '2026-02-20', 'item')).toEqual([2, 1, 1, 0, 0, 50])
    expect(cycles(decided, '2026-02-20', 'problem')).toEqual([['raised', 'coordinated', 1, 4, 4]])
    decided.given('coordination.rescind', { coordination: 'C-1', reason: '情况变化' }, { on: '2026-02-21', actor: leader })
    expect(rate(decided, '2026-02-21', 'item')).toEqual([2, 0, 0, 2, 0, 0])
  })
  it('is of what serves a goal, a unit has, or came in since a day', () => {
    const two = registered().given('task.register', bareTask, { on: '2026-02-01' })
    expect(rate(two, '2026-03-01', 'task')?.[0]).toBe(2)
    expect(rate(two, '2026-03-01', 'task', { goal: 'g-tech' })?.[0]).toBe(1)
    expect(rate(two, '2026-03-01', 'task', { unit: '住建局' })?.[0]).toBe(1)
    expect(rate(two, '2026-03-01', 'task', { from: '2026-02-01' })?.[0]).toBe(1)
    expect(rate(two, '2026-03-01', 'milestone', { goal: 'g-city' })?.[0]).toBe(0)
  })
})

describe('cycle times', () => {
  it('run from the first time in a stage to the first in the next, and sum to the whole; a return does not begin anew', () => {
    expect(cycles(closed(), '2026-11-15', 'task')).toEqual([
      ['registered', 'underWay', 1, 5, 5],
      ['registered', 'closed', 1, 314, 314],
      ['underWay', 'closing', 1, 295, 295],
      ['closing', 'closed', 1, 14, 14],
    ])
    expect(cycles(closed(), '2026-11-15', 'closing')).toEqual([
      ['requested', 'approved', 1, 5, 5],
      ['requested', 'returned', 1, 4, 4],
    ])
  })
  it('count suspended days, up to the day while a suspension lasts', () => {
    const resumed = suspended().given('task.resume', { task: 'T-1' }, { on: '2026-03-21' })
    expect(cycles(resumed, '2026-04-30', 'task')).toContainEqual(['suspended', null, 1, 20, 20])
    expect(cycles(resumed, '2026-03-11', 'task')).toContainEqual(['suspended', null, 1, 10, 10])
  })
  it('of a problem skip the coordination that it did without; a closing that was revoked is none', () => {
    const way = [
      ['raised', 'resolved', 1, 47, 47],
      ['raised', 'closed', 1, 52, 52],
      ['resolved', 'closing', 1, 2, 2],
      ['closing', 'closed', 1, 3, 3],
    ]
    expect(cycles(problemClosed(), '2026-03-30', 'problem')).toEqual(way)
    expect(cycles(problemRevoked(), '2026-04-01', 'problem')).toEqual([way[0], way[2]])
  })
})

describe('where things are stuck', () => {
  it('names those that are longest in their stage, a few of each', () => {
    const given = registered()
    for (const [i, task] of ['T-3', 'T-4', 'T-5'].entries()) given.given('task.register', { ...bareTask, task }, { on: `2026-01-1${i}` })
    const stuck = (options: object) => seen(given, '2026-01-31', options).stuck.map((row) => [row.id, row.stage, row.days])
    expect(stuck({})).toEqual([
      ['T-1', 'registered', 26],
      ['T-3', 'registered', 21],
      ['T-4', 'registered', 20],
    ])
    expect(stuck({ limit: 1 })).toEqual([['T-1', 'registered', 26]])
    expect(seen(given, '2026-01-31', { limit: 0 }).stages[0]).toMatchObject({
      kind: 'task',
      stage: 'registered',
      count: 4,
      waiting: 4,
      oldest: 26,
    })
  })
  it('a milestone waits from its due date on, then for its confirmation', () => {
    const on = (day: string) =>
      seen(started(), day).stuck.flatMap((row) => (row.kind === 'milestone' ? [[row.id, row.stage, row.since, row.days]] : []))
    expect(on('2026-04-30')).toEqual([])
    expect(on('2026-05-03')).toEqual([['T-1/M1', 'pending', '2026-04-30', 3]])
  })
})

it('tells how often closings were returned or revoked, by what they are of', () => {
  const returns = (given: Scenario, on: string, kind: string) => seen(given, on).returns.find((row) => row.kind === kind)
  expect(returns(closed(), '2026-11-15', 'task')).toEqual({
    kind: 'task',
    requests: 2,
    returned: 1,
    verified: 2,
    returnedShare: 50,
    revoked: 0,
    approved: 1,
    revokedShare: 0,
    rests: ['closing:S-1', 'closing:S-2'],
  })
  expect(returns(problemRevoked(), '2026-04-01', 'problem')).toMatchObject({
    requests: 1,
    returned: 0,
    revoked: 1,
    approved: 1,
    revokedShare: 100,
  })
  expect(returns(problemRevoked(), '2026-03-31', 'problem')).toMatchObject({ revoked: 0, approved: 1, revokedShare: 0 })
})
