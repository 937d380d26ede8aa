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

const lost = () => Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' })

test('a read whose connection was lost is sent once more, and once only; an append is not', async () => {
  const url = await place()
  const driver = pgDriver(url.replace(/\?.*/, ''))
  let losing = 0
  const store = await postgresStore({
    schema: schemaOf(url),
    driver: {
      ...driver,
      async query(text, ...values) {
        if (losing-- > 0) throw lost()
        return driver.query(text, ...values)
      },
    },
  })
  await store.append('a', 0, [record(1, { command: 'c-1' })])
  for (const read of [() => store.head('a'), () => all(store), () => store.findCommand('a', 'c-1'), () => store.logs()]) {
    losing = 0
    const before = await read()
    losing = 1
    expect(await read()).toStrictEqual(before)
    losing = 2
    await expect(read()).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable', cause: { code: 'ECONNRESET' } })
  }
  losing = 1
  await expect(store.append('a', 1, [record(2)])).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' })
  expect(await store.head('a')).toBe(1)
  await store.close()
  await destroy(url)
})

test('a connection whose last answer was not the server’s own is given back to be ended; others are kept', async () => {
  const released: (boolean | undefined)[] = []
  let error: Error | undefined
  const driver = pgDriver({
    connect: async () => ({
      query: async () => {
        if (error) throw error
        return { rows: [] }
      },
      on: () => undefined,
      release: (destroy) => void released.push(destroy ?? false),
    }),
    on: () => undefined,
    end: async () => undefined,
  })
  await driver.query('SELECT 1')
  for (const code of ['23505', 'ECONNRESET', '57P01', '08006', undefined]) {
    error = Object.assign(new Error(String(code)), { code })
    await expect(driver.query('SELECT 1')).rejects.toBe(error)
    await expect(driver.transaction(async () => undefined)).rejects.toBe(error)
  }
  // a transaction that can't be rolled back ends its connection, whatever was said
  expect(released).toEqual([false, false, true, true, true, true, true, true, true, true, true])
})
