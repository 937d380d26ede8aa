import { DatabaseSync } from 'node:sqlite'
import type { EventStoreFixture } from '@bihuan/store-conformance'
import { type SqliteDriver, sqliteStore } from '../index.ts'

export { destroy, place, supports } from './sqlite-fixture.ts'

/** A driver as an older Node has it: rows are objects only. */
const withoutArrays = (path: string): SqliteDriver => {
  const db = new DatabaseSync(path)
  return {
    exec: (sql) => db.exec(sql),
    prepare(sql) {
      const statement = db.prepare(sql)
      return { run: (...values) => statement.run(...values), all: (...values) => statement.all(...values) }
    },
    close: () => db.close(),
  }
}

export const open: EventStoreFixture['open'] = async (path) =>
  sqliteStore({ path, pollInterval: 5, busyTimeout: 20_000, driver: withoutArrays })
