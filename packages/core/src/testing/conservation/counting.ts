import { problemStates } from '../../domain/problems/state.ts'
import type { District } from '../../domain/state.ts'
import { taskStages } from '../../domain/tasks/state.ts'
import { tell } from '../chronicle.ts'
import { difference, must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import type { Told } from '../told.ts'
import { byDay } from '../view-laws.ts'

/** What the laws of conservation count with. */

export const tablesOf = ({ state }: LegalHistory): District => state.tables as unknown as District

export type Counts = Readonly<Record<string, number>>

/** What the log tells of a day, event by event in the order of (`on`, `position`). */
export const toldOn = ({ events }: LegalHistory, day: string): Told => tell(byDay(events, day))

export const idsIn = <T>(map: ReadonlyMap<string, T>, fits: (value: T) => boolean): string[] =>
  [...map].flatMap(([id, value]) => (fits(value) ? [id] : []))

export function sameIds(found: readonly string[], expected: readonly string[], what: string): void {
  must(new Set(found).size === found.length, `${what}: something stands twice in ${found}`)
  must([...found].sort().join() === [...expected].sort().join(), `${what} are ${[...found].sort()}; the log says ${[...expected].sort()}`)
}

export function sameCounts(found: Counts, expected: Counts, what: string): void {
  const where = difference(found, expected, what)
  must(where === undefined, `counts that are not the sum of their parts: ${where}`)
}

export const countBy = (keys: readonly string[], all: readonly string[]): Counts => {
  const counts: Record<string, number> = Object.fromEntries(all.map((key) => [key, 0]))
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}
export const lights = ['done', 'green', 'yellow', 'red', 'grey']
export const stages: readonly string[] = taskStages
export const states: readonly string[] = problemStates

export const sum = (all: readonly Counts[], keys: readonly string[]): Counts =>
  Object.fromEntries(keys.map((key) => [key, all.reduce((total, counts) => total + (counts[key] ?? 0), 0)]))
