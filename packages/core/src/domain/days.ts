/** Arithmetic on days `YYYY-MM-DD`. They compare as text. */

const dayMs = 86_400_000
const ms = (day: string) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))

/** Days from `from` to `to`, negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => (ms(to) - ms(from)) / dayMs

/** The day `days` after `day`. */
export const addDays = (day: string, days: number): string => new Date(ms(day) + days * dayMs).toISOString().slice(0, 10)

/** `YYYY-MM` of a day. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** The last day of the month that `day` is in. */
export const monthEnd = (day: string): string =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).toISOString().slice(0, 10)

/** The months `YYYY-MM` from one day's to another's, both included. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = []
  for (let day = `${monthOf(from)}-01`; monthOf(day) <= monthOf(to); day = addDays(monthEnd(day), 1)) months.push(monthOf(day))
  return months
}

/** The quarter `YYYY-Qn` that a day is in. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

/** First and last day of a quarter `YYYY-Qn`. */
export function quarterDays(quarter: string): { readonly from: string; readonly to: string } {
  const last = 3 * Number(quarter.slice(6))
  const month = (n: number) => `${quarter.slice(0, 4)}-${String(n).padStart(2, '0')}`
  return { from: `${month(last - 2)}-01`, to: monthEnd(`${month(last)}-01`) }
}

const second = 1000
const zones = new Map<string, { readonly format: Intl.DateTimeFormat; second: number; day: string }>()

/** The day that it is in `zone` (IANA name) at an instant, in milliseconds since 1970. */
export function dayIn(zone: string, instant: number): string {
  let known = zones.get(zone)
  if (!known) {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    known = { format, second: Number.NaN, day: '' }
    zones.set(zone, known)
  }
  // No day begins within a second, and commands come many in one.
  const at = Math.floor(instant / second)
  if (at !== known.second) {
    known.day = known.format.format(instant)
    known.second = at
  }
  return known.day
}
