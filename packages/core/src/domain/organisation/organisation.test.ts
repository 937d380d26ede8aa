import { describe, expect, it } from 'vitest'
import { isInvalidInput } from '../../engine/errors.ts'
import { slice } from '../../engine/slice.ts'
import { openTo, scenario } from '../../testing/scenario.ts'
import { closingEvents } from '../closing/events.ts'
import { feedback } from '../feedback/index.ts'
import { problemEvents } from '../problems/events.ts'
import { evolveProblems, problemTables } from '../problems/state.ts'
import { strategy } from '../strategy/index.ts'
import { taskEvents } from '../tasks/events.ts'
import { evolveTasks, taskTables } from '../tasks/state.ts'
import { organisation } from './index.ts'

const slices = [
  organisation,
  strategy,
  feedback,
  slice({ name: 'tasks', events: taskEvents, tables: taskTables, evolve: evolveTasks }),
  slice({ name: 'problems', events: problemEvents, tables: problemTables, evolve: evolveProblems }),
  slice({ name: 'closing', events: closingEvents }),
]
const actor = { person: 'p-1', unit: 'office', roles: ['office'] }
const unit = (id: string, name = id) => ({ unit: id, name, kind: 'department' })
const task = (id: string, over: object = {}) => ({
  task: id,
  title: '任务',
  goal: 'g',
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
  ...over,
})

function world() {
  return scenario(slices, { on: '2022-01-04', actor, policy: openTo(slices, ['office']) })
    .given('strategy.adopt', { strategy: 's', name: '“1123”战略', period: { from: '2022-01-01' }, levels: ['五区'] })
    .given('goal.set', { goal: 'g', strategy: 's', name: '高端产业集聚区' })
    .given('unit.establish', unit('a', '商务局'))
    .given('unit.establish', unit('b', '会展办'))
    .given('unit.establish', unit('c'))
    .given('officer.appoint', { post: 'deputy', title: '分管副区长', unit: 'a', rank: 'leader', person: 'p-7' })
}
const problem = (id: string, over: object = {}) => ({
  problem: id,
  unit: 'a',
  title: '征地受阻',
  severity: 'normal',
  source: 'unit',
  related: [],
  ...over,
})
const refusal = (result: ReturnType<ReturnType<typeof world>['when']>) => (result.accepted ? undefined : result.refusal)

describe('units', () => {
  it('are established once, below one that is there, and get an id when none is given', () => {
    const scene = world()
    expect(scene.when('unit.establish', { ...unit('d', '科技局'), parent: 'a' })).toEqual({
      accepted: true,
      facts: [{ type: 'unit.established', data: { unit: 'd', name: '科技局', kind: 'department', level: 'district', parent: 'a' } }],
    })
    expect(refusal(scene.when('unit.establish', unit('d')))).toEqual({ code: 'taken', rule: 'R1', what: 'unit', id: 'd' })
    expect(refusal(scene.when('unit.establish', { ...unit('e'), parent: 'nowhere' }))).toEqual({
      code: 'unknown',
      rule: 'R1',
      what: 'unit',
      id: 'nowhere',
    })
    expect(refusal(scene.when('unit.establish', { ...unit('e'), parent: 'd' }, { on: '2022-01-03', today: '2022-01-04' }))).toEqual({
      code: 'notYet',
      rule: 'R19',
      what: 'unit',
      id: 'd',
      since: '2022-01-04',
      on: '2022-01-03',
    })
    expect(scene.when('unit.establish', { name: '无号单位', kind: 'department' }, { on: '2022-01-04' })).toMatchObject({
      accepted: true,
      facts: [{ data: { unit: expect.stringMatching(/^id-/) } }],
    })
    expect(() => scene.when('unit.establish', { unit: 'x y', name: ' ', kind: '局' })).toThrow(
      expect.toSatisfy((error) => isInvalidInput(error) && error.issues.map((issue) => issue.path[0]).join() === 'unit,name,kind'),
    )
  })

  it('R19: are renamed in the order of days, not before they are, nor after they ended', () => {
    const scene = world().given('unit.rename', { unit: 'a', name: '商务和投资促进局' }, { on: '2022-03-01' })
    expect(refusal(scene.when('unit.rename', { unit: 'a', name: '商务局' }, { on: '2022-02-01' }))).toEqual({
      code: 'outOfOrder',
      rule: 'R19',
      what: 'unit',
      id: 'a',
      last: '2022-03-01',
      on: '2022-02-01',
    })
    scene.given('unit.abolish', { unit: 'c' }, { on: '2022-04-01' })
    expect(refusal(scene.when('unit.rename', { unit: 'c', name: '丙' }))).toEqual({
      code: 'ended',
      rule: 'R1',
      what: 'unit',
      id: 'c',
      on: '2022-04-01',
    })
  })

  it('R17: merging gives every open task, problem, decision and portfolio to the unit that goes on', () => {
    const scene = world()
      .given('portfolio.assign', { post: 'deputy', units: ['a', 'b'] })
      .happened('task.registered', task('t1', { responsible: 'a', cooperating: ['b', 'c'], lead: 'deputy' }))
      .happened('task.registered', task('t2', { responsible: 'c', cooperating: ['a', 'b'] }))
      .happened('task.registered', task('t3', { responsible: 'a' }))
      .happened('task.cancelled', { task: 't3', reason: '不再需要' })
      .happened('problem.raised', problem('p1', { task: 't1' }))
      .happened('problem.raised', problem('p2', { unit: 'c' }))
      .happened('coordination.decided', {
        coordination: 'k',
        problem: 'p2',
        opinion: '限期办理',
        items: [
          { item: 'I1', unit: 'a', what: '腾退', due: '2022-06-30' },
          { item: 'I2', unit: 'c', what: '补偿', due: '2022-06-30' },
        ],
      })
    const result = scene.when('unit.merge', { units: ['a', 'b'], into: 'c', name: '商务会展局' }, { on: '2022-05-01' })
    const reason = { zh: '单位合并', en: 'Units merged' }
    expect(result).toEqual({
      accepted: true,
      facts: [
        { type: 'unit.merged', data: { unit: 'a', into: 'c' } },
        { type: 'unit.merged', data: { unit: 'b', into: 'c' } },
        { type: 'unit.renamed', data: { unit: 'c', name: '商务会展局' } },
        { type: 'task.assigned', data: { task: 't1', lead: 'deputy', responsible: 'c', cooperating: [], reason } },
        { type: 'task.assigned', data: { task: 't2', lead: undefined, responsible: 'c', cooperating: [], reason } },
        { type: 'problem.transferred', data: { problem: 'p1', from: 'a', to: 'c', task: 't1', reason } },
        { type: 'coordination.transferred', data: { coordination: 'k', item: 'I1', from: 'a', to: 'c', reason } },
        { type: 'portfolio.assigned', data: { post: 'deputy', units: ['c'], goals: [] } },
      ],
    })
    expect(refusal(scene.when('unit.merge', { units: ['a'], into: 'c' }))).toMatchObject({ code: 'ended', what: 'unit', id: 'a' })
    expect(refusal(scene.when('unit.merge', { units: ['c'], into: 'c' }))).toEqual({ code: 'twice', rule: 'R1', what: 'unit', id: 'c' })
  })

  it('R17: splitting sends named tasks, with their problems, to the heirs named, and the rest to one', () => {
    const scene = world()
      .happened('task.registered', task('t1', { responsible: 'a' }))
      .happened('task.registered', task('t2', { responsible: 'a' }))
      .happened('problem.raised', problem('p1', { task: 't1' }))
      .happened('problem.raised', problem('p2'))
    const split = { unit: 'a', into: ['b', 'c'], rest: 'b', tasks: [{ task: 't1', to: 'c' }] }
    expect(refusal(scene.when('unit.split', { ...split, rest: 'a' }))).toEqual({ code: 'unknown', rule: 'R1', what: 'unit', id: 'a' })
    expect(refusal(scene.when('unit.split', { ...split, tasks: [{ task: 't9', to: 'c' }] }))).toEqual({
      code: 'unknown',
      rule: 'R1',
      what: 'task',
      id: 't9',
    })
    const result = scene.when('unit.split', split)
    expect(
      result.accepted &&
        result.facts.map((fact) => [
          fact.type,
          (fact.data as { responsible?: string; to?: string }).responsible ?? (fact.data as { to?: string }).to,
        ]),
    ).toEqual([
      ['unit.split', undefined],
      ['task.assigned', 'c'],
      ['task.assigned', 'b'],
      ['problem.transferred', 'c'],
      ['problem.transferred', 'b'],
    ])
  })

  it('R17: are abolished without a successor only when they answer for nothing', () => {
    const scene = world()
      .happened('task.registered', task('t1', { responsible: 'a' }))
      .happened('problem.raised', problem('p1'))
    expect(refusal(scene.when('unit.abolish', { unit: 'a' }))).toEqual({
      code: 'noSuccessor',
      rule: 'R17',
      unit: 'a',
      tasks: ['t1'],
      problems: ['p1'],
      decisions: [],
    })
    expect(scene.when('unit.abolish', { unit: 'a', successor: 'b' })).toMatchObject({
      accepted: true,
      facts: [
        { type: 'unit.abolished' },
        { type: 'task.assigned', data: { responsible: 'b' } },
        { type: 'problem.transferred', data: { to: 'b' } },
      ],
    })
    expect(scene.when('unit.abolish', { unit: 'c' })).toMatchObject({ accepted: true })
  })

  it('R19: what is handed over must not have moved on beyond the day', () => {
    const scene = world()
      .happened('task.registered', task('t1', { responsible: 'a' }))
      .happened('task.started', { task: 't1' }, { on: '2022-06-01' })
    expect(refusal(scene.when('unit.merge', { units: ['a'], into: 'c' }, { on: '2022-05-01', today: '2022-06-01' }))).toEqual({
      code: 'outOfOrder',
      rule: 'R19',
      what: 'task',
      id: 't1',
      last: '2022-06-01',
      on: '2022-05-01',
    })
  })
})

describe('posts', () => {
  it('are filled, filled anew and vacated; only who holds one is relieved of it', () => {
    const scene = world()
    expect(refusal(scene.when('officer.relieve', { post: 'deputy', person: 'p-8' }))).toEqual({
      code: 'notHolder',
      rule: 'R1',
      post: 'deputy',
      person: 'p-8',
    })
    expect(scene.when('officer.appoint', { post: 'deputy', title: '分管副区长', unit: 'a', rank: 'leader', person: 'p-7' })).toEqual({
      accepted: true,
      facts: [],
    })
    expect(
      scene.when(
        'officer.appoint',
        { post: 'deputy', title: '分管副区长', unit: 'a', rank: 'leader', person: 'p-8' },
        { on: '2022-02-01' },
      ),
    ).toMatchObject({ accepted: true, facts: [{ type: 'officer.appointed' }] })
    expect(scene.when('officer.relieve', { post: 'deputy', person: 'p-8' })).toMatchObject({ accepted: true })
    expect(refusal(scene.when('officer.relieve', { post: 'deputy', person: 'p-8' }))).toMatchObject({ code: 'notHolder' })
    expect(
      refusal(
        scene.when(
          'officer.appoint',
          { post: 'deputy', title: '分管副区长', unit: 'a', rank: 'leader', person: 'p-9' },
          { on: '2022-01-31' },
        ),
      ),
    ).toMatchObject({ code: 'outOfOrder', what: 'post', last: '2022-02-01' })
    expect(
      refusal(
        scene.when('officer.appoint', { post: 'new', title: '主任', unit: 'zz', rank: 'staff', person: 'p-9' }, { on: '2022-02-02' }),
      ),
    ).toMatchObject({ code: 'unknown', id: 'zz' })
  })

  it('have a portfolio of live units and goals, each once', () => {
    const scene = world()
    expect(scene.when('portfolio.assign', { post: 'deputy', units: ['a'], goals: ['g'] })).toEqual({
      accepted: true,
      facts: [{ type: 'portfolio.assigned', data: { post: 'deputy', units: ['a'], goals: ['g'] } }],
    })
    expect(refusal(scene.when('portfolio.assign', { post: 'deputy', units: ['a', 'a'] }))).toEqual({
      code: 'twice',
      rule: 'R1',
      what: 'unit',
      id: 'a',
    })
    expect(refusal(scene.when('portfolio.assign', { post: 'deputy', goals: ['h'] }))).toMatchObject({ code: 'unknown', what: 'goal' })
    expect(refusal(scene.when('portfolio.assign', { post: 'nobody' }))).toMatchObject({ code: 'unknown', what: 'post' })
  })
})

describe('task forces', () => {
  it('R1: are formed once for tasks that are open, and dissolved once', () => {
    const scene = world()
      .happened('task.registered', task('t1'))
      .happened('task.registered', task('t2'))
      .happened('task.cancelled', { task: 't2', reason: '不再需要' })
    const force = { taskForce: 'f', name: '会展专班', leader: 'deputy', units: ['a'], tasks: ['t1'] }
    expect(refusal(scene.when('taskForce.form', { ...force, tasks: ['t2'] }))).toMatchObject({ code: 'ended', what: 'task', id: 't2' })
    expect(refusal(scene.when('taskForce.form', { ...force, leader: 'nobody' }))).toMatchObject({ code: 'unknown', what: 'post' })
    expect(scene.when('taskForce.form', force)).toEqual({ accepted: true, facts: [{ type: 'taskForce.formed', data: force }] })
    expect(refusal(scene.when('taskForce.form', force))).toMatchObject({ code: 'taken' })
    expect(scene.when('taskForce.dissolve', { taskForce: 'f' })).toMatchObject({ accepted: true })
    expect(refusal(scene.when('taskForce.dissolve', { taskForce: 'f' }))).toMatchObject({ code: 'ended', what: 'taskForce' })
  })
})
