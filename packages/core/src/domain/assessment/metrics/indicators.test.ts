import { describe, expect, it } from 'vitest'
import { figureOf, measured, partsOf } from '../../../testing/measuring.ts'
import type { Scenario } from '../../../testing/scenario.ts'
import { office, started } from '../../../testing/small-district.ts'

/** T-1 of 住建局 is counted by g-tech and contributes to g-city. */
const define = (given: Scenario, indicator: string, owner: object, more: object = {}) =>
  given.given(
    'indicator.define',
    { indicator, name: indicator, owner, unit: '家', direction: 'atLeast', aggregation: 'last', target: 200, due: '2026-03-31', ...more },
    { on: '2026-01-10', actor: office },
  )
const measure = (given: Scenario, measurement: string, indicator: string, value: number, on: string, today = on) =>
  given.given('measurement.record', { measurement, indicator, value }, { on, today, actor: office })
const ofTask = { task: 'T-1' }
const ofGoal = { goal: 'g-tech' }

describe('indicatorAttainment', () => {
  const attained = (given: Scenario, more = {}) => figureOf(given, 'indicatorAttainment', more)

  it('has no value without an indicator, or without an aim', () => {
    expect(measured(started(), 'indicatorAttainment')).toEqual({ value: undefined, parts: [] })
    const aimless = define(started(), 'I-1', ofTask, { target: undefined, due: undefined })
    expect(attained(measure(aimless, 'X', 'I-1', 5, '2026-02-01'))).toBeUndefined()
    expect(attained(define(started(), 'I-1', { goal: 'g-city' }))).toBeUndefined()
    expect(attained(define(started(), 'I-1', ofTask), { unit: '发改局' })).toBeUndefined()
  })

  it("is that of the last value at the period's end, and rests on it and on the aim", () => {
    const given = define(started(), 'I-1', ofTask)
    const defined = given.position
    measure(given, 'X-1', 'I-1', 50, '2026-02-01')
    measure(given, 'X-2', 'I-1', 150, '2026-03-31', '2026-04-05')
    const last = given.position
    measure(given, 'X-3', 'I-1', 200, '2026-04-01')
    // 150 of 200.
    expect(measured(given, 'indicatorAttainment')).toEqual({
      value: 75,
      parts: [{ subject: 'indicator:I-1', value: 75, rests: [defined, last] }],
    })
    expect(attained(given, { to: '2026-03-30' })).toBe(25)
    expect(attained(given, { on: '2026-03-30' })).toBe(25)
    expect(attained(given, { to: '2026-06-30' })).toBe(100)
  })

  it('rests on all values where they are summed, and on what corrected them', () => {
    const given = define(started(), 'I-1', ofTask, { aggregation: 'sum' })
    const defined = given.position
    measure(given, 'X-1', 'I-1', 50, '2026-02-01')
    measure(given, 'X-2', 'I-1', 80, '2026-03-01')
    given.given('measurement.correct', { measurement: 'X-1', value: 20, reason: '口径' }, { on: '2026-03-31' })
    // 20 + 80 of 200; before the correction 50 + 80.
    expect(partsOf(given, 'indicatorAttainment')).toEqual([
      { subject: 'indicator:I-1', value: 50, rests: [defined, defined + 2, defined + 3] },
    ])
    expect(attained(given, { to: '2026-03-30' })).toBe(65)
  })

  it('nothing measured is nothing reached once it is due, and says nothing before', () => {
    const given = define(started(), 'I-1', ofTask)
    expect(attained(given, { to: '2026-03-30' })).toBeUndefined()
    expect(partsOf(given, 'indicatorAttainment')).toEqual([{ subject: 'indicator:I-1', value: 0, rests: [given.position] }])
  })

  it('falling is good where at most is aimed at', () => {
    const given = define(started(), 'I-1', ofTask, { direction: 'atMost', baseline: 10, target: 5 })
    // (10 − 8) / (10 − 5)
    expect(attained(measure(given, 'X', 'I-1', 8, '2026-03-01'))).toBe(40)
  })

  it('is the weighted mean over those of the tasks and of the goals above that count them, each once', () => {
    const given = define(define(started(), 'I-1', ofTask, { weight: 1 }), 'I-2', ofGoal, { weight: 2 })
    given.given('task.register', {
      task: 'T-2',
      title: 'T-2',
      goal: 'g-tech',
      responsible: '住建局',
      schedule: { from: '2026-01-10', due: '2026-12-20' },
    })
    measure(measure(given, 'X-1', 'I-1', 200, '2026-03-01'), 'X-2', 'I-2', 100, '2026-03-01')
    // (1 × 100 + 2 × 50) / 3
    expect(attained(given)).toBe(66.67)
    expect(partsOf(given, 'indicatorAttainment').map(({ subject, value }) => [subject, value])).toEqual([
      ['indicator:I-1', 100],
      ['indicator:I-2', 50],
    ])
  })

  it("is asked of the unit that has the task on the period's last day", () => {
    const given = measure(define(started(), 'I-1', ofTask), 'X-1', 'I-1', 100, '2026-03-01')
    given.given('task.transfer', { task: 'T-1', to: '发改局', reason: '职能' }, { on: '2026-03-31' })
    expect([attained(given), attained(given, { unit: '发改局' })]).toEqual([undefined, 50])
  })

  it('asks nothing of a task that was cancelled, nor of a goal that was dropped', () => {
    const given = define(define(started(), 'I-1', ofTask), 'I-2', ofGoal)
    expect(attained(given)).toBe(0)
    given.given('task.cancel', { task: 'T-1', reason: '停建' }, { on: '2026-03-31' })
    expect(attained(given)).toBeUndefined()
    const dropped = define(started(), 'I-2', ofGoal)
    expect(attained(dropped)).toBe(0)
    dropped.happened('goal.dropped', { goal: 'g-tech', reason: '并入' }, { on: '2026-03-31' })
    expect(attained(dropped)).toBeUndefined()
  })
})
