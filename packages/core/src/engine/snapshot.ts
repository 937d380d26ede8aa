import * as z from 'zod/mini'
import type { EventStore } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import type { SnapshotHead, SnapshotRow } from '../ports/snapshot-store.ts'
import { canonical } from './canonical.ts'
import { StoreError } from './errors.ts'
import { type Cut, type Loaded, load } from './load.ts'
import type { Machine, State } from './machine.ts'
import { emptyFrontier, extend, rootOf } from './merkle.ts'

/**
 * Snapshots: the rows of the state after a position, with what is needed to go on from there. They are a cache. What is read is checked against
 * its own hash and against the log, and what does not fit is not used; whether it says what the log says, `verify` finds out.
 */

/** Rises with every change of what the core makes of events that the handlers' own text does not show. */
const fold = 1

/**
 * What the form of the rows depends on: the tables with their indexes, the events with their versions, and the text of every handler and index.
 * A program that was changed, or built otherwise, so finds no snapshot of its own and replays.
 */
export function shapeOf(machine: Machine, hasher: Hasher): string {
  const slices = machine.slices.map((slice) => ({
    name: slice.name,
    events: Object.keys(slice.events).map((type) => [type, (slice.upcasters[type]?.length ?? 0) + 1]),
    evolve: Object.entries(slice.evolve).map(([type, handler]) => [type, String(handler)]),
    tables: Object.entries(slice.tables).map(([name, { indexes }]) => [
      name,
      Object.entries(indexes).map(([key, of]) => [key, String(of)]),
    ]),
  }))
  return `${fold}-${hasher.text('', canonical(slices)).slice(0, 32)}`
}

const noteShape = z.strictObject({
  recordedAt: z.string(),
  /** Hash of the record at the snapshot's position: the log that it is of. */
  leaf: z.string(),
  frontier: z.strictObject({ size: z.int(), hashes: z.readonly(z.array(z.string())) }),
  /** Root over the rows, some at a time. */
  rows: z.string(),
})

/** How many rows share a hash. */
const portion = 1000

/** Follows rows and gives the root over them, whatever pages they come in. */
function hashing(hasher: Hasher) {
  let frontier = emptyFrontier
  let waiting = ''
  let count = 0
  const flush = () => {
    if (waiting !== '') frontier = extend(hasher, frontier, [hasher.text('\0', waiting)])
    waiting = ''
  }
  return {
    add({ table, id, keys, text }: SnapshotRow) {
      waiting += `${table}\n${id}\n${keys}\n${text}\n`
      if (++count % portion === 0) flush()
    },
    root() {
      flush()
      return rootOf(hasher, frontier)
    },
    count: () => count,
  }
}

/** The rows of a state as they are now, whatever becomes of the state while they are read: once, or several times. */
export function snapshotRows(state: State): () => IterableIterator<SnapshotRow> {
  const tables = Object.entries(state.tables).map(([table, layer]) => ({ table, layer, rows: layer.snapshot() }))
  return function* () {
    for (const { table, layer, rows } of tables)
      for (const [id, row] of rows) {
        const text = typeof row === 'string' ? row : JSON.stringify(row)
        yield { table, id, keys: JSON.stringify(layer.keysOf(typeof row === 'string' ? JSON.parse(row) : row)), text }
      }
  }
}

/**
 * Keeps a snapshot of `reading`, which may go on meanwhile: what is kept is what it was when this was called. The rows are written down
 * twice, for their hash and for the store, rather than all held at once; in between other work gets its turn.
 * @throws StoreError `unsupported` where the store keeps none, or what it throws
 */
export async function saveSnapshot(
  store: EventStore,
  name: string,
  shape: string,
  hasher: Hasher,
  { state, position, recordedAt, frontier }: Loaded,
): Promise<void> {
  if (!store.snapshots) throw new StoreError('unsupported', 'the store keeps no snapshots')
  // Before anything is awaited, since the state goes on.
  const rows = snapshotRows(state)
  let leaf = ''
  for await (const [record] of store.read(name, { from: position, to: position })) leaf = record?.leaf ?? ''
  const hash = hashing(hasher)
  for await (const page of paged(rows())) for (const row of page) hash.add(row)
  const text = JSON.stringify({ recordedAt, leaf, frontier, rows: hash.root() } satisfies z.output<typeof noteShape>)
  await store.snapshots.save(name, { position, shape, rows: hash.count(), text }, paged(rows()))
}

async function* paged(rows: Iterable<SnapshotRow>): AsyncIterable<readonly SnapshotRow[]> {
  let page: SnapshotRow[] = []
  for (const row of rows) {
    if (page.push(row) < portion) continue
    yield page
    page = []
    await new Promise<void>((resolve) => void setTimeout(resolve))
  }
  if (page.length > 0) yield page
}

declare function setTimeout(done: () => void): unknown

/** Why a snapshot that was there is not used. */
export type Unfit = 'otherLog' | 'damaged' | 'incomplete'

/**
 * The newest snapshot of this shape that is in order and does not lie behind `cut`, or why it is not in order; undefined where there is
 * none.
 */
export async function findSnapshot(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  name: string,
  shape: string,
  cut: Cut = {},
): Promise<Loaded | Unfit | undefined> {
  const head = await store.snapshots?.find(name, shape)
  if (!head || !store.snapshots) return undefined
  const note = noteOf(head)
  if (!note) return 'damaged'
  if (cut.position !== undefined && head.position > cut.position) return undefined
  if (cut.recordedAt !== undefined && note.recordedAt > new Date(cut.recordedAt).toISOString()) return undefined
  for await (const [record] of store.read(name, { from: head.position, to: head.position }))
    if (record?.leaf === note.leaf && record.recordedAt === note.recordedAt) return rowsInto(machine, hasher, store, name, head, note)
  return 'otherLog'
}

async function rowsInto(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  name: string,
  head: SnapshotHead,
  note: z.output<typeof noteShape>,
): Promise<Loaded | Unfit> {
  const state = machine.createState()
  const hash = hashing(hasher)
  for await (const page of store.snapshots?.rows(name, head) ?? [])
    for (const row of page) {
      hash.add(row)
      if (!takeRow(state, row)) return 'damaged'
    }
  if (hash.count() !== head.rows) return 'incomplete'
  if (hash.root() !== note.rows) return 'damaged'
  return { state, position: head.position, recordedAt: note.recordedAt, frontier: note.frontier }
}

/** Takes a row into a state, as text until it is asked for. False, and nothing is taken, where it is none of the state's. */
export function takeRow(state: State, { table, id, keys, text }: SnapshotRow): boolean {
  const layer = state.tables[table]
  if (!layer || layer.has(id)) return false
  layer.hydrateLater(id, text, keys)
  return true
}

function noteOf({ position, text }: SnapshotHead): z.output<typeof noteShape> | undefined {
  try {
    const read = z.safeParse(noteShape, JSON.parse(text))
    return read.success && read.data.frontier.size === position ? read.data : undefined
  } catch {
    return undefined
  }
}

/**
 * What is wrong with the newest snapshot of this shape, read once beside a replay of the log up to its position: row by row and key by key
 * it has to hold what the log gives. Undefined where nothing is wrong, or there is none.
 */
export async function faultOf(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  name: string,
  shape: string,
): Promise<Unfit | 'wrong' | undefined> {
  const head = await store.snapshots?.find(name, shape)
  if (!head) return undefined
  const note = noteOf(head)
  if (!note) return 'damaged'
  const { state, position, recordedAt, frontier } = await load(machine, hasher, store, name, { position: head.position })
  if (position !== head.position || recordedAt !== note.recordedAt || frontier.hashes.join() !== note.frontier.hashes.join())
    return 'otherLog'
  const hash = hashing(hasher)
  let right = true
  for await (const page of store.snapshots?.rows(name, head) ?? [])
    for (const row of page) {
      hash.add(row)
      right &&= isRowOf(state, row)
    }
  if (hash.count() !== head.rows) return 'incomplete'
  if (hash.root() !== note.rows) return 'damaged'
  const count = Object.values(state.tables).reduce((sum, layer) => sum + layer.size, 0)
  return right && count === head.rows ? undefined : 'wrong'
}

function isRowOf(state: State, { table, id, keys, text }: SnapshotRow): boolean {
  const layer = state.tables[table]
  const row = layer?.get(id)
  if (!layer || !row) return false
  try {
    return keys === JSON.stringify(layer.keysOf(row)) && canonical(JSON.parse(text)) === canonical(row)
  } catch {
    return false
  }
}
