import type { EventStore, LogRecord, StoreCapabilities } from '@bihuan/core'
import { afterEach } from 'vitest'

export interface EventStoreFixture {
  /** A store over a medium of its own that holds nothing yet. */
  readonly open: () => Promise<EventStore>
  /** One more store over the medium of `store`, open or closed; needed where `supports` says `durable` or `multiProcess`. */
  readonly reopen?: (store: EventStore) => Promise<EventStore>
  /** What the store is expected to declare; written out, not read from the store. */
  readonly supports: StoreCapabilities
}

/** Opens stores for one test each and closes them after it. */
export const storesOf = (fixture: EventStoreFixture) => {
  const opened: EventStore[] = []
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  const kept = (store: EventStore) => {
    opened.push(store)
    return store
  }
  return {
    open: async () => kept(await fixture.open()),
    async reopen(store: EventStore) {
      if (fixture.reopen === undefined) throw new Error('the fixture needs reopen, since its store is durable or shared')
      return kept(await fixture.reopen(store))
    },
  }
}

export type Stores = ReturnType<typeof storesOf>

/** A record as the runtime would make it, except that `text` and `leaf` are only as long as they must be. */
export const record = (position: number, over: Partial<LogRecord> = {}): LogRecord => ({
  position,
  type: 'task.reported',
  recordedAt: new Date(1_763_000_000_000 + position).toISOString(),
  subjects: [`task:T-${position}`],
  leaf: position.toString(16).padStart(64, '0'),
  text: `{"position":${position}}`,
  ...over,
})

/** The records of some commands, each an id and how many records it has, from `position` on. */
export const commands = (position: number, ...sizes: readonly (readonly [id: string, records: number])[]): LogRecord[] => {
  const records: LogRecord[] = []
  for (const [command, size] of sizes) {
    for (let n = 0; n < size; n++) records.push(record(position + records.length, n === 0 ? { command } : {}))
  }
  return records
}

export const all = async (pages: AsyncIterable<readonly LogRecord[]>): Promise<LogRecord[]> => {
  const records: LogRecord[] = []
  for await (const page of pages) records.push(...page)
  return records
}

export const positions = async (pages: AsyncIterable<readonly LogRecord[]>): Promise<number[]> =>
  (await all(pages)).map(({ position }) => position)

/** What `promise` rejects with; a failure of the test when it doesn't. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome) return outcome.error
  throw new Error(`expected a rejection, got ${JSON.stringify(outcome.value)}`)
}
