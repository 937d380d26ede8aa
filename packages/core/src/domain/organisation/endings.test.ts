import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { bareTask, housing, leader, no, office, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'
import type { CoreRefusal } from '../refusals.ts'
import type { CoreFact } from '../state.ts'

const items = [
  { item: 'I1', unit: '住建局', what: '核算缺口', due: '2026-04-01' },
  { item: 'I2', unit: '科技局', what: '出具意见', due: '2026-04-01' },
]
const unknown = (id: string, what: 'unit' | 'task' = 'unit'): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id })
const twice = (id: string, what: 'unit' | 'task' = 'unit'): CoreRefusal => ({ code: 'twice', rule: 'R1', what, id })
const endedBefore: CoreRefusal = { code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }

/**
 * On 2026-02-10. 住建局 is responsible for T-1, cooperates in T-2, had T-3, has P-1 of T-1 and P-2 of no task, and items of
 * decisions on them: C-1, while C-2 was rescinded. T-3 was cancelled and P-3 withdrawn.
 */
const busy = () => {
  const given = started()
    .given('task.register', { ...bareTask, lead: 'vice-1', responsible: '发改局', cooperating: ['住建局', '科技局'] }, { on: '2026-02-01' })
    .given('task.register', { ...bareTask, task: 'T-3', responsible: '住建局' })
    .given('task.cancel', { task: 'T-3', reason: '停建' })
    .given('portfolio.assign', { post: 'vice-1', units: ['住建局', '科技局', '发改局'], goals: ['g-tech'] })
  for (const [problem, task] of [['P-1', 'T-1'], ['P-2'], ['P-3', 'T-1']] as const)
    given.given('problem.raise', { problem, ...(task && { task }), title: '资金缺口' }, { actor: housing })
  return given
    .given('problem.withdraw', { problem: 'P-3', reason: '已解决' })
    .given('coordination.decide', { coordination: 'C-1', problem: 'P-1', opinion: '协调', items }, { on: '2026-02-05', actor: leader })
    .given('coordination.decide', { coordination: 'C-2', problem: 'P-2', opinion: '协调', items })
    .given('coordination.rescind', { coordination: 'C-2', reason: '另行安排' }, { on: '2026-02-10', actor: leader })
}
const established = () =>
  busy()
    .given('unit.establish', { unit: '建设局', name: '建设局', kind: 'department' }, { on: '2026-03-01', actor: office })
    .given('unit.establish', { unit: '房管局', name: '房管局', kind: 'department' })
const send = (given: Scenario, command: string, input: object, on = '2026-03-01') => given.when(command, input, { on, actor: office })

const assigned = (task: string, responsible: string, cooperating: string[], reason: object): CoreFact =>
  ({ type: 'task.assigned', data: { task, lead: 'vice-1', responsible, cooperating, reason } }) as CoreFact
const transferred = (problem: string, task: string | undefined, to: string, reason: object): CoreFact =>
  ({ type: 'problem.transferred', data: { problem, from: '住建局', to, task, reason } }) as CoreFact
const item = (to: string, reason: object): CoreFact =>
  ({ type: 'coordination.transferred', data: { coordination: 'C-1', item: 'I1', from: '住建局', to, reason } }) as CoreFact
const portfolio = (...units: string[]): CoreFact => ({ type: 'portfolio.assigned', data: { post: 'vice-1', units, goals: ['g-tech'] } })

/** R17, over everything that is open. */
function endedUnitsInCharge(given: Scenario): readonly string[] {
  const { tasks, problems, coordinations, units } = tablesOf(given)
  const owners = [...tasks.values()]
    .filter((task) => !['closed', 'cancelled'].includes(task.stages.at(-1)?.value.stage ?? ''))
    .flatMap((task) => [task.owners.at(-1)?.value.responsible ?? '', ...(task.owners.at(-1)?.value.cooperating ?? [])])
  const open = [...problems.values()].filter((problem) => problem.states.at(-1)?.value.state !== 'withdrawn')
  const items = open.flatMap((problem) =>
    coordinations
      .by('problem', problem.id)
      .filter((one) => !one.rescinded)
      .flatMap((one) => one.items.map((item) => item.units.at(-1)?.value ?? '')),
  )
  return [...owners, ...open.map((problem) => problem.places.at(-1)?.value.unit ?? ''), ...items].filter((id) => units.get(id)?.ended)
}

describe('unit.merge', () => {
  const moved = { coordination: 'C-1', reason: 'x' }
  const reason = { zh: '单位合并', en: 'Units merged' }

  it('R17: what the unit answered for goes on with the other, one fact a row', () => {
    const given = busy()
    expect(send(given, 'unit.merge', { units: ['住建局'], into: '发改局', name: '发展建设局' })).toEqual(
      yes(
        { type: 'unit.merged', data: { unit: '住建局', into: '发改局' } },
        { type: 'unit.renamed', data: { unit: '发改局', name: '发展建设局' } },
        assigned('T-1', '发改局', [], reason),
        assigned('T-2', '发改局', ['科技局'], reason),
        transferred('P-1', 'T-1', '发改局', reason),
        transferred('P-2', undefined, '发改局', reason),
        item('发改局', reason),
        portfolio('发改局', '科技局'),
      ),
    )
    expect(endedUnitsInCharge(given)).toEqual([])
    expect(tablesOf(given).units.get('住建局')?.ended?.value).toEqual({ how: 'merged', successors: ['发改局'] })
    expect(tablesOf(given).tasks.get('T-3')?.owners.at(-1)?.value.responsible).toBe('住建局')
    expect(tablesOf(given).problems.get('P-1')?.places.at(-1)?.value).toEqual({ unit: '发改局', task: 'T-1' })
  })

  it('R17: several units at once change a row once', () => {
    const given = busy()
    const result = send(given, 'unit.merge', { units: ['住建局', '发改局'], into: '科技局' })
    expect(result).toMatchObject({
      facts: [
        { data: { unit: '住建局', into: '科技局' } },
        { data: { unit: '发改局', into: '科技局' } },
        assigned('T-1', '科技局', [], reason),
        assigned('T-2', '科技局', [], reason),
        transferred('P-1', 'T-1', '科技局', reason),
        { data: { problem: 'P-2', to: '科技局' } },
        item('科技局', reason),
        portfolio('科技局'),
      ],
    })
    expect(endedUnitsInCharge(given)).toEqual([])
  })

  it('R17: a unit without duties leaves the rest alone', () => {
    expect(send(busy(), 'unit.merge', { units: ['推进办'], into: '发改局' })).toEqual(
      yes({ type: 'unit.merged', data: { unit: '推进办', into: '发改局' } }),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['into itself', { units: ['住建局', '发改局'], into: '住建局' }, twice('住建局')],
    ['a unit twice', { units: ['住建局', '住建局'], into: '发改局' }, twice('住建局')],
    ['an unknown unit', { units: ['x'], into: '发改局' }, unknown('x')],
    ['into an unknown unit', { units: ['住建局'], into: 'x' }, unknown('x')],
    ['a unit that has ended', { units: ['老城办'], into: '发改局' }, endedBefore],
    ['into one that has ended', { units: ['住建局'], into: '老城办' }, endedBefore],
  ])('R1: merging %s is refused', (_, input, refusal) => {
    expect(send(busy(), 'unit.merge', input)).toEqual(no(refusal))
  })

  it.each<[string, object, string, 'unit' | 'task' | 'problem' | 'coordination' | 'post', string]>([
    ['unit.renamed', { unit: '住建局', name: '建设局' }, '住建局', 'unit', '住建局'],
    ['unit.renamed', { unit: '发改局', name: '发展局' }, '住建局', 'unit', '发改局'],
    ['task.suspended', { task: 'T-1', until: '2026-06-01', reason: 'x' }, '住建局', 'task', 'T-1'],
    ['problem.escalated', { problem: 'P-2', to: 'vice-1', reason: 'x' }, '住建局', 'problem', 'P-2'],
    ['coordination.transferred', { ...moved, item: 'I2', from: '科技局', to: '推进办' }, '推进办', 'coordination', 'C-1'],
    ['portfolio.assigned', { post: 'vice-1', units: ['推进办'], goals: [] }, '推进办', 'post', 'vice-1'],
  ])('R19: not before %s, which was said of what it changes', (type, data, unit, what, id) => {
    const given = busy().happened(type, data, { on: '2026-05-01' })
    expect(send(given, 'unit.merge', { units: [unit], into: '发改局' }, '2026-04-30')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what, id, last: '2026-05-01', on: '2026-04-30' }),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => send(busy(), 'unit.merge', { units: [], into: '发改局' }))).toEqual(['units'])
  })
})

describe('unit.split', () => {
  const reason = { zh: '单位拆分', en: 'Unit split' }
  const split = { unit: '住建局', into: ['建设局', '房管局'], rest: '房管局', tasks: [{ task: 'T-1', to: '建设局' }] }

  it('R17: tasks go where they are named to, with their problems and decisions; the rest goes to one', () => {
    const given = established()
    expect(send(given, 'unit.split', split)).toEqual(
      yes(
        { type: 'unit.split', data: { unit: '住建局', into: ['建设局', '房管局'] } },
        assigned('T-1', '建设局', ['发改局'], reason),
        assigned('T-2', '发改局', ['房管局', '科技局'], reason),
        transferred('P-1', 'T-1', '建设局', reason),
        transferred('P-2', undefined, '房管局', reason),
        item('建设局', reason),
        portfolio('房管局', '科技局', '发改局'),
      ),
    )
    expect(endedUnitsInCharge(given)).toEqual([])
    expect(tablesOf(given).units.get('住建局')?.ended?.value).toEqual({ how: 'split', successors: ['建设局', '房管局'] })
  })

  it('R17: without named tasks all goes to one', () => {
    expect(send(established(), 'unit.split', { ...split, tasks: undefined })).toMatchObject({
      facts: [{}, assigned('T-1', '房管局', ['发改局'], reason), {}, {}, {}, item('房管局', reason), {}],
    })
  })

  it.each<[string, object, CoreRefusal]>([
    ['into itself', { into: ['住建局', '房管局'] }, twice('住建局')],
    ['into one twice', { into: ['房管局', '房管局'] }, twice('房管局')],
    ['into an unknown unit', { into: ['房管局', 'x'] }, unknown('x')],
    ['into an ended unit', { into: ['房管局', '老城办'] }, endedBefore],
    ['of an unknown unit', { unit: 'x' }, unknown('x')],
    ['of an ended unit', { unit: '老城办' }, endedBefore],
    ['with a rest to another', { rest: '科技局' }, unknown('科技局')],
    ['with a task to another', { tasks: [{ task: 'T-1', to: '科技局' }] }, unknown('科技局')],
    ['with a task that has ended', { tasks: [{ task: 'T-3', to: '建设局' }] }, unknown('T-3', 'task')],
    ['with a task twice', { tasks: [...split.tasks, ...split.tasks] }, twice('T-1', 'task')],
  ])('R1: a split %s is refused', (_, change, refusal) => {
    expect(send(established(), 'unit.split', { ...split, ...change })).toEqual(no(refusal))
  })

  it('R19: not before the last fact about what it hands over', () => {
    const given = established().given('task.assign', { task: 'T-1', lead: 'vice-1', responsible: '住建局' }, { on: '2026-05-01' })
    expect(send(given, 'unit.split', split)).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'task', id: 'T-1', last: '2026-05-01', on: '2026-03-01' }),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => send(established(), 'unit.split', { ...split, tasks: [{ task: 'T-1' }] }))).toEqual(['tasks.0.to'])
  })
})

describe('unit.abolish', () => {
  const reason = { zh: '单位撤销', en: 'Unit abolished' }

  it('R17: its successor takes over', () => {
    const given = busy()
    expect(send(given, 'unit.abolish', { unit: '住建局', successor: '科技局' })).toEqual(
      yes(
        { type: 'unit.abolished', data: { unit: '住建局', successor: '科技局' } },
        assigned('T-1', '科技局', ['发改局'], reason),
        assigned('T-2', '发改局', ['科技局'], reason),
        transferred('P-1', 'T-1', '科技局', reason),
        transferred('P-2', undefined, '科技局', reason),
        item('科技局', reason),
        portfolio('科技局', '发改局'),
      ),
    )
    expect(endedUnitsInCharge(given)).toEqual([])
  })

  it('R17: without a successor only when nothing is left in its charge', () => {
    expect(send(busy(), 'unit.abolish', { unit: '住建局' })).toEqual(
      no({ code: 'noSuccessor', rule: 'R17', unit: '住建局', tasks: ['T-1', 'T-2'], problems: ['P-1', 'P-2'], decisions: ['C-1'] }),
    )
    expect(send(busy(), 'unit.abolish', { unit: '推进办' })).toEqual(yes({ type: 'unit.abolished', data: { unit: '推进办' } }))
  })

  it('R17: an item of a standing decision is a charge, one of a rescinded decision is not', () => {
    const given = busy().given('task.assign', { task: 'T-2', responsible: '发改局', cooperating: [] }, { on: '2026-02-20', actor: office })
    expect(send(given, 'unit.abolish', { unit: '科技局' })).toEqual(
      no({ code: 'noSuccessor', rule: 'R17', unit: '科技局', tasks: [], problems: [], decisions: ['C-1'] }),
    )
    given.given('coordination.rescind', { coordination: 'C-1', reason: 'x' })
    expect(send(given, 'unit.abolish', { unit: '科技局' })).toMatchObject({
      facts: [{ type: 'unit.abolished' }, { type: 'portfolio.assigned', data: { post: 'vice-1', units: [], goals: ['g-tech'] } }],
    })
  })

  it.each<[string, object, CoreRefusal]>([
    ['twice', { unit: '老城办' }, endedBefore],
    ['of an unknown unit', { unit: 'x' }, unknown('x')],
    ['in favour of itself', { successor: '住建局' }, twice('住建局')],
    ['in favour of an unknown unit', { successor: 'x' }, unknown('x')],
    ['in favour of an ended unit', { successor: '老城办' }, endedBefore],
  ])('R1: an end %s is refused', (_, change, refusal) => {
    expect(send(busy(), 'unit.abolish', { unit: '住建局', ...change })).toEqual(no(refusal))
  })

  it('R19: in the order of the days', () => {
    const given = busy().given('unit.rename', { unit: '推进办', name: '督办' }, { on: '2026-05-01', actor: office })
    expect(send(given, 'unit.abolish', { unit: '推进办' })).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'unit', id: '推进办', last: '2026-05-01', on: '2026-03-01' }),
    )
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => send(busy(), 'unit.abolish', { successor: '科技局' }))).toEqual(['unit'])
  })
})
