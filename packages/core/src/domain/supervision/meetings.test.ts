import { describe, expect, it } from 'vitest'
import { coreSlices } from '../../core-slices.ts'
import { historyOf } from '../../testing/histories.ts'
import * as people from '../../testing/moves/people.ts'
import { prelude } from '../../testing/moves/prelude.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { bareTask, housing, mayor, no, office, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'

const raised = () =>
  started()
    .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    .given('problem.raise', { problem: 'P-2', unit: '科技局', title: '人手不足' }, { actor: office })
const items = [{ unit: '发改局', what: '申报专项债', due: '2026-06-01' }]
const decision = { coordination: 'C-1', problem: 'P-1', opinion: '专题协调', items }
const hold = (given: Scenario, change: object = {}, on = '2026-05-06') =>
  given.when('meeting.hold', { meeting: 'MT-1', title: '五月例会', ...change }, { on, actor: mayor })
const held = (change: object) => ({
  type: 'meeting.held' as const,
  data: { meeting: 'MT-1', title: '五月例会', tasks: [], problems: [], conclusions: [], minutes: [], ...change },
})

describe('meeting.hold', () => {
  it('hears the pack of the day, each once, unless it says what was heard', () => {
    const given = raised()
    given.given('task.register', { ...bareTask, schedule: { from: '2026-05-01', due: '2026-12-20' } }, { on: '2026-05-01', actor: office })
    expect(hold(given, { meeting: 'MT-0', tasks: ['T-2'], problems: [] })).toEqual(yes(held({ meeting: 'MT-0', tasks: ['T-2'] })))
    // T-1 has a late milestone, and P-1 holds it up; T-2 and P-2 press nobody.
    expect(hold(given)).toEqual(yes(held({ tasks: ['T-1'], problems: ['P-1'] })))
    given.given('supervision.mark', { task: 'T-2', by: 'discipline', marked: true }, { on: '2026-05-07' })
    given.given('supervision.mark', { task: 'T-1', by: 'leader', marked: true }, { on: '2026-05-07' })
    given.given('problem.escalate', { problem: 'P-2', to: 'vice-1', reason: '需协调' }, { on: '2026-05-07' })
    expect(hold(given, { meeting: 'MT-2' }, '2026-05-07')).toEqual(
      yes(held({ meeting: 'MT-2', tasks: ['T-1', 'T-2'], problems: ['P-2', 'P-1'] })),
    )
  })

  it('R7: each decision is a fact of its own, by whoever holds the meeting', () => {
    const given = raised()
    const named = [{ item: 'I1', ...items[0] }]
    expect(hold(given, { tasks: [], decisions: [{ ...decision, problem: 'P-2' }] })).toEqual(
      yes(held({ problems: ['P-2', 'P-1'] }), { type: 'coordination.decided', data: { ...decision, problem: 'P-2', items: named } }),
    )
    expect(tablesOf(given).coordinations.get('C-1')?.decided.value.person).toBe('p-mayor')
    expect(tablesOf(given).problems.get('P-2')?.states.at(-1)?.value.state).toBe('coordinated')
  })

  it('R1, R7: decisions are checked as any, and none is half done', () => {
    const given = raised()
    const decided = (change: object) => hold(given, { decisions: [decision, { ...decision, coordination: 'C-2', ...change }] })
    expect(decided({ problem: 'P-9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'problem', id: 'P-9' }))
    expect(decided({ coordination: 'C-1' })).toEqual(no({ code: 'twice', rule: 'R1', what: 'coordination', id: 'C-1' }))
    expect(decided({ items: [{ ...items[0], due: '2026-05-05' }] })).toEqual(
      no({ code: 'badPeriod', rule: 'R7', from: '2026-05-06', to: '2026-05-05' }),
    )
    expect(decided({ items: [{ ...items[0], unit: '老城办' }] })).toMatchObject({ refusal: { code: 'ended', id: '老城办' } })
    given.given('problem.resolve', { problem: 'P-2', how: '已补充' }, { on: '2026-05-05', actor: office })
    expect(decided({ problem: 'P-2' })).toMatchObject({ refusal: { code: 'wrongStage', rule: 'R7', id: 'P-2', stage: 'resolved' } })
    expect([tablesOf(given).meetings.size, tablesOf(given).coordinations.size]).toEqual([0, 0])
  })

  it('R1: what was heard exists, each once', () => {
    expect(hold(raised(), { tasks: ['T-9'] })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'T-9' }))
    expect(hold(raised(), { tasks: ['T-1', 'T-1'] })).toEqual(no({ code: 'twice', rule: 'R1', what: 'task', id: 'T-1' }))
    expect(hold(raised(), { problems: ['P-9'] })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'problem', id: 'P-9' }))
    expect(hold(raised(), { problems: ['P-1', 'P-1'] })).toEqual(no({ code: 'twice', rule: 'R1', what: 'problem', id: 'P-1' }))
    const given = raised()
    hold(given)
    expect(hold(given)).toEqual(no({ code: 'taken', rule: 'R1', what: 'meeting', id: 'MT-1' }))
    expect(wrongAt(() => hold(raised(), { decisions: [{ ...decision, items: [] }] }))).toEqual(['decisions.0.items'])
  })

  it('by the policy, the office keeps the minutes of a meeting, and does not decide in it', () => {
    const on = '2026-01-06'
    const one = { problem: 'PR-1', opinion: '限期', items: [{ unit: 'U-A', what: '完成征收', due: '2026-02-01' }] }
    const call = (actor: typeof people.office, command: string, input: object) => ({ actor, on, command, input })
    const { steps } = historyOf(coreSlices, [
      ...prelude,
      call(people.office, 'problem.raise', { problem: 'PR-1', unit: 'U-A', title: '征地受阻' }),
      call(people.office, 'meeting.hold', { title: '例会', decisions: [one] }),
      call(people.office, 'meeting.hold', { title: '例会' }),
      call(people.mayor, 'meeting.hold', { title: '例会', decisions: [one] }),
    ])
    const results = steps.slice(-3).map(({ result }) => ('refusal' in result ? result.refusal.code : 'from' in result))
    expect(results).toEqual(['forbidden', true, true])
  })
})

describe('summary.present', () => {
  const summary = { summary: 'SU-1', quarter: '2026-Q1', heardBy: '区政府', conclusions: [], evidence: [] }
  const present = (given: Scenario, change: object = {}, on = '2026-04-01') =>
    given.when('summary.present', { ...summary, ...change }, { on, actor: office })

  it('R15: when the quarter is over', () => {
    expect(present(started(), {}, '2026-03-31')).toEqual(no({ code: 'quarterNotOver', rule: 'R15', quarter: '2026-Q1', on: '2026-03-31' }))
    expect(present(started())).toEqual(yes({ type: 'summary.presented', data: summary }))
    expect(wrongAt(() => present(started(), { quarter: '2026-Q5' }))).toEqual(['quarter'])
  })

  it('R15: once for the whole, and once for each strategy', () => {
    const given = started()
    present(given)
    expect(present(given, { summary: 'SU-2' })).toEqual(no({ code: 'taken', rule: 'R1', what: 'summary', id: 'SU-1' }))
    expect(present(given, { summary: 'SU-2', strategy: '1123' }).accepted).toBe(true)
    expect(present(given, { summary: 'SU-3', strategy: '1123' })).toEqual(no({ code: 'taken', rule: 'R1', what: 'summary', id: 'SU-2' }))
    expect(present(given, { summary: 'SU-3', quarter: '2025-Q4' }).accepted).toBe(true)
  })

  it('R1: a new id, of a strategy and before a unit that exist', () => {
    const given = started()
    present(given)
    expect(present(given, { quarter: '2025-Q4' })).toEqual(no({ code: 'taken', rule: 'R1', what: 'summary', id: 'SU-1' }))
    expect(present(started(), { strategy: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'strategy', id: 'x' }))
    expect(present(started(), { heardBy: '老城办' })).toMatchObject({ refusal: { code: 'ended', id: '老城办' } })
  })
})
