import { hash } from 'node:crypto'
import { StoreError } from '@bihuan/core'
import { type PostgresDriver, type PostgresQuery, type PostgresRow, type PostgresValue, sqlState } from './postgres-driver.ts'

/** What is needed of pg's `Pool`. Written out, so that who uses SQLite needs no types of pg. */
export interface PgPool {
  connect(): Promise<PgClient>
  on(event: 'error', listener: (error: Error) => void): unknown
  end(): Promise<void>
}

/** What is needed of a client that pg's `Pool` lends. */
export interface PgClient {
  query(statement: PgStatement): Promise<{ readonly rows: unknown[] }>
  on(event: 'notification', listener: (message: { readonly payload?: string | undefined }) => void): unknown
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown
  release(destroy?: boolean): void
}

export interface PgStatement {
  readonly text: string
  readonly values: PostgresValue[]
  readonly rowMode: 'array'
  readonly types: { getTypeParser(): (value: string) => string }
  readonly name?: string
}

export interface PgDriverOptions {
  /** How many connections at most, 10 by default, where an address is given. */
  readonly connections?: number
  /**
   * Named prepared statements, which the server parses and plans once. A pooler in transaction mode may not know them; when it turns
   * out so, the driver goes on without. False from the start spares it the attempt.
   */
  readonly prepare?: boolean
  /** False behind a pooler in transaction mode, where LISTEN is heard by nobody: appends of others are then looked for. Others still hear. */
  readonly listen?: boolean
}

/** Text as the server sends it: the store knows its columns, and parses what has to be. */
const asText = { getTypeParser: () => (value: string) => value }

/** A statement that the server has never heard of, or knows by that name already: another session than the one it was prepared in. */
const isForeignSession = (error: unknown) => ['26000', '42P05'].includes(sqlState(error) ?? '')

const withoutPassword = (url: string): string => {
  try {
    const { host, pathname } = new URL(url)
    return `postgres://${host}${pathname}`
  } catch {
    return 'postgres'
  }
}

const poolOf = async (url: string, max: number): Promise<PgPool> => {
  const pg = await import('pg').catch((error: unknown) => {
    throw new StoreError('unsupported', 'the package pg is not installed', { cause: error })
  })
  return new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 10_000, keepAlive: true, allowExitOnIdle: true })
}

/** A driver over pg: over an address, loaded when it is first used, or over a pool that stays the caller's to end. */
export const pgDriver = (given: string | PgPool, options: PgDriverOptions = {}): PostgresDriver => {
  const { connections = 10, listen = true } = options
  let named = options.prepare ?? true
  let pool: Promise<PgPool> | undefined
  const known = new WeakSet<PgClient>()

  const connect = async (): Promise<PgClient> => {
    pool ??= (typeof given === 'string' ? poolOf(given, connections) : Promise.resolve(given)).then((made) => {
      // an idle connection that the server ends is the pool's to replace, not a reason for the process to end
      made.on('error', () => undefined)
      return made
    })
    const client = await (await pool).connect()
    if (!known.has(client)) {
      known.add(client)
      // nor one that ends under a statement, which rejects; the pool listens only while nobody has borrowed it
      client.on('error', () => undefined)
    }
    return client
  }

  const run = async (client: PgClient, text: string, values: readonly PostgresValue[], name?: string): Promise<PostgresRow[]> => {
    const statement = { text, values: [...values], rowMode: 'array' as const, types: asText }
    const { rows } = await client.query(name === undefined ? statement : { ...statement, name })
    return rows as PostgresRow[]
  }

  const names = new Map<string, string>()
  const nameOf = (sql: string) => {
    let name = names.get(sql)
    if (name === undefined) {
      // from the text: stores of several schemas may share the connections of one pool
      name = `bihuan_${hash('sha256', sql).slice(0, 24)}`
      names.set(sql, name)
    }
    return name
  }

  /** Lends a connection. One whose last answer was not the server's own is not used again. */
  const lending = async <T>(work: (client: PgClient) => Promise<T>): Promise<T> => {
    const client = await connect()
    try {
      const result = await work(client)
      client.release()
      return result
    } catch (error) {
      const state = sqlState(error)
      client.release(state === undefined || state.startsWith('57P') || state.startsWith('08'))
      throw error
    }
  }

  const query: PostgresQuery = (sql, ...values) =>
    lending(async (client) => {
      if (!named) return run(client, sql, values)
      try {
        return await run(client, sql, values, nameOf(sql))
      } catch (error) {
        if (!isForeignSession(error)) throw error
        // refused before it ran, so that it may be sent again
        named = false
        return run(client, sql, values)
      }
    })

  return {
    place: typeof given === 'string' ? withoutPassword(given) : 'postgres',
    durable: true,
    shared: true,
    query,

    async transaction(work) {
      const client = await connect()
      let broken = true
      try {
        // written out, since a role or a database may have another level by default
        await run(client, 'BEGIN ISOLATION LEVEL READ COMMITTED', [])
        const result = await work((sql, ...values) => run(client, sql, values))
        await run(client, 'COMMIT', [])
        broken = false
        return result
      } catch (error) {
        await run(client, 'ROLLBACK', []).then(
          () => {
            broken = false
          },
          () => undefined,
        )
        throw error
      } finally {
        client.release(broken)
      }
    },

    ...(listen && {
      async listen(channel, heard, lost) {
        const client = await connect()
        let over = false
        const end = () => {
          if (over) return false
          over = true
          client.release(true)
          return true
        }
        client.on('notification', ({ payload }) => !over && heard(payload ?? ''))
        for (const event of ['error', 'end'] as const) client.on(event, () => end() && lost())
        try {
          await run(client, `LISTEN "${channel}"`, [])
        } catch (error) {
          end()
          throw error
        }
        return () => void end()
      },
    }),

    async close() {
      const made = await pool?.catch(() => undefined)
      if (typeof given === 'string') await made?.end()
    },
  }
}
