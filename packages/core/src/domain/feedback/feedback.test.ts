import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import {
  basis,
  cancelled,
  housing,
  leader,
  no,
  office,
  planning,
  registered,
  smallDistrict,
  started,
  suspended,
  tablesOf,
  wrongAt,
  yes,
} from '../../testing/small-district.ts'
import type { CoreRefusal } from '../refusals.ts'
import { executed, standingPercent } from './standing.ts'

const report = (given: Scenario, percent: number, on: string, more: object = {}) =>
  given.when('progress.report', { task: 'T-1', percent, ...more }, { on, actor: housing })
const told = (given: Scenario, id: string, percent: number, on: string) =>
  given.given('progress.report', { report: id, task: 'T-1', percent, narrative: '进展' }, { on, actor: housing })
const standing = (given: Scenario, day: string) => standingPercent(tablesOf(given).taskProgress.get('T-1'), day)

/** Two items decided on 2026-02-05: I1 of 住建局, I2 of 发改局. */
const decided = () =>
  started()
    .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    .given(
      'coordination.decide',
      {
        coordination: 'C-1',
        problem: 'P-1',
        opinion: '专题协调',
        items: [
          { unit: '住建局', what: '核算缺口', due: '2026-03-01' },
          { unit: '发改局', what: '申报专项债', due: '2026-04-01' },
        ],
      },
      { on: '2026-02-05', actor: leader },
    )
const done = (given: Scenario, item: string, on: string, more: object = {}) =>
  given.when('execution.report', { coordination: 'C-1', item, ...more }, { on, actor: planning })

describe('progress.report', () => {
  it("is the actor's unit's, with what is left out filled in", () => {
    const data = { report: 'id-1', task: 'T-1', unit: '住建局', percent: 12.5, evidence: [] }
    expect(report(started(), 12.5, '2026-02-01')).toEqual(yes({ type: 'progress.reported', data }))
    const full = { report: 'R-1', narrative: '基础完工', evidence: [{ title: '照片', sha256: 'a'.repeat(64) }] }
    expect(report(started(), 20, '2026-02-01', full)).toEqual(
      yes({ type: 'progress.reported', data: { ...full, task: 'T-1', unit: '住建局', percent: 20 } }),
    )
  })

  it('R10: 0–100, at most two decimals', () => {
    for (const percent of [-1, 100.01, 1.234, Number.NaN])
      expect(wrongAt(() => report(started(), percent, '2026-02-01'))).toEqual(['percent'])
    expect(wrongAt(() => report(started(), 1, '2026-02-01', { narrative: '  ' }))).toEqual(['narrative'])
  })

  it('R10: 100 does not close', () => {
    const given = started()
    expect(report(given, 100, '2026-02-01').accepted).toBe(true)
    expect(tablesOf(given).tasks.get('T-1')?.stages.at(-1)?.value.stage).toBe('underWay')
  })

  it('R10: a fall needs a narrative', () => {
    const given = told(started(), 'R-1', 40, '2026-02-01')
    expect(report(given, 39.99, '2026-03-01')).toEqual(no({ code: 'narrativeMissing', rule: 'R10', task: 'T-1', from: 40, to: 39.99 }))
    expect(report(given, 40, '2026-03-01').accepted).toBe(true)
    expect(report(given, 30, '2026-03-02', { narrative: '返工' }).accepted).toBe(true)
  })

  it('R10: a late report falls against what stood on its own day', () => {
    const given = told(told(started(), 'R-1', 20, '2026-02-01'), 'R-2', 60, '2026-04-01')
    expect(report(given, 30, '2026-03-01').accepted).toBe(true)
    expect(report(given, 25, '2026-03-15')).toEqual(no({ code: 'narrativeMissing', rule: 'R10', task: 'T-1', from: 30, to: 25 }))
    expect(report(given, 5, '2026-01-15').accepted).toBe(true)
  })

  it('R10: of two reports on a day the one entered later stands', () => {
    const given = told(told(started(), 'R-1', 50, '2026-02-01'), 'R-2', 30, '2026-02-01')
    expect(report(given, 30, '2026-02-01').accepted).toBe(true)
    expect(report(given, 29, '2026-02-01')).toEqual(no({ code: 'narrativeMissing', rule: 'R10', task: 'T-1', from: 30, to: 29 }))
  })

  it('R10: a disputed report stands no more; the percent that was found does', () => {
    const given = told(told(started(), 'R-1', 20, '2026-02-01'), 'R-2', 80, '2026-03-01')
    given.given('report.dispute', { report: 'R-2', finding: '现场不符' }, { on: '2026-03-10', actor: office })
    expect(standing(given, '2026-03-31')).toBe(20)
    expect(report(given, 25, '2026-03-31').accepted).toBe(true)
    const found = told(started(), 'R-1', 80, '2026-03-01').given('report.dispute', { report: 'R-1', finding: '现场不符', percent: 35 })
    expect(standing(found, '2026-03-31')).toBe(35)
    expect(report(found, 30, '2026-03-31')).toEqual(no({ code: 'narrativeMissing', rule: 'R10', task: 'T-1', from: 35, to: 30 }))
  })

  it('R10: late is allowed for a day on which the task was under way or suspended, no other', () => {
    const allowed = ['underWay', 'suspended', 'closing']
    const wrong = (stage: string) => no({ code: 'wrongStage', rule: 'R4', what: 'task', id: 'T-1', stage, allowed })
    expect(report(registered(), 1, '2026-01-09')).toEqual(wrong('registered'))
    expect(report(started(), 1, '2026-01-09')).toEqual(wrong('registered'))
    expect(report(suspended(), 1, '2026-04-01').accepted).toBe(true)
    expect(report(cancelled(), 1, '2026-02-28').accepted).toBe(true)
    expect(report(cancelled(), 1, '2026-03-01')).toEqual(wrong('cancelled'))
  })

  it.each<[string, object, object, CoreRefusal]>([
    ['R1: an unknown task', { task: 'x' }, {}, { code: 'unknown', rule: 'R1', what: 'task', id: 'x' }],
    ['R1: an unknown unit', {}, { actor: { ...housing, unit: '无名局' } }, { code: 'unknown', rule: 'R1', what: 'unit', id: '无名局' }],
    ['R1: an id in use', { report: 'R-1' }, {}, { code: 'taken', rule: 'R1', what: 'report', id: 'R-1' }],
    [
      'R19: a day before the task',
      {},
      { on: '2026-01-04' },
      { code: 'notYet', rule: 'R19', what: 'task', id: 'T-1', since: '2026-01-05', on: '2026-01-04' },
    ],
  ])('%s is refused', (_, input, sent, refusal) => {
    const given = told(started(), 'R-1', 10, '2026-02-01')
    expect(given.when('progress.report', { task: 'T-1', percent: 10, ...input }, sent)).toEqual(no(refusal))
  })

  it('a unit that has ended since may still report', () => {
    const given = started().happened('unit.abolished', { unit: '住建局', successor: '发改局' }, { on: '2026-03-01', actor: office })
    expect(report(given, 10, '2026-02-28').accepted).toBe(true)
  })
})

describe('execution.report', () => {
  it('says that an item is done, unless it says otherwise', () => {
    const given = decided()
    const data = { report: 'id-1', coordination: 'C-1', item: 'I2', unit: '发改局', done: true, evidence: [] }
    expect(done(given, 'I2', '2026-03-20')).toEqual(yes({ type: 'execution.reported', data }))
    const more = { report: 'R-2', done: false, narrative: '未获批', evidence: [{ title: '批复' }] }
    expect(done(given, 'I2', '2026-03-25', more)).toEqual(yes({ type: 'execution.reported', data: { ...data, ...more } }))
  })

  it('R5: the last report that nobody disputed counts, item by item', () => {
    const given = decided()
    const says = (day: string) => ['I1', 'I2'].map((item) => executed(tablesOf(given).reports.by('coordination', 'C-1'), item, day))
    done(given, 'I2', '2026-03-20', { report: 'R-1' })
    done(given, 'I2', '2026-03-10', { done: false })
    expect([says('2026-03-09'), says('2026-03-19'), says('2026-03-20')]).toEqual([
      [false, false],
      [false, false],
      [false, true],
    ])
    given.given('report.dispute', { report: 'R-1', finding: '未见资金' }, { on: '2026-03-30', actor: office })
    expect(says('2026-03-30')).toEqual([false, false])
  })

  it('R1: names a decision and an item that exist, under a new id', () => {
    expect(started().when('execution.report', { coordination: 'C-1', item: 'I1' })).toEqual(
      no({ code: 'unknown', rule: 'R1', what: 'coordination', id: 'C-1' }),
    )
    expect(done(decided(), 'I3', '2026-03-20')).toEqual(no({ code: 'unknown', rule: 'R1', what: 'item', id: 'I3' }))
    expect(done(decided(), 'I1', '2026-02-04')).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'coordination', id: 'C-1', since: '2026-02-05', on: '2026-02-04' }),
    )
    const given = decided()
    done(given, 'I1', '2026-03-20', { report: 'R-1' })
    expect(done(given, 'I2', '2026-03-20', { report: 'R-1' })).toEqual(no({ code: 'taken', rule: 'R1', what: 'report', id: 'R-1' }))
    const stranger = { actor: { ...planning, unit: '无名局' } }
    expect(decided().when('execution.report', { coordination: 'C-1', item: 'I1' }, stranger)).toEqual(
      no({ code: 'unknown', rule: 'R1', what: 'unit', id: '无名局' }),
    )
  })

  it('R1: of a rescinded decision only what was done before', () => {
    const given = decided().given('coordination.rescind', { coordination: 'C-1', reason: '另行研究' }, { on: '2026-03-01', actor: leader })
    expect(done(given, 'I1', '2026-02-28').accepted).toBe(true)
    expect(done(given, 'I1', '2026-03-01')).toEqual(no({ code: 'ended', rule: 'R1', what: 'coordination', id: 'C-1', on: '2026-03-01' }))
  })
})

describe('report.dispute', () => {
  const dispute = (given: Scenario, on = '2026-02-10') =>
    given.when('report.dispute', { report: 'R-1', finding: '现场不符', percent: 10 }, { on, actor: office, basis })

  it('says what was found, once', () => {
    const given = told(started(), 'R-1', 40, '2026-02-01')
    expect(dispute(given)).toEqual(yes({ type: 'report.disputed', data: { report: 'R-1', finding: '现场不符', percent: 10 } }))
    expect(dispute(given)).toEqual(no({ code: 'disputedAlready', rule: 'R10', report: 'R-1' }))
  })

  it('R1, R19: of a report that exists, not before it', () => {
    expect(dispute(smallDistrict())).toEqual(no({ code: 'unknown', rule: 'R1', what: 'report', id: 'R-1' }))
    const refusal = { code: 'notYet', rule: 'R19', what: 'report', id: 'R-1', since: '2026-02-01', on: '2026-01-31' } as const
    expect(dispute(told(started(), 'R-1', 40, '2026-02-01'), '2026-01-31')).toEqual(no(refusal))
  })

  it('of an ended task too', () => {
    const given = cancelled()
    told(given, 'R-1', 40, '2026-02-01')
    expect(dispute(given, '2026-05-01').accepted).toBe(true)
  })
})
