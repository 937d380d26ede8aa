import type { Report } from './state.ts'

/** What reports say together on a day: late ones in their place, untrue ones not at all. */

const inTime = (a: Report, b: Report): number =>
  a.told.on === b.told.on ? a.told.position - b.told.position : a.told.on < b.told.on ? -1 : 1

const toldBy = (reports: readonly Report[], day: string): Report[] => reports.filter((report) => report.told.on <= day).sort(inTime)

/** The percent that stands on `day`, or undefined when nothing does. A finding that names a percent puts it in place of the untrue one. */
export function standingPercent(reports: readonly Report[], day: string): number | undefined {
  const said = toldBy(reports, day).flatMap(({ about, disputed }) =>
    'percent' in about ? [disputed && disputed.on <= day ? disputed.value.percent : about.percent] : [],
  )
  return said.filter((percent) => percent !== undefined).at(-1)
}

/** Whether the last report on a decision's item by `day` that nobody disputed says that it is done. */
export function executed(reports: readonly Report[], item: string, day: string): boolean {
  const said = toldBy(reports, day).flatMap(({ about, disputed }) =>
    'item' in about && about.item === item && !(disputed && disputed.on <= day) ? [about.done] : [],
  )
  return said.at(-1) ?? false
}
