import { join } from 'node:path'
import { type District, type EventStore, openDistrict } from '@bihuan/core'
import { fileStore } from '@bihuan/store-file'
import { memoryStore } from '@bihuan/store-memory'
import { postgresStore, sqliteStore } from '@bihuan/store-sql'
import { begin, clock } from '../work/cast.ts'
import type { Call } from '../work/task.ts'
import type { Contender, Place } from './contender.ts'

export type Engine = 'memory' | 'file' | 'sqlite' | 'postgres'

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

/** The whole library with its defaults: input and facts parsed, policy and rules asked, leaves hashed, tables and roll-ups kept. */
export const bihuan = (engine: Engine): Contender => ({
  does: 'bihuan',
  async open(place) {
    const store = await storeIn[engine](place)
    const district = await openDistrict({ store, clock })
    if (district.position === 1) await begin(district as never)
    const before = district.position
    return {
      write: (call) => send(district as never, call),
      count: async () => (await store.head(district.log)) - before,
      async close() {
        await district.close()
        await store.close()
      },
    }
  },
})
