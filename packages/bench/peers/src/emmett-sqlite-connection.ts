import { registerHooks } from 'node:module'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SQLiteConnection } from '@event-driven-io/emmett-sqlite'

/**
 * A connection for Emmett over node:sqlite: the driver that it imports, `sqlite3`, is native and is built on the machine that installs it. Calls
 * don't leave the thread and statements are prepared once, which is more than that driver does for Emmett.
 */
export function nodeConnection(path: string): SQLiteConnection {
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL')
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    const statement = db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  /** As its own driver binds: what is none of SQLite's types becomes text, such as the object that Emmett gives for a partition. */
  const bound = (values: readonly unknown[] = []) =>
    values.map((value) => {
      if (value === undefined || value === null) return null
      if (typeof value === 'boolean') return Number(value)
      return typeof value === 'object' ? String(value) : value
    }) as SQLInputValue[]
  let nesting = 0
  return {
    close: () => db.close(),
    command: async (sql, values) => prepared(sql).run(...bound(values)) as never,
    batchCommand: async (all) => {
      for (const sql of all) db.exec(sql)
    },
    query: async <T>(sql: string, values?: unknown[]) => prepared(sql).all(...bound(values)) as T[],
    querySingle: async <T>(sql: string, values?: unknown[]) => (prepared(sql).get(...bound(values)) as T | undefined) ?? null,
    withTransaction: async (work) => {
      if (nesting++ === 0) prepared('BEGIN IMMEDIATE').run()
      try {
        const result = await work()
        if (nesting === 1) prepared('COMMIT').run()
        return result
      } catch (error) {
        if (nesting === 1) prepared('ROLLBACK').run()
        throw error
      } finally {
        nesting--
      }
    },
  }
}

/** Emmett's package imports its driver by name even where it is given a connection. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'sqlite3' ? { url: 'data:text/javascript,export default {}', shortCircuit: true } : next(specifier, context),
})
