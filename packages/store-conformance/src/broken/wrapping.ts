import { type EventStore, isConflict, type LogRecord, type ReadOptions, type SnapshotStore, StoreError } from '@bihuan/core'

/** Broken stores are made by wrapping one that keeps its promises. */

export interface Broken {
  /** What it does wrong. */
  readonly breaks: string
  /** What the case has to say of it, so that it is caught for its own sake. */
  readonly says: RegExp
  /** `place` is the path of the medium. */
  readonly make: (store: EventStore, place: string) => EventStore
  /** It says that a single process may open it at a time. */
  readonly alone?: true
}

/** At least one for each case. */
export type BrokenStores<Cases> = Readonly<Record<keyof Cases, readonly [Broken, ...Broken[]]>>

/** As it is, with other methods. */
export const like = (change: (store: EventStore, place: string) => Partial<EventStore>) => (store: EventStore, place: string) => ({
  ...store,
  ...change(store, place),
})

type Read = (log: string, options?: ReadOptions) => AsyncIterable<readonly LogRecord[]>

/** Asks for something else than what was asked for. */
export const asking = (change: (options: ReadOptions) => ReadOptions) =>
  like(({ read }) => ({ read: (log, options = {}) => read(log, change(options)) }))

/** Gives pages of its own making. */
export const paging = (pages: (read: Read, log: string, options: ReadOptions) => AsyncIterable<readonly LogRecord[]>) =>
  like(({ read }) => ({ read: (log, options = {}) => pages(read, log, options) }))

/** Gives records that are not those that it was given. */
export const giving = (change: (record: LogRecord) => LogRecord) =>
  like(({ read, findCommand }) => ({
    async *read(log, options) {
      for await (const page of read(log, options)) yield page.map(change)
    },
    findCommand: async (log, command) => (await findCommand(log, command))?.map(change),
  }))

/** What an append does instead; `append` is the one that keeps its promises. */
export const appending = (
  append: (store: EventStore, log: string, expected: number, records: readonly LogRecord[], place: string) => Promise<void>,
) => like((store, place) => ({ append: (log, expected, records) => append(store, log, expected, records, place) }))

export const renumbered = (records: readonly LogRecord[], head: number): LogRecord[] =>
  records.map((record, i) => ({ ...record, position: head + 1 + i }))

/** Appends after the log's end, wherever that is. */
export const atTheEnd = async (store: EventStore, log: string, records: readonly LogRecord[]): Promise<void> => {
  for (;;) {
    const head = await store.head(log)
    try {
      await store.append(log, head, renumbered(records, head))
      return
    } catch (error) {
      if (!isConflict(error)) throw error
    }
  }
}

/** A snapshot store with other methods. */
export const keeping = (change: (snapshots: SnapshotStore, store: EventStore) => Partial<SnapshotStore>) =>
  like((store) => {
    if (store.snapshots === undefined) throw new StoreError('unsupported', 'there are no snapshots to break')
    return { snapshots: { ...store.snapshots, ...change(store.snapshots, store) } }
  })

/** One after the other. */
export const mutex = () => {
  let queue: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }
}
