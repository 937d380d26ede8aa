import { expect, it } from 'vitest'
import { coreSlices } from '../core-slices.ts'
import type { District } from '../domain/state.ts'
import { createMachine } from '../engine/machine.ts'
import { historyOf } from '../testing/histories.ts'
import { mayor, of, office } from '../testing/moves/people.ts'
import { type Call, prelude } from '../testing/moves/prelude.ts'
import { fiveLists } from './five-lists.ts'
import { indicatorBoard } from './indicator-board.ts'
import { responsibility } from './responsibility.ts'
import { strategyMap } from './strategy-map.ts'
import { thread } from './thread.ts'

const program = createMachine(coreSlices)

/** A view of a past day says what held then, whatever has been entered since. */
function after(...calls: readonly Call[]): District {
  const { state, steps } = historyOf(coreSlices, [...prelude, ...calls])
  for (const step of steps) expect(step.result).toHaveProperty('from')
  return state.tables as unknown as District
}

const by = (actor: Call['actor'], on: string, command: string, input: unknown): Call => ({ actor, on, command, input })
const problem = (id: string, on: string) => by(office, on, 'problem.raise', { problem: id, task: 'T-1', unit: 'U-A', title: '征地受阻' })
const decided = (id: string, on: string) => {
  const items = [{ unit: 'U-A', what: '完成征收', due: '2026-02-01' }]
  return by(mayor, on, 'coordination.decide', { coordination: id, problem: 'PR-1', opinion: '限期办结', items })
}

it('a post had its old rank until it was filled anew', () => {
  const appointed = { post: 'P-1', title: '副区长', unit: 'U-gov', rank: 'head', person: 'p-1' }
  const state = after(by(office, '2026-01-10', 'officer.appoint', appointed))
  const rank = (on: string) => responsibility.compute(state, { on }, program).leads.map((lead) => lead.rank)
  expect([rank('2026-01-09'), rank('2026-01-10')]).toEqual([['leader'], ['head']])
})

it('an item was done until its report was disputed', () => {
  const state = after(
    problem('PR-1', '2026-01-06'),
    decided('C-1', '2026-01-07'),
    by(of('U-A'), '2026-01-10', 'execution.report', { report: 'R-1', coordination: 'C-1', item: 'I1' }),
    by(office, '2026-01-20', 'report.dispute', { report: 'R-1', finding: '现场未动工' }),
  )
  const done = (on: string) =>
    fiveLists.compute(state, { on }, program).coordinations.rows.flatMap((row) => row.items.map((item) => item.executed))
  expect([done('2026-01-09'), done('2026-01-19'), done('2026-01-20')]).toEqual([[false], [true], [false]])
})

it('a problem is in the thread of a task from the day on which it came to it', () => {
  const raised = by(office, '2026-01-06', 'problem.raise', { problem: 'PR-1', unit: 'U-A', title: '征地受阻' })
  const state = after(raised, by(office, '2026-01-08', 'problem.transfer', { problem: 'PR-1', to: 'U-B', task: 'T-1', reason: '职责所在' }))
  const said = (on: string) =>
    thread.compute(state, { on, task: 'T-1' }, program).entries.flatMap((entry) => (entry.subject === 'problem:PR-1' ? entry.what : []))
  expect([said('2026-01-07'), said('2026-01-08')]).toEqual([[], ['raised', 'transferred']])
})

it('what was entered late stands where its day puts it', () => {
  const task = { title: '补录', goal: 'G-2', schedule: { from: '2026-01-10', due: '2026-03-31' } }
  const state = after(
    problem('PR-1', '2026-01-20'),
    by(office, '2026-01-20', 'task.register', { ...task, task: 'T-4' }),
    by(office, '2026-01-20', 'figure.record', {
      figure: 'FI-1',
      name: '孵化器',
      value: 65,
      unit: '家',
      qualifier: 'exact',
      source: '区报',
    }),
    problem('PR-2', '2026-01-10'),
    by(office, '2026-01-10', 'task.register', { ...task, task: 'T-5' }),
    by(office, '2026-01-10', 'figure.record', { figure: 'FI-2', name: '载体', value: 21, unit: '家', qualifier: 'exact', source: '区报' }),
  )
  const on = '2026-01-31'
  expect(fiveLists.compute(state, { on }, program).problems.rows.map((row) => row.problem)).toEqual(['PR-2', 'PR-1'])
  expect(fiveLists.compute(state, { on }, program).tasks.rows.map((row) => row.task)).toEqual(['T-1', 'T-2', 'T-3', 'T-5', 'T-4'])
  expect(strategyMap.compute(state, { on }, program).strategies[0]?.goals[1]?.tasks.map((row) => row.id)).toEqual(['T-2', 'T-5', 'T-4'])
  expect(indicatorBoard.compute(state, { on }, program).figures.map((row) => row.figure)).toEqual(['FI-2', 'FI-1'])
})

it('list 4 has no reports on a decision that was rescinded', () => {
  const state = after(
    problem('PR-1', '2026-01-06'),
    decided('C-1', '2026-01-07'),
    by(of('U-A'), '2026-01-10', 'execution.report', { report: 'R-1', coordination: 'C-1', item: 'I1', done: false }),
    by(mayor, '2026-01-12', 'coordination.rescind', { coordination: 'C-1', reason: '情况有变' }),
    decided('C-2', '2026-01-12'),
  )
  const reports = (on: string) => fiveLists.compute(state, { on }, program).feedback.reports.rows.map((row) => row.report)
  expect([reports('2026-01-11'), reports('2026-01-12')]).toEqual([['R-1'], []])
})
