import type { Asked, Part } from '../../../engine/metric.ts'

/** What metrics make of their parts. Values are whole hundredths on the way, so that sums and means are exact. */

/** The last day that a question covers: the period's end, or today while it lasts. */
export const until = ({ to, on }: Asked): string => (to < on ? to : on)

/** Whether a day lies in the period, as far as it has passed. */
export const within = (asked: Asked, day: string): boolean => asked.from <= day && day <= until(asked)

/** Positions that a part rests on: ascending, each once, those that are there. */
export const resting = (...positions: readonly (number | undefined)[]): readonly number[] =>
  [...new Set(positions.filter((position) => position !== undefined))].sort((a, b) => a - b)

/** The parts' values in hundredths, added up, and how many they are. */
export interface PartSums {
  sum: number
  count: number
}
/** What a metric makes of its parts. */
export type Total = (sums: PartSums) => number | undefined

/** Percent of the parts that count: those with value 1, where the others have 0. Undefined without parts. */
export const share: Total = ({ sum, count }) => (count === 0 ? undefined : Math.round((100 * sum) / count) / 100)

/** The parts' mean. Undefined without parts. */
export const mean: Total = ({ sum, count }) => (count === 0 ? undefined : Math.round(sum / count) / 100)

/** The parts' sum; 0 without parts. */
export const sum: Total = (sums) => sums.sum / 100

export function addUp(parts: readonly Part[]): PartSums {
  const sums = { sum: 0, count: parts.length }
  for (const { value } of parts) sums.sum += Math.round(value * 100)
  return sums
}
