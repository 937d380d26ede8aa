import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { housing, leader, no, office, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'

const raised = () =>
  started().given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
const decision = {
  coordination: 'C-1',
  problem: 'P-1',
  opinion: '专题协调',
  items: [
    { unit: '发改局', what: '申报专项债', due: '2026-04-01' },
    { unit: '住建局', what: '核算缺口', due: '2026-02-05' },
  ],
}
const when = (given: Scenario, change: object = {}, on = '2026-02-05') =>
  given.when('coordination.decide', { ...decision, ...change }, { on, actor: leader })
const decided = () => raised().given('coordination.decide', decision, { on: '2026-02-05', actor: leader })
const state = (given: Scenario) => tablesOf(given).problems.get('P-1')?.states.at(-1)?.value.state

describe('coordination.decide', () => {
  it('names items by their place unless they are named', () => {
    const given = raised()
    const items = [
      { item: 'I1', unit: '发改局', what: '申报专项债', due: '2026-04-01' },
      { item: 'I2', unit: '住建局', what: '核算缺口', due: '2026-02-05' },
    ]
    expect(when(given)).toEqual(yes({ type: 'coordination.decided', data: { ...decision, items } }))
    expect(state(given)).toBe('coordinated')
    const named = [{ ...items[0], item: '专项债' }]
    expect(when(given, { coordination: 'C-2', items: named })).toMatchObject({ facts: [{ data: { coordination: 'C-2', items: named } }] })
    expect(when(given, { coordination: undefined }).accepted).toBe(true)
    expect(state(given)).toBe('coordinated')
  })

  it('R1: names what exists and lives, each once', () => {
    expect(when(raised(), { problem: 'P-9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'problem', id: 'P-9' }))
    expect(when(decided())).toEqual(no({ code: 'taken', rule: 'R1', what: 'coordination', id: 'C-1' }))
    const item = { item: 'I1', unit: '发改局', what: 'x', due: '2026-04-01' }
    expect(when(raised(), { items: [{ ...item, unit: '老城办' }] })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }),
    )
    expect(
      when(raised(), {
        items: [
          { ...item, item: 'I2' },
          { ...item, item: undefined },
        ],
      }),
    ).toEqual(no({ code: 'twice', rule: 'R1', what: 'item', id: 'I2' }))
  })

  it('R7: an item is due on the day of the decision or later', () => {
    expect(when(raised(), {}, '2026-02-06')).toEqual(no({ code: 'badPeriod', rule: 'R7', from: '2026-02-06', to: '2026-02-05' }))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => when(raised(), { items: [] }))).toEqual(['items'])
    expect(wrongAt(() => when(raised(), { items: [{ unit: '发改局', what: '', due: '2026-04-01' }] }))).toEqual(['items.0.what'])
  })
})

describe('coordination.rescind', () => {
  const rescind = (given: Scenario, coordination: string, on = '2026-03-01') =>
    given.when('coordination.rescind', { coordination, reason: '另行研究' }, { on, actor: leader })
  const fact = (coordination: string, reopens: boolean) =>
    yes({ type: 'coordination.rescinded', data: { coordination, problem: 'P-1', reason: '另行研究', reopens } })

  it('R19: decisions on a problem are rescinded in the order of their days, also when another still stands', () => {
    const given = decided()
    when(given, { coordination: 'C-2' })
    expect(rescind(given, 'C-2', '2026-03-10').accepted).toBe(true)
    expect(rescind(given, 'C-1', '2026-03-09')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'problem', id: 'P-1', last: '2026-03-10', on: '2026-03-09' }),
    )
  })

  it('R7: the problem is raised again when no other decision stands', () => {
    const given = decided().given('coordination.decide', { ...decision, coordination: 'C-2' })
    expect(rescind(given, 'C-1')).toEqual(fact('C-1', false))
    expect(state(given)).toBe('coordinated')
    expect(rescind(given, 'C-2')).toEqual(fact('C-2', true))
    expect(state(given)).toBe('raised')
  })

  it('R7: a resolved problem stays resolved', () => {
    const given = decided().given('problem.resolve', { problem: 'P-1', how: '专项债到位' }, { on: '2026-02-20', actor: housing })
    expect(rescind(given, 'C-1')).toEqual(fact('C-1', false))
    expect(state(given)).toBe('resolved')
  })

  it('R1, R19: what exists, once, in the order of days', () => {
    const given = decided()
    expect(rescind(given, 'C-9')).toEqual(no({ code: 'unknown', rule: 'R1', what: 'coordination', id: 'C-9' }))
    expect(rescind(given, 'C-1', '2026-02-04')).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'coordination', id: 'C-1', since: '2026-02-05', on: '2026-02-04' }),
    )
    given.given('coordination.transfer', { coordination: 'C-1', item: 'I1', to: '科技局', reason: 'x' }, { on: '2026-03-02' })
    expect(rescind(given, 'C-1')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'coordination', id: 'C-1', last: '2026-03-02', on: '2026-03-01' }),
    )
    given.given('problem.escalate', { problem: 'P-1', to: 'vice-1', reason: 'x' }, { on: '2026-03-05' })
    expect(rescind(given, 'C-1', '2026-03-04')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'problem', id: 'P-1', last: '2026-03-05', on: '2026-03-04' }),
    )
    expect(rescind(given, 'C-1', '2026-03-06').accepted).toBe(true)
    expect(rescind(given, 'C-1', '2026-03-07')).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'coordination', id: 'C-1', on: '2026-03-06' }),
    )
  })
})

describe('coordination.transfer', () => {
  const transfer = (given: Scenario, change: object = {}, on = '2026-02-10') =>
    given.when(
      'coordination.transfer',
      { coordination: 'C-1', item: 'I1', to: '科技局', reason: '职能划转', ...change },
      { on, actor: office },
    )

  it('an item goes to another unit', () => {
    const given = decided()
    const data = { coordination: 'C-1', item: 'I1', from: '发改局', to: '科技局', reason: '职能划转' }
    expect(transfer(given)).toEqual(yes({ type: 'coordination.transferred', data }))
    expect(
      tablesOf(given)
        .coordinations.by('unit', '科技局')
        .map((one) => one.id),
    ).toEqual(['C-1'])
  })

  it('R1, R19: what exists and stands, to another unit that lives, in the order of days', () => {
    expect(transfer(decided(), { coordination: 'C-9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'coordination', id: 'C-9' }))
    expect(transfer(decided(), { item: 'I9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'item', id: 'I9' }))
    expect(transfer(decided(), { to: '老城办' })).toEqual(no({ code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }))
    expect(transfer(decided(), { to: '发改局' })).toEqual(no({ code: 'sameUnit', rule: 'R1', what: 'item', id: 'I1', unit: '发改局' }))
    const moved = decided()
    transfer(moved)
    expect(transfer(moved, { to: '住建局' }, '2026-02-09')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'coordination', id: 'C-1', last: '2026-02-10', on: '2026-02-09' }),
    )
    const rescinded = decided().given('coordination.rescind', { coordination: 'C-1', reason: 'x' })
    expect(transfer(rescinded)).toEqual(no({ code: 'ended', rule: 'R1', what: 'coordination', id: 'C-1', on: '2026-02-05' }))
  })
})
