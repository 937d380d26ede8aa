import { InvalidInput, Unproved } from '../engine/errors.ts'
import type { EventStore } from '../ports/event-store.ts'
import { type Hasher, systemHasher } from '../ports/hasher.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import type { Proof } from './tlog-proof.ts'
import { consistencySpans, inclusionSpans, rootByInclusion, rootsOf } from './tree.ts'

/** Where a log is kept. */
export interface Kept {
  readonly store: Pick<EventStore, 'read'>
  readonly log: string
  readonly hasher?: Hasher
}

/**
 * Proves that the event at `position` stands in the log of a signed checkpoint. Reads the log once, up to the checkpoint.
 * @throws InvalidInput `badPosition` when the checkpoint does not reach there · Unproved `tooShort` or `otherRoot` when the log is not,
 * or no more, the one of the checkpoint · StoreError
 */
export async function proveInclusion({ store, log, hasher = systemHasher }: Kept, position: number, checkpoint: string): Promise<Proof> {
  const { size, root } = readCheckpoint(checkpoint)
  if (!Number.isSafeInteger(position) || position < 1 || position > size)
    throw new InvalidInput([
      { path: ['position'], code: 'badPosition', message: `the checkpoint covers positions 1 to ${size}`, params: { size } },
    ])
  const own = { from: position - 1, to: position }
  const roots = await rootsOf(hasher, [own, ...inclusionSpans(position - 1, size)], leavesOf(store, log, size))
  if (!roots) throw new Unproved('tooShort', { size })
  const [leaf = '', ...path] = roots
  if (rootByInclusion(hasher, position - 1, size, leaf, path) !== root) throw new Unproved('otherRoot', { size })
  return { position, path, checkpoint }
}

/**
 * Proves that the log at `newer` begins with the log at `older`. Reads the log once.
 * @returns hashes for {@link isConsistent}, 64 hexadecimal digits each
 * @throws Unproved `tooShort` · StoreError
 */
export async function proveConsistency(
  { store, log, hasher = systemHasher }: Kept,
  older: Pick<Checkpoint, 'size'>,
  newer: Pick<Checkpoint, 'size'>,
): Promise<readonly string[]> {
  const spans = consistencySpans(older.size, newer.size)
  const roots = await rootsOf(hasher, spans, leavesOf(store, log, newer.size))
  if (!roots || older.size > newer.size) throw new Unproved('tooShort', { size: Math.max(older.size, newer.size) })
  return roots
}

async function* leavesOf(store: Kept['store'], log: string, size: number): AsyncIterable<readonly string[]> {
  for await (const page of store.read(log, { to: size })) yield page.map((record) => record.leaf)
}
