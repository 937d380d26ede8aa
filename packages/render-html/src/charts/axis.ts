import { html, type Markup } from '../markup.ts'
import { dayNumber, daysOfMonth, px } from '../parts/numbers.ts'
import { label } from './text.ts'

/** Days across a drawing: where a day lies, and whether it lies within. */
export interface DayScale {
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
  at(day: string): number
}

/** From the beginning of one day to the end of another. */
export function dayScale(from: string, to: string, left: number, right: number): DayScale {
  const first = dayNumber(from)
  const last = Math.max(first + 1, dayNumber(to) + 1)
  const at = (day: string) => {
    const share = (dayNumber(day) - first) / (last - first)
    return px(left + Math.min(1, Math.max(0, share)) * (right - left))
  }
  return { from: first, to: last, left, right, at }
}

/** What a month is called where there is little room. */
export const monthName = (month: string, room: number, lang: string): string => {
  const [year = '', one = ''] = month.split('-')
  if (lang === 'zh') return room >= 72 ? `${year}年${Number(one)}月` : `${Number(one)}月`
  const name = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(one) - 1] ?? one
  return room >= 72 ? `${name} ${year}` : name
}

/** Where each month begins, and how many are left out between two names. */
export function monthsAcross(scale: DayScale, months: readonly string[]) {
  const all = months.map((month) => {
    const { first, count } = daysOfMonth(month)
    const x = (day: number) =>
      scale.left + (Math.max(scale.from, Math.min(scale.to, day)) - scale.from) * ((scale.right - scale.left) / (scale.to - scale.from))
    return { month, from: px(x(first)), to: px(x(first + count)) }
  })
  const each = (scale.right - scale.left) / Math.max(1, all.length)
  return { all, each, step: Math.max(1, Math.ceil(36 / Math.max(each, 0.1))) }
}

/** The names of the months; of many, some of them, with their years. */
export function monthHeads(scale: DayScale, months: readonly string[], y: number, lang: string, size = 12): Markup {
  const { all, each, step } = monthsAcross(scale, months)
  const heads = all.flatMap(({ month, from, to }, at) => {
    if (at % (step > 1 ? step * 2 : 1) !== 0) return []
    return step > 1
      ? label(from + 2, y, month, { size, look: 'soft' })
      : label((from + to) / 2, y, monthName(month, to - from - 4, lang), { size, anchor: 'middle', look: 'soft', room: each })
  })
  return html`${heads}`
}

/** Strokes at the beginnings of months, and one today. */
export function monthGrid(scale: DayScale, months: readonly string[], top: number, bottom: number, on: string | undefined): Markup {
  const { all, step } = monthsAcross(scale, months)
  const path = all
    .filter((_, at) => at % step === 0)
    .map(({ from }) => `M${from} ${top}V${bottom}`)
    .join('')
  const today =
    on === undefined || dayNumber(on) < scale.from || dayNumber(on) >= scale.to
      ? null
      : html`<path class="today" d="M${scale.at(on)} ${top}V${bottom}"/>`
  return html`<path class="grid" d="${path || 'M0 0'}"/>${today}`
}
