import { canonical } from '../engine/canonical.ts'
import type { Recorded } from '../engine/event.ts'
import { type Machine, parseWith, type State } from '../engine/machine.ts'
import { snapshotParts, takePart } from '../engine/snapshot.ts'
import type { Row } from '../engine/table.ts'
import { difference, must } from './difference.ts'
import type { LegalHistory } from './legal-history.ts'
import { apart } from './surroundings.ts'
import { freezeRows, mustHaveRows, rowsOf } from './unchanged.ts'

/**
 * Laws that hold for every state that events make, of the core and of an embedding program's own slices. Each throws with
 * what it found.
 */

/** The state that bulk replay makes of a log, as loading does. It changes the events' data: give it events of its own. */
export function replay(machine: Machine, events: readonly Recorded[]): State {
  const state = machine.createState()
  state.setBulk(true)
  for (const event of events) machine.evolve(state, event)
  state.setBulk(false)
  return state
}

/** The state that is made event by event, as a running log does. Who changes an event, which is frozen, throws. */
export function evolveAll(machine: Machine, state: State, events: readonly Recorded[]): State {
  for (const event of events) machine.evolve(state, event)
  return state
}

const texts = new Map<Recorded, string>()

/** An event's text, kept for a while: each is read several times. */
function textOf(event: Recorded): string {
  const text = texts.get(event) ?? canonical(event)
  if (texts.size > 2000) texts.clear()
  texts.set(event, text)
  return text
}

/** Events as a reader of the log gets them: parsed from their text, sharing nothing with anybody. */
export const reread = (events: readonly Recorded[]): Recorded[] => JSON.parse(`[${events.map(textOf).join()}]`)

/**
 * Incremental = rebuild: the live state is that of a replay of what was read back, and of a replay that goes on live from
 * somewhere. The first pick says which of them, the second from where: over many histories, both.
 */
export function rebuildGivesTheSame({ machine, events, state }: LegalHistory, [which = 0, from = 0]: readonly number[]): void {
  const cut = which % 2 === 0 ? events.length : from % (events.length + 1)
  apart(() => {
    const replayed = evolveAll(machine, replay(machine, reread(events.slice(0, cut))), events.slice(cut))
    sameState(machine, state, replayed, cut === events.length ? 'replayed in bulk' : `replayed in bulk up to position ${cut}`)
  })
}

/**
 * Any split into batches: each is decided over an overlay and merged. Of one of them, by the last pick, an overlay is also
 * dropped, which leaves no trace, and one is merged into another.
 */
export function batchesGiveTheSame({ machine, events, state }: LegalHistory, picks: readonly number[]): void {
  const base = machine.createState()
  const cuts = [...new Set(picks.slice(0, 3).map((cut) => cut % (events.length + 1)))].sort((a, b) => a - b)
  const ends = [...cuts, events.length]
  const close = (picks.at(-1) ?? 0) % ends.length
  let at = 0
  ends.forEach((end, i) => {
    const batch = events.slice(at, end)
    const how = `events ${at + 1}–${end}`
    const overlay = base.overlay()
    if (i === close) {
      const before = rowsOf(freezeRows(base))
      evolveAll(machine, base.overlay(), batch)
      mustHaveRows(base, before, `under a dropped overlay of ${how}`)
      const inner = overlay.overlay()
      evolveAll(machine, inner, batch)
      const kept = inner.fork()
      inner.merge()
      sameRows(overlay, kept, `an overlay of ${how}, and what it was merged into`)
      mustHaveRows(base, before, `under an overlay of ${how} that is not merged yet`)
    } else evolveAll(machine, overlay, batch)
    overlay.merge()
    at = end
  })
  sameState(machine, state, base, `in batches that end at ${ends.join(', ')}`)
}

/** As-of: what was kept of the state after some first events is what a log cut there gives, whatever came later. */
export function asOfIsTheLogCutThere({ machine, events }: LegalHistory, [pick = 0]: readonly number[]): void {
  const n = pick % (events.length + 1)
  const state = evolveAll(machine, machine.createState(), events.slice(0, n))
  const kept = state.fork()
  evolveAll(machine, state, events.slice(n))
  sameState(machine, kept, replay(machine, reread(events.slice(0, n))), `as of position ${n}`)
}

/**
 * Incremental = snapshot + tail: what was written down of the state after some first events, read back and continued, in bulk up to
 * somewhere and then live, is the state that never stopped. And written down again before anybody asked for a row it is the same.
 */
export function snapshotAndTailGiveTheSame({ machine, events, state }: LegalHistory, [cut = 0, bulk = 0]: readonly number[]): void {
  const n = cut % (events.length + 1)
  const end = n + (bulk % (events.length - n + 1))
  const full = 1 + (bulk % 2000)
  const written = [...snapshotParts(evolveAll(machine, machine.createState(), events.slice(0, n)), full)()]
  const how = `from a snapshot of position ${n}, on in bulk up to ${end}`
  const read = machine.createState()
  for (const part of written) must(takePart(read, part), `${how}: ${part.table} is not taken`)
  const again = difference([...snapshotParts(read, full)()], written, 'parts')
  must(again === undefined, `${how}: written down again, ${again}`)
  // Indexes are made of the keys that were written down, before anybody asks for a row.
  for (const [table, index] of indexesOf(machine)) read.tables[table]?.count(index, '')
  read.setBulk(true)
  for (const event of reread(events.slice(n, end))) machine.evolve(read, event)
  read.setBulk(false)
  sameState(machine, state, evolveAll(machine, read, events.slice(end)), how)
}

/** Indexes: under every key that ever occurred stand the rows that have it now, by id, in the state and in an overlay alike. */
export function indexesFollowRows({ machine, events }: LegalHistory): void {
  const seen = new Map<string, Set<string>>()
  const state = machine.createState()
  const known = new Set<Row>()
  const byTable = Object.keys(state.tables).flatMap((name): [string, Index[]][] => {
    const of = indexesOf(machine).filter(([table]) => table === name)
    return of.length > 0 ? [[name, of]] : []
  })
  events.forEach((event, i) => {
    machine.evolve(state, event)
    for (const [name, of] of byTable)
      for (const row of state.tables[name]?.values() ?? []) {
        if (known.has(row)) continue
        known.add(row)
        for (const [, index, keysOf] of of) for (const key of keysOf(row)) into(seen, `${name}.${index}`, key)
      }
    if (i === events.length - 1 || i === events.length >> 1) {
      indexed(machine, state, seen, `after position ${event.position}`)
      const overlay = state.overlay()
      evolveAll(machine, overlay, events.slice(i + 1, i + 6))
      indexed(machine, overlay, seen, `in an overlay of what follows position ${event.position}`)
    }
  })
}

/** An event has its type's shape, which leaves it as it is; no upcaster touches the present version. */
export function eventsKeepTheirShape({ machine, events }: LegalHistory): void {
  for (const event of events) {
    const def = machine.events.get(event.type)
    must(def !== undefined && event.version === def.version, `position ${event.position}: ${event.type} version ${event.version}`)
    const found = difference(
      event.data,
      parseWith(def.schema, def.upcast(event.data, event.version)),
      `position ${event.position}: ${event.type}`,
    )
    must(found === undefined, `its own shape changes it: ${found}`)
  }
}

/** All of them. */
export const stateLaws = {
  'incremental = rebuild, read back in bulk, and going on live': rebuildGivesTheSame,
  'any split into batches gives the same state, and a dropped batch none': batchesGiveTheSame,
  'as-of = the log cut there': asOfIsTheLogCutThere,
  'incremental = snapshot + tail, in bulk and live': snapshotAndTailGiveTheSame,
  'indexes follow rows, in overlays too': indexesFollowRows,
  'events keep their shape': eventsKeepTheirShape,
} satisfies Readonly<Record<string, (history: LegalHistory, picks: readonly number[]) => void>>

/** The same rows in the same order, found under the same keys. */
function sameState(machine: Machine, a: State, b: State, how: string): void {
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
    const expected = new Map<string, string[]>()
    for (const key of keys.get(`${table}.${index}`) ?? []) expected.set(key, [])
    for (const row of reader.values())
      for (const key of new Set(keysOf(row))) {
        const ids = expected.get(key)
        if (ids) ids.push(row.id)
        else expected.set(key, [row.id])
      }
    for (const [key, ids] of expected) {
      const found = reader.by(index, key)
      ids.sort()
      if (found.length !== ids.length || found.some((row, i) => row.id !== ids[i]))
        throw new Error(`${how}: ${table} by ${index} ${key} gives ${found.map((row) => row.id)}; the rows say ${ids}`)
      const count = reader.count(index, key)
      if (count !== ids.length) throw new Error(`${how}: ${table} by ${index} ${key} counts ${count}, not ${ids.length}`)
      for (const row of found)
        if (row !== reader.get(row.id)) throw new Error(`${how}: ${table} by ${index} ${key} gives another row ${row.id}`)
    }
  }
}

type KeysOf = (row: Row) => readonly string[]
type Index = readonly [table: string, index: string, keysOf: KeysOf]

const indexes = new WeakMap<Machine, readonly Index[]>()

function indexesOf(machine: Machine): readonly Index[] {
  const known = indexes.get(machine)
  if (known) return known
  const all = machine.slices.flatMap((slice) =>
    Object.entries(slice.tables).flatMap(([table, spec]) =>
      Object.entries(spec.indexes as Record<string, KeysOf>).map(([index, keysOf]): Index => [table, index, keysOf]),
    ),
  )
  indexes.set(machine, all)
  return all
}

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
