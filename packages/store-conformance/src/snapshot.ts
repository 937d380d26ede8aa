import type { EventStore, SnapshotHead, SnapshotRow, SnapshotStore } from '@bihuan/core'

export const snapshotsIn = (store: EventStore): SnapshotStore => {
  if (store.snapshots === undefined) throw new Error('supports.snapshots is true, but there are none')
  return store.snapshots
}

/** A snapshot of which every part tells to which it belongs, by its position, its shape and `mark`; its rows in pages of `pageSize`. */
export const snapshotOf = (position: number, shape = 's-1', rows = 5, mark = '', pageSize = 100) => {
  const told = JSON.stringify({ position, shape, mark })
  const head: SnapshotHead = { position, shape, rows, text: told }
  const all: readonly SnapshotRow[] = Array.from({ length: rows }, (_, i) => ({
    table: i % 2 === 0 ? 'tasks' : 'units',
    id: `R-${i}`,
    keys: JSON.stringify([[`k-${i}`]]),
    text: told,
  }))
  async function* pages(): AsyncGenerator<readonly SnapshotRow[]> {
    for (let i = 0; i < rows; i += pageSize) yield all.slice(i, i + pageSize)
  }
  return { head, rows: all, pages }
}
