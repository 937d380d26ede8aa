/** Numbers and days as pages say them. Days are `YYYY-MM-DD`; nothing here knows what day it is. */

/** Days since 1970. What is no day is the first. */
export function dayNumber(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  const at = Date.UTC(year, month - 1, date) / 86_400_000
  return Number.isFinite(at) ? at : 0
}

export const dayOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)

/** The days of a month `YYYY-MM`: its first, and how many there are. */
export function daysOfMonth(month: string): { readonly first: number; readonly count: number } {
  const [year = 1970, one = 1] = month.split('-').map(Number)
  const first = dayNumber(`${month}-01`)
  return { first, count: Date.UTC(year, one, 1) / 86_400_000 - first || 30 }
}

/** Monday is 0. */
export const weekday = (number: number): number => (((number + 3) % 7) + 7) % 7

export const percent = (value: number | null): string | null => (value === null ? null : `${value}%`)

export const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** A length in a drawing: two decimals are enough. */
export const px = (value: number): number => (Number.isFinite(value) ? Math.round(value * 100) / 100 : 0)

/** The share of a whole, 0–1; 0 of nothing. */
export const ratio = (part: number, whole: number): number => (whole > 0 ? within(part / whole, 0, 1) : 0)
