import { addDays } from '../../domain/days.ts'
import type { Task } from '../../domain/tasks/state.ts'
import { valueOn } from '../../engine/history.ts'
import type { CoreViews } from '../../views/index.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import { type Counts, countBy, sameCounts, tablesOf } from './counting.ts'

/** R9, day by day: what was still open when the day began, after its due date, is late for whoever was responsible on that day. */
function lateDays(task: Task, day: string): Counts {
  const counts: Record<string, number> = {}
  const due = valueOn(task.facts, day)?.schedule.due ?? day
  const parts = [
    ...(task.standing
      ? []
      : [{ id: undefined, due, open: (on: string) => ['registered', 'underWay', 'suspended'].includes(stageOn(task, on)) }]),
    ...task.milestones.flatMap(({ id, plans, states: history }) => {
      const plan = valueOn(plans, day)
      return plan ? [{ id, due: plan.due, open: (on: string) => valueOn(history, on) === 'open' && stageOn(task, on) !== 'cancelled' }] : []
    }),
  ]
  for (const part of parts) {
    const excused = task.excused.filter(({ on, value }) => on <= day && (value.milestone ?? part.id) === part.id).map((one) => one.on)
    for (let on = addDays(part.due, 1); on <= day; on = addDays(on, 1)) {
      const unit = valueOn(task.owners, on)?.responsible
      if (unit !== undefined && part.open(addDays(on, -1)) && !excused.some((until) => on <= until)) counts[unit] = (counts[unit] ?? 0) + 1
    }
  }
  return counts
}

const stageOn = (task: Task, on: string): string => valueOn(task.stages, on)?.stage ?? 'none'

/** R9: lateness stays with the unit that was responsible on that day; a dossier counts its rows. */
export function dossierAddsUp(history: LegalHistory, day: string, { dossier }: Pick<CoreViews, 'dossier'>): void {
  const state = tablesOf(history)
  const expected = [...state.tasks.values()].map((task) => lateDays(task, day))
  for (const { id, names } of state.units.values()) {
    const { rows, counts, lateDays: late } = dossier.compute(state, { on: day, unit: id }, history.machine)
    const sections = countBy(
      rows.map((row) => row.section),
      Object.keys(counts),
    )
    sameCounts(counts, sections, `sections of unit ${id}`)
    const days = valueOn(names, day) === undefined ? 0 : expected.reduce((n, one) => n + (one[id] ?? 0), 0)
    must(late === days, `${id} was late for ${late} days; day by day for ${days}`)
  }
}
