import { join } from 'node:path'
import { InMemoryStore, type Store } from '@rotorsoft/act'
import { PostgresStore } from '@rotorsoft/act-pg'
import { SqliteStore } from '@rotorsoft/act-sqlite'
import type { Contender, Place } from '../../src/contenders/contender.ts'
import { type PlainModel, plainFold } from '../../src/work/plain-fold.ts'
import type { Call } from '../../src/work/task.ts'

const causation = { action: { name: 'bench', stream: 'bench', actor: { id: 'p-1', name: 'p-1' } } }

const committing = (store: Store) => {
  const commit = (task: string, version: number, facts: Call['facts']): Promise<unknown> =>
    store.commit(
      task,
      facts.map(({ type, data }) => ({ name: type, data })) as never,
      { correlation: 'bench', causation } as never,
      version === 0 ? undefined : version - 1,
    )
  return {
    write: ({ task, version, facts }: Call) => commit(task, version, facts),
    load: (calls: readonly Call[]) =>
      commit(
        (calls[0] as Call).task,
        0,
        calls.flatMap(({ facts }) => facts),
      ),
  }
}

async function folded(store: Store, model: PlainModel): Promise<number> {
  await store.query((event) => plainFold(model, { type: event.name as string, data: event.data }))
  await store.dispose()
  return model.events
}

const sqlite = ({ folder }: Place) => new SqliteStore({ url: `file:${join(folder, 'log.db')}` }) as unknown as Store

const postgres = ({ postgres: url = '' }: Place) => {
  const { hostname, port, pathname, username } = new URL(url)
  return new PostgresStore({
    host: hostname,
    port: Number(port),
    database: pathname.slice(1),
    user: username,
    password: '',
  }) as unknown as Store
}

/** The memory of Act sleeps in every call, to be like a database: a timer of no time is a microtask here, so that its own work is measured. */
const withoutSleep = () => {
  const later = globalThis.setTimeout
  const soon = (work: () => void, ms?: number) => (ms === 0 ? queueMicrotask(work) : later(work, ms))
  globalThis.setTimeout = soon as unknown as typeof later
}

const keptIn = (storeIn: (place: Place) => Store, does: string): Contender => ({
  does,
  async open(place) {
    const store = storeIn(place)
    await store.seed()
    return { ...committing(store), close: async () => store.dispose() }
  },
  async replay(place, model) {
    const store = storeIn(place)
    await store.seed()
    return folded(store, model)
  },
})

export const contenders: Readonly<Record<string, Contender>> = {
  'act.memory': {
    does: 'commit with the expected version, into an array; its sleep of every call taken out',
    async open() {
      withoutSleep()
      return { ...committing(new InMemoryStore() as unknown as Store), async close() {} }
    },
  },
  'act.sqlite': keptIn(sqlite, 'commit with the expected version: libsql, one transaction a call'),
  'act.postgres': keptIn(postgres, 'commit with the expected version on its connection pool, one transaction a call'),
}
