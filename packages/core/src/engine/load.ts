import type { EventStore } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import { Corrupt, Unproved } from './errors.ts'
import type { Machine, State } from './machine.ts'
import { emptyFrontier, extend, type Frontier } from './merkle.ts'
import { decode } from './record.ts'
import { type Verified, verifier } from './verifier.ts'

export type { Verified } from './verifier.ts'

/** Where to stop: after a position, or after the last record that had been entered by an instant. */
export interface Cut {
  readonly position?: number
  /** UTC, ISO 8601. */
  readonly recordedAt?: string
}

export interface Reading {
  readonly state: State
  readonly position: number
  readonly recordedAt: string
}

/** A log that was folded up to a position. */
export interface Loaded extends Reading {
  readonly frontier: Frontier
}

const nothing = (machine: Machine): Loaded => ({ state: machine.createState(), position: 0, recordedAt: '', frontier: emptyFrontier })

/**
 * Folds a log on plain rows, from its beginning or from where `begun` ends, whose state it takes over.
 * @throws Tampered · Corrupt, with the position
 */
export async function load(
  machine: Machine,
  hasher: Hasher,
  store: Pick<EventStore, 'read'>,
  name: string,
  cut: Cut,
  begun: Loaded = nothing(machine),
): Promise<Loaded> {
  const { state } = begun
  state.setBulk(true)
  let { position, recordedAt, frontier } = begun
  const until = cut.recordedAt === undefined ? undefined : new Date(cut.recordedAt).toISOString()
  pages: for await (const page of store.read(name, { from: position + 1, ...(cut.position !== undefined && { to: cut.position }) })) {
    const leaves: string[] = []
    for (const record of page) {
      if (until !== undefined && record.recordedAt > until) {
        frontier = extend(hasher, frontier, leaves)
        break pages
      }
      if (record.position !== position + 1) throw new Corrupt(record.position, 'gap', `follows position ${position}`)
      machine.evolve(state, decode(machine, hasher, record))
      leaves.push(record.leaf)
      position = record.position
      recordedAt = record.recordedAt
    }
    frontier = extend(hasher, frontier, leaves)
  }
  state.setBulk(false)
  return { state, position, recordedAt, frontier }
}

export interface VerifyOptions {
  /** Hears how many events were read. */
  readonly onProgress?: (done: number) => void
  /** What is known of the log from elsewhere: that its first `size` events had this root, as a signed checkpoint says. */
  readonly checkpoint?: { readonly size: number; readonly root: string }
}

/**
 * Reads the whole log as a stranger would: every record's hash, form and columns, positions without gaps, times that do not
 * go back, commands whole and used once; and that it still begins as a checkpoint says.
 * @throws Tampered · Corrupt, with the position · Unproved `tooShort` or `otherRoot` against the checkpoint
 */
export async function verifyLog(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  name: string,
  { onProgress, checkpoint }: VerifyOptions = {},
): Promise<Verified> {
  const seen = verifier(machine, hasher)
  for await (const page of store.read(name)) {
    for (const record of page) {
      seen.take(record)
      if (record.position === checkpoint?.size && seen.root() !== checkpoint.root)
        throw new Unproved('otherRoot', { size: checkpoint.size })
    }
    onProgress?.(seen.size)
  }
  const verified = seen.end()
  if (checkpoint && checkpoint.size > verified.events) throw new Unproved('tooShort', { size: checkpoint.size, events: verified.events })
  return verified
}
