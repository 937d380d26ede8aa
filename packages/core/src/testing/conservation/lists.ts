import { canonical } from '../../engine/canonical.ts'
import type { CoreViews } from '../../views/index.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import type { Told } from '../told.ts'
import { countBy, idsIn, lights, sameCounts, sameIds, stages, states, tablesOf, toldOn } from './counting.ts'

/** R4, R7: each task is in one stage, each problem in one state, and each of the five lists is its filter. */
export function fiveListsAddUp(history: LegalHistory, day: string, { fiveLists }: Pick<CoreViews, 'fiveLists'>): void {
  const told = toldOn(history, day)
  const { tasks, problems, closings } = told
  const value = fiveLists.compute(tablesOf(history), { on: day }, history.machine)
  const inStage = (...of: string[]) => idsIn(tasks, (task) => of.includes(task.stage))
  const inState = (...of: string[]) => idsIn(problems, (problem) => of.includes(problem.state))
  const tasksOf = (rows: readonly { readonly task: string }[]) => rows.map((row) => row.task)
  const problemsOf = (rows: readonly { readonly problem: string }[]) => rows.map((row) => row.problem)
  sameIds(tasksOf(value.tasks.rows), inStage('registered', 'underWay', 'suspended'), 'list 1')
  sameIds(tasksOf(value.closings.tasks.rows), inStage('closing', 'closed'), 'closed tasks')
  sameIds(problemsOf(value.problems.rows), inState('raised'), 'list 2')
  const decisions = idsIn(told.coordinations, (one) => !one.rescinded && problems.get(one.problem)?.state === 'coordinated')
  sameIds(
    value.coordinations.rows.map((row) => row.coordination),
    decisions,
    'list 3',
  )
  sameIds([...new Set(problemsOf(value.coordinations.rows))], inState('coordinated'), 'problems of list 3')
  sameIds(
    value.feedback.reports.rows.map((row) => row.report),
    lastReports(told, inStage('registered', 'underWay', 'suspended'), decisions),
    'reports of list 4',
  )
  sameIds(problemsOf(value.feedback.resolved.rows), inState('resolved'), 'resolved problems')
  sameIds(problemsOf(value.closings.problems.rows), inState('closing', 'closed'), 'closed problems')
  sameIds(
    value.closings.requests.rows.map((row) => row.closing),
    [...closings.keys()],
    'requests',
  )
  for (const { closing, state } of value.closings.requests.rows)
    must(closings.get(closing)?.state === state, `request ${closing} is ${state}; the log says ${closings.get(closing)?.state}`)
  sameCounts(
    value.stages,
    countBy(
      [...tasks.values()].map((task) => task.stage),
      stages,
    ),
    'stages',
  )
  sameCounts(
    value.states,
    countBy(
      [...problems.values()].map((problem) => problem.state),
      states,
    ),
    'states',
  )
  must(value.withdrawn === inState('withdrawn').length, `${value.withdrawn} withdrawn`)
  must(value.cancelled === inStage('cancelled').length, `${value.cancelled} cancelled`)
  const lists = [value.tasks, value.problems, value.coordinations, value.feedback.resolved, value.feedback.reports]
  for (const list of [...lists, value.closings.requests, value.closings.problems, value.closings.tasks])
    must(list.total === list.rows.length, `a list counts ${list.total} and has ${list.rows.length}`)
}

/** The last report on each of the tasks that still says something, and the last on each item of the decisions. */
function lastReports({ reports }: Told, tasks: readonly string[], decisions: readonly string[]): readonly string[] {
  const last = new Map<string, string>()
  for (const [id, { about, disputed }] of reports)
    if ('item' in about && decisions.includes(about.coordination)) last.set(`${about.coordination}/${about.item}`, id)
    else if ('task' in about && tasks.includes(about.task) && (!disputed || disputed.percent !== undefined)) last.set(about.task, id)
  return [...last.values()]
}

/** The ledger has every task once, its lights sum to its rows, and pages and filters take the whole apart. */
export function ledgerAddsUp(history: LegalHistory, day: string, { ledger }: Pick<CoreViews, 'ledger'>): void {
  const { tasks } = toldOn(history, day)
  const state = tablesOf(history)
  const value = ledger.compute(state, { on: day }, history.machine)
  sameIds(
    value.rows.map((row) => row.task),
    [...tasks.keys()],
    'tasks of the ledger',
  )
  must(value.total === tasks.size, `the ledger counts ${value.total} of ${tasks.size}`)
  sameCounts(
    value.lights,
    countBy(
      value.rows.map((row) => row.light),
      lights,
    ),
    'lights',
  )
  for (const row of value.rows)
    must(row.stage === tasks.get(row.task)?.stage, `${row.task} is ${row.stage}; the log says ${tasks.get(row.task)?.stage}`)
  for (const row of value.rows) {
    const { responsible } = tasks.get(row.task) ?? {}
    must(row.responsible?.id === responsible, `${row.task} is with ${row.responsible?.id}; the log says ${responsible}`)
  }
  const parts = stages.map((stage) => ledger.compute(state, { on: day, stage: stage as 'closed' }, history.machine))
  must(parts.reduce((total, part) => total + part.total, 0) === value.total, 'stages take the ledger apart into more or fewer tasks')
  for (const sort of ['task', 'due'] as const)
    for (const [offset, limit] of [
      [0, 2],
      [1, 3],
      [tasks.size, 1],
    ] as const) {
      const counted = ledger.compute(state, { on: day, sort, offset, limit }, history.machine)
      const page = ledger.compute(state, { on: day, sort, offset, limit, counts: false }, history.machine)
      must(canonical(page.rows) === canonical(counted.rows), `rows ${offset} to ${offset + limit} by ${sort} are others without counts`)
      must(page.total === page.rows.length, `a page without counts has ${page.rows.length} rows and counts ${page.total}`)
      sameCounts(
        page.lights,
        countBy(
          page.rows.map((row) => row.light),
          lights,
        ),
        'lights of a page',
      )
    }
  const pages = [0, 2, 4].map((offset) => ledger.compute(state, { on: day, offset, limit: offset === 4 ? 1000 : 2 }, history.machine))
  sameIds(
    pages.flatMap((page) => page.rows.map((row) => row.task)),
    value.rows.map((row) => row.task),
    'tasks on pages',
  )
  // R20: past its end, a suspension is red.
  for (const row of value.rows) {
    const told = tasks.get(row.task)
    if (told?.stage === 'suspended')
      must((row.light === 'red') === day > told.until, `${row.task}, suspended until ${told.until}, is ${row.light} on ${day}`)
  }
}
