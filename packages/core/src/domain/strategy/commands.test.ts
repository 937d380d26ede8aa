import { describe, expect, it } from 'vitest'
import { no, registered, smallDistrict, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'
import type { CoreRefusal, Kind } from '../refusals.ts'

const unknown = (what: Kind, id: string): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id })
const twice = (what: Kind, id: string): CoreRefusal => ({ code: 'twice', rule: 'R1', what, id })
const taken = (what: Kind, id: string): CoreRefusal => ({ code: 'taken', rule: 'R1', what, id })
const ended = (what: Kind, id: string): CoreRefusal => ({ code: 'ended', rule: 'R1', what, id, on: '2026-01-05' })
const notYet = (what: Kind, id: string): CoreRefusal => ({ code: 'notYet', rule: 'R19', what, id, since: '2026-01-05', on: '2026-01-04' })
const before = { on: '2026-01-04' }

describe('superiorPlan.register', () => {
  const plan = {
    plan: '七大都市',
    name: '七大都市',
    level: 'city',
    issuer: '市委',
    goals: [{ planGoal: '创新', name: '创新之都' }],
  } as const
  const given = () => smallDistrict().given('superiorPlan.register', plan)

  it('brings in a plan with its goals, or without', () => {
    expect(smallDistrict().when('superiorPlan.register', plan)).toEqual(yes({ type: 'superiorPlan.registered', data: plan }))
    expect(smallDistrict().when('superiorPlan.register', { name: '五个率先', level: 'province' })).toEqual(
      yes({ type: 'superiorPlan.registered', data: { plan: 'id-1', name: '五个率先', level: 'province', goals: [] } }),
    )
  })

  it('R1: ids of plans are used once, and those of their goals over all plans', () => {
    expect(given().when('superiorPlan.register', plan)).toEqual(no(taken('plan', '七大都市')))
    expect(given().when('superiorPlan.register', { ...plan, plan: 'x' })).toEqual(no(taken('planGoal', '创新')))
    const goals = [...plan.goals, ...plan.goals]
    expect(smallDistrict().when('superiorPlan.register', { ...plan, goals })).toEqual(no(twice('planGoal', '创新')))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => smallDistrict().when('superiorPlan.register', { ...plan, level: 'village' }))).toEqual(['level'])
    expect(wrongAt(() => smallDistrict().when('superiorPlan.register', { ...plan, goals: [{ name: 'x' }] }))).toEqual(['goals.0.planGoal'])
  })
})

describe('annualPlan.adopt', () => {
  const plan = { annualPlan: 'plan-2027', strategy: '1123', year: 2027, name: '2027 年计划', goals: ['g-tech', 'g-city'] }

  it('is of a strategy, with goals or without', () => {
    expect(smallDistrict().when('annualPlan.adopt', plan)).toEqual(yes({ type: 'annualPlan.adopted', data: plan }))
    expect(smallDistrict().when('annualPlan.adopt', { ...plan, goals: undefined })).toEqual(
      yes({ type: 'annualPlan.adopted', data: { ...plan, goals: [] } }),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['an id in use', { annualPlan: 'plan-2026' }, taken('annualPlan', 'plan-2026')],
    ['an unknown strategy', { strategy: 'x' }, unknown('strategy', 'x')],
    ['a superseded strategy', { strategy: 'old' }, ended('strategy', 'old')],
    ['an unknown goal', { goals: ['x'] }, unknown('goal', 'x')],
    ['a dropped goal', { goals: ['g-dropped'] }, ended('goal', 'g-dropped')],
    ["a superseded strategy's goal", { goals: ['g-old'] }, ended('strategy', 'old')],
    ['a goal twice', { goals: ['g-tech', 'g-tech'] }, twice('goal', 'g-tech')],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(smallDistrict().when('annualPlan.adopt', { ...plan, ...change })).toEqual(no(refusal))
  })

  it('R19: not before the strategy', () => {
    expect(smallDistrict().when('annualPlan.adopt', plan, before)).toEqual(no(notYet('strategy', '1123')))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => smallDistrict().when('annualPlan.adopt', { ...plan, year: 1900 }))).toEqual(['year'])
  })
})

describe('strategy.adopt', () => {
  const strategy = { strategy: '2030', name: '“2030”战略', period: { from: '2026-01-01', to: '2030-12-31' }, levels: ['支柱', '目标'] }
  const rest = { positioning: [], principles: [] }

  it('names its levels; vision, positioning and principles are attributes', () => {
    expect(smallDistrict().when('strategy.adopt', strategy)).toEqual(yes({ type: 'strategy.adopted', data: { ...strategy, ...rest } }))
    const data = {
      ...strategy,
      vision: '现代化城区',
      positioning: ['引领区', '示范区', '先行区'],
      principles: ['闭环'],
      supersedes: '1123',
    }
    const given = smallDistrict()
    expect(given.when('strategy.adopt', data)).toEqual(yes({ type: 'strategy.adopted', data }))
    expect(tablesOf(given).strategies.get('1123')?.superseded).toBeUndefined()
  })

  it('R1, R8: refused with an id in use, an unknown predecessor, or an end before its beginning', () => {
    const adopt = (change: object) => smallDistrict().when('strategy.adopt', { ...strategy, ...change })
    expect(adopt({ strategy: '1123' })).toEqual(no(taken('strategy', '1123')))
    expect(adopt({ supersedes: 'x' })).toEqual(no(unknown('strategy', 'x')))
    const period = { from: '2026-01-01', to: '2025-12-31' }
    expect(adopt({ period })).toEqual(no({ code: 'badPeriod', rule: 'R8', ...period }))
    expect(adopt({ period: { from: '2026-01-01', to: '2026-01-01' } }).accepted).toBe(true)
  })

  it('R19: not after a predecessor that comes later', () => {
    expect(smallDistrict().when('strategy.adopt', { ...strategy, supersedes: '1123' }, before)).toEqual(no(notYet('strategy', '1123')))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => smallDistrict().when('strategy.adopt', { ...strategy, levels: [] }))).toEqual(['levels'])
    expect(wrongAt(() => smallDistrict().when('strategy.adopt', { ...strategy, period: { from: '2026-02-30' } }))).toEqual(['period.from'])
  })
})

describe('policy.issue, policy.repeal', () => {
  const measures = [{ measure: 'm1', name: '贷款贴息', aspect: '金融', state: 'drafting' }]
  const policy = { policy: '办法', name: '载体扶持办法', kind: 'measure', issuer: '科技局', goals: ['g-tech'], tasks: ['T-1'], measures }
  const issued = () => registered().given('policy.issue', policy).given('policy.issue', { policy: '新办法', name: 'x', kind: 'measure' })

  it('supports goals and tasks, with measures by aspect', () => {
    expect(registered().when('policy.issue', policy)).toEqual(yes({ type: 'policy.issued', data: policy }))
    expect(registered().when('policy.issue', { name: '通用原则', kind: 'principle' })).toEqual(
      yes({ type: 'policy.issued', data: { policy: 'id-1', name: '通用原则', kind: 'principle', goals: [], tasks: [], measures: [] } }),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['an id in use', { policy: '办法' }, taken('policy', '办法')],
    ['an unknown issuer', { issuer: 'x' }, unknown('unit', 'x')],
    ['an issuer that has ended', { issuer: '老城办' }, ended('unit', '老城办')],
    ['an unknown goal', { goals: ['x'] }, unknown('goal', 'x')],
    ['a dropped goal', { goals: ['g-dropped'] }, ended('goal', 'g-dropped')],
    ['a goal twice', { goals: ['g-tech', 'g-tech'] }, twice('goal', 'g-tech')],
    ['an unknown task', { tasks: ['x'] }, unknown('task', 'x')],
    ['a task twice', { tasks: ['T-1', 'T-1'] }, twice('task', 'T-1')],
    ['a measure twice', { measures: [...measures, ...measures] }, twice('item', 'm1')],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(issued().when('policy.issue', { ...policy, policy: 'x', ...change })).toEqual(no(refusal))
  })

  it('R1: is repealed once, by another or by none', () => {
    const given = issued()
    expect(given.when('policy.repeal', { policy: '办法', reason: '到期', by: '办法' })).toEqual(no(twice('policy', '办法')))
    expect(given.when('policy.repeal', { policy: '办法', reason: '到期', by: 'x' })).toEqual(no(unknown('policy', 'x')))
    expect(given.when('policy.repeal', { policy: 'x', reason: '到期' })).toEqual(no(unknown('policy', 'x')))
    const data = { policy: '办法', reason: '到期', by: '新办法' }
    expect(given.when('policy.repeal', data)).toEqual(yes({ type: 'policy.repealed', data }))
    expect(given.when('policy.repeal', data)).toEqual(no(ended('policy', '办法')))
  })

  it('R19: not before what it names', () => {
    expect(issued().when('policy.repeal', { policy: '办法', reason: 'x' }, before)).toEqual(no(notYet('policy', '办法')))
    expect(registered().when('policy.issue', policy, before)).toEqual(no(notYet('unit', '科技局')))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => issued().when('policy.issue', { ...policy, measures: [{ ...measures[0], state: 'x' }] }))).toEqual([
      'measures.0.state',
    ])
    expect(wrongAt(() => issued().when('policy.repeal', { policy: '办法' }))).toEqual(['reason'])
  })
})

describe('figure.record', () => {
  const figure = { figure: '孵化器', name: '孵化器', goal: 'g-tech', value: 65, unit: '家', qualifier: 'exact', source: '报道' } as const

  it('is of a goal or of none, with a date or without', () => {
    expect(smallDistrict().when('figure.record', figure)).toEqual(yes({ type: 'figure.recorded', data: figure }))
    const data = { ...figure, goal: undefined, qualifier: 'moreThan', asOf: '2022-06-30' }
    expect(smallDistrict().when('figure.record', data)).toEqual(yes({ type: 'figure.recorded', data }))
  })

  it('R1: may be of what was dropped, but of nothing unknown, once', () => {
    expect(smallDistrict().when('figure.record', { ...figure, goal: 'g-dropped' }).accepted).toBe(true)
    expect(smallDistrict().when('figure.record', { ...figure, goal: 'x' })).toEqual(no(unknown('goal', 'x')))
    expect(smallDistrict().given('figure.record', figure).when('figure.record', figure)).toEqual(no(taken('figure', '孵化器')))
  })

  it('R19: not of a day to come, nor of a goal that was not there yet', () => {
    expect(smallDistrict().when('figure.record', { ...figure, asOf: '2026-01-06' })).toEqual(
      no({ code: 'inFuture', rule: 'R19', on: '2026-01-06', today: '2026-01-05' }),
    )
    expect(smallDistrict().when('figure.record', figure, before)).toEqual(no(notYet('goal', 'g-tech')))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => smallDistrict().when('figure.record', { ...figure, value: 1.234 }))).toEqual(['value'])
  })
})
