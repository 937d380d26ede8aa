import type { SnapshotHead, SnapshotPart, SnapshotStore } from '@bihuan/core'

interface Snapshot {
  readonly head: SnapshotHead
  readonly parts: readonly SnapshotPart[]
}

const pageSize = 16

const isSame = (one: SnapshotHead, other: SnapshotHead) =>
  one.position === other.position && one.parts === other.parts && one.text === other.text

/** Snapshots as frozen copies, those of a log by shape. `check` throws where the store may not be asked for this log. */
export const memorySnapshots = (check: (log: string) => void): { readonly store: SnapshotStore; readonly clear: () => void } => {
  const logs = new Map<string, Map<string, Snapshot>>()

  const store: SnapshotStore = {
    async find(log, shape) {
      check(log)
      return logs.get(log)?.get(shape)?.head
    },

    async *parts(log, head) {
      check(log)
      const held = logs.get(log)?.get(head.shape)
      // by all of the head: another one of the same position and shape may have taken its place
      if (!held || !isSame(held.head, head)) return
      // a replaced one stays whole for who reads it
      for (let from = 0; from < held.parts.length; from += pageSize) {
        check(log)
        yield held.parts.slice(from, from + pageSize)
      }
    },

    async save(log, { position, shape, parts: count, text }, pages) {
      check(log)
      const parts: SnapshotPart[] = []
      for await (const page of pages) {
        for (const { table, id, keys, text } of page) parts.push(Object.freeze({ table, id, keys, text }))
      }
      check(log)
      const held = logs.get(log) ?? new Map<string, Snapshot>()
      if ((held.get(shape)?.head.position ?? 0) > position) return
      for (const [name, { head }] of held) if (head.position < position) held.delete(name)
      held.set(shape, { head: Object.freeze({ position, shape, parts: count, text }), parts })
      logs.set(log, held)
    },

    async drop(log) {
      check(log)
      logs.delete(log)
    },
  }

  return { store, clear: () => logs.clear() }
}
