import { StoreError } from '@bihuan/core'
import type { PostgresDriver, PostgresQuery, PostgresRow, PostgresValue } from './postgres-driver.ts'

/** What is needed of PGlite inside and outside of a transaction. Written out, so that who uses SQLite needs no types of PGlite. */
export interface PgliteSession {
  query(sql: string, values: PostgresValue[], options: { readonly rowMode: 'array' }): Promise<{ readonly rows: unknown[] }>
}

/** What is needed of a `PGlite`. */
export interface PgliteDatabase extends PgliteSession {
  transaction<T>(work: (session: PgliteSession) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const asked =
  (session: PgliteSession): PostgresQuery =>
  async (sql, ...values) =>
    (await session.query(sql, [...values], { rowMode: 'array' })).rows as PostgresRow[]

const databaseIn = async (folder: string): Promise<PgliteDatabase> => {
  const pglite = await import('@electric-sql/pglite').catch((error: unknown) => {
    throw new StoreError('unsupported', 'the package @electric-sql/pglite is not installed', { cause: error })
  })
  return pglite.PGlite.create(folder)
}

/**
 * A driver over PGlite: over a folder, or `memory://`, opened when it is first used, or over a database that stays the caller's to close.
 * It is PostgreSQL inside this process, with one connection.
 *
 * Not durable, in a folder neither: PGlite runs with `fsync = off`, and its file system has no sync to call (0.5.16: no fsync and no
 * fdatasync reaches the system, with `fsync = on` neither). What an append wrote is the operating system's to keep.
 */
export const pgliteDriver = (given: string | PgliteDatabase): PostgresDriver => {
  let database: Promise<PgliteDatabase> | undefined
  const connect = () => {
    database ??= typeof given === 'string' ? databaseIn(given) : Promise.resolve(given)
    return database
  }

  return {
    place: typeof given === 'string' ? `pglite ${given}` : 'pglite',
    durable: false,
    shared: false,
    losesMarks: true,
    query: async (sql, ...values) => asked(await connect())(sql, ...values),
    transaction: async (work) => (await connect()).transaction((session) => work(asked(session))),

    async close() {
      const made = await database?.catch(() => undefined)
      if (typeof given === 'string') await made?.close()
    },
  }
}
