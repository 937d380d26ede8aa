import { describe, expect, it } from 'vitest'
import { slice } from '../../engine/slice.ts'
import { openTo, scenario } from '../../testing/scenario.ts'
import { closingEvents } from '../closing/events.ts'
import { organisation } from '../organisation/index.ts'
import { problemEvents } from '../problems/events.ts'
import { evolveProblems, problemTables } from '../problems/state.ts'
import { taskEvents } from '../tasks/events.ts'
import { evolveTasks, taskTables } from '../tasks/state.ts'
import { strategy } from './index.ts'

const slices = [
  organisation,
  strategy,
  slice({ name: 'tasks', events: taskEvents, tables: taskTables, evolve: evolveTasks }),
  slice({ name: 'problems', events: problemEvents, tables: problemTables, evolve: evolveProblems }),
  slice({ name: 'closing', events: closingEvents }),
]
const actor = { person: 'p-1', unit: 'office', roles: ['office'] }
const adopt = (id: string, levels = ['类', '区', '目标']) => ({ strategy: id, name: `“${id}”战略`, period: { from: '2022-01-01' }, levels })
const goal = (id: string, over: object = {}) => ({ goal: id, strategy: 's', name: `目标${id}`, ...over })
const task = (id: string, at = 'g') => ({
  task: id,
  title: '任务',
  goal: at,
  contributes: [],
  class: 'other',
  ambition: 'advance',
  standing: false,
  urgent: false,
  schedule: { from: '2022-01-01', due: '2022-12-31' },
  cooperating: [],
  measures: [],
  milestones: [],
  weight: 1,
  measuredBy: 'reported',
})

function world() {
  return scenario(slices, { on: '2022-01-04', actor, policy: openTo(slices, ['office']) })
    .given('strategy.adopt', adopt('s'))
    .given('goal.set', goal('g'))
    .given('goal.set', goal('h', { parent: 'g' }))
    .given('goal.set', goal('i', { parent: 'h' }))
}
const refusal = (result: ReturnType<ReturnType<typeof world>['when']>) => (result.accepted ? undefined : result.refusal)

describe('strategies', () => {
  it('are adopted once, over a period that does not end before it begins', () => {
    const scene = world()
    expect(refusal(scene.when('strategy.adopt', adopt('s')))).toEqual({ code: 'taken', rule: 'R1', what: 'strategy', id: 's' })
    expect(refusal(scene.when('strategy.adopt', { ...adopt('t'), period: { from: '2022-01-01', to: '2021-12-31' } }))).toEqual({
      code: 'badPeriod',
      rule: 'R8',
      from: '2022-01-01',
      to: '2021-12-31',
    })
    expect(refusal(scene.when('strategy.adopt', { ...adopt('t'), supersedes: 'x' }))).toMatchObject({
      code: 'unknown',
      what: 'strategy',
      id: 'x',
    })
    expect(scene.when('strategy.adopt', { ...adopt('t'), supersedes: 's' })).toEqual({
      accepted: true,
      facts: [{ type: 'strategy.adopted', data: { ...adopt('t'), positioning: [], principles: [], supersedes: 's' } }],
    })
  })

  it('R1: a superseded one takes no new goals; the tasks that are named go on under the successor', () => {
    const scene = world()
      .given('strategy.adopt', adopt('t'))
      .given('goal.set', { ...goal('g2'), strategy: 't' })
      .happened('task.registered', task('t1'))
      .happened('task.registered', task('t2', 'g2'))
    expect(refusal(scene.when('strategy.supersede', { strategy: 's', by: 's' }))).toMatchObject({ code: 'twice' })
    expect(refusal(scene.when('strategy.supersede', { strategy: 's', by: 't', moves: [{ task: 't2', goal: 'g2' }] }))).toEqual({
      code: 'otherStrategy',
      rule: 'R2',
      goal: 'g2',
      strategy: 's',
    })
    expect(refusal(scene.when('strategy.supersede', { strategy: 's', by: 't', moves: [{ task: 't1', goal: 'g' }] }))).toEqual({
      code: 'otherStrategy',
      rule: 'R2',
      goal: 'g',
      strategy: 't',
    })
    expect(scene.when('strategy.supersede', { strategy: 's', by: 't', reason: '战略升级', moves: [{ task: 't1', goal: 'g2' }] })).toEqual({
      accepted: true,
      facts: [
        { type: 'task.carriedOver', data: { task: 't1', goal: 'g2', reason: '战略升级' } },
        { type: 'strategy.superseded', data: { strategy: 's', by: 't', reason: '战略升级' } },
      ],
    })
    expect(refusal(scene.when('goal.set', goal('k')))).toMatchObject({ code: 'ended', what: 'strategy', id: 's' })
    expect(refusal(scene.when('strategy.supersede', { strategy: 's', by: 't' }))).toMatchObject({ code: 'ended', id: 's' })
    expect(refusal(scene.when('strategy.supersede', { strategy: 't', by: 's' }))).toMatchObject({ code: 'ended', id: 's' })
  })
})

describe('R2: goals form a tree', () => {
  it('of one strategy, with a name for every level', () => {
    const scene = world().given('strategy.adopt', adopt('t'))
    expect(scene.when('goal.set', goal('j', { parent: 'h', weight: 2.5, order: 3 }))).toEqual({
      accepted: true,
      facts: [{ type: 'goal.set', data: { ...goal('j'), parent: 'h', weight: 2.5, order: 3 } }],
    })
    expect(refusal(scene.when('goal.set', goal('k', { parent: 'i' })))).toEqual({ code: 'tooDeep', rule: 'R2', goal: 'k', levels: 3 })
    expect(refusal(scene.when('goal.set', { ...goal('k', { parent: 'g' }), strategy: 't' }))).toEqual({
      code: 'otherStrategy',
      rule: 'R2',
      goal: 'g',
      strategy: 't',
    })
    expect(refusal(scene.when('goal.set', goal('g')))).toMatchObject({ code: 'taken' })
  })

  it('a goal can not be moved below itself, nor so that what is below it gets too deep', () => {
    const scene = world().given('goal.set', goal('top'))
    expect(refusal(scene.when('goal.revise', { goal: 'g', parent: 'i', reason: '调整' }))).toEqual({
      code: 'cycle',
      rule: 'R2',
      path: ['g', 'i', 'h', 'g'],
    })
    expect(refusal(scene.when('goal.revise', { goal: 'g', parent: 'g', reason: '调整' }))).toEqual({
      code: 'cycle',
      rule: 'R2',
      path: ['g', 'g'],
    })
    expect(refusal(scene.when('goal.revise', { goal: 'g', parent: 'top', reason: '调整' }))).toEqual({
      code: 'tooDeep',
      rule: 'R2',
      goal: 'g',
      levels: 3,
    })
    expect(scene.when('goal.revise', { goal: 'h', parent: 'top', reason: '调整' })).toMatchObject({ accepted: true })
  })

  it('alignments across strategies close no circle either, and are recorded once', () => {
    const scene = world()
      .given('strategy.adopt', adopt('t'))
      .given('goal.set', { ...goal('u'), strategy: 't' })
      .given('goal.align', { goal: 'g', to: { goal: 'u' } })
    expect(scene.when('goal.align', { goal: 'g', to: { goal: 'u' } })).toEqual({ accepted: true, facts: [] })
    expect(refusal(scene.when('goal.align', { goal: 'u', to: { goal: 'i' } }))).toEqual({
      code: 'cycle',
      rule: 'R2',
      path: ['u', 'i', 'h', 'g', 'u'],
    })
    scene.given('superiorPlan.register', {
      plan: 'seven',
      name: '七大都市',
      level: 'city',
      goals: [{ planGoal: 'industry', name: '先进制造之都' }],
    })
    expect(scene.when('goal.align', { goal: 'h', to: { plan: 'seven', planGoal: 'industry' } })).toMatchObject({ accepted: true })
    expect(refusal(scene.when('goal.align', { goal: 'h', to: { plan: 'seven', planGoal: 'other' } }))).toMatchObject({
      code: 'unknown',
      what: 'planGoal',
    })
    expect(
      refusal(
        scene.when('superiorPlan.register', {
          plan: 'five',
          name: '五个率先',
          level: 'province',
          goals: [{ planGoal: 'industry', name: '产业' }],
        }),
      ),
    ).toMatchObject({ code: 'taken', what: 'planGoal' })
  })
})

describe('R1: dropping a goal', () => {
  it('needs a place for every open task and for the goals below it', () => {
    const scene = world()
      .given('goal.set', goal('k'))
      .happened('task.registered', task('t1', 'i'))
      .happened('task.registered', task('t2', 'i'))
      .happened('task.registered', task('t3', 'k'))
    expect(refusal(scene.when('goal.drop', { goal: 'h', reason: '并入' }))).toEqual({
      code: 'needsPlaces',
      rule: 'R1',
      goal: 'h',
      tasks: [],
      goals: ['i'],
    })
    expect(refusal(scene.when('goal.drop', { goal: 'i', reason: '并入', moves: [{ task: 't1', goal: 'k' }] }))).toEqual({
      code: 'needsPlaces',
      rule: 'R1',
      goal: 'i',
      tasks: ['t2'],
      goals: [],
    })
    expect(
      refusal(scene.when('goal.drop', { goal: 'i', reason: '并入', moves: [{ task: 't1', goal: 'i' }], cancel: ['t2'] })),
    ).toMatchObject({ code: 'twice', what: 'goal' })
    expect(
      refusal(scene.when('goal.drop', { goal: 'i', reason: '并入', moves: [{ task: 't1', goal: 'k' }], cancel: ['t2', 't3'] })),
    ).toMatchObject({ code: 'unknown', what: 'task', id: 't3' })
    scene.happened('problem.raised', {
      problem: 'p',
      task: 't2',
      unit: 'a',
      title: '难点',
      severity: 'normal',
      source: 'unit',
      related: [],
    })
    const drop = { goal: 'i', reason: '并入', moves: [{ task: 't1', goal: 'k' }], cancel: ['t2'] }
    expect(refusal(scene.when('goal.drop', drop))).toEqual({
      code: 'openItems',
      rule: 'R5',
      task: 't2',
      problems: ['p'],
      milestones: [],
      decisions: [],
    })
    scene.happened('problem.withdrawn', { problem: 'p', reason: '已自行解决' })
    expect(scene.when('goal.drop', drop)).toEqual({
      accepted: true,
      facts: [
        { type: 'task.carriedOver', data: { task: 't1', goal: 'k', reason: '并入' } },
        { type: 'task.cancelled', data: { task: 't2', reason: '并入' } },
        { type: 'goal.dropped', data: { goal: 'i', reason: '并入' } },
      ],
    })
    expect(refusal(scene.when('goal.set', goal('l', { parent: 'i' })))).toMatchObject({ code: 'ended', what: 'goal', id: 'i' })
    expect(refusal(scene.when('goal.revise', { goal: 'i', name: '新名', reason: '调整' }))).toMatchObject({ code: 'ended' })
    expect(refusal(scene.when('goal.drop', { goal: 'i', reason: '再次' }))).toMatchObject({ code: 'ended' })
  })

  it('R4: does not cancel a task whose closing is under way', () => {
    const scene = world()
      .happened('task.registered', task('t1', 'i'))
      .happened('task.started', { task: 't1' })
      .happened('closing.requested', { closing: 'c', subject: { task: 't1' }, unit: 'a', evidence: [{ title: '验收单' }] })
    expect(refusal(scene.when('goal.drop', { goal: 'i', reason: '并入', cancel: ['t1'] }))).toMatchObject({
      code: 'wrongStage',
      rule: 'R4',
      stage: 'closing',
    })
  })
})

describe('plans, policies and figures', () => {
  it('annual plans name live goals of a strategy in force', () => {
    const scene = world()
    const plan = { annualPlan: '2022', strategy: 's', year: 2022, name: '2022年度重点工作', goals: ['g', 'h'] }
    expect(refusal(scene.when('annualPlan.adopt', { ...plan, goals: ['x'] }))).toMatchObject({ code: 'unknown', what: 'goal' })
    expect(scene.when('annualPlan.adopt', plan)).toEqual({ accepted: true, facts: [{ type: 'annualPlan.adopted', data: plan }] })
    expect(refusal(scene.when('annualPlan.adopt', plan))).toMatchObject({ code: 'taken' })
  })

  it('policies support what exists, and are repealed once, in favour of another', () => {
    const scene = world()
      .happened('task.registered', task('t1'))
      .given('policy.issue', { policy: 'p', name: '产业规划', kind: 'plan', goals: ['g'], tasks: ['t1'] })
      .given('policy.issue', { policy: 'q', name: '招商引资考核办法', kind: 'scheme' })
    expect(refusal(scene.when('policy.issue', { policy: 'r', name: '措施', kind: 'measure', tasks: ['t9'] }))).toMatchObject({
      code: 'unknown',
      what: 'task',
    })
    expect(refusal(scene.when('policy.issue', { policy: 'r', name: '措施', kind: 'measure', issuer: 'zz' }))).toMatchObject({
      code: 'unknown',
      what: 'unit',
    })
    const measure = { measure: 'm', name: '减税', aspect: '财税', state: 'planned' }
    expect(refusal(scene.when('policy.issue', { policy: 'r', name: '措施', kind: 'measure', measures: [measure, measure] }))).toMatchObject(
      { code: 'twice', id: 'm' },
    )
    expect(refusal(scene.when('policy.repeal', { policy: 'p', reason: '到期', by: 'p' }))).toMatchObject({ code: 'twice' })
    expect(scene.when('policy.repeal', { policy: 'p', reason: '到期', by: 'q' })).toMatchObject({ accepted: true })
    expect(refusal(scene.when('policy.repeal', { policy: 'p', reason: '到期' }))).toMatchObject({ code: 'ended' })
  })

  it('figures carry a qualifier, and no date where none is known; none of a day to come', () => {
    const scene = world()
    const figure = { figure: 'f', name: '在孵企业', goal: 'g', value: 1200, unit: '户', qualifier: 'moreThan', source: '报道' }
    expect(scene.when('figure.record', figure)).toEqual({ accepted: true, facts: [{ type: 'figure.recorded', data: figure }] })
    expect(refusal(scene.when('figure.record', figure))).toMatchObject({ code: 'taken' })
    expect(refusal(scene.when('figure.record', { ...figure, figure: 'f2', asOf: '2022-02-01' }))).toEqual({
      code: 'inFuture',
      rule: 'R19',
      on: '2022-02-01',
      today: '2022-01-04',
    })
  })
})
