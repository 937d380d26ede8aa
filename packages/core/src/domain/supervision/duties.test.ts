import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import {
  basis,
  fullTask,
  housing,
  leader,
  mayor,
  office,
  smallDistrict,
  started,
  suspended,
  tablesOf,
} from '../../testing/small-district.ts'
import { officialCalendar } from '../calendar.ts'
import { dutiesOf } from './duties.ts'

const owed = (given: Scenario, day: string, unit = '住建局') => dutiesOf(tablesOf(given), day, officialCalendar).get(unit) ?? []
const report = (given: Scenario, on: string, name = `R-${on}`) =>
  given.given('progress.report', { report: name, task: 'T-1', percent: 20 }, { on, today: '2026-12-31', actor: housing })

describe('duties of tasks and milestones', () => {
  const m1 = { task: 'T-1', milestone: 'M1', due: '2026-04-30' }

  it('what is due by the end of the month, from its first day on, and what is late', () => {
    const given = started()
    expect(owed(given, '2026-03-04')).toEqual([])
    expect(owed(given, '2026-04-01')).toEqual([{ duty: 'milestoneDue', ...m1 }])
    expect(owed(given, '2026-04-30')[0]).toEqual({ duty: 'milestoneDue', ...m1 })
    expect(owed(given, '2026-05-01')).toEqual([{ duty: 'milestoneLate', ...m1 }])
  })

  it('the task itself, but not a standing one', () => {
    const task = { duty: 'taskDue', task: 'T-1', due: '2026-12-20' }
    expect(owed(started(), '2026-12-01')).toContainEqual(task)
    expect(owed(started(), '2026-12-20')).toContainEqual(task)
    expect(owed(started(), '2026-12-21')).toContainEqual({ ...task, duty: 'taskOverdue' })
    const standing = smallDistrict().given('task.register', { ...fullTask, standing: true })
    expect(owed(standing, '2026-12-21').map((one) => one.duty)).toEqual(['milestoneLate', 'milestoneLate'])
  })

  it('R9: a granted extension moves the date, excused lateness is none', () => {
    const given = started().given(
      'extension.request',
      { extension: 'E-1', task: 'T-1', milestone: 'M1', due: '2026-06-30', reason: '雨季' },
      { on: '2026-04-20', actor: housing },
    )
    given.given('extension.grant', { extension: 'E-1' }, { on: '2026-05-10', actor: office })
    expect(owed(given, '2026-05-05')).toContainEqual({ duty: 'milestoneLate', ...m1 })
    expect(owed(given, '2026-05-10').filter((one) => one.milestone)).toEqual([])
    expect(owed(given, '2026-07-01')).toContainEqual({ duty: 'milestoneLate', ...m1, due: '2026-06-30' })
    const excused = started().given('lateness.excuse', { task: 'T-1', reason: '不可抗力' }, { on: '2026-12-28', actor: mayor, basis })
    expect(owed(excused, '2026-12-28')).toContainEqual({ duty: 'taskDue', task: 'T-1', due: '2026-12-20' })
    expect(owed(excused, '2026-12-29')).toContainEqual({ duty: 'taskOverdue', task: 'T-1', due: '2026-12-20' })
  })

  it('none while it is suspended, waits for its verifier, or has ended', () => {
    expect(owed(suspended(), '2026-05-20')).toEqual([])
    const asked = smallDistrict().given('task.register', { ...fullTask, milestones: [] })
    asked.happened('task.started', { task: 'T-1' }, { on: '2026-01-10' })
    expect(owed(asked, '2026-12-21').map((one) => one.duty)).toEqual(['taskOverdue', 'reportMissing'])
    const closing = { closing: 'CL-1', subject: { task: 'T-1' }, unit: '住建局', evidence: [{ title: '验收单' }] }
    asked.happened('closing.requested', closing, { on: '2026-12-21', actor: housing })
    expect(owed(asked, '2026-12-22')).toEqual([])
    expect(owed(started().given('task.cancel', { task: 'T-1', reason: '停建' }, { on: '2026-05-02' }), '2026-05-02')).toEqual([])
  })

  it('they go with the task to another unit, and are not of a unit that has ended', () => {
    const given = started().given('task.transfer', { task: 'T-1', to: '科技局', reason: '职能划转' }, { on: '2026-05-04', actor: office })
    expect([owed(given, '2026-05-03').length, owed(given, '2026-05-04').length, owed(given, '2026-05-04', '科技局').length]).toEqual([
      1, 0, 1,
    ])
  })
})

describe('duties of reporting', () => {
  const missing = { duty: 'reportMissing', task: 'T-1', due: '2026-03-05' }

  it('a month under way all through is reported on by the report day, late reports too', () => {
    const given = started()
    // January is not all through: it began on the tenth.
    expect(owed(given, '2026-02-06')).toEqual([])
    expect(owed(given, '2026-03-05')).toEqual([])
    expect(owed(given, '2026-03-06')).toEqual([missing])
    expect(owed(report(given, '2026-02-28'), '2026-03-06')).toEqual([])
    given.given('report.dispute', { report: 'R-2026-02-28', finding: '与现场不符' }, { on: '2026-03-10', actor: office })
    expect([owed(given, '2026-03-09'), owed(given, '2026-03-10')]).toEqual([[], [missing]])
  })

  it('a month in which it was suspended for some days is not', () => {
    const given = started()
    given.given('task.suspend', { task: 'T-1', until: '2026-02-20', reason: '土地手续' }, { on: '2026-02-10', actor: office, basis })
    given.given('task.resume', { task: 'T-1' }, { on: '2026-02-20' })
    expect(owed(given, '2026-03-06')).toEqual([])
  })
})

describe('duties of measuring', () => {
  const indicator = {
    indicator: 'I-1',
    name: '孵化企业',
    unit: '家',
    direction: 'atLeast',
    aggregation: 'last',
    target: 100,
    due: '2026-03-31',
    checkpoints: [{ on: '2026-02-10', value: 50 }],
  }
  const defined = (owner: object) => started().given('indicator.define', { ...indicator, owner }, { on: '2026-01-15', actor: office })
  const measured = (given: Scenario, on: string) =>
    given.given('measurement.record', { measurement: `ME-${on}`, indicator: 'I-1', value: 60 }, { on, today: '2026-12-31', actor: office })
  const of = (given: Scenario, day: string) => owed(given, day).filter((one) => one.duty === 'indicatorUnmeasured')
  const past = (due: string) => [{ duty: 'indicatorUnmeasured', indicator: 'I-1', due }]

  it('past a checkpoint or the due date without a value since the one before', () => {
    const given = defined({ task: 'T-1' })
    expect([of(given, '2026-02-10'), of(given, '2026-02-11'), of(given, '2026-04-01')]).toEqual([
      [],
      past('2026-02-10'),
      past('2026-03-31'),
    ])
    measured(given, '2026-02-10')
    expect([of(given, '2026-02-11'), of(given, '2026-04-01')]).toEqual([[], past('2026-03-31')])
    measured(given, '2026-02-11')
    expect(of(given, '2026-04-01')).toEqual([])
  })

  it("a goal's indicator is for the units of the tasks that it counts, once for each", () => {
    const given = defined({ goal: 'g-tech' })
    given.given('task.register', { ...fullTask, task: 'T-2' }, { on: '2026-01-15', actor: office })
    expect(of(given, '2026-02-11')).toEqual(past('2026-02-10'))
    expect(owed(given, '2026-02-11', '发改局')).toEqual([])
    expect(of(defined({ goal: 'g-city' }), '2026-02-11')).toEqual([])
  })
})

describe('other duties', () => {
  it('items of standing decisions until they are reported as done', () => {
    const given = started().given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    const items = [{ unit: '发改局', what: '申报专项债', due: '2026-02-20' }]
    given.given('coordination.decide', { coordination: 'C-1', problem: 'P-1', opinion: '限期', items }, { on: '2026-02-05', actor: leader })
    const item = { coordination: 'C-1', item: 'I1', due: '2026-02-20' }
    expect([owed(given, '2026-02-04', '发改局'), owed(given, '2026-02-05', '发改局'), owed(given, '2026-03-01', '发改局')]).toEqual([
      [],
      [{ duty: 'decisionDue', ...item }],
      [{ duty: 'decisionLate', ...item }],
    ])
    given.given('execution.report', { coordination: 'C-1', item: 'I1' }, { on: '2026-03-01', actor: { ...housing, unit: '发改局' } })
    expect(owed(given, '2026-03-01', '发改局')).toEqual([])
  })

  it('findings until they are rectified; when the unit ends, for its heir', () => {
    const given = smallDistrict().given('inspection.hold', {
      inspection: 'IN-1',
      kind: 'onSite',
      title: '实地督查',
      units: ['科技局'],
      findings: [{ unit: '科技局', what: '台账不全', due: '2026-02-01' }],
    })
    const open = [{ duty: 'findingOpen', inspection: 'IN-1', finding: 'F1', due: '2026-02-01' }]
    expect(owed(given, '2026-01-05', '科技局')).toEqual(open)
    given.given('unit.merge', { units: ['科技局'], into: '发改局' }, { on: '2026-03-01' })
    expect([owed(given, '2026-02-28', '科技局'), owed(given, '2026-03-01', '科技局'), owed(given, '2026-03-01', '发改局')]).toEqual([
      open,
      [],
      open,
    ])
    given.given(
      'finding.rectify',
      { inspection: 'IN-1', finding: 'F1', how: '已补齐', evidence: [{ title: '台账' }] },
      { on: '2026-03-02' },
    )
    expect(owed(given, '2026-03-02', '发改局')).toEqual([])
  })

  it('R3: what an instruction started without, some working days after its start', () => {
    const urgent = { task: 'T-2', title: '防汛', goal: 'g-city', schedule: { from: '2026-01-05', due: '2026-12-20' }, urgent: true }
    const given = smallDistrict().given('task.register', { ...urgent, lead: 'vice-1', responsible: '住建局' })
    given.given('task.start', { task: 'T-2' }, { on: '2026-01-08', actor: housing, basis })
    // A Thursday; five working days on is the next Thursday.
    const late = [{ duty: 'urgentIncomplete', task: 'T-2', due: '2026-01-15' }]
    expect([owed(given, '2026-01-15'), owed(given, '2026-01-16')]).toEqual([[], late])
    given.given('task.amend', { task: 'T-2', reason: '补充', content: '排查隐患' }, { on: '2026-01-20', actor: office })
    expect(owed(given, '2026-01-20')).toEqual(late)
    const milestones = [{ milestone: 'M1', title: '排查', due: '2026-06-30' }]
    given.given('task.amend', { task: 'T-2', reason: '补充', milestones }, { on: '2026-01-21' })
    expect(owed(given, '2026-01-21')).toEqual([])
  })

  it('in a year that the calendar does not cover, an instruction has no date', () => {
    const urgent = { ...fullTask, urgent: true, content: undefined, schedule: { from: '2026-12-30', due: '2027-12-20' }, milestones: [] }
    const given = smallDistrict().given('task.register', urgent)
    given.given('task.start', { task: 'T-1' }, { on: '2026-12-30', actor: housing, basis })
    expect(owed(given, '2026-12-31')).toEqual([{ duty: 'urgentIncomplete', task: 'T-1' }])
  })
})
