import { randomUUID } from 'node:crypto'
import type { EventStoreFixture } from '@bihuan/store-conformance'
import { PGlite } from '@electric-sql/pglite'
import { pgliteDriver, postgresStore } from '../index.ts'

export const supports: EventStoreFixture['supports'] = {
  durable: false,
  multiProcess: false,
  watchesOthers: false,
  turns: true,
  snapshots: true,
}

let database: Promise<PGlite> | undefined

/** One for all tests of a file, since it takes seconds to start. */
export const pglite = (): Promise<PGlite> => {
  database ??= PGlite.create()
  return database
}

/** A schema that is not there yet. */
export const place: EventStoreFixture['place'] = async () => `t_${randomUUID().replaceAll('-', '')}`

export const open: EventStoreFixture['open'] = async (schema) => postgresStore({ driver: pgliteDriver(await pglite()), schema })

export const destroy: EventStoreFixture['destroy'] = async (schema) => {
  await (await pglite()).exec(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`)
}
