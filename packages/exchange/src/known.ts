import type { Hasher, LogRecord, Machine } from '@bihuan/core'

/** What an export rests on. */
export interface Exported {
  /** A log's records from its beginning, as `store.read(log)` gives them. */
  readonly records: AsyncIterable<readonly LogRecord[]>
  readonly machine: Machine
  readonly hasher?: Hasher
}

/** What an import rests on. */
export interface Known {
  readonly machine: Machine
  readonly hasher?: Hasher
  /** The root that the log should have: 64 hexadecimal digits. Without it, a file that was cut at the end of a command is taken for whole. */
  readonly root?: string
}
