import type { EventStore, SnapshotHead, SnapshotPart, SnapshotStore, StoredPart } from '@bihuan/core'

/** Snapshots whose texts are strings, in whatever form the store gives them. */
export interface ReadableSnapshots extends SnapshotStore {
  parts(log: string, head: SnapshotHead): AsyncIterable<readonly SnapshotPart[]>
}

export const snapshotsIn = (store: EventStore): ReadableSnapshots => {
  const { snapshots } = store
  if (snapshots === undefined) throw new Error('supports.snapshots is true, but there are none')
  return {
    ...snapshots,
    async *parts(log, head) {
      for await (const page of snapshots.parts(log, head)) yield page.map(readable)
    },
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const stringOf = (text: string | Uint8Array): string => (typeof text === 'string' ? text : utf8.decode(text))

export const readable = (part: StoredPart): SnapshotPart => ({ ...part, keys: stringOf(part.keys), text: stringOf(part.text) })

/** A snapshot of which every part tells to which it belongs, by its position, its shape and `mark`; its parts in pages of `pageSize`. */
export const snapshotOf = (position: number, shape = 's-1', parts = 5, mark = '', pageSize = 100) => {
  const told = JSON.stringify({ position, shape, mark })
  const head: SnapshotHead = { position, shape, parts, text: told }
  const all: readonly SnapshotPart[] = Array.from({ length: parts }, (_, i) => ({
    table: i % 2 === 0 ? 'tasks' : 'units',
    id: `R-${i}`,
    keys: JSON.stringify([[`k-${i}`]]),
    text: told,
  }))
  async function* pages(): AsyncGenerator<readonly SnapshotPart[]> {
    for (let i = 0; i < parts; i += pageSize) yield all.slice(i, i + pageSize)
  }
  return { head, parts: all, pages }
}
