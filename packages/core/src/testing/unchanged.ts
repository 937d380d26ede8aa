import type { State } from '../engine/machine.ts'
import type { Row } from '../engine/table.ts'
import { must } from './difference.ts'
import { lastOnly } from './last-only.ts'

/** Freezes a value and everything in it: whoever changes it afterwards throws. Returns it. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const key in value) freeze(value[key])
  return value
}

/** Freezes all rows of a state. The tables themselves can still be written. */
export function freezeRows(state: State): State {
  for (const table of Object.values(state.tables)) for (const row of table.values()) freeze(row)
  return state
}

export type Rows = readonly (readonly [table: string, rows: readonly Row[]])[]

export const rowsOf = (state: State): Rows => Object.entries(state.tables).map(([name, table]) => [name, [...table.values()]] as const)

/** That a state has the very rows that it had. Of frozen rows this says that nothing has changed. */
export function mustHaveRows(state: State, rows: Rows, what: string): void {
  for (const [name, before] of rows) {
    const table = state.tables[name]
    must(table?.size === before.length, `${what}: ${name} has ${table?.size} rows instead of ${before.length}`)
    let i = 0
    for (const row of table.values()) {
      must(row === before[i], `${what}: ${name} ${row.id} is another row than before`)
      i++
    }
  }
}

/** Every object that the rows of a state, which no longer changes, are made of. */
export const objectsIn = lastOnly((state: State): ReadonlySet<object> => objectsOf(rowsOf(state).map(([, rows]) => rows)))

export function objectsOf(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found
  found.add(value)
  for (const member of Object.values(value)) objectsOf(member, found)
  return found
}

/** The path of the first object in `value` that is one of `others`. */
export function sharedWith(others: ReadonlySet<object>, value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (others.has(value)) return path
  for (const [key, member] of Object.entries(value)) {
    const found = sharedWith(others, member, `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}
