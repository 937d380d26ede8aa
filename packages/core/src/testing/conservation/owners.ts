import { valueOn } from '../../engine/history.ts'
import type { CoreViews } from '../../views/index.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import { countBy, idsIn, lights, sameCounts, sameIds, tablesOf, toldOn } from './counting.ts'

/** Every open task stands once in readiness, and its three counts are those of its rows. */
export function readinessAddsUp(history: LegalHistory, day: string, { readiness }: Pick<CoreViews, 'readiness'>): void {
  const { tasks } = toldOn(history, day)
  const { rows, total, inPlace } = readiness.compute(tablesOf(history), { on: day }, history.machine)
  sameIds(
    rows.map((row) => row.task),
    idsIn(tasks, (task) => !['closed', 'cancelled'].includes(task.stage)),
    'tasks of readiness',
  )
  must(total === rows.length, `readiness counts ${total} of ${rows.length}`)
  const count = (fits: (row: (typeof rows)[number]) => boolean) => rows.filter(fits).length
  const parts = {
    forces: count((row) => row.forces),
    responsibilities: count((row) => row.responsibilities),
    policies: count((row) => row.policies),
  }
  sameCounts(inPlace, { ...parts, all: count((row) => row.forces && row.responsibilities && row.policies) }, 'inPlace')
}

/** Every task has its responsible unit's row; lights of a post or unit are those of the tasks that it answers for. */
export function responsibilityAddsUp(history: LegalHistory, day: string, { responsibility }: Pick<CoreViews, 'responsibility'>): void {
  const { tasks, units } = toldOn(history, day)
  const { leads, units: rows, gaps } = responsibility.compute(tablesOf(history), { on: day }, history.machine)
  const open = (id: string) => !['closed', 'cancelled'].includes(tasks.get(id)?.stage ?? '')
  sameIds(
    rows.map((row) => row.unit),
    idsIn(units, (unit) => !unit.ended),
    'units',
  )
  for (const row of rows) {
    sameIds(
      row.responsible,
      idsIn(tasks, (task) => task.responsible === row.unit),
      `tasks that ${row.unit} answers for`,
    )
    sameIds(
      row.cooperating,
      idsIn(tasks, (task) => task.cooperating.includes(row.unit)),
      `tasks that ${row.unit} helps with`,
    )
    must(Object.values(row.lights).reduce((a, b) => a + b, 0) === row.responsible.length, `lights of ${row.unit}`)
  }
  sameIds(
    leads.flatMap((lead) => lead.tasks),
    idsIn(tasks, (task) => task.lead !== undefined),
    'tasks with a lead',
  )
  for (const lead of leads) {
    sameIds(
      lead.tasks,
      idsIn(tasks, (task) => task.lead === lead.post),
      `tasks that ${lead.post} leads`,
    )
    must(Object.values(lead.lights).reduce((a, b) => a + b, 0) === lead.tasks.length, `lights of ${lead.post}`)
  }
  sameIds(
    gaps.tasksWithoutLead,
    [...tasks.keys()].filter((id) => open(id) && tasks.get(id)?.lead === undefined),
    'tasks without a lead',
  )
  sameIds(
    gaps.tasksWithoutResponsible,
    [...tasks.keys()].filter((id) => open(id) && tasks.get(id)?.responsible === undefined),
    'tasks without a unit',
  )
}

/** Lights of the board sum to its rows; every indicator stands once. */
export function indicatorBoardAddsUp(history: LegalHistory, day: string, { indicatorBoard }: Pick<CoreViews, 'indicatorBoard'>): void {
  const state = tablesOf(history)
  const value = indicatorBoard.compute(state, { on: day }, history.machine)
  sameCounts(
    value.lights,
    countBy(
      value.rows.map((row) => row.light),
      lights,
    ),
    'lights of the board',
  )
  const there = [...state.indicators.values()].filter((one) => valueOn(one.targets, day)).map((one) => one.id)
  sameIds(
    value.rows.map((row) => row.indicator),
    there,
    'indicators of the board',
  )
}
