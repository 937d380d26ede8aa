import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { bareTask, housing, no, office, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'
import type { CoreRefusal, Kind } from '../refusals.ts'

const unknown = (what: Kind, id: string): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id })
const twice = (what: Kind, id: string): CoreRefusal => ({ code: 'twice', rule: 'R1', what, id })
const ended = (what: Kind, id: string): CoreRefusal => ({ code: 'ended', rule: 'R1', what, id, on: '2026-01-05' })

describe('goal.drop', () => {
  /** T-1 is under g-tech, T-2 under g-city; g-tech has T-3, which was cancelled. */
  const given = () =>
    started()
      .given('task.register', bareTask)
      .given('task.register', { ...bareTask, task: 'T-3', goal: 'g-tech' })
      .given('task.cancel', { task: 'T-3', reason: '停建' })
  /** b below a. */
  const grown = () =>
    given()
      .given('strategy.adopt', { strategy: 'tree', name: '两级', period: { from: '2026-01-01' }, levels: ['支柱', '目标'] })
      .given('goal.set', { goal: 'a', strategy: 'tree', name: 'a' })
      .given('goal.set', { goal: 'b', strategy: 'tree', parent: 'a', name: 'b' })
  const drop = (scene: Scenario, change: object = {}, on = '2026-02-01') =>
    scene.when('goal.drop', { goal: 'g-tech', reason: '并入', ...change }, { on, actor: office })
  const toCity = [{ task: 'T-1', goal: 'g-city' }]

  it('R1: moves its open tasks to the goals named, then ends', () => {
    const scene = given()
    expect(drop(scene, { moves: toCity })).toEqual(
      yes(
        { type: 'task.carriedOver', data: { task: 'T-1', goal: 'g-city', reason: '并入' } },
        { type: 'goal.dropped', data: { goal: 'g-tech', reason: '并入' } },
      ),
    )
    expect(
      tablesOf(scene)
        .tasks.by('goal', 'g-city')
        .map((task) => task.id),
    ).toEqual(['T-1', 'T-2'])
    expect(scene.when('task.register', { ...bareTask, task: 'T-4', goal: 'g-tech' })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'goal', id: 'g-tech', on: '2026-02-01' }),
    )
  })

  it('R1: cancels those that are named', () => {
    expect(drop(given(), { cancel: ['T-1'] })).toEqual(
      yes(
        { type: 'task.cancelled', data: { task: 'T-1', reason: '并入' } },
        { type: 'goal.dropped', data: { goal: 'g-tech', reason: '并入' } },
      ),
    )
  })

  it('R1: not while an open task has no place or a goal is below it', () => {
    expect(drop(given())).toEqual(no({ code: 'needsPlaces', rule: 'R1', goal: 'g-tech', tasks: ['T-1'], goals: [] }))
    expect(drop(grown(), { goal: 'a' })).toEqual(no({ code: 'needsPlaces', rule: 'R1', goal: 'a', tasks: [], goals: ['b'] }))
    const emptied = grown().given('goal.drop', { goal: 'b', reason: 'x' })
    expect(drop(emptied, { goal: 'a' })).toEqual(yes({ type: 'goal.dropped', data: { goal: 'a', reason: '并入' } }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['to itself', { moves: [{ task: 'T-1', goal: 'g-tech' }] }, twice('goal', 'g-tech')],
    ['to an unknown goal', { moves: [{ task: 'T-1', goal: 'x' }] }, unknown('goal', 'x')],
    ['to a dropped goal', { moves: [{ task: 'T-1', goal: 'g-dropped' }] }, ended('goal', 'g-dropped')],
    ['to a superseded strategy', { moves: [{ task: 'T-1', goal: 'g-old' }] }, ended('strategy', 'old')],
    ['of another goal', { moves: [...toCity, { task: 'T-2', goal: 'g-city' }] }, unknown('task', 'T-2')],
    ['that has ended', { moves: toCity, cancel: ['T-3'] }, unknown('task', 'T-3')],
    ['both moved and cancelled', { moves: toCity, cancel: ['T-1'] }, twice('task', 'T-1')],
  ])('R1: with a task %s is refused', (_, change, refusal) => {
    expect(drop(given(), change)).toEqual(no(refusal))
  })

  it('R4, R5: cancels no task that waits for its closing or has open problems', () => {
    const troubled = given().given(
      'problem.raise',
      { problem: 'P-1', task: 'T-1', title: '资金缺口' },
      { on: '2026-01-20', actor: housing },
    )
    expect(drop(troubled, { cancel: ['T-1'] })).toEqual(
      no({ code: 'openItems', rule: 'R5', task: 'T-1', problems: ['P-1'], milestones: [], decisions: [] }),
    )
    expect(drop(troubled, { moves: toCity }).accepted).toBe(true)
    const closing = given().happened('closing.requested', {
      closing: 'S-1',
      subject: { task: 'T-1' },
      unit: '住建局',
      evidence: [{ title: '验收单' }],
    })
    expect(drop(closing, { cancel: ['T-1'] })).toEqual(
      no({ code: 'wrongStage', rule: 'R4', what: 'task', id: 'T-1', stage: 'closing', allowed: ['registered', 'underWay', 'suspended'] }),
    )
  })

  it('R1: once, and only what exists', () => {
    expect(drop(given(), { goal: 'g-dropped' })).toEqual(no(ended('goal', 'g-dropped')))
    expect(drop(given(), { goal: 'x' })).toEqual(no(unknown('goal', 'x')))
  })

  it('R19: in the order of the days, of the goal and of its tasks', () => {
    const revised = given().given('goal.revise', { goal: 'g-tech', reason: 'x', order: 1 }, { on: '2026-02-01' })
    expect(drop(revised, { moves: toCity }, '2026-01-31')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'goal', id: 'g-tech', last: '2026-02-01', on: '2026-01-31' }),
    )
    for (const change of [{ moves: toCity }, { cancel: ['T-1'] }])
      expect(drop(given(), change, '2026-01-09')).toEqual(
        no({ code: 'outOfOrder', rule: 'R19', what: 'task', id: 'T-1', last: '2026-01-10', on: '2026-01-09' }),
      )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => drop(given(), { cancel: ['T 1'] }))).toEqual(['cancel.0'])
  })
})
