/** How often each number of days occurred. Whole numbers only, so that what is added can be taken away again exactly. */
export type DayHistogram = Map<number, number>

export const countDays = (histogram: DayHistogram, days: number): void => void histogram.set(days, (histogram.get(days) ?? 0) + 1)

/**
 * The quantile by nearest rank: the least number of days within which at least `percent` % of all lie. It is always one that
 * occurred; the median of an even number is the lower of the middle two. Undefined when nothing was counted.
 */
export function quantile(histogram: DayHistogram, percent: number): number | undefined {
  let total = 0
  for (const count of histogram.values()) total += count
  const rank = Math.ceil((total * percent) / 100)
  let within = 0
  for (const [days, count] of [...histogram].sort(([a], [b]) => a - b)) {
    within += count
    if (within >= rank) return days
  }
  return undefined
}
