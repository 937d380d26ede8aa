import { canonical } from '../engine/canonical.ts'
import type { Recorded } from '../engine/event.ts'
import type { Machine, State } from '../engine/machine.ts'
import type { Row } from '../engine/table.ts'
import { difference, must } from './difference.ts'
import type { LegalHistory } from './histories.ts'

/**
 * Laws that hold for every state that events make, of the core and of an embedding program's own slices. Each throws with
 * what it found.
 */

/** The state that bulk replay makes of a log, as loading does. */
export function replay(machine: Machine, events: readonly Recorded[]): State {
  const state = machine.createState()
  state.setBulk(true)
  for (const event of events) machine.evolve(state, event)
  state.setBulk(false)
  return state
}

/** The state that is made event by event, as a running log does. */
export function evolveAll(machine: Machine, state: State, events: readonly Recorded[]): State {
  for (const event of events) machine.evolve(state, event)
  return state
}

/** Events as a reader of the log gets them: parsed from their text, sharing nothing with anybody. */
export const reread = (events: readonly Recorded[]): Recorded[] => events.map((event) => JSON.parse(canonical(event)))

/** Incremental = rebuild: the live state, its replay in bulk and a replay of what was read back are one. */
export function rebuildGivesTheSame({ machine, events, state }: LegalHistory): void {
  sameState(machine, state, replay(machine, reread(events)), 'replayed in bulk')
  sameState(machine, state, evolveAll(machine, machine.createState(), reread(events)), 'replayed live')
  const halfway = replay(machine, reread(events.slice(0, events.length >> 1)))
  sameState(machine, state, evolveAll(machine, halfway, reread(events.slice(events.length >> 1))), 'half in bulk, half live')
}

/** Any split into batches: each is decided over an overlay and merged, and a batch that fails leaves no trace. */
export function batchesGiveTheSame({ machine, events, state }: LegalHistory, cuts: readonly number[]): void {
  const base = machine.createState()
  const ends = [...new Set(cuts.map((cut) => cut % (events.length + 1)))].sort((a, b) => a - b)
  let at = 0
  for (const end of [...ends, events.length]) {
    const batch = reread(events.slice(at, end))
    const before = textOf(base)
    evolveAll(machine, base.overlay(), batch)
    must(textOf(base) === before, `a dropped overlay of events ${at + 1}–${end} changed what it lay over`)
    const overlay = base.overlay()
    const inner = overlay.overlay()
    evolveAll(machine, inner, batch)
    const kept = inner.fork()
    inner.merge()
    sameRows(overlay, kept, `an overlay of events ${at + 1}–${end}, and what it was merged into`)
    overlay.merge()
    at = end
  }
  sameState(machine, state, base, `in batches that end at ${ends.join(', ')}`)
}

/** As-of: what was kept of the state after the first `n` events is what a log cut there gives, whatever came later. */
export function asOfIsTheLogCutThere({ machine, events }: LegalHistory, n: number): void {
  const state = evolveAll(machine, machine.createState(), reread(events.slice(0, n)))
  const kept = state.fork()
  evolveAll(machine, state, reread(events.slice(n)))
  sameState(machine, kept, replay(machine, reread(events.slice(0, n))), `as of position ${n}`)
}

/** Indexes: under every key that ever occurred stand the rows that have it now, by id, in the state and in an overlay alike. */
export function indexesFollowRows({ machine, events }: LegalHistory): void {
  const seen = new Map<string, Set<string>>()
  const state = machine.createState()
  events.forEach((event, i) => {
    machine.evolve(state, event)
    if (event.command.n === event.command.of)
      for (const [name, keys] of keysIn(machine, state)) for (const key of keys) into(seen, name, key)
    if (i === events.length - 1 || i === events.length >> 1) {
      indexed(machine, state, seen, `after position ${event.position}`)
      const overlay = state.overlay()
      evolveAll(machine, overlay, events.slice(i + 1, i + 6))
      indexed(machine, overlay, seen, `in an overlay of what follows position ${event.position}`)
    }
  })
}

/** The same rows in the same order, found under the same keys. */
export function sameState(machine: Machine, a: State, b: State, how: string): void {
  sameRows(a, b, how)
  indexed(machine, b, keysIn(machine, a), how)
}

function sameRows(a: State, b: State, how: string): void {
  for (const name of Object.keys(a.tables)) {
    const rows = [...(a.tables[name]?.values() ?? [])]
    const others = [...(b.tables[name]?.values() ?? [])]
    must(b.tables[name]?.size === others.length, `${how}: table ${name} counts ${b.tables[name]?.size} rows and has ${others.length}`)
    const found = difference(rows, others, name)
    must(found === undefined, `${how}: ${found}`)
  }
}

function indexed(machine: Machine, state: State, keys: ReadonlyMap<string, ReadonlySet<string>>, how: string): void {
  for (const [table, index, keysOf] of indexesOf(machine)) {
    const reader = state.tables[table]
    if (!reader) continue
    const expected = new Map<string, string[]>([...(keys.get(`${table}.${index}`) ?? [])].map((key) => [key, []]))
    for (const row of reader.values())
      for (const key of new Set(keysOf(row))) {
        const ids = expected.get(key)
        if (ids) ids.push(row.id)
        else expected.set(key, [row.id])
      }
    for (const [key, ids] of expected) {
      const found = reader.by(index, key).map((row) => row.id)
      must(found.join() === ids.sort().join(), `${how}: ${table} by ${index} ${key} gives ${found}; the rows say ${ids}`)
      must(
        reader.count(index, key) === ids.length,
        `${how}: ${table} by ${index} ${key} counts ${reader.count(index, key)}, not ${ids.length}`,
      )
      for (const row of reader.by(index, key))
        must(row === reader.get(row.id), `${how}: ${table} by ${index} ${key} gives another row ${row.id}`)
    }
  }
}

type KeysOf = (row: Row) => readonly string[]

const indexesOf = (machine: Machine): [table: string, index: string, keysOf: KeysOf][] =>
  machine.slices.flatMap((slice) =>
    Object.entries(slice.tables).flatMap(([table, spec]) =>
      Object.entries(spec.indexes as Record<string, KeysOf>).map(([index, keysOf]): [string, string, KeysOf] => [table, index, keysOf]),
    ),
  )

function keysIn(machine: Machine, state: State): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const [table, index, keysOf] of indexesOf(machine))
    for (const row of state.tables[table]?.values() ?? []) for (const key of keysOf(row)) into(keys, `${table}.${index}`, key)
  return keys
}

function into(map: Map<string, Set<string>>, name: string, key: string): void {
  const set = map.get(name)
  if (set) set.add(key)
  else map.set(name, new Set([key]))
}

/** All rows as text. */
export const textOf = (state: State): string =>
  JSON.stringify(Object.entries(state.tables).map(([name, table]) => [name, [...table.values()]]))
