import type { Asked, Measured, Part } from '../../../engine/metric.ts'

/** What metrics make of their parts. Values are whole hundredths on the way, so that sums and means are exact. */

/** The last day that a question covers: the period's end, or today while it lasts. */
export const until = ({ to, on }: Asked): string => (to < on ? to : on)

/** Whether a day lies in the period, as far as it has passed. */
export const within = (asked: Asked, day: string): boolean => asked.from <= day && day <= until(asked)

/** Positions that a part rests on: ascending, each once, those that are there. */
export const resting = (...positions: readonly (number | undefined)[]): readonly number[] =>
  [...new Set(positions.filter((position) => position !== undefined))].sort((a, b) => a - b)

/** Percent of the parts that count: those with value 1. Undefined without parts. */
export function share(parts: readonly Part[]): Measured {
  const hits = parts.filter((part) => part.value === 1).length
  return { value: parts.length === 0 ? undefined : Math.round((10_000 * hits) / parts.length) / 100, parts }
}

/** The parts' mean. Undefined without parts. */
export function mean(parts: readonly Part[]): Measured {
  const sum = parts.reduce((total, part) => total + Math.round(part.value * 100), 0)
  return { value: parts.length === 0 ? undefined : Math.round(sum / parts.length) / 100, parts }
}

/** The parts' sum; 0 without parts. */
export const sum = (parts: readonly Part[]): Measured => ({
  value: parts.reduce((total, part) => total + Math.round(part.value * 100), 0) / 100,
  parts,
})
