import { describe, expect, it } from 'vitest'
import { housing, mayor, office, started, tablesOf } from '../testing/small-district.ts'
import { agenda } from './agenda.ts'

const science = { ...housing, unit: '科技局' }

/** A milestone late since 1 May, reminded of on that day, and not a word since. */
const given = started()
  .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
  .given('problem.raise', { problem: 'P-2', title: '人手不足' }, { on: '2026-02-01', actor: science })
  .given('meeting.hold', { meeting: 'MT-1', title: '四月例会' }, { on: '2026-04-20', actor: mayor })
  .given('supervision.run', {}, { on: '2026-05-01', actor: office })
  .given('problem.resolve', { problem: 'P-2', how: '已补充' }, { on: '2026-05-05', actor: science })
  .given('closing.request', { closing: 'CL-1', subject: { problem: 'P-2' }, evidence: [{ title: '函' }] }, { on: '2026-05-06' })
const see = (on: string, options: object = {}) => agenda.compute(tablesOf(given), { on, ...options }, given.machine)

const named = (id: string) => ({ id, name: id })
const owed = (duty: string, subject: string, part: string | null, title: string, due: string, late: number) => ({
  by: 'unit',
  unit: named('住建局'),
  duty,
  subject,
  part,
  title,
  due,
  late,
  rests: [subject, 'unit:住建局'],
})
const waiting = (late: number) => ({
  by: 'office',
  unit: named('科技局'),
  duty: 'closingWaiting',
  subject: 'closing:CL-1',
  part: null,
  title: '人手不足',
  due: null,
  late,
  rests: ['closing:CL-1', 'problem:P-2'],
})

describe('agenda', () => {
  it('duties that are not done are rows, with the days that they are late', () => {
    expect(see('2026-05-12').duties).toEqual([
      owed('milestoneLate', 'task:T-1', 'M1', '科技创新核心承载区载体建设 · 开工', '2026-04-30', 12),
      owed('reportMissing', 'task:T-1', null, '科技创新核心承载区载体建设', '2026-05-05', 7),
      owed('reminderUnanswered', 'reminder:2026-05-住建局', null, '2026-05', '2026-05-11', 1),
      waiting(6),
    ])
    expect(see('2026-04-15').duties).toEqual([
      owed('milestoneDue', 'task:T-1', 'M1', '科技创新核心承载区载体建设 · 开工', '2026-04-30', 0),
      owed('reportMissing', 'task:T-1', null, '科技创新核心承载区载体建设', '2026-04-05', 10),
    ])
    expect(see('2026-05-12', { unit: '科技局' }).duties).toEqual([waiting(6)])
  })

  it('a milestone is named with its task, in both languages where either has two', () => {
    const renamed = started().given(
      'task.amend',
      { task: 'T-1', title: { zh: '载体建设', en: 'Carriers' }, reason: '更名' },
      { on: '2026-04-01', actor: office },
    )
    const [row] = agenda.compute(tablesOf(renamed), { on: '2026-04-15' }, renamed.machine).duties
    expect(row?.title).toEqual({ zh: '载体建设 · 开工', en: 'Carriers · 开工' })
  })

  it("the month's closings and reminders, and who was not reminded", () => {
    const { closings, reminders } = see('2026-05-12')
    expect(closings.map((row) => [row.closing, row.state, row.requested])).toEqual([['CL-1', 'requested', '2026-05-06']])
    expect(reminders).toEqual({
      day: '2026-05-01',
      rows: [
        {
          reminder: '2026-05-住建局',
          unit: named('住建局'),
          kind: 'monthly',
          period: '2026-05',
          issued: '2026-05-01',
          replyBy: '2026-05-11',
          answered: null,
          duties: 1,
          missed: [],
          rests: ['reminder:2026-05-住建局', 'unit:住建局'],
        },
      ],
      unreminded: [],
      withoutRun: [],
    })
    expect(see('2026-04-15').reminders.unreminded).toEqual([named('住建局')])
    expect(see('2026-06-03').reminders).toMatchObject({ rows: [], unreminded: [named('住建局')] })
    expect(see('2026-06-03', { month: '2026-05' }).reminders.rows).toHaveLength(1)
    expect(see('2026-06-03').closings).toEqual([])
  })

  it('months without a run count from the first rule book', () => {
    const begun = started().given('rulebook.adopt', { rulebook: 'RB-1', name: '规则', reminderDay: 10 }, { on: '2026-02-11', actor: mayor })
    const without = (on: string) => agenda.compute(tablesOf(begun), { on }, begun.machine).reminders.withoutRun
    expect([without('2026-03-31'), without('2026-04-01'), without('2026-05-20')]).toEqual([[], ['2026-03'], ['2026-03', '2026-04']])
    begun.given('supervision.run', {}, { on: '2026-05-20', actor: office })
    expect(without('2026-06-20')).toEqual(['2026-03', '2026-04'])
  })

  it("the next meeting, with its pack, and the quarter's summary", () => {
    const { meeting, summary } = see('2026-05-25')
    expect({ ...meeting, pack: meeting.pack.map((one) => [one.kind, one.id, one.light, one.why]) }).toEqual({
      last: '2026-04-20',
      next: '2026-05-21',
      late: 4,
      // A third of the weights was due, and none is reached: more than 30 points behind.
      pack: [
        ['task', 'T-1', 'red', ['red']],
        ['problem', 'P-1', null, ['holdsUp']],
      ],
    })
    expect(see('2026-03-01').meeting).toMatchObject({ last: null, next: '2026-03-01', late: 0, pack: [] })
    const strategy = { strategy: '1123', name: '1123', lights: { done: 0, green: 1, yellow: 0, red: 0, grey: 0 } }
    expect(summary).toEqual({
      quarter: '2026-Q1',
      due: '2026-04-01',
      strategies: [{ ...strategy, presented: null, rests: ['strategy:1123'] }],
    })
    given.given('summary.present', { summary: 'SU-1', quarter: '2026-Q1', heardBy: '区政府' }, { on: '2026-05-26', actor: office })
    expect(see('2026-05-25').summary.strategies[0]?.presented).toBe(null)
    expect(see('2026-05-26').summary.strategies[0]?.presented).toEqual({ id: 'SU-1', on: '2026-05-26' })
    expect(see('2026-07-01').summary).toMatchObject({ quarter: '2026-Q2', due: '2026-07-01', strategies: [{ presented: null }] })
  })

  it('every row is a line of its table', () => {
    const value = see('2026-05-12')
    const lines = agenda.table(value, 'zh').rows.map((row) => [row.part, row.what, row.subject])
    expect(lines).toEqual([
      ['duty', 'milestoneLate', 'task:T-1/M1'],
      ['duty', 'reportMissing', 'task:T-1'],
      ['duty', 'reminderUnanswered', 'reminder:2026-05-住建局'],
      ['duty', 'closingWaiting', 'closing:CL-1'],
      ['closing', 'requested', 'closing:CL-1'],
      ['reminder', 'monthly', 'reminder:2026-05-住建局'],
      ['meeting', null, null],
      ['pack', 'red', 'task:T-1'],
      ['pack', 'holdsUp', 'problem:P-1'],
      ['summary', 'missing', 'strategy:1123'],
    ])
  })
})
