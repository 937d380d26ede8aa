import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { basis, cancelled, confirmed, finished, housing, mayor, office, started, tablesOf } from '../../testing/small-district.ts'
import type { Task } from '../tasks/state.ts'
import { latenessOf } from './lateness.ts'

const evidence = [{ title: '竣工验收表' }]
const late = (given: Scenario, on: string) =>
  latenessOf(tablesOf(given).tasks.get('T-1') as Task, on).map((one) => [one.milestone, one.responsible, one.since, one.days])

describe('lateness (R9)', () => {
  it('stays with the unit that was responsible on that day', () => {
    const given = started()
      .given('task.transfer', { task: 'T-1', to: '科技局', reason: '职责调整' }, { on: '2026-05-11' })
      .given('milestone.reach', { task: 'T-1', milestone: 'M1' }, { on: '2026-05-21' })
    expect(late(given, '2026-06-30')).toEqual([
      ['M1', '住建局', '2026-05-01', 10],
      ['M1', '科技局', '2026-05-11', 11],
    ])
    expect(late(given, '2026-05-05')).toEqual([['M1', '住建局', '2026-05-01', 5]])
    expect(late(given, '2026-04-30')).toEqual([])
  })

  it('of a milestone that was opened again begins again', () => {
    const given = confirmed().given('milestone.reopen', { task: 'T-1', milestone: 'M1', reason: '复核' }, { on: '2026-05-10' })
    expect(late(given, '2026-05-09')).toEqual([])
    expect(late(given, '2026-05-13')).toEqual([['M1', '住建局', '2026-05-11', 3]])
  })

  const asked = () =>
    finished()
      .given('closing.request', { closing: 'S-1', subject: { task: 'T-1' }, evidence }, { on: '2026-12-28', actor: housing })
      .given('closing.return', { closing: 'S-1', reason: '缺审计报告' }, { on: '2027-01-05', actor: office })
      .given('closing.request', { closing: 'S-2', subject: { task: 'T-1' }, evidence }, { on: '2027-01-08', actor: housing })
  it('of a task ends with the request, and waiting for a verification is not charged to it', () => {
    expect(late(asked(), '2027-03-31')).toEqual([[undefined, '住建局', '2026-12-21', 11]])
    expect(late(asked(), '2027-01-04')).toEqual([[undefined, '住建局', '2026-12-21', 8]])
  })
  it('that was excused does not count', () => {
    const given = finished().given('lateness.excuse', { task: 'T-1', reason: '疫情' }, { on: '2026-12-24', actor: mayor, basis })
    expect(late(given, '2026-12-23')).toEqual([[undefined, '住建局', '2026-12-21', 3]])
    expect(late(given, '2026-12-28')).toEqual([[undefined, '住建局', '2026-12-25', 4]])
  })
  it('ends when the task is cancelled', () => expect(late(cancelled(), '2027-12-31')).toEqual([]))
})
