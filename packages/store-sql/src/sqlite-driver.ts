import { DatabaseSync } from 'node:sqlite'
import { isConflict, isDuplicateCommand, isInvalidInput, isStoreError, StoreError, type StoreErrorCode } from '@bihuan/core'

export type SqliteValue = null | number | bigint | string | Uint8Array

/** What the store needs of a prepared statement. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): unknown
  /** Rows as objects by column name, in the order of the columns; as arrays after `setReturnArrays(true)`. */
  all(...values: SqliteValue[]): unknown[]
  /** Absent in older drivers; with it, pages are read half as fast again. */
  setReturnArrays?(on: boolean): void
}

/** What the store needs of a connection: synchronous, as node:sqlite's `DatabaseSync` is. Its errors carry SQLite's code. */
export interface SqliteDriver {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
  close(): void
}

export const nodeSqlite = (path: string): SqliteDriver => new DatabaseSync(path)

export type Row = readonly SqliteValue[]

/** Statements are prepared once for each text and answer with rows as arrays, which are the cheapest to make. */
export const statements = (db: SqliteDriver) => {
  const prepared = new Map<string, (values: SqliteValue[]) => Row[]>()
  const prepare = (sql: string) => {
    const statement = db.prepare(sql)
    if (statement.setReturnArrays === undefined) {
      return (values: SqliteValue[]) => statement.all(...values).map((row) => Object.values(row as Record<string, SqliteValue>))
    }
    statement.setReturnArrays(true)
    return (values: SqliteValue[]) => statement.all(...values) as Row[]
  }
  return (sql: string, ...values: SqliteValue[]): Row[] => {
    let run = prepared.get(sql)
    if (run === undefined) {
      run = prepare(sql)
      prepared.set(sql, run)
    }
    return run(values)
  }
}

export type Query = ReturnType<typeof statements>

// https://sqlite.org/rescode.html; every code that is not named here may pass: disk full, I/O, permissions, memory
const codes: readonly { readonly number: number; readonly name: string; readonly code: StoreErrorCode }[] = [
  { number: 5, name: 'SQLITE_BUSY', code: 'busy' },
  { number: 6, name: 'SQLITE_LOCKED', code: 'busy' },
  { number: 11, name: 'SQLITE_CORRUPT', code: 'damaged' },
  { number: 26, name: 'SQLITE_NOTADB', code: 'notAStore' },
]

/** The code for an error of the driver (node:sqlite has `errcode`, others the name in `code`), or undefined for any other error. */
export const sqliteCode = (error: unknown): StoreErrorCode | undefined => {
  if (!(error instanceof Error)) return undefined
  const { errcode, code } = error as { errcode?: unknown; code?: unknown }
  const known = codes.find(({ number, name }) =>
    typeof errcode === 'number' ? (errcode & 255) === number : typeof code === 'string' && code.startsWith(name),
  )
  if (known) return known.code
  return typeof errcode === 'number' || (typeof code === 'string' && code.startsWith('SQLITE_')) ? 'unavailable' : undefined
}

/** `error` as this package's callers may see it. What is not the medium's trouble goes through as it is. */
export const storeError = (error: unknown, path: string): unknown => {
  if (isStoreError(error) || isConflict(error) || isDuplicateCommand(error) || isInvalidInput(error)) return error
  const code = sqliteCode(error)
  return code === undefined ? error : new StoreError(code, `${path}: ${(error as Error).message}`, { cause: error })
}

/** Whether the medium has no room: SQLITE_FULL. */
export const isFull = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { errcode, code } = error as { errcode?: unknown; code?: unknown }
  return errcode === 13 || code === 'SQLITE_FULL'
}

export const isUniqueViolation = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { errcode, code } = error as { errcode?: unknown; code?: unknown }
  return errcode === 2067 || code === 'SQLITE_CONSTRAINT_UNIQUE'
}
