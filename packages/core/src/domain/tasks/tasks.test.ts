import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import {
  bareTask,
  cancelled,
  fullTask,
  no,
  registered,
  smallDistrict,
  started,
  tablesOf,
  wrongAt,
  yes,
} from '../../testing/small-district.ts'
import type { CoreRefusal } from '../refusals.ts'

describe('task.register', () => {
  it('records all that the ledger says', () => {
    expect(smallDistrict().when('task.register', fullTask)).toEqual(yes({ type: 'task.registered', data: fullTask }))
  })

  it('fills in what is left out, the id too', () => {
    const { task: _, ...unnamed } = bareTask
    const data = {
      ...unnamed,
      task: 'id-1',
      contributes: [],
      class: 'other',
      ambition: 'advance',
      standing: false,
      urgent: false,
      cooperating: [],
      measures: [],
      milestones: [{ milestone: 'M1', title: '启动', due: '2026-05-01', weight: 1 }],
      weight: 1,
      measuredBy: 'reported',
    } as const
    const input = { ...unnamed, milestones: [{ milestone: 'M1', title: '启动', due: '2026-05-01' }] }
    expect(smallDistrict().when('task.register', input)).toEqual(yes({ type: 'task.registered', data: data }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['R1: an unknown goal', { goal: 'g-none' }, { code: 'unknown', rule: 'R1', what: 'goal', id: 'g-none' }],
    ['R1: a dropped goal', { goal: 'g-dropped' }, { code: 'ended', rule: 'R1', what: 'goal', id: 'g-dropped', on: '2026-01-05' }],
    [
      'R1: a goal of a superseded strategy',
      { goal: 'g-old' },
      { code: 'ended', rule: 'R1', what: 'strategy', id: 'old', on: '2026-01-05' },
    ],
    [
      'R1: an unknown goal that it contributes to',
      { contributes: [{ goal: 'x', weight: 1 }] },
      { code: 'unknown', rule: 'R1', what: 'goal', id: 'x' },
    ],
    ['R1: its own goal again', { contributes: [{ goal: 'g-city', weight: 1 }] }, { code: 'twice', rule: 'R1', what: 'goal', id: 'g-city' }],
    ['R1: an unknown annual plan', { annualPlan: 'x' }, { code: 'unknown', rule: 'R1', what: 'annualPlan', id: 'x' }],
    ['R1: an unknown lead', { lead: 'x' }, { code: 'unknown', rule: 'R1', what: 'post', id: 'x' }],
    ['R1: an unknown unit', { responsible: 'x' }, { code: 'unknown', rule: 'R1', what: 'unit', id: 'x' }],
    ['R1: a unit that has ended', { cooperating: ['老城办'] }, { code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }],
    [
      'R1: the responsible unit as a helper',
      { responsible: '住建局', cooperating: ['住建局'] },
      { code: 'twice', rule: 'R1', what: 'unit', id: '住建局' },
    ],
    [
      'R8: a schedule that ends first',
      { schedule: { from: '2026-02-01', due: '2026-01-31' } },
      { code: 'badPeriod', rule: 'R8', from: '2026-02-01', to: '2026-01-31' },
    ],
    [
      'R8: a milestone twice',
      { milestones: [fullTask.milestones[0], fullTask.milestones[0]] },
      { code: 'twice', rule: 'R1', what: 'milestone', id: 'M1' },
    ],
    [
      'R8: a milestone outside the schedule',
      { milestones: [{ milestone: 'M1', title: 'x', due: '2026-12-21' }] },
      { code: 'outsideSchedule', rule: 'R8', milestone: 'M1', due: '2026-12-21', from: '2026-01-10', until: '2026-12-20' },
    ],
  ])('%s is refused', (_, change, refusal) => {
    expect(smallDistrict().when('task.register', { ...bareTask, ...change })).toEqual(no(refusal))
  })

  it('R1: an id is used once', () => {
    expect(registered().when('task.register', { ...bareTask, task: 'T-1' })).toEqual(
      no({ code: 'taken', rule: 'R1', what: 'task', id: 'T-1' }),
    )
  })

  it('R19: what was not there yet on that day is refused', () => {
    const refusal = { code: 'notYet', rule: 'R19', what: 'goal', id: 'g-city', since: '2026-01-05', on: '2026-01-04' } as const
    expect(smallDistrict().when('task.register', bareTask, { on: '2026-01-04' })).toEqual(no(refusal))
  })

  it('wrong input names its path', () => {
    expect(
      wrongAt(() =>
        smallDistrict().when('task.register', { ...bareTask, title: '　', schedule: { from: '2026-02-30', due: '2026-12-31' } }),
      ),
    ).toEqual(['title', 'schedule.from'])
    expect(wrongAt(() => smallDistrict().when('task.register', { ...bareTask, weight: 0 }))).toEqual(['weight'])
    expect(wrongAt(() => smallDistrict().when('task.register', { ...bareTask, colour: 'red' }))).toEqual([''])
  })
})

describe('task.assign, task.transfer', () => {
  it('an assignment keeps what is left out and is recorded whole', () => {
    const data = { task: 'T-1', lead: 'vice-1', responsible: '发改局', cooperating: [], reason: '职能调整' }
    expect(registered().when('task.assign', { task: 'T-1', responsible: '发改局', reason: '职能调整' })).toEqual(
      yes({ type: 'task.assigned', data }),
    )
    const helped = { task: 'T-1', lead: 'vice-1', responsible: '住建局', cooperating: ['科技局'] }
    expect(registered().when('task.assign', { task: 'T-1', cooperating: ['科技局'] })).toEqual(yes({ type: 'task.assigned', data: helped }))
    const first = smallDistrict().given('task.register', bareTask)
    expect(first.when('task.assign', { task: 'T-2', lead: 'vice-1' })).toEqual(
      yes({ type: 'task.assigned', data: { task: 'T-2', lead: 'vice-1', cooperating: [] } }),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['R1: an unknown lead', { lead: 'x' }, { code: 'unknown', rule: 'R1', what: 'post', id: 'x' }],
    ['R1: a unit that has ended', { responsible: '老城办' }, { code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }],
    ['R1: the responsible unit as a helper', { cooperating: ['住建局'] }, { code: 'twice', rule: 'R1', what: 'unit', id: '住建局' }],
  ])('%s is refused', (_, change, refusal) => {
    expect(registered().when('task.assign', { task: 'T-1', ...change })).toEqual(no(refusal))
  })

  it('R1: an ended task is not assigned, transferred, carried over or put under supervision', () => {
    const ended = no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' })
    expect(cancelled().when('task.assign', { task: 'T-1', responsible: '发改局' })).toEqual(ended)
    expect(cancelled().when('task.transfer', { task: 'T-1', to: '发改局', reason: 'x' })).toEqual(ended)
    expect(cancelled().when('task.carryOver', { task: 'T-1', goal: 'g-city', reason: 'x' })).toEqual(ended)
    expect(cancelled().when('supervision.mark', { task: 'T-1', by: 'leader' })).toEqual(ended)
  })

  it('a transfer names both units, and the new one helps no more', () => {
    const given = started()
    const transferred = { task: 'T-1', from: '住建局', to: '发改局', reason: '职能划转' }
    expect(given.when('task.transfer', { task: 'T-1', to: '发改局', reason: '职能划转' })).toEqual(
      yes({ type: 'task.transferred', data: transferred }),
    )
    expect(tablesOf(given).tasks.get('T-1')?.owners.at(-1)?.value).toEqual({ lead: 'vice-1', responsible: '发改局', cooperating: [] })
  })

  it('R1: a transfer goes to another unit, which lives', () => {
    const to = (unit: string) => started().when('task.transfer', { task: 'T-1', to: unit, reason: 'x' })
    expect(to('住建局')).toEqual(no({ code: 'sameUnit', rule: 'R1', what: 'task', id: 'T-1', unit: '住建局' }))
    expect(to('老城办')).toEqual(no({ code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }))
  })
})

describe('task.carryOver', () => {
  const carry = (given: Scenario, input: object, on = '2026-12-01') =>
    given.when('task.carryOver', { task: 'T-1', goal: 'g-city', reason: '跨年续建', ...input }, { on })

  it('goes on under another goal and plan, to which it contributes no more', () => {
    const given = started()
    const data = { task: 'T-1', goal: 'g-city', annualPlan: 'plan-2026', due: '2027-06-30', reason: '跨年续建' }
    expect(carry(given, { annualPlan: 'plan-2026', due: '2027-06-30' })).toEqual(yes({ type: 'task.carriedOver', data }))
    const facts = tablesOf(given).tasks.get('T-1')?.facts.at(-1)?.value
    expect([facts?.goal, facts?.contributes, facts?.schedule.due]).toEqual(['g-city', [], '2027-06-30'])
  })

  it('R1, R8, R9: refuses a dropped goal, an unknown plan, a date that is impossible or too late', () => {
    expect(carry(started(), { goal: 'g-dropped' })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'goal', id: 'g-dropped', on: '2026-01-05' }),
    )
    expect(carry(started(), { goal: 'g-old' })).toEqual(no({ code: 'ended', rule: 'R1', what: 'strategy', id: 'old', on: '2026-01-05' }))
    expect(carry(started(), { annualPlan: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'annualPlan', id: 'x' }))
    expect(carry(started(), { due: '2026-01-01' })).toEqual(no({ code: 'badPeriod', rule: 'R8', from: '2026-01-10', to: '2026-01-01' }))
    const outside = {
      code: 'outsideSchedule',
      rule: 'R8',
      milestone: 'M2',
      due: '2026-10-31',
      from: '2026-01-10',
      until: '2026-10-30',
    } as const
    expect(carry(started(), { due: '2026-10-30' })).toEqual(no(outside))
    expect(carry(started(), { due: '2027-06-30' }, '2026-12-21')).toEqual(
      no({ code: 'tooLate', rule: 'R9', what: 'task', id: 'T-1', due: '2026-12-20', on: '2026-12-21' }),
    )
    expect(carry(started(), {}, '2026-12-21').accepted).toBe(true)
  })
})
