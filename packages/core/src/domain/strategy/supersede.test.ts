import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { bareTask, cancelled, no, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'
import type { CoreRefusal, Kind } from '../refusals.ts'

const unknown = (what: Kind, id: string): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id })
const twice = (what: Kind, id: string): CoreRefusal => ({ code: 'twice', rule: 'R1', what, id })
const ended = (what: Kind, id: string): CoreRefusal => ({ code: 'ended', rule: 'R1', what, id, on: '2026-01-05' })

describe('strategy.supersede', () => {
  const next = (given: Scenario) =>
    given
      .given('strategy.adopt', { strategy: '2030', name: '2030', period: { from: '2026-03-01' }, levels: ['支柱'] }, { on: '2026-03-01' })
      .given('goal.set', { goal: 'n-tech', strategy: '2030', name: '创新' })
  const supersede = (given: Scenario, change: object = {}, on = '2026-03-01') =>
    given.when('strategy.supersede', { strategy: '1123', by: '2030', ...change }, { on })

  it('carries over the tasks that are named; the others stay', () => {
    const given = next(started().given('task.register', bareTask))
    expect(supersede(given, { moves: [{ task: 'T-1', goal: 'n-tech' }], reason: '换届' })).toEqual(
      yes(
        { type: 'task.carriedOver', data: { task: 'T-1', goal: 'n-tech', reason: '换届' } },
        { type: 'strategy.superseded', data: { strategy: '1123', by: '2030', reason: '换届' } },
      ),
    )
    const goals = [...tablesOf(given).tasks.values()].map((task) => task.facts.at(-1)?.value.goal)
    expect(goals).toEqual(['n-tech', 'g-city'])
  })

  it('gives a reason of its own to what it carries over', () => {
    expect(supersede(next(started()), { moves: [{ task: 'T-1', goal: 'n-tech' }] })).toEqual(
      yes(
        { type: 'task.carriedOver', data: { task: 'T-1', goal: 'n-tech', reason: { zh: '战略接续', en: 'Strategy succeeded' } } },
        { type: 'strategy.superseded', data: { strategy: '1123', by: '2030' } },
      ),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['by itself', { by: '1123' }, twice('strategy', '1123')],
    ['by an unknown one', { by: 'x' }, unknown('strategy', 'x')],
    ['by one that is superseded', { by: 'old' }, ended('strategy', 'old')],
    ['a second time', { strategy: 'old' }, ended('strategy', 'old')],
    ['when unknown', { strategy: 'x' }, unknown('strategy', 'x')],
    ['with an unknown task', { moves: [{ task: 'x', goal: 'n-tech' }] }, unknown('task', 'x')],
    ['with a task twice', { moves: ['T-1', 'T-1'].map((task) => ({ task, goal: 'n-tech' })) }, twice('task', 'T-1')],
    ['with a task to an unknown goal', { moves: [{ task: 'T-1', goal: 'x' }] }, unknown('goal', 'x')],
    ['with a task to a dropped goal', { moves: [{ task: 'T-1', goal: 'g-dropped' }] }, ended('goal', 'g-dropped')],
    [
      'with a task kept',
      { moves: [{ task: 'T-1', goal: 'g-city' }] },
      { code: 'otherStrategy', rule: 'R2', goal: 'g-city', strategy: '2030' },
    ],
  ])('R1: a strategy is not superseded %s', (_, change, refusal) => {
    expect(supersede(next(started()), change)).toEqual(no(refusal))
  })

  it('R1, R2: takes over only open tasks of the strategy that ends', () => {
    expect(supersede(next(cancelled()), { moves: [{ task: 'T-1', goal: 'n-tech' }] })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }),
    )
    const given = next(started()).given('task.carryOver', { task: 'T-1', goal: 'n-tech', reason: 'x' })
    expect(supersede(given, { moves: [{ task: 'T-1', goal: 'n-tech' }] })).toEqual(
      no({ code: 'otherStrategy', rule: 'R2', goal: 'n-tech', strategy: '1123' }),
    )
  })

  it('R19: not before the successor, nor before the last fact about a task that it carries over', () => {
    expect(supersede(next(started()), {}, '2026-02-28')).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'strategy', id: '2030', since: '2026-03-01', on: '2026-02-28' }),
    )
    const given = next(started()).happened('supervision.marked', { task: 'T-1', by: 'leader', marked: true }, { on: '2026-04-01' })
    expect(supersede(given, { moves: [{ task: 'T-1', goal: 'n-tech' }] })).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'task', id: 'T-1', last: '2026-04-01', on: '2026-03-01' }),
    )
  })

  it('R1: takes no new goals and no new plans afterwards', () => {
    const given = next(started()).given('strategy.supersede', { strategy: '1123', by: '2030' })
    const refusal = no({ code: 'ended', rule: 'R1', what: 'strategy', id: '1123', on: '2026-03-01' })
    expect(given.when('goal.set', { strategy: '1123', name: 'x' })).toEqual(refusal)
    expect(given.when('annualPlan.adopt', { strategy: '1123', year: 2027, name: 'x' })).toEqual(refusal)
    expect(given.when('strategy.supersede', { strategy: '2030', by: '1123' })).toEqual(refusal)
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => supersede(next(started()), { moves: [{ task: 'T-1' }] }))).toEqual(['moves.0.goal'])
  })
})
