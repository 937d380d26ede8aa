import pg from 'pg'
import { expect, test } from 'vitest'
import { pgDriver, postgresStore } from './index.ts'
import { destroy, place, schemaOf } from './testing/postgres-fixture.ts'
import { all, record } from './testing/records.ts'

/** A store on one connection of the caller's, and which names its statements had. */
const onOneSession = async (url: string, prepare?: boolean) => {
  const pool = new pg.Pool({ connectionString: url.replace(/\?.*/, ''), max: 1 })
  const driver = pgDriver(pool, { listen: false, ...(prepare !== undefined && { prepare }) })
  const store = await postgresStore({ driver, schema: schemaOf(url) })
  const prepared = async () => (await pool.query('SELECT name FROM pg_prepared_statements')).rows.length
  return { pool, store, prepared }
}

// What a pooler in transaction mode does to a session: the next statement meets another one, which has not prepared it.
test('a session that knows none of the prepared statements is answered without names from then on', async () => {
  const url = await place()
  const { pool, store, prepared } = await onOneSession(url)
  await store.append('a', 0, [record(1, { command: 'c-1' })])
  await store.append('a', 1, [record(2)])
  expect(await prepared()).toBeGreaterThan(0)
  await pool.query('DEALLOCATE ALL')
  await store.append('a', 2, [record(3)])
  expect(await prepared()).toBe(0)
  await expect(store.append('a', 3, [record(4, { command: 'c-1' })])).rejects.toMatchObject({ name: 'DuplicateCommand' })
  await store.turn?.('a', (turn) => turn.append('a', 3, [record(4)]))
  expect(await all(store)).toStrictEqual([record(1, { command: 'c-1' }), record(2), record(3), record(4)])
  expect(await prepared()).toBe(0)
  await store.close()
  await pool.end()
  await destroy(url)
})

test('told not to prepare, no statement has a name', async () => {
  const url = await place()
  const { pool, store, prepared } = await onOneSession(url, false)
  await store.append('a', 0, [record(1)])
  expect(await all(store)).toStrictEqual([record(1)])
  expect(await prepared()).toBe(0)
  await store.close()
  await pool.end()
  await destroy(url)
})
