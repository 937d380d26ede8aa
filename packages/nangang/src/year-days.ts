/** Days of the illustrative year, counted from the first of January 2022. */

const first = Date.UTC(2022, 0, 1)

export const dayOf = (n: number): string => new Date(first + n * 86_400_000).toISOString().slice(0, 10)
export const nOf = (day: string): number => Math.round((Date.parse(day) - first) / 86_400_000)

/** The last day of the year: nothing is entered after it. */
export const lastDay = nOf('2022-12-31')

/** The last day of each month. */
export const monthEnds: readonly string[] = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2022, month + 1, 0)).toISOString().slice(0, 10),
)
