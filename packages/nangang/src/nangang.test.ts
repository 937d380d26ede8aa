import { type CoreState, corePolicy, coreSlices, isInvalidInput, type Text } from '@bihuan/core'
import { type Scenario, scenario } from '@bihuan/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checklist, foundation, illustrativeYear } from './index.ts'
import type { AnyStep, ChecklistItem } from './types.ts'

/** Plays steps through the rules and the policy, without a log; tells what was not accepted. */
function played(steps: readonly AnyStep[]): {
  readonly scene: Scenario
  readonly refused: readonly unknown[]
  readonly types: ReadonlySet<string>
} {
  const scene = scenario(coreSlices, { on: '2022-01-01', actor: (steps[0] as AnyStep).actor })
  const refused: unknown[] = []
  const types = new Set<string>()
  for (const { id, at, on, command, input, actor, basis } of steps) {
    const today = at.slice(0, 10)
    try {
      const result = scene.when(command, input, { on: on ?? today, today, actor, ...(basis && { basis }) })
      if (result.accepted) for (const fact of result.facts) types.add(fact.type)
      else refused.push({ id, command, refusal: result.refusal })
    } catch (error) {
      refused.push({ id, command, issues: isInvalidInput(error) ? error.issues : error })
    }
  }
  return { scene, refused, types }
}

const items = new Map(checklist.map((item) => [item.id, item]))
const { scene, refused } = played(foundation)
const state = scene.state.tables as unknown as CoreState
const named = ({ zh, en }: ChecklistItem) => ({ zh, en })
const strategy = () => state.strategies.get('nangang-1123')
const zhOf = (text: Text | undefined) => (typeof text === 'object' ? text.zh : String(text))
const policyWith = (id: string) =>
  [...state.policies.values()].find((policy) => policy.id === id || policy.measures.some((measure) => measure.id === id))

describe('the foundation', () => {
  it('is accepted by every rule and by the policy, step by step', () => {
    expect(refused).toEqual([])
  })

  it('names each of the 216 items once, on the step that brings it in', () => {
    expect(checklist).toHaveLength(216)
    const covered = foundation.flatMap((step) => step.items ?? [])
    expect([...covered].sort()).toEqual(checklist.map((item) => item.id).sort())
  })

  it.each(checklist)('has $kind $id: $zh', (item) => {
    const parent = items.get(item.parent ?? '')
    if (item.kind === 'goal') {
      if (item.role === 'strategy') expect(strategy()?.name).toEqual(named(item))
      else if (item.role === 'positioning') expect(strategy()?.positioning).toContainEqual(named(item))
      else if (item.role === 'vision') expect(zhOf(strategy()?.vision).split('；')).toContain(item.zh)
      else
        expect(state.goals.get(item.id)?.facts[0]?.value).toMatchObject({
          name: named(item),
          ...(item.role !== 'group' && { parent: item.parent }),
        })
    } else if (item.kind === 'task') {
      const task = state.tasks.get(item.id)
      expect(task).toMatchObject({ standing: item.standing ?? false, illustrative: true })
      expect(task?.facts[0]?.value).toMatchObject({
        title: named(item),
        goal: item.parent,
        ...(item.ambition && { ambition: item.ambition }),
      })
    } else if (item.kind === 'indicator') {
      const { role, value, direction, qualifier } = item.figure as NonNullable<ChecklistItem['figure']>
      if (role === 'target' || role === 'trend') {
        const indicator = state.indicators.get(item.id)
        expect(indicator).toMatchObject({ name: named(item), direction, [parent?.kind === 'goal' ? 'goal' : 'task']: item.parent })
        expect(indicator?.targets[0]?.value.target).toBe(role === 'trend' ? undefined : value)
      } else {
        const figure = state.figures.get(item.id)
        expect(figure?.value).toBe(value === '1/3' ? 33.33 : value)
        expect(figure?.qualifier).toBe(qualifier)
        expect(figure?.asOf).toBeUndefined()
        expect(zhOf(figure?.name)).toContain(item.zh)
      }
    } else if (item.kind === 'institution') {
      if (item.role === 'post') expect(state.posts.get(item.id)?.titles[0]?.value.title).toEqual(named(item))
      else expect(state.units.get(item.id)?.names[0]?.value).toEqual(named(item))
    } else if (item.kind === 'policy' && item.role === 'superiorPlan') expect(state.superiorPlans.get(item.id)?.name).toEqual(named(item))
    else if (item.kind === 'policy' && item.role === 'principle') expect(strategy()?.principles).toContainEqual(named(item))
    else {
      const policy = policyWith(item.id)
      const found = policy?.id === item.id ? policy : policy?.measures.find((measure) => measure.id === item.id)
      expect(found?.name).toEqual(named(item))
      if (parent?.kind === 'goal') expect(policy?.goals).toContain(parent.id)
    }
  })

  it('names no person: holders of posts are opaque ids', () => {
    for (const post of state.posts.values())
      for (const entry of post.holders) expect(entry.value).toEqual({ person: expect.stringMatching(/^p-[a-z-]+$/) })
  })

  it('says on each made-up task, post and indicator that it is illustrative', () => {
    for (const row of [...state.tasks.values(), ...state.posts.values(), ...state.indicators.values()]) expect(row.illustrative).toBe(true)
    for (const unit of state.units.values()) expect(unit.illustrative).toBe(!items.has(unit.id))
  })
})

describe('the illustrative year', () => {
  const whole = [...foundation, ...illustrativeYear()]

  it('is accepted, step by step, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(played([...foundation, ...illustrativeYear({ seed })]).refused).toEqual([])
      }),
      { numRuns: 60, examples: [[1027908903], [-1123], [2022]] },
    )
  }, 300_000)

  it('sends every command of the core and records every kind of fact', () => {
    const sent = new Set<string>(whole.map((step) => step.command))
    expect(Object.keys(corePolicy).filter((command) => command !== 'district.open' && !sent.has(command))).toEqual([])
    const { types } = played(whole)
    expect([...scene.machine.events.keys()].filter((type) => type !== 'district.opened' && !types.has(type))).toEqual([])
  })

  it('is the same for the same seed, in the order of entry, with ids of its own', () => {
    expect(illustrativeYear({ seed: 5 })).toEqual(illustrativeYear({ seed: 5 }))
    expect(illustrativeYear({ seed: 5 })).not.toEqual(illustrativeYear({ seed: 6 }))
    expect(whole.every((step, i) => i === 0 || step.at >= (whole[i - 1] as AnyStep).at)).toBe(true)
    expect(new Set(whole.map((step) => step.id)).size).toBe(whole.length)
  })
})
