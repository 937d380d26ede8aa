import type { SnapshotStore } from './snapshot-store.ts'

/**
 * What a log needs from a place that keeps it. One store holds any number of logs; each log is a total order of records
 * at positions 1, 2, 3 … without gaps. A store keeps bytes: it never looks into `text`.
 */
export interface EventStore {
  /** What this store can do. A feature declared `false` fails with `StoreError` `unsupported`, clearly and at once. */
  readonly supports: StoreCapabilities

  /**
   * Appends all of `records`, or none, after position `expected`; when it resolves they are as durable as `supports`
   * says. `records[0].position` is `expected + 1`, the rest follow without gaps.
   *
   * @throws Conflict when the log does not end at `expected`, even where a `command` is in it already
   * @throws DuplicateCommand when a record's `command` is already in this log; checked in the same transaction
   * @throws StoreError when the medium fails; then the outcome may be unknown, and `findCommand` tells it
   */
  append(log: string, expected: number, records: readonly LogRecord[]): Promise<void>

  /** Reads forward in pages, oldest first, as of the moment each page is read. An unknown log is empty. */
  read(log: string, options?: ReadOptions): AsyncIterable<readonly LogRecord[]>

  /** The last position of the log, 0 when it is empty or unknown. */
  head(log: string): Promise<number>

  /** All records of one command in order, or undefined when the log does not hold it. */
  findCommand(log: string, command: string): Promise<readonly LogRecord[] | undefined>

  /**
   * Calls `wake` after the log may have grown, by whomever; it may be called too often, never too seldom.
   * Returns a function that ends the watch.
   */
  watch(log: string, wake: () => void): () => void

  /**
   * Runs `work` while no other writer can append to the log; appends inside it go through `turn.append`. Taken by the
   * runtime after several lost races. Absent where a single process holds the log anyway.
   */
  turn?<T>(log: string, work: (turn: Pick<EventStore, 'append' | 'read' | 'head' | 'findCommand'>) => Promise<T>): Promise<T>

  /** Where snapshots of the logs are kept. Absent where `supports.snapshots` is false. */
  readonly snapshots?: SnapshotStore

  /** The names of the logs, sorted. */
  logs(): Promise<readonly string[]>

  /** Releases files and connections. Every call after it fails with `StoreError` `closed`. Closing twice is fine. */
  close(): Promise<void>
}

export interface StoreCapabilities {
  /** Records survive the end of the process. */
  readonly durable: boolean
  /** Several processes may append to the same log at once. */
  readonly multiProcess: boolean
  /** `watch` also hears appends made by other processes. */
  readonly watchesOthers: boolean
  /** `turn` is there. */
  readonly turns: boolean
  /** `snapshots` is there. */
  readonly snapshots: boolean
}

/** One record of a log. Everything beside `text` is derived from it, kept so that a store can index it. */
export interface LogRecord {
  /** 1, 2, 3 … */
  readonly position: number
  /** The event's type, such as `task.started`. */
  readonly type: string
  /** UTC instant, ISO 8601 with milliseconds. Never decreases along the log. */
  readonly recordedAt: string
  /** What the event is about and refers to: `task:T-1`, `unit:U-3` …, sorted, each once. */
  readonly subjects: readonly string[]
  /** The command's id, on the first record of each command only. Unique in the log. */
  readonly command?: string
  /** RFC 6962 leaf hash of `text`: 64 lower-case hexadecimal digits. */
  readonly leaf: string
  /** The envelope as RFC 8785 canonical JSON. These are the bytes that are hashed and kept. */
  readonly text: string
}

export interface ReadOptions {
  /** First position wanted, 1 by default. */
  readonly from?: number
  /** Last position wanted. */
  readonly to?: number
  /** Only records of these types. */
  readonly types?: readonly string[]
  /** Only records that are about this, such as `task:T-1`. */
  readonly subject?: string
  /** How many records a page may hold, 1,000 by default. */
  readonly pageSize?: number
}

/** Names of logs: `[a-z0-9][a-z0-9-]{0,62}`. */
export const logName = /^[a-z0-9][a-z0-9-]{0,62}$/
