import { join } from 'node:path'
import { type District, type EventStore, openDistrict } from '@bihuan/core'
import { fileStore } from '@bihuan/store-file'
import { memoryStore } from '@bihuan/store-memory'
import { postgresStore, sqliteStore } from '@bihuan/store-sql'
import { begin, clock, eventsBefore } from '../work/cast.ts'
import { writeTasks } from '../work/records.ts'
import type { Call } from '../work/task.ts'
import type { Contender, Place } from './contender.ts'

export const engines = ['memory', 'file', 'sqlite', 'postgres'] as const
export type Engine = (typeof engines)[number]

export const storeIn: Readonly<Record<Engine, (place: Place) => EventStore | Promise<EventStore>>> = {
  memory: () => memoryStore(),
  file: ({ folder }) => fileStore({ path: join(folder, 'log') }),
  sqlite: ({ folder }) => sqliteStore({ path: join(folder, 'log.db') }),
  postgres: ({ postgres }) => {
    if (postgres === undefined) throw new Error('no database was given')
    return postgresStore({ url: postgres })
  },
}

/** Sends a call as an embedding program does. */
export const send = (district: Pick<District, 'send' | 'executeAll'>, { commands, actor, on }: Call): Promise<unknown> => {
  const [first] = commands
  return first && commands.length === 1
    ? district.send(first.command, first.input, { actor, on })
    : district.executeAll(commands, { actor, on })
}

/** The whole library with its defaults: input and facts parsed, policy and rules asked, leaves hashed, tables and snapshots kept. */
export const bihuan = (engine: Engine): Contender => {
  /** What is kept in memory is there only for the process that filled it. */
  let filled: EventStore | undefined
  return {
    does: 'execute with its defaults',
    async open(place) {
      const store = await storeIn[engine](place)
      const district = await openDistrict({ store, clock })
      await begin(district)
      return {
        write: (call) => send(district, call),
        count: async () => (await store.head(district.log)) - eventsBefore,
        async close() {
          await district.close()
          await store.close()
        },
      }
    },
    async fill(place, tasks) {
      const store = await storeIn[engine](place)
      await writeTasks(store, tasks)
      if (engine === 'memory') filled = store
      else await store.close()
    },
    async replay(place) {
      const store = filled ?? (await storeIn[engine](place))
      const district = await openDistrict({ store, clock, create: false, snapshotEvery: 0 })
      if (!filled) await store.close()
      return district.position - eventsBefore
    },
  }
}
