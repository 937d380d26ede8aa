import type { StoreErrorCode } from '@bihuan/core'
import { InvalidInput, isConflict, isCorrupt, isDuplicateCommand, isInvalidInput, isStoreError, StoreError } from '@bihuan/core'
import { textColumns } from './postgres-text.ts'

export type PostgresValue = null | number | string

/** Columns in the order of the statement. Numbers may come as text; `json` comes as its text where the statement casts it. */
export type PostgresRow = readonly unknown[]

/** Runs one statement with parameters `$1`, `$2` …, in one round trip and, outside of a transaction, in one of its own. */
export type PostgresQuery = (sql: string, ...values: readonly PostgresValue[]) => Promise<readonly PostgresRow[]>

/** What the store needs of a way to PostgreSQL. Errors of the server carry its SQLSTATE in `code`. */
export interface PostgresDriver {
  /** Where it leads, for messages, without a password. */
  readonly place: string
  /** What it says survives the end of the process. */
  readonly durable: boolean
  /** Other connections may be there, of this process or of others. Without them, all statements wait for a transaction to end. */
  readonly shared: boolean
  /** Loses U+FEFF where a text begins with it, as a plain TextDecoder does; the store then asks for its columns in another way. */
  readonly losesMarks?: boolean
  readonly query: PostgresQuery
  /** BEGIN, COMMIT when `work` resolves, ROLLBACK and the same error when it rejects; all on one connection. */
  transaction<T>(work: (query: PostgresQuery) => Promise<T>): Promise<T>
  /**
   * Hears what is notified on `channel` until the function that it gives is called, or the connection is lost, which `lost` tells once.
   * Absent where nobody else could notify.
   */
  listen?(channel: string, heard: (payload: string) => void, lost: () => void): Promise<() => void>
  /** Ends the connections that the driver made itself. */
  close(): Promise<void>
}

/** The server's code for what went wrong, from its own error or from the cause of a `StoreError`. */
export const sqlState = (error: unknown): string | undefined => {
  const own = isStoreError(error) ? error.cause : error
  const code = typeof own === 'object' && own !== null && 'code' in own ? own.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html; what begins with none of these may pass: connections, memory, rights
const codes: readonly (readonly [begin: string, code: StoreErrorCode])[] = [
  // a deadlock or a serialization failure undid the transaction, which may simply be tried again: as SQLITE_BUSY
  ['40', 'busy'],
  ['55P03', 'busy'],
  ['XX001', 'damaged'],
  ['XX002', 'damaged'],
  ['42P01', 'damaged'],
  ['42703', 'damaged'],
  ['3F000', 'damaged'],
  ['23', 'damaged'],
]

/** Errors of the language itself are mistakes in code, not trouble with a server. */
const mistakes = [TypeError, ReferenceError, RangeError, SyntaxError]

/** `error` as callers of the store may see it. */
export const postgresError = (error: unknown, place: string): unknown => {
  if ([isStoreError, isConflict, isDuplicateCommand, isInvalidInput, isCorrupt].some((is) => is(error))) return error
  if (!(error instanceof Error) || mistakes.some((kind) => error instanceof kind)) return error
  const state = sqlState(error)
  if (state?.startsWith('22')) return new InvalidInput([{ path: [], code: 'invalid_format', message: error.message }])
  const code = codes.find(([begin]) => state?.startsWith(begin))?.[1] ?? 'unavailable'
  // several addresses that all refuse make an AggregateError without words of its own
  const said = error.message || String((error as { code?: unknown }).code ?? error.name)
  return new StoreError(code, `${place}: ${said}`, { cause: error })
}

/** Whether the connection went away under a statement, so that one that only reads may be sent again on another. */
export const isLostConnection = (error: unknown): boolean => {
  if (!isStoreError(error) || error.code !== 'unavailable') return false
  const state = sqlState(error)
  if (state !== undefined) return state.startsWith('08') || state.startsWith('57P')
  const code = (error.cause as { code?: unknown } | undefined)?.code
  return code === undefined || code === 'ECONNRESET' || code === 'EPIPE'
}

/** The driver with errors that are the port's. An error of a transaction's own work goes through as it is. */
export const guarded = (driver: PostgresDriver) => {
  const told = (query: PostgresQuery): PostgresQuery => {
    return async (sql, ...values) => {
      try {
        return await query(sql, ...values)
      } catch (error) {
        throw postgresError(error, driver.place)
      }
    }
  }
  const query = told(driver.query)

  return {
    text: textColumns(driver.losesMarks ?? false),

    query,

    /** For statements that change nothing: sent once more when the connection was lost, as after a restart of the server. */
    async ask(sql: string, ...values: readonly PostgresValue[]) {
      try {
        return await query(sql, ...values)
      } catch (error) {
        if (!isLostConnection(error)) throw error
        return query(sql, ...values)
      }
    },

    async transaction<T>(work: (query: PostgresQuery) => Promise<T>): Promise<T> {
      let own: { readonly error: unknown } | undefined
      try {
        return await driver.transaction(async (query) => {
          try {
            return await work(told(query))
          } catch (error) {
            own = { error }
            throw error
          }
        })
      } catch (error) {
        throw own ? own.error : postgresError(error, driver.place)
      }
    },
  }
}

export type Guarded = ReturnType<typeof guarded>
