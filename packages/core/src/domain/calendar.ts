import { refuse } from '../engine/decision.ts'
import type { Calendar } from '../ports/calendar.ts'
import { addDays } from './days.ts'
import type { CoreRefusal } from './refusals.ts'

/**
 * The official holidays and make-up working days of the State Council's yearly notices (国务院办公厅关于节假日安排的通知), as
 * month and day: `0131-0206` is a span. Saturdays and Sundays are free unless they are made up.
 */
const notices: Readonly<Record<string, { readonly free: string; readonly madeUp: string }>> = {
  2021: { free: '0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007', madeUp: '0207 0220 0425 0508 0918 0926 1009' },
  2022: { free: '0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007', madeUp: '0129-0130 0402 0424 0507 1008-1009' },
  2023: { free: '0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006', madeUp: '0128-0129 0423 0506 0625 1007-1008' },
  2024: { free: '0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007', madeUp: '0204 0218 0407 0428 0511 0914 0929 1012' },
  2025: { free: '0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008', madeUp: '0126 0208 0427 0928 1011' },
  2026: { free: '0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007', madeUp: '0104 0214 0228 0509 0920 1010' },
}

const holds = (spans: string, monthDay: string): boolean =>
  spans.split(' ').some((span) => {
    const [from = '', to = from] = span.split('-')
    return from <= monthDay && monthDay <= to
  })

/** Working days of mainland China, 2021–2026: what the notices say, and nothing of other years. */
export const officialCalendar: Calendar = {
  isWorkday(day) {
    const notice = Object.hasOwn(notices, day.slice(0, 4)) ? notices[day.slice(0, 4)] : undefined
    if (!notice) return undefined
    const monthDay = day.slice(5, 7) + day.slice(8, 10)
    if (holds(notice.madeUp, monthDay)) return true
    if (holds(notice.free, monthDay)) return false
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6
  },
}

/**
 * The day that is `days` working days after `day` (DOMAIN section 7), or undefined when a year on the way is not covered by
 * the calendar. 0 gives the day itself, or the next working day.
 */
export function workdayAfter(calendar: Calendar, day: string, days: number): string | undefined {
  let at = day
  for (let left = days; ; at = addDays(at, 1)) {
    const works = calendar.isWorkday(at)
    if (works === undefined) return undefined
    if (works && (at > day || days === 0) && --left <= 0) return at
  }
}

/** The same for a decision. Refuses with the year that is not covered, instead of a guess. */
export const deadline = (calendar: Calendar, day: string, days: number): string =>
  workdayAfter(calendar, day, days) ?? refuse<CoreRefusal>({ code: 'yearNotCovered', rule: 'R15', from: day, days })
