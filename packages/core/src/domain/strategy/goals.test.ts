import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { no, smallDistrict, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'
import type { CoreRefusal, Kind } from '../refusals.ts'

const unknown = (what: Kind, id: string): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id })
const ended = (what: Kind, id: string): CoreRefusal => ({ code: 'ended', rule: 'R1', what, id, on: '2026-01-05' })
const cycle = (...path: string[]): CoreRefusal => ({ code: 'cycle', rule: 'R2', path })
const late = (goal: string): CoreRefusal => ({
  code: 'outOfOrder',
  rule: 'R19',
  what: 'goal',
  id: goal,
  last: '2026-02-01',
  on: '2026-01-31',
})

/** A strategy with three levels: a > b > c, and d at the top. */
const grown = (given = smallDistrict()) => {
  given.given('strategy.adopt', { strategy: 'tree', name: '三级', period: { from: '2026-01-01' }, levels: ['支柱', '目标', '子目标'] })
  for (const [goal, parent] of [['a'], ['b', 'a'], ['c', 'b'], ['d']] as const)
    given.given('goal.set', { goal, strategy: 'tree', name: goal, ...(parent && { parent }) })
  return given
}
const dropped = () => grown().given('goal.drop', { goal: 'd', reason: '合并' })
const parentOf = (given: Scenario, goal: string) => tablesOf(given).goals.get(goal)?.facts.at(-1)?.value.parent

describe('goal.set', () => {
  it('has weight 1 and the first place unless told otherwise', () => {
    expect(grown().when('goal.set', { strategy: 'tree', name: '科技创新核心承载区' })).toEqual(
      yes({ type: 'goal.set', data: { goal: 'id-1', strategy: 'tree', name: '科技创新核心承载区', weight: 1, order: 0 } }),
    )
    const data = { goal: 'e', strategy: 'tree', parent: 'd', name: '孵化器', description: '数量与质量', weight: 2.5, order: 3 }
    expect(grown().when('goal.set', data)).toEqual(yes({ type: 'goal.set', data }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['R1: with an id in use', { goal: 'a' }, { code: 'taken', rule: 'R1', what: 'goal', id: 'a' }],
    ['R1: in an unknown strategy', { strategy: 'x' }, unknown('strategy', 'x')],
    ['R1: in a superseded strategy', { strategy: 'old' }, ended('strategy', 'old')],
    ['R1: below an unknown goal', { parent: 'x' }, unknown('goal', 'x')],
    ['R1: below a dropped goal', { parent: 'd' }, ended('goal', 'd')],
    ['R2: below a goal of another strategy', { parent: 'g-tech' }, { code: 'otherStrategy', rule: 'R2', goal: 'g-tech', strategy: 'tree' }],
    ['R2: deeper than the strategy has levels', { parent: 'c' }, { code: 'tooDeep', rule: 'R2', goal: 'e', levels: 3 }],
  ])('%s is refused', (_, change, refusal) => {
    expect(dropped().when('goal.set', { goal: 'e', strategy: 'tree', name: 'x', ...change })).toEqual(no(refusal))
  })

  it('R19: not before its strategy, nor before its parent', () => {
    expect(grown().when('goal.set', { strategy: 'tree', name: 'x' }, { on: '2026-01-04' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'strategy', id: 'tree', since: '2026-01-05', on: '2026-01-04' }),
    )
    const given = grown().given('goal.set', { goal: 'e', strategy: 'tree', name: 'x' }, { on: '2026-02-01' })
    expect(given.when('goal.set', { strategy: 'tree', parent: 'e', name: 'x' }, { on: '2026-01-31' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'goal', id: 'e', since: '2026-02-01', on: '2026-01-31' }),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => grown().when('goal.set', { strategy: 'tree', name: 'x', weight: 0 }))).toEqual(['weight'])
    expect(wrongAt(() => grown().when('goal.set', { name: 'x', order: 1.5 }))).toEqual(['strategy', 'order'])
  })
})

describe('goal.revise', () => {
  const revise = (given: Scenario, change: object, on?: string) =>
    given.when('goal.revise', { goal: 'b', reason: '调整', ...change }, on === undefined ? {} : { on })

  it('changes what is named and keeps the rest', () => {
    const given = grown()
    expect(revise(given, { name: '新名', weight: 3 })).toEqual(
      yes({ type: 'goal.revised', data: { goal: 'b', reason: '调整', name: '新名', weight: 3 } }),
    )
    expect(
      tablesOf(given)
        .goals.get('b')
        ?.facts.map((entry) => entry.value),
    ).toEqual([
      { name: 'b', parent: 'a', weight: 1, order: 0 },
      { name: '新名', parent: 'a', weight: 3, order: 0 },
    ])
  })

  it('R2: is moved with all that is below it', () => {
    const given = grown()
    expect(revise(given, { parent: 'd' })).toEqual(yes({ type: 'goal.revised', data: { goal: 'b', reason: '调整', parent: 'd' } }))
    expect([parentOf(given, 'b'), parentOf(given, 'c')]).toEqual(['d', 'b'])
  })

  it('R2: a goal can not be moved below itself', () => {
    expect(revise(grown(), { goal: 'a', parent: 'a' })).toEqual(no(cycle('a', 'a')))
    expect(revise(grown(), { goal: 'a', parent: 'c' })).toEqual(no(cycle('a', 'c', 'b', 'a')))
  })

  it('R2: nor below what serves it by alignment', () => {
    const given = grown().given('goal.align', { goal: 'd', to: { goal: 'c' } })
    expect(revise(given, { goal: 'b', parent: 'd' })).toEqual(no(cycle('b', 'd', 'c', 'b')))
  })

  it('R2: what is below it must not get too deep; what was dropped does not count', () => {
    expect(revise(grown(), { goal: 'a', parent: 'd' })).toEqual(no({ code: 'tooDeep', rule: 'R2', goal: 'a', levels: 3 }))
    const given = grown().given('goal.drop', { goal: 'c', reason: '合并' })
    expect(revise(given, { goal: 'a', parent: 'd' }).accepted).toBe(true)
  })

  it('R1, R2: below a live goal of the same strategy', () => {
    expect(revise(dropped(), { parent: 'd' })).toEqual(no(ended('goal', 'd')))
    expect(revise(dropped(), { parent: 'x' })).toEqual(no(unknown('goal', 'x')))
    expect(revise(dropped(), { parent: 'g-tech' })).toEqual(no({ code: 'otherStrategy', rule: 'R2', goal: 'g-tech', strategy: 'tree' }))
    expect(revise(dropped(), { goal: 'd' })).toEqual(no(ended('goal', 'd')))
    expect(revise(dropped(), { goal: 'x' })).toEqual(no(unknown('goal', 'x')))
  })

  it('R19: in the order of the days, alignments included', () => {
    expect(revise(grown().given('goal.revise', { goal: 'b', reason: 'x', order: 1 }, { on: '2026-02-01' }), {}, '2026-01-31')).toEqual(
      no(late('b')),
    )
    expect(revise(grown().given('goal.align', { goal: 'b', to: { goal: 'd' } }, { on: '2026-02-01' }), {}, '2026-01-31')).toEqual(
      no(late('b')),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => grown().when('goal.revise', { goal: 'b' }))).toEqual(['reason'])
  })
})

describe('goal.align', () => {
  const align = (given: Scenario, goal: string, to: object, on = '2026-02-01') => given.when('goal.align', { goal, to }, { on })
  const planned = () =>
    grown().given('superiorPlan.register', {
      plan: '七大都市',
      name: '七大都市',
      level: 'city',
      goals: [{ planGoal: '创新', name: '创新' }],
    })

  it.each<[string, object]>([
    ['a plan', { plan: '七大都市' }],
    ["a plan's goal", { plan: '七大都市', planGoal: '创新' }],
    ['a goal of another strategy', { goal: 'g-tech' }],
  ])('serves %s, said once', (_, to) => {
    const given = planned()
    expect(align(given, 'a', to)).toEqual(yes({ type: 'goal.aligned', data: { goal: 'a', to } }))
    expect(align(given, 'a', to)).toEqual(yes())
  })

  it('a plan and one of its goals are two', () => {
    const given = planned().given('goal.align', { goal: 'a', to: { plan: '七大都市' } })
    expect(align(given, 'a', { plan: '七大都市', planGoal: '创新' })).toMatchObject({ facts: [{ type: 'goal.aligned' }] })
  })

  it('R2: serves nothing that leads back to it, over parents and alignments of all strategies', () => {
    expect(align(grown(), 'a', { goal: 'a' })).toEqual(no(cycle('a', 'a')))
    expect(align(grown(), 'a', { goal: 'c' })).toEqual(no(cycle('a', 'c', 'b', 'a')))
    const given = grown().given('goal.align', { goal: 'a', to: { goal: 'g-tech' } })
    expect(align(given, 'g-tech', { goal: 'c' })).toEqual(no(cycle('g-tech', 'c', 'b', 'a', 'g-tech')))
  })

  it('R1: serves what exists and lives', () => {
    expect(align(planned(), 'a', { plan: 'x' })).toEqual(no(unknown('plan', 'x')))
    expect(align(planned(), 'a', { plan: '七大都市', planGoal: 'x' })).toEqual(no(unknown('planGoal', 'x')))
    expect(align(planned(), 'a', { goal: 'x' })).toEqual(no(unknown('goal', 'x')))
    expect(align(planned(), 'a', { goal: 'g-dropped' })).toEqual(no(ended('goal', 'g-dropped')))
    expect(align(planned(), 'g-dropped', { goal: 'a' })).toEqual(no(ended('goal', 'g-dropped')))
    expect(align(planned(), 'x', { goal: 'a' })).toEqual(no(unknown('goal', 'x')))
  })

  it('R19: in the order of the days', () => {
    const given = grown().given('goal.revise', { goal: 'a', reason: 'x', order: 1 }, { on: '2026-02-01' })
    expect(align(given, 'a', { goal: 'g-tech' }, '2026-01-31')).toEqual(no(late('a')))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => align(grown(), 'a', { plan: 'p', goal: 'b' }))).toEqual(['to'])
  })
})
