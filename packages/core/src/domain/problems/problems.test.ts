import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import {
  cancelled,
  housing,
  leader,
  mayor,
  no,
  office,
  planning,
  registered,
  started,
  tablesOf,
  wrongAt,
  yes,
} from '../../testing/small-district.ts'
import type { CoreRefusal } from '../refusals.ts'

const raised = (given = started()) =>
  given.given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
const items = [{ unit: '发改局', what: '申报专项债', due: '2026-04-01' }]
const decide = (given: Scenario, coordination: string, on: string, actor = leader) =>
  given.given('coordination.decide', { coordination, problem: 'P-1', opinion: '专题协调', items }, { on, actor })
const coordinated = () => decide(raised(), 'C-1', '2026-02-05')
const resolved = () => coordinated().given('problem.resolve', { problem: 'P-1', how: '专项债到位' }, { on: '2026-03-20', actor: housing })
const waiting = () =>
  resolved().given(
    'closing.request',
    { closing: 'S-1', subject: { problem: 'P-1' }, evidence: [{ title: '拨款单' }] },
    { on: '2026-03-21' },
  )
const closed = () => waiting().given('closing.approve', { closing: 'S-1' }, { on: '2026-03-25', actor: office })
const withdrawn = () => raised().given('problem.withdraw', { problem: 'P-1', reason: '已自行解决' })
const states = (given: Scenario) =>
  tablesOf(given)
    .problems.get('P-1')
    ?.states.map((entry) => entry.value.state)

describe('problem.raise', () => {
  it("is the actor's unit's when no unit is named", () => {
    const data = {
      problem: 'id-1',
      task: 'T-1',
      unit: '住建局',
      title: '资金缺口',
      severity: 'normal',
      source: 'unit',
      related: [],
    } as const
    expect(started().when('problem.raise', { task: 'T-1', title: '资金缺口' }, { actor: housing })).toEqual(
      yes({ type: 'problem.raised', data }),
    )
  })

  it('R1, R7: for another unit, without a task', () => {
    const data = {
      problem: 'P-2',
      unit: '住建局',
      title: '12345 热线集中反映',
      description: '扬尘',
      severity: 'severe',
      source: 'public',
      related: ['发改局'],
    } as const
    expect(started().when('problem.raise', data, { actor: office })).toEqual(yes({ type: 'problem.raised', data }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['an unknown task', { task: 'x' }, { code: 'unknown', rule: 'R1', what: 'task', id: 'x' }],
    ['an unknown unit', { unit: 'x' }, { code: 'unknown', rule: 'R1', what: 'unit', id: 'x' }],
    ['a unit that has ended', { unit: '老城办' }, { code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }],
    ['an unknown unit that it touches', { related: ['x'] }, { code: 'unknown', rule: 'R1', what: 'unit', id: 'x' }],
    ['a unit that it touches, twice', { related: ['发改局', '发改局'] }, { code: 'twice', rule: 'R1', what: 'unit', id: '发改局' }],
    ['an id in use', { problem: 'P-1' }, { code: 'taken', rule: 'R1', what: 'problem', id: 'P-1' }],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(raised().when('problem.raise', { title: 'x', ...change })).toEqual(no(refusal))
  })

  it('R1: not on a task that has ended, or was not there yet', () => {
    const raise = { task: 'T-1', title: 'x' }
    expect(cancelled().when('problem.raise', raise)).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
    const refusal = { code: 'notYet', rule: 'R19', what: 'task', id: 'T-1', since: '2026-01-05', on: '2026-01-04' } as const
    expect(registered().when('problem.raise', raise, { on: '2026-01-04' })).toEqual(no(refusal))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => started().when('problem.raise', { title: '', severity: 'mild', source: 'unit' }))).toEqual(['title', 'severity'])
  })
})

describe('R7: states', () => {
  it('raised → coordinated → resolved → closing → closed', () => {
    expect(states(closed())).toEqual(['raised', 'coordinated', 'resolved', 'closing', 'closed'])
  })

  it('a unit may resolve without coordination', () => {
    const given = raised()
    const data = { problem: 'P-1', how: '自筹资金', evidence: [] }
    expect(given.when('problem.resolve', { problem: 'P-1', how: '自筹资金' })).toEqual(yes({ type: 'problem.resolved', data }))
    expect(states(given)).toEqual(['raised', 'resolved'])
  })

  it('returned or withdrawn it is resolved as before, revoked it is raised', () => {
    const step = (given: Scenario, command: string) =>
      given.given(command, { closing: 'S-1', reason: '证据不足' }, { on: '2026-03-26', actor: office })
    expect(states(step(waiting(), 'closing.return'))?.at(-1)).toBe('resolved')
    expect(states(step(waiting(), 'closing.withdraw'))?.at(-1)).toBe('resolved')
    expect(states(step(closed(), 'closing.revoke'))?.at(-1)).toBe('raised')
  })

  it.each<[string, () => Scenario, string, readonly string[], object]>([
    ['problem.withdraw', resolved, 'resolved', ['raised', 'coordinated'], { reason: 'x' }],
    ['problem.withdraw', withdrawn, 'withdrawn', ['raised', 'coordinated'], { reason: 'x' }],
    ['problem.transfer', waiting, 'closing', ['raised', 'coordinated', 'resolved'], { to: '科技局', reason: 'x' }],
    ['problem.transfer', closed, 'closed', ['raised', 'coordinated', 'resolved'], { to: '科技局', reason: 'x' }],
    ['problem.escalate', resolved, 'resolved', ['raised', 'coordinated'], { to: 'vice-1', reason: 'x' }],
    ['coordination.decide', resolved, 'resolved', ['raised', 'coordinated'], { opinion: 'x', items: [{ ...items[0], due: '2026-12-31' }] }],
    ['problem.resolve', resolved, 'resolved', ['raised', 'coordinated'], { how: 'x' }],
    ['problem.resolve', closed, 'closed', ['raised', 'coordinated'], { how: 'x' }],
  ])('%s from another state is refused', (command, given, stage, allowed, input) => {
    const refusal = no({ code: 'wrongStage', rule: 'R7', what: 'problem', id: 'P-1', stage, allowed })
    expect(given().when(command, { problem: 'P-1', ...input })).toEqual(refusal)
  })

  it('R19: every fact comes in the order of its day', () => {
    const refusal = no({ code: 'outOfOrder', rule: 'R19', what: 'problem', id: 'P-1', last: '2026-02-05', on: '2026-02-04' })
    const inputs = {
      'problem.withdraw': { reason: 'x' },
      'problem.transfer': { to: '科技局', reason: 'x' },
      'problem.escalate': { to: 'vice-1', reason: 'x' },
      'coordination.decide': { opinion: 'x', items },
      'problem.resolve': { how: 'x' },
    }
    for (const [command, input] of Object.entries(inputs))
      expect(coordinated().when(command, { problem: 'P-1', ...input }, { on: '2026-02-04' })).toEqual(refusal)
  })
})

describe('problem.withdraw', () => {
  const data = { problem: 'P-1', reason: '已自行解决' }
  const accepted = yes({ type: 'problem.withdrawn', data })

  it('R7: freely before a decision', () => {
    expect(raised().when('problem.withdraw', data)).toEqual(accepted)
  })

  it('R7: afterwards only when all who decided consent, or leadership', () => {
    const refusal = no({ code: 'needsConsent', rule: 'R7', problem: 'P-1', deciders: ['p-leader'] })
    expect(coordinated().when('problem.withdraw', data, { actor: housing })).toEqual(refusal)
    expect(coordinated().when('problem.withdraw', data, { actor: leader })).toEqual(accepted)
    expect(coordinated().when('problem.withdraw', data, { actor: mayor })).toEqual(accepted)
    const second = decide(coordinated(), 'C-2', '2026-02-06', { ...leader, person: 'p-other' })
    expect(second.when('problem.withdraw', data, { actor: leader })).toEqual(
      no({ code: 'needsConsent', rule: 'R7', problem: 'P-1', deciders: ['p-leader', 'p-other'] }),
    )
    second.given('coordination.rescind', { coordination: 'C-2', reason: 'x' })
    expect(second.when('problem.withdraw', data, { actor: leader })).toEqual(accepted)
  })
})

describe('problem.transfer', () => {
  const transfer = (
    input: object,
    given = raised().given('task.register', {
      task: 'T-2',
      title: '城市更新',
      goal: 'g-city',
      schedule: { from: '2026-02-01', due: '2026-12-20' },
    }),
  ) => given.when('problem.transfer', { problem: 'P-1', to: '发改局', reason: '职责在发改', ...input })
  const data = { problem: 'P-1', from: '住建局', to: '发改局', reason: '职责在发改' }

  it('stays with its task, goes to another, or to none', () => {
    expect(transfer({})).toEqual(yes({ type: 'problem.transferred', data: { ...data, task: 'T-1' } }))
    expect(transfer({ task: 'T-2' })).toEqual(yes({ type: 'problem.transferred', data: { ...data, task: 'T-2' } }))
    expect(transfer({ detach: true })).toEqual(yes({ type: 'problem.transferred', data }))
    expect(transfer({ to: '住建局', detach: true })).toEqual(yes({ type: 'problem.transferred', data: { ...data, to: '住建局' } }))
    expect(wrongAt(() => transfer({ task: 'T-2', detach: true }))).toEqual(['detach'])
  })

  it('R1: to a unit that lives and has it not yet, and a task that has not ended', () => {
    expect(transfer({ to: '住建局' })).toEqual(no({ code: 'sameUnit', rule: 'R1', what: 'problem', id: 'P-1', unit: '住建局' }))
    expect(transfer({ to: '老城办' })).toEqual(no({ code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }))
    expect(transfer({ task: 'T-9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'T-9' }))
    expect(transfer({ problem: 'P-9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'problem', id: 'P-9' }))
    const given = cancelled().given('problem.raise', { problem: 'P-1', title: '资金缺口' }, { actor: housing })
    expect(transfer({ task: 'T-1' }, given)).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
  })
})

describe('problem.escalate', () => {
  it('goes to a post that exists', () => {
    const data = { problem: 'P-1', to: 'vice-1', reason: '超出部门权限' }
    expect(raised().when('problem.escalate', data, { actor: planning })).toEqual(yes({ type: 'problem.escalated', data }))
    expect(raised().when('problem.escalate', { ...data, to: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'post', id: 'x' }))
  })
})
