import { entryOn, valueOn } from '../../../engine/history.ts'
import { type Asked, metricsOf, type Part } from '../../../engine/metric.ts'
import { addDays, dayIn, monthEnd, monthsBetween } from '../../days.ts'
import type { Report } from '../../feedback/state.ts'
import type { District } from '../../state.ts'
import { rulebookOn } from '../../supervision/rulebook.ts'
import type { Task } from '../../tasks/state.ts'
import { resting, share, sum, within } from './measured.ts'
import { overRows } from './rows.ts'

/** The day until which a month `YYYY-MM` has to be reported on: by the rule book in force at the month's end. */
export function reportedBy(state: District, month: string): string {
  const last = monthEnd(`${month}-01`)
  const day = String(rulebookOn(state, last).reportDay).padStart(2, '0')
  return `${addDays(last, 1).slice(0, 7)}-${day}`
}

/** The first and the last day of a month `YYYY-MM`. */
export const daysOf = (month: string) => ({ first: `${month}-01`, last: monthEnd(`${month}-01`) })

/** The task was under way on every day of a month. */
export function underWayThrough(task: Task, { first, last }: ReturnType<typeof daysOf>): boolean {
  const within = task.stages.filter((entry) => first < entry.on && entry.on <= last)
  return [valueOn(task.stages, first), ...within.map((entry) => entry.value)].every((value) => value?.stage === 'underWay')
}

/**
 * For each task that was the unit's and under way all through a month: whether it was reported on in time.
 * A month belongs to the period in which it ends, so that periods that follow each other count it once, and counts when its days
 * for reporting have passed.
 */
function monthly(state: District, asked: Asked): (task: Task) => Part[] {
  const zone = state.districts.get('district')?.zone ?? 'Asia/Shanghai'
  const months = monthsBetween(asked.from, asked.to)
    .map((month) => ({ ...daysOf(month), limit: reportedBy(state, month) }))
    .filter(({ last, limit }) => within(asked, last) && limit < asked.on)
  return (task) =>
    months.flatMap((month): Part[] => {
      const { first, last, limit } = month
      const owners = entryOn(task.owners, last)
      if (!underWayThrough(task, month) || owners?.value.responsible !== asked.unit) return []
      const reports = state.reports.by('task', task.id).filter(({ told }) => first <= told.on && told.on <= last)
      const untrue = ({ disputed }: Report) => disputed !== undefined && disputed.on <= asked.on
      const stands = reports
        .filter((report) => !untrue(report) && dayIn(zone, Date.parse(report.recordedAt)) <= limit)
        .sort((a, b) => a.told.position - b.told.position)[0]
      const said = stands
        ? [stands.told.position]
        : reports.flatMap((report) => [report.told.position, untrue(report) ? report.disputed?.position : undefined])
      return [
        {
          subject: `task:${task.id}`,
          value: stands ? 1 : 0,
          rests: resting(owners.position, entryOn(task.stages, last)?.position, ...said),
        },
      ]
    })
}

export const feedbackMetrics = metricsOf<District>()({
  /** Percent of the unit's task-months with a report that stands and was entered by the rule book's day of the next month. */
  feedbackOnTime: {
    version: 1,
    unit: 'percent',
    measure: overRows({
      table: 'tasks',
      index: 'everResponsible',
      total: share,
      parts: monthly,
      reads: { reports: ({ about }) => ('task' in about ? [about.task] : []) },
      rules: ['rulebooks', 'districts'],
    }),
  },

  /** Reports of the unit that were found untrue in the period. */
  reportsDisputed: {
    version: 1,
    unit: 'count',
    measure: overRows({
      table: 'reports',
      index: 'unit',
      total: sum,
      parts:
        (_state, asked) =>
        ({ id, told, disputed }) =>
          disputed && within(asked, disputed.on) ? [{ subject: `report:${id}`, value: 1, rests: [told.position, disputed.position] }] : [],
    }),
  },
})
