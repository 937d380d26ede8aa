import { type SnapshotHead, type SnapshotPart, type SnapshotStore, type StoredPart, StoreError } from '@bihuan/core'

/** A part with its place in the snapshot, from 1. */
export interface PlacedPart extends StoredPart {
  readonly n: number
}

/** What a dialect does with the tables of snapshots; each call is one short transaction. */
export interface SnapshotTables {
  find(log: string, shape: string): Promise<SnapshotHead | undefined>
  /** The number of the whole snapshot with exactly this head. */
  numberOf(log: string, head: SnapshotHead): Promise<number | undefined>
  /** At most `limit` parts from `n` on, none when the snapshot is not whole any more. */
  page(snapshot: number, n: number, limit: number): Promise<readonly PlacedPart[]>
  /** Enters a snapshot that is being written, and gives its number; undefined when it lies behind the newest of its shape. */
  begin(log: string, head: SnapshotHead): Promise<number | undefined>
  /** Adds parts from place `n` on. False when somebody took the snapshot for a leftover. */
  add(snapshot: number, n: number, parts: readonly SnapshotPart[]): Promise<boolean>
  /** Makes it whole, and drops those that it makes old; itself, when it lies behind by now. False when it was taken for a leftover. */
  finish(snapshot: number, log: string, head: SnapshotHead): Promise<boolean>
  /** Drops one that is being written, or all whole ones of a log. */
  drop(which: number | string): Promise<void>
  /** Removes some parts of what was dropped and of what nobody has gone on writing for `leftAfter`. False when nothing is left to do. */
  clean(): Promise<boolean>
}

/** Seconds after which a snapshot that nobody has gone on writing counts as left by a crash. */
export const leftAfter = 600

/** How many parts are read or removed at once. */
export const portion = 16

/**
 * Snapshots in tables. They are written page by page, so that writers of the log are never held up for longer than a page takes, and seen
 * once the last step has made them whole. What crashes leave is cleaned by the next save.
 */
export const snapshotsIn = (tables: SnapshotTables, check: (log: string) => void): SnapshotStore => {
  const clean = async (log: string) => {
    while (await tables.clean()) check(log)
  }

  const write = async (snapshot: number, log: string, parts: AsyncIterable<readonly SnapshotPart[]>) => {
    const lost = () => new StoreError('busy', `log ${log}: its snapshot was written too slowly and was taken for a leftover`)
    let n = 1
    for await (const page of parts) {
      check(log)
      if (page.length > 0 && !(await tables.add(snapshot, n, page))) throw lost()
      n += page.length
    }
    check(log)
    return lost
  }

  return {
    async find(log, shape) {
      check(log)
      return tables.find(log, shape)
    },

    async *parts(log, head) {
      check(log)
      const snapshot = await tables.numberOf(log, head)
      if (snapshot === undefined) return
      for (let n = 1; ; ) {
        check(log)
        const page = await tables.page(snapshot, n, portion)
        if (page.length === 0) return
        n += page.length
        yield page.map(({ table, id, keys, text }) => ({ table, id, keys, text }))
      }
    },

    async save(log, given, parts) {
      check(log)
      const { position, shape, parts: count, text } = given
      const head = { position, shape, parts: count, text }
      const snapshot = await tables.begin(log, head)
      if (snapshot === undefined) return
      try {
        const lost = await write(snapshot, log, parts)
        if (!(await tables.finish(snapshot, log, head))) throw lost()
      } catch (error) {
        // the first error is the one to tell; what can't be dropped now is a leftover later
        await tables.drop(snapshot).catch(() => undefined)
        throw error
      }
      await clean(log)
    },

    async drop(log) {
      check(log)
      await tables.drop(log)
      await clean(log)
    },
  }
}
