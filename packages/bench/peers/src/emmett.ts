import { join } from 'node:path'
import { dumbo } from '@event-driven-io/dumbo'
import {
  CommandHandler,
  type Event,
  type EventStore,
  getInMemoryEventStore,
  inlineProjections,
  inMemoryProjection,
  STREAM_DOES_NOT_EXIST,
} from '@event-driven-io/emmett'
import { getPostgreSQLEventStore, readMessagesBatch as readPostgres } from '@event-driven-io/emmett-postgresql'
import type { Contender, Place } from '../../src/contenders/contender.ts'
import { type PlainModel, plainFold, plainModel } from '../../src/work/plain-fold.ts'
import type { Call } from '../../src/work/task.ts'
import { nodeConnection } from './emmett-sqlite-connection.ts'
import { decideTask, evolveTask, initialTask } from './task-state.ts'

const streamVersion = (version: number) => (version === 0 ? STREAM_DOES_NOT_EXIST : BigInt(version))

const appending = (store: EventStore) => ({
  write: ({ task, version, facts }: Call) =>
    store.appendToStream(task, facts as unknown as Event[], { expectedStreamVersion: streamVersion(version) as never }),
  load: (calls: readonly Call[]) =>
    store.appendToStream((calls[0] as Call).task, calls.flatMap(({ facts }) => facts) as unknown as Event[], {
      expectedStreamVersion: STREAM_DOES_NOT_EXIST,
    }),
})

const types = [
  'task.registered',
  'task.assigned',
  'task.started',
  'progress.reported',
  'milestone.reached',
  'milestone.confirmed',
  'closing.requested',
  'closing.approved',
]

/** A row a task, kept by an inline projection as cheap as one can be written. */
const projected = () => {
  const model = plainModel()
  const projection = inMemoryProjection<Event>({
    canHandle: types,
    handle: async (events) => {
      for (const event of events) plainFold(model, event)
    },
  })
  return { model, store: getInMemoryEventStore({ projections: inlineProjections([projection]) }) }
}

/** The package looks for its driver when it is loaded, which the import above has taken care of. */
const sqlitePackage = () => import('@event-driven-io/emmett-sqlite')

async function openSqlite({ folder }: Place) {
  const { getSQLiteEventStore } = await sqlitePackage()
  const fileName = join(folder, 'log.db')
  const connection = nodeConnection(fileName)
  const store = getSQLiteEventStore({ fileName, connectionOptions: { singleton: true, connection } } as never)
  await store.schema.migrate()
  return { store, connection }
}

const pageSize = 1000

interface Page {
  readonly messages: readonly Event[]
  readonly currentGlobalPosition: bigint
}

async function foldPages(read: (after: bigint) => Promise<Page>, model: PlainModel): Promise<number> {
  for (let after = 0n; ; ) {
    const { messages, currentGlobalPosition } = await read(after)
    for (const message of messages) plainFold(model, message)
    if (messages.length < pageSize) return model.events
    after = currentGlobalPosition
  }
}

export const contenders: Readonly<Record<string, Contender>> = {
  'emmett.memory': {
    does: 'appendToStream with the expected version, into arrays',
    async open() {
      return { ...appending(getInMemoryEventStore()), async close() {} }
    },
  },
  'emmett-equal.memory': {
    does: 'CommandHandler: reads the stream, evolves it, decides, appends; an inline projection of a row a task',
    async open() {
      const { model, store } = projected()
      const handle = CommandHandler({ evolve: evolveTask as never, initialState: initialTask })
      return {
        write: (call) => handle(store, call.task, (state) => decideTask(call, state as never) as never),
        count: async () => model.events,
        async close() {},
      }
    },
  },
  'emmett.sqlite': {
    does: 'appendToStream on one connection over node:sqlite, WAL, synchronous FULL, statements prepared once',
    async open(place) {
      const { store, connection } = await openSqlite(place)
      return { ...appending(store), close: async () => connection.close() }
    },
    async replay(place, model) {
      const { readMessagesBatch } = await sqlitePackage()
      const { connection } = await openSqlite(place)
      return foldPages(async (after) => (await readMessagesBatch(connection, { after, batchSize: pageSize })) as unknown as Page, model)
    },
  },
  'emmett.postgres': {
    does: 'appendToStream on its connection pool, one transaction a call',
    async open({ postgres = '' }) {
      const store = getPostgreSQLEventStore(postgres)
      await store.schema.migrate()
      return { ...appending(store as unknown as EventStore), close: () => store.close() }
    },
    async replay({ postgres = '' }, model) {
      const pool = dumbo({ connectionString: postgres })
      const events = await foldPages(
        async (after) => (await readPostgres(pool.execute, { after, batchSize: pageSize })) as unknown as Page,
        model,
      )
      await pool.close()
      return events
    },
  },
}
