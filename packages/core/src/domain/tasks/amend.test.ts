import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { cancelled, confirmed, fullTask, no, office, schedule, smallDistrict, started, yes } from '../../testing/small-district.ts'

describe('task.amend', () => {
  it('sets and removes milestones; a weight that is left out stays, or is 1', () => {
    const input = {
      task: 'T-1',
      reason: '方案调整',
      scale: '12 万平方米',
      milestones: [
        { milestone: 'M2', title: '封顶', due: '2026-11-15' },
        { milestone: 'M3', title: '验收', due: '2026-12-01' },
      ],
      remove: ['M1'],
    }
    const milestones = [
      { milestone: 'M2', title: '封顶', due: '2026-11-15', weight: 2 },
      { milestone: 'M3', title: '验收', due: '2026-12-01', weight: 1 },
    ]
    expect(started().when('task.amend', input, { on: '2026-02-01' })).toEqual(yes({ type: 'task.amended', data: { ...input, milestones } }))
  })

  const amend = (given: Scenario, change: object, on: string) =>
    given.when('task.amend', { task: 'T-1', reason: '调整', ...change }, { on, actor: office })

  it('R1: not what has ended, is unknown, or was taken out of the plan', () => {
    expect(amend(smallDistrict(), {}, '2026-02-01')).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'T-1' }))
    expect(amend(cancelled(), {}, '2026-04-01')).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
    expect(amend(started(), { remove: ['M9'] }, '2026-02-01')).toEqual(no({ code: 'unknown', rule: 'R1', what: 'milestone', id: 'M9' }))
    const removed = started().given('task.amend', { task: 'T-1', reason: 'x', remove: ['M1'] }, { on: '2026-02-01' })
    expect(amend(removed, { milestones: [fullTask.milestones[0]] }, '2026-02-02')).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'milestone', id: 'M1', on: '2026-02-01' }),
    )
    expect(amend(started(), { milestones: [fullTask.milestones[0]], remove: ['M1'] }, '2026-02-01')).toEqual(
      no({ code: 'twice', rule: 'R1', what: 'milestone', id: 'M1' }),
    )
    const contributes = [{ goal: 'g-dropped', weight: 1 }]
    expect(amend(started(), { contributes }, '2026-02-01')).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'goal', id: 'g-dropped', on: '2026-01-05' }),
    )
  })

  it('a goal that was dropped since may stay among those it contributes to', () => {
    const given = started().happened('goal.dropped', { goal: 'g-city', reason: 'x' }, { on: '2026-02-01' })
    expect(amend(given, { contributes: [{ goal: 'g-city', weight: 2 }] }, '2026-02-02').accepted).toBe(true)
  })

  it('R8: a schedule keeps its milestones within it', () => {
    const outside = {
      code: 'outsideSchedule',
      rule: 'R8',
      milestone: 'M2',
      due: '2026-10-31',
      from: '2026-01-10',
      until: '2026-09-30',
    } as const
    expect(amend(started(), { schedule: { from: '2026-01-10', due: '2026-09-30' } }, '2026-02-01')).toEqual(no(outside))
    expect(amend(started(), { schedule: { from: '2026-03-01', due: '2026-02-01' } }, '2026-02-01')).toEqual(
      no({ code: 'badPeriod', rule: 'R8', from: '2026-03-01', to: '2026-02-01' }),
    )
    const new13 = { ...outside, milestone: 'M3', due: '2027-01-13', until: '2026-12-20' }
    expect(amend(started(), { milestones: [{ milestone: 'M3', title: 'x', due: '2027-01-13' }] }, '2026-02-01')).toEqual(no(new13))
    expect(amend(started(), { schedule: { from: '2026-01-10', due: '2026-09-30' }, remove: ['M2'] }, '2026-02-01').accepted).toBe(true)
    expect(amend(confirmed(), { schedule: { from: '2026-05-01', due: '2026-12-20' } }, '2026-05-01').accepted).toBe(true)
  })

  it('R8: what is confirmed is neither changed nor removed', () => {
    const refusal = {
      code: 'wrongStage',
      rule: 'R8',
      what: 'milestone',
      id: 'M1',
      stage: 'confirmed',
      allowed: ['open', 'reached'],
    } as const
    expect(amend(confirmed(), { remove: ['M1'] }, '2026-05-01')).toEqual(no(refusal))
    expect(amend(confirmed(), { milestones: [{ milestone: 'M1', title: '开工', due: '2026-06-30' }] }, '2026-05-01')).toEqual(no(refusal))
  })

  it('R9: a date that has passed is not moved to a later day, but is to an earlier one', () => {
    const late = { ...schedule, due: '2027-01-31' }
    expect(amend(started(), { schedule: late }, '2026-12-20').accepted).toBe(true)
    expect(amend(started(), { schedule: late }, '2026-12-21')).toEqual(
      no({ code: 'tooLate', rule: 'R9', what: 'task', id: 'T-1', due: '2026-12-20', on: '2026-12-21' }),
    )
    expect(amend(started(), { schedule: { ...schedule, due: '2026-12-10' } }, '2026-12-21').accepted).toBe(true)
    const moved = (due: string) => ({ milestones: [{ milestone: 'M1', title: '开工', due }] })
    expect(amend(started(), moved('2026-05-15'), '2026-04-30').accepted).toBe(true)
    expect(amend(started(), moved('2026-05-15'), '2026-05-01')).toEqual(
      no({ code: 'tooLate', rule: 'R9', what: 'milestone', id: 'M1', due: '2026-04-30', on: '2026-05-01' }),
    )
    expect(amend(started(), moved('2026-04-30'), '2026-05-01').accepted).toBe(true)
  })

  it('R19: facts come in the order of their days', () => {
    expect(amend(started(), {}, '2026-01-09')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'task', id: 'T-1', last: '2026-01-10', on: '2026-01-09' }),
    )
  })
})
