export { type SqliteOptions, sqliteStore } from './sqlite.ts'
export type { SqliteDriver, SqliteStatement, SqliteValue } from './sqlite-driver.ts'
