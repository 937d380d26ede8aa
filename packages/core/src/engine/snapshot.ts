import * as z from 'zod/mini'
import type { EventStore } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import type { SnapshotHead, SnapshotPart, StoredPart } from '../ports/snapshot-store.ts'
import { textOf } from './bytes.ts'
import { canonical } from './canonical.ts'
import { StoreError } from './errors.ts'
import { type Cut, type Loaded, load } from './load.ts'
import type { Machine, State } from './machine.ts'
import { emptyFrontier, extend, rootOf, toHex } from './merkle.ts'
import type { Layer, Row } from './table.ts'

/**
 * Snapshots: the rows of the state after a position, with what is needed to go on from there. They are a cache. What is read is checked against
 * its own hash and against the log, and what does not fit is not used; whether it says what the log says, `verify` finds out.
 */

/** Rises with every change of what the core makes of events that the handlers' own text does not show. */
const fold = 2

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
  /** Root over the parts. */
  parts: z.string(),
})

/** Parts that are written before other work gets its turn. */
const atOnce = 4

/** Follows parts and gives the root over them. */
function hashing(hasher: Hasher) {
  let frontier = emptyFrontier
  const of = (text: string | Uint8Array) =>
    typeof text === 'string' ? hasher.text('', text) : (hasher.hex?.(text) ?? toHex(hasher.bytes(text)))
  return {
    add({ table, id, keys, text }: StoredPart) {
      frontier = extend(hasher, frontier, [hasher.text('\0', JSON.stringify([table, id, of(keys), of(text)]))])
    },
    root: () => rootOf(hasher, frontier),
    count: () => frontier.size,
  }
}

/**
 * The rows of a state as they are now, whatever becomes of the state while they are read: once, or several times. A part is full after
 * `full` UTF-16 units of text.
 */
export function snapshotParts(state: State, full = 65_536): () => IterableIterator<SnapshotPart> {
  const tables = Object.entries(state.tables).map(([table, layer]) => ({ table, layer, rows: layer.snapshot() }))
  return function* () {
    for (const { table, layer, rows } of tables) yield* partsOf(table, layer, rows(), full)
  }
}

function* partsOf(table: string, layer: Layer<Row>, rows: Iterable<Row>, full: number): IterableIterator<SnapshotPart> {
  let part: Row[] = []
  let text = ''
  const whole = () => ({ table, id: part[0]?.id as string, keys: keysOf(layer, part), text: `[${text}]` })
  for (const row of rows) {
    text += (part.push(row) > 1 ? ',' : '') + JSON.stringify(row)
    if (text.length < full) continue
    yield whole()
    part = []
    text = ''
  }
  if (part.length > 0) yield whole()
}

const keysOf = (layer: Layer<Row>, rows: readonly Row[]) => JSON.stringify(rows.map((row) => [row.id, ...layer.keysOf(row)]))

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
  const parts = snapshotParts(state)
  let leaf = ''
  for await (const [record] of store.read(name, { from: position, to: position })) leaf = record?.leaf ?? ''
  const hash = hashing(hasher)
  for await (const page of paged(parts())) for (const part of page) hash.add(part)
  const text = JSON.stringify({ recordedAt, leaf, frontier, parts: hash.root() } satisfies z.output<typeof noteShape>)
  await store.snapshots.save(name, { position, shape, parts: hash.count(), text }, paged(parts()))
}

async function* paged(parts: Iterable<SnapshotPart>): AsyncIterable<readonly SnapshotPart[]> {
  let page: SnapshotPart[] = []
  for (const part of parts) {
    if (page.push(part) < atOnce) continue
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
    if (record?.leaf === note.leaf && record.recordedAt === note.recordedAt) return partsInto(machine, hasher, store, name, head, note)
  return 'otherLog'
}

async function partsInto(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  name: string,
  head: SnapshotHead,
  note: z.output<typeof noteShape>,
): Promise<Loaded | Unfit> {
  const state = machine.createState()
  const hash = hashing(hasher)
  for await (const page of store.snapshots?.parts(name, head) ?? [])
    for (const part of page) {
      hash.add(part)
      if (!takePart(state, part)) return 'damaged'
    }
  if (hash.count() !== head.parts) return 'incomplete'
  if (hash.root() !== note.parts) return 'damaged'
  return { state, position: head.position, recordedAt: note.recordedAt, frontier: note.frontier }
}

/** Takes rows into a state, as text until they are asked for. False, and nothing is taken, where they are of none of its tables. */
export function takePart(state: State, { table, keys, text }: StoredPart): boolean {
  const layer = state.tables[table]
  layer?.hydrateLater(keys, text)
  return layer !== undefined
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
  const seen = new Set<string>()
  let right = true
  for await (const page of store.snapshots?.parts(name, head) ?? [])
    for (const part of page) {
      hash.add(part)
      right &&= isPartOf(state, part, seen)
    }
  if (hash.count() !== head.parts) return 'incomplete'
  if (hash.root() !== note.parts) return 'damaged'
  const count = Object.values(state.tables).reduce((sum, layer) => sum + layer.size, 0)
  return right && count === seen.size ? undefined : 'wrong'
}

/** Whether each row of a part is as the state has it. Adds to those that were seen. */
function isPartOf(state: State, { table, keys, text }: StoredPart, seen: Set<string>): boolean {
  const layer = state.tables[table]
  if (!layer) return false
  try {
    const rows: readonly Row[] = JSON.parse(textOf(text))
    for (const { id } of rows) seen.add(`${table} ${id}`)
    return textOf(keys) === keysOf(layer, rows) && rows.every((row) => canonical(row) === canonical(layer.get(row.id) ?? null))
  } catch {
    return false
  }
}
