/**
 * Keeps snapshots: the state of a log at a position, so that opening it need not replay everything. A snapshot is a cache. A store may
 * lose it at any time; the runtime checks it, makes it anew where it does not fit, and never trusts it. The store keeps what it is
 * given: it never looks into `text` or `keys`.
 */
export interface SnapshotStore {
  /** The head of the newest whole snapshot of this log and shape, or undefined. A half-written one is never seen. */
  find(log: string, shape: string): Promise<SnapshotHead | undefined>

  /**
   * Its rows in the order in which they were saved, in pages of 1 or more. Where it has been replaced meanwhile they may end early,
   * which `head.rows` shows.
   */
  rows(log: string, head: SnapshotHead): AsyncIterable<readonly SnapshotRow[]>

  /**
   * Keeps a snapshot: all of it, or nothing. Then every snapshot of the log at an earlier position is dropped, of whatever shape, and
   * one of the same position and shape is replaced. One that lies behind the newest of its shape is not kept. Appends go on meanwhile:
   * a store does not hold back writers of the log for longer than a page takes.
   */
  save(log: string, head: SnapshotHead, rows: AsyncIterable<readonly SnapshotRow[]>): Promise<void>

  /** Drops all snapshots of the log. */
  drop(log: string): Promise<void>
}

export interface SnapshotHead {
  /** The state is that after this position of the log. */
  readonly position: number
  /** What the rows' form depends on: 1–128 characters of ASCII, compared as a whole. */
  readonly shape: string
  /** How many rows there are. */
  readonly rows: number
  /** What the runtime needs to check and use it, as JSON. */
  readonly text: string
}

/** A row of one of the state's tables. */
export interface SnapshotRow {
  /** Name of the table, such as `tasks`. */
  readonly table: string
  /** Unique in its table and snapshot. */
  readonly id: string
  /** Under which keys its table's indexes find it, as a JSON array of arrays. */
  readonly keys: string
  /** The row as JSON. */
  readonly text: string
}
