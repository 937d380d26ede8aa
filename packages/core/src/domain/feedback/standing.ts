import type { Entry } from '../../engine/history.ts'
import type { Report, TaskProgress, Told } from './state.ts'

/** What reports say together on a day: late ones in their place, untrue ones not at all. */

const inTime = (a: Report, b: Report): number =>
  a.told.on === b.told.on ? a.told.position - b.told.position : a.told.on < b.told.on ? -1 : 1

const toldBy = (reports: readonly Report[], day: string): Report[] => reports.filter((report) => report.told.on <= day).sort(inTime)

/** What a report says of its task on `day`: from a dispute on, what the spot check found, or nothing. */
export const percentOn = ({ percent, disputed }: Told, day: string): number | undefined =>
  disputed && disputed.on <= day ? disputed.percent : percent

/** The last report on a task that stands on `day`, by the day that it speaks of. */
export function standingReport(progress: TaskProgress | undefined, day: string): Entry<Told> | undefined {
  const told = progress?.told ?? []
  for (let i = told.length - 1; i >= 0; i--) {
    const entry = told[i] as Entry<Told>
    if (entry.on <= day && percentOn(entry.value, day) !== undefined) return entry
  }
  return undefined
}

/** The percent that stands on `day`, or undefined when nothing does. A finding that names a percent puts it in place of the untrue one. */
export function standingPercent(progress: TaskProgress | undefined, day: string): number | undefined {
  const entry = standingReport(progress, day)
  return entry && percentOn(entry.value, day)
}

/** Whether the last report on a decision's item by `day` that nobody disputed says that it is done. */
export function executed(reports: readonly Report[], item: string, day: string): boolean {
  const said = toldBy(reports, day).flatMap(({ about, disputed }) =>
    'item' in about && about.item === item && !(disputed && disputed.on <= day) ? [about.done] : [],
  )
  return said.at(-1) ?? false
}
