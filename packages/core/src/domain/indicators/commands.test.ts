import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { cancelled, no, registered, smallDistrict, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'
import type { CoreRefusal, RefusalOf } from '../refusals.ts'

const base = {
  indicator: '失业率',
  name: '城镇登记失业率',
  owner: { goal: 'g-city' },
  unit: '%',
  direction: 'atMost',
  aggregation: 'last',
} as const
const aimed = { ...base, baseline: 4.6, target: 4.3, due: '2026-12-31', checkpoints: [{ on: '2026-06-30', value: 4.45 }], weight: 2 }
const defined = (given = smallDistrict()) => given.given('indicator.define', aimed, { on: '2026-02-01' })
const measured = () => defined().given('measurement.record', { measurement: 'V-1', indicator: '失业率', value: 4.5 }, { on: '2026-03-31' })
const unknown = (what: 'goal' | 'task' | 'indicator' | 'measurement'): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id: 'x' })
const endedGoal: CoreRefusal = { code: 'ended', rule: 'R1', what: 'goal', id: 'g-city', on: '2026-03-01' }

describe('indicator.define', () => {
  const define = (given: Scenario, change: object = {}) => given.when('indicator.define', { ...base, ...change })

  it('without an aim it is watched, not judged', () => {
    const { indicator: _, ...unnamed } = base
    expect(smallDistrict().when('indicator.define', unnamed)).toEqual(
      yes({ type: 'indicator.defined', data: { ...base, indicator: 'id-1', checkpoints: [], weight: 1 } }),
    )
  })

  it('has an aim of a goal or of a task', () => {
    expect(smallDistrict().when('indicator.define', aimed)).toEqual(yes({ type: 'indicator.defined', data: aimed }))
    const data = {
      ...aimed,
      owner: { task: 'T-1' },
      direction: 'between',
      target: undefined,
      band: { low: 4, high: 4 },
      illustrative: true,
    }
    const given = registered()
    expect(given.when('indicator.define', data)).toEqual(yes({ type: 'indicator.defined', data }))
    expect(tablesOf(given).indicators.by('task', 'T-1')).toHaveLength(1)
  })

  it('R1: is used once, of what exists and lives', () => {
    expect(define(defined())).toEqual(no({ code: 'taken', rule: 'R1', what: 'indicator', id: '失业率' }))
    expect(define(smallDistrict(), { owner: { goal: 'x' } })).toEqual(no(unknown('goal')))
    expect(define(smallDistrict(), { owner: { task: 'x' } })).toEqual(no(unknown('task')))
    expect(define(smallDistrict(), { owner: { goal: 'g-dropped' } })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'goal', id: 'g-dropped', on: '2026-01-05' }),
    )
    expect(define(smallDistrict(), { owner: { goal: 'g-old' } })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'strategy', id: 'old', on: '2026-01-05' }),
    )
    expect(define(cancelled(), { owner: { task: 'T-1' } })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }),
    )
  })

  it('R1: not of a closed task', () => {
    const closing = { closing: 'S-1', subject: { task: 'T-1' } }
    const given = started()
      .happened('closing.requested', { ...closing, unit: '住建局', evidence: [{ title: '验收单' }] }, { on: '2026-03-01' })
      .happened('closing.approved', closing)
    expect(define(given, { owner: { task: 'T-1' } })).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
  })

  it('R19: not before its owner', () => {
    expect(smallDistrict().when('indicator.define', aimed, { on: '2026-01-04' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'goal', id: 'g-city', since: '2026-01-05', on: '2026-01-04' }),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => define(smallDistrict(), { direction: 'up' }))).toEqual(['direction'])
    expect(wrongAt(() => define(smallDistrict(), { target: 4.321 }))).toEqual(['target'])
    expect(wrongAt(() => define(smallDistrict(), { checkpoints: [{ on: '2026-13-01', value: 1 }] }))).toEqual(['checkpoints.0.on'])
    expect(wrongAt(() => define(smallDistrict(), { owner: { unit: '住建局' } }))).toEqual(['owner.goal', 'owner'])
  })
})

describe('an aim', () => {
  const due = '2026-12-31'
  const band = { low: 4, high: 5 }
  const at = (...days: string[]) => ({ checkpoints: days.map((on) => ({ on, value: 4.4 })) })
  const between = { direction: 'between' }
  const cases: [string, object, RefusalOf<'badTarget'>['problem']][] = [
    ['between, with a target', { ...between, target: 4.3 }, 'targetUnwanted'],
    ['between, with a target beside the band', { ...between, target: 4.3, band }, 'targetUnwanted'],
    ['between, with a due date and no band', { ...between, due }, 'bandMissing'],
    ['between, with checkpoints and no band', { ...between, ...at('2026-06-30') }, 'bandMissing'],
    ['between, with the band upside down', { ...between, band: { low: 5, high: 4 } }, 'bandReversed'],
    ...(['atLeast', 'atMost', 'exactly'] as const).map((direction): [string, object, 'bandUnwanted'] => [
      `${direction}, with a band`,
      { direction, target: 4.3, band },
      'bandUnwanted',
    ]),
    ['with a due date and no target', { due }, 'dueWithoutTarget'],
    ['with checkpoints and no target', at('2026-06-30'), 'dueWithoutTarget'],
    ['with two checkpoints on a day', { target: 4.3, ...at('2026-06-30', '2026-06-30') }, 'checkpointTwice'],
    ['with a checkpoint after the due date', { target: 4.3, due, ...at('2026-06-30', '2027-01-01') }, 'checkpointAfterDue'],
  ]

  it.each(cases)('%s is refused', (_, change, problem) => {
    const refusal = no({ code: 'badTarget', rule: 'R11', indicator: '失业率', problem })
    expect(smallDistrict().when('indicator.define', { ...base, ...change })).toEqual(refusal)
    const { direction = base.direction, ...aim } = change as { direction?: string }
    const given = smallDistrict().given('indicator.define', { ...base, direction })
    expect(given.when('indicator.retarget', { indicator: '失业率', reason: '调整', ...aim })).toEqual(refusal)
  })

  it.each<[string, object]>([
    ['between with a band alone', { ...between, band }],
    ['between without one', between],
    ['a target without a due date', { target: 4.3, ...at('2027-01-01') }],
    ['a last checkpoint on the due date', { target: 4.3, due, ...at('2026-06-30', due) }],
    ['a baseline alone', { baseline: 4.6 }],
  ])('%s is accepted', (_, change) => {
    expect(smallDistrict().when('indicator.define', { ...base, ...change }).accepted).toBe(true)
  })
})

describe('indicator.retarget', () => {
  const retarget = (given: Scenario, change: object = {}, on = '2026-03-01') =>
    given.when('indicator.retarget', { indicator: '失业率', reason: '上级调整', target: 4.2, ...change }, { on })

  it('says the whole aim anew, and keeps the earlier one', () => {
    const given = defined()
    expect(retarget(given)).toEqual(
      yes({ type: 'indicator.retargeted', data: { indicator: '失业率', reason: '上级调整', target: 4.2, checkpoints: [] } }),
    )
    expect(tablesOf(given).indicators.get('失业率')?.targets).toMatchObject([
      { on: '2026-02-01', value: { baseline: 4.6, target: 4.3, due: '2026-12-31' } },
      { on: '2026-03-01', value: { target: 4.2, checkpoints: [] } },
    ])
    expect(tablesOf(given).indicators.get('失业率')?.targets.at(-1)?.value).not.toHaveProperty('due')
  })

  it('R1: no new aim for what does not exist, nor for a goal or task that has ended', () => {
    expect(retarget(defined(), { indicator: 'x' })).toEqual(no(unknown('indicator')))
    expect(retarget(defined().given('goal.drop', { goal: 'g-city', reason: '并入' }, { on: '2026-03-01' }))).toEqual(no(endedGoal))
    const given = started()
      .given('indicator.define', { ...base, owner: { task: 'T-1' } })
      .given('task.cancel', { task: 'T-1', reason: '停建' }, { on: '2026-03-01' })
    expect(retarget(given)).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
  })

  it('R19: in the order of the days', () => {
    expect(retarget(defined(), {}, '2026-01-31')).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'indicator', id: '失业率', since: '2026-02-01', on: '2026-01-31' }),
    )
    const given = defined()
    retarget(given, {}, '2026-04-01')
    expect(retarget(given)).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'indicator', id: '失业率', last: '2026-04-01', on: '2026-03-01' }),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => retarget(defined(), { reason: '' }))).toEqual(['reason'])
  })
})

describe('measurement.record', () => {
  const record = (given: Scenario, change: object = {}, sent: object = { on: '2026-03-31' }) =>
    given.when('measurement.record', { indicator: '失业率', value: 4.4, ...change }, sent)

  it('comes with evidence or without', () => {
    expect(record(defined())).toEqual(
      yes({ type: 'measurement.recorded', data: { measurement: 'id-1', indicator: '失业率', value: 4.4, evidence: [] } }),
    )
    const data = { measurement: 'V-2', indicator: '失业率', value: 4.4, note: '人社局月报', evidence: [{ title: '月报' }] }
    expect(record(defined(), data)).toEqual(yes({ type: 'measurement.recorded', data }))
  })

  it('R11, R19: may come late, in any order, but not before the indicator', () => {
    expect(record(measured(), {}, { on: '2026-02-28', today: '2026-04-02' }).accepted).toBe(true)
    expect(record(measured(), {}, { on: '2026-01-31', today: '2026-04-02' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'indicator', id: '失业率', since: '2026-02-01', on: '2026-01-31' }),
    )
  })

  it('R1: of an indicator that exists, under an id of its own', () => {
    expect(record(defined(), { indicator: 'x' })).toEqual(no(unknown('indicator')))
    expect(record(measured(), { measurement: 'V-1' })).toEqual(no({ code: 'taken', rule: 'R1', what: 'measurement', id: 'V-1' }))
  })

  it('R1: what has ended may still be reported', () => {
    expect(record(defined().given('goal.drop', { goal: 'g-city', reason: '并入' }, { on: '2026-03-01' })).accepted).toBe(true)
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => record(defined(), { value: '4.4' }))).toEqual(['value'])
    expect(wrongAt(() => record(defined(), { evidence: [{ title: '月报', sha256: 'x' }] }))).toEqual(['evidence.0.sha256'])
  })
})

describe('measurement.correct', () => {
  const correct = (given: Scenario, change: object = {}, on = '2026-04-10') =>
    given.when('measurement.correct', { measurement: 'V-1', value: 4.55, reason: '统计口径', ...change }, { on })

  it('R11: names what it corrects, and keeps it', () => {
    const given = measured()
    expect(correct(given)).toEqual(
      yes({ type: 'measurement.corrected', data: { measurement: 'V-1', indicator: '失业率', value: 4.55, reason: '统计口径' } }),
    )
    expect(tablesOf(given).measurements.get('V-1')?.values).toMatchObject([
      { on: '2026-03-31', value: 4.5 },
      { on: '2026-04-10', value: 4.55 },
    ])
  })

  it('R1: only what exists', () => {
    expect(correct(measured(), { measurement: 'x' })).toEqual(no(unknown('measurement')))
  })

  it('R1: also when its goal has ended since', () => {
    expect(correct(measured().given('goal.drop', { goal: 'g-city', reason: '并入' }, { on: '2026-04-01' })).accepted).toBe(true)
  })

  it('R19: not before the last value', () => {
    expect(correct(measured(), {}, '2026-03-30')).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'measurement', id: 'V-1', since: '2026-03-31', on: '2026-03-30' }),
    )
    const given = measured()
    correct(given)
    expect(correct(given, {}, '2026-04-09')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'measurement', id: 'V-1', last: '2026-04-10', on: '2026-04-09' }),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => correct(measured(), { reason: undefined }))).toEqual(['reason'])
    expect(wrongAt(() => correct(measured(), { indicator: '失业率' }))).toEqual([''])
  })
})
