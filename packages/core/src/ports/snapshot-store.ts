/**
 * Keeps snapshots: the state of a log at a position, so that opening it need not replay everything. A snapshot is a cache. A store may
 * lose it at any time; the runtime checks it, makes it anew where it does not fit, and never trusts it. The store keeps what it is
 * given: it never looks into `text` or `keys`.
 */
export interface SnapshotStore {
  /** The head of the newest whole snapshot of this log and shape, or undefined. A half-written one is never seen. */
  find(log: string, shape: string): Promise<SnapshotHead | undefined>

  /**
   * Its parts in the order in which they were saved, in pages of 1 or more. Where it has been replaced meanwhile they may end early,
   * which `head.parts` shows.
   */
  parts(log: string, head: SnapshotHead): AsyncIterable<readonly StoredPart[]>

  /**
   * Keeps a snapshot: all of it, or nothing. Then every snapshot of the log at an earlier position is dropped, of whatever shape, and
   * one of the same position and shape is replaced. One that lies behind the newest of its shape is not kept. Appends go on meanwhile:
   * a store does not hold back writers of the log for longer than a page takes.
   */
  save(log: string, head: SnapshotHead, parts: AsyncIterable<readonly SnapshotPart[]>): Promise<void>

  /** Drops all snapshots of the log. */
  drop(log: string): Promise<void>
}

export interface SnapshotHead {
  /** The state is that after this position of the log. */
  readonly position: number
  /** What the rows' form depends on: 1–128 characters of ASCII, compared as a whole. */
  readonly shape: string
  /** How many parts there are. */
  readonly parts: number
  /** What the runtime needs to check and use it, as JSON. */
  readonly text: string
}

/** Rows of one of the state's tables that follow each other, as many as are worth a way of their own: some 64 KiB. */
export interface SnapshotPart {
  /** Name of the table, such as `tasks`. */
  readonly table: string
  /** That of its first row: unique in its table and snapshot. */
  readonly id: string
  /** A JSON array: for each row its id, and under which keys each of its table's indexes finds it, `["T-1",["G-1"],["u-1","u-2"]]`. */
  readonly keys: string
  /** The rows as a JSON array, in the same order. */
  readonly text: string
}

/** A part as it is read: what a store has as UTF-8 need not be made a string, since most rows are not asked for soon. */
export interface StoredPart extends Omit<SnapshotPart, 'keys' | 'text'> {
  readonly keys: string | Uint8Array
  readonly text: string | Uint8Array
}
