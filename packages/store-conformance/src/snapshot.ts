import type { EventStore, SnapshotHead, SnapshotPart, SnapshotStore } from '@bihuan/core'

export const snapshotsIn = (store: EventStore): SnapshotStore => {
  if (store.snapshots === undefined) throw new Error('supports.snapshots is true, but there are none')
  return store.snapshots
}

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
