import type { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeEventStore } from '@bihuan/store-conformance'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { pgDriver, postgresStore } from './index.ts'
import { pgbouncer, pgbouncerVersion } from './testing/pgbouncer.ts'
import { poolerVariable } from './testing/pooled-fixture.ts'
import { destroy, place, schemaOf, server } from './testing/postgres-fixture.ts'
import { all, record } from './testing/records.ts'

const version = pgbouncerVersion()

describe.skipIf(version === undefined)(version ? 'behind pgbouncer' : 'behind pgbouncer (skipped: there is none on the PATH)', () => {
  let pooler: Awaited<ReturnType<typeof pgbouncer>>
  beforeAll(async () => {
    pooler = await pgbouncer(server())
    process.env[poolerVariable] = pooler.urlOf('pool')
  })
  afterAll(() => pooler?.stop())

  // fewer of what the server is tried with by itself: what differs here is the way to it, not the store
  describeEventStore('in transaction mode, as documented', new URL('./testing/pooled-fixture.ts', import.meta.url), {
    runs: 20,
    processes: 3,
    commands: 20,
    kills: 3,
  })

  /** A schema that is there, and its address behind the pooler. */
  const opened = async (database: Parameters<typeof pooler.urlOf>[0]) => {
    const url = await place()
    await (await postgresStore({ url })).close()
    onTestFinished(() => destroy(url))
    return { direct: url, url: `${pooler.urlOf(database)}?schema=${schemaOf(url)}` }
  }

  const clientOf = async (url: string) => {
    const client = new pg.Client(url.replace(/\?.*/, ''))
    client.on('error', () => undefined)
    await client.connect()
    onTestFinished(() => client.end())
    return client
  }

  test('with prepared statements, a name that the session has already (42P05) is answered without names from then on', async () => {
    const { url } = await opened('one')
    const named = { name: `both-${schemaOf(url)}`, text: 'SELECT 1' }
    await (await clientOf(url)).query(named)
    // so the pooler does not keep names apart, and the test tries what it says
    await expect((await clientOf(url)).query(named)).rejects.toMatchObject({ code: '42P05' })

    const stores = await Promise.all([postgresStore({ url, listen: false }), postgresStore({ url, listen: false })])
    for (let n = 0; n < 6; n++) await stores[n % 2]?.append('a', n, [record(n + 1, { command: `c-${n}` })])
    for (const store of stores) {
      expect(await store.head('a')).toBe(6)
      expect(await store.findCommand('a', 'c-3')).toHaveLength(1)
      await store.close()
    }
  })

  test('with prepared statements, a name that the session does not know (26000) is answered without names from then on', async () => {
    const { url } = await opened('two')
    const states: unknown[] = []
    const pool = new pg.Pool({ connectionString: url.replace(/\?.*/, ''), max: 1 })
    pool.on('connect', (client) => {
      const { connection } = client as unknown as { readonly connection: EventEmitter }
      connection.on('errorMessage', ({ code }: { readonly code: unknown }) => states.push(code))
    })
    onTestFinished(() => pool.end())
    const store = await postgresStore({ driver: pgDriver(pool, { listen: false }), schema: schemaOf(url) })
    await store.append('a', 0, [record(1)])
    await store.append('a', 1, [record(2)])
    // the pooler lends the session that was given back last: this takes the one that knows the names
    const holder = await clientOf(url)
    await holder.query('BEGIN')
    await store.append('a', 2, [record(3, { command: 'c-3' })])
    expect(states).toEqual(['26000'])
    await holder.query('COMMIT')
    await store.append('a', 3, [record(4)])
    await store.turn?.('a', (turn) => turn.append('a', 4, [record(5)]))
    expect(states).toEqual(['26000'])
    expect((await all(store)).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
    await store.close()
  })

  test('LISTEN succeeds and is heard by nobody: appends of others are found by looking', { timeout: 60_000 }, async () => {
    const { url, direct } = await opened('pool')
    const raw = await clientOf(url)
    let heard = 0
    raw.on('notification', () => heard++)
    await raw.query('LISTEN "raw"')
    await (await clientOf(url)).query(`SELECT pg_notify('raw', '')`)
    await sleep(100)
    expect(heard).toBe(0)

    const [store, other] = await Promise.all([postgresStore({ url, pollInterval: 20 }), postgresStore({ url: direct })])
    let woken = 0
    store.watch('a', () => woken++)
    await other.append('a', 0, [record(1)])
    while (woken === 0) await sleep(10)
    await sleep(3000)
    const before = woken
    await other.append('a', 1, [record(2)])
    const began = performance.now()
    while (woken === before) await sleep(10)
    // it looks every 20 milliseconds; where it took itself for hearing, it would every 15 seconds
    expect(performance.now() - began).toBeLessThan(8000)
    await store.close()
    await other.close()
  })

  test('a store at a direct address hears at once what is appended behind the pooler', { timeout: 60_000 }, async () => {
    const { url, direct } = await opened('pool')
    const [store, other] = await Promise.all([
      postgresStore({ url: direct }),
      postgresStore({ url, prepare: false, listen: false, pollInterval: 20 }),
    ])
    let woken = 0
    store.watch('a', () => woken++)
    // by now it listens, and looks every 15 seconds only
    await sleep(1500)
    await other.append('a', 0, [record(1)])
    const began = performance.now()
    while (woken === 0) await sleep(10)
    expect(performance.now() - began).toBeLessThan(3000)
    await store.close()
    await other.close()
  })

  test('in statement mode a store that is there appends and reads; a turn, a snapshot and a new store are unavailable, with the reason', async () => {
    const { url } = await opened('statements')
    const store = await postgresStore({ url, prepare: false, listen: false })
    await store.append('a', 0, [record(1, { command: 'c-1' })])
    await store.append('a', 1, [record(2)])
    await expect(store.append('a', 1, [record(2)])).rejects.toMatchObject({ name: 'Conflict', actual: 2 })
    await expect(store.append('a', 2, [record(3, { command: 'c-1' })])).rejects.toMatchObject({ name: 'DuplicateCommand' })
    const refused = { name: 'StoreError', code: 'unavailable', message: expect.stringContaining('transaction') }
    await expect(store.turn?.('a', (turn) => turn.append('a', 2, [record(3)]))).rejects.toMatchObject(refused)
    const head = { position: 2, shape: 's', parts: 0, text: '{}' }
    await expect(store.snapshots?.save('a', head, (async function* () {})())).rejects.toMatchObject(refused)
    expect(await store.snapshots?.find('a', 's')).toBeUndefined()
    await store.append('a', 2, [record(3)])
    expect((await all(store)).map(({ position }) => position)).toEqual([1, 2, 3])
    await store.close()
    const nowhere = `${pooler.urlOf('statements')}?schema=${schemaOf(await place())}`
    await expect(postgresStore({ url: nowhere, prepare: false, listen: false })).rejects.toMatchObject(refused)
  })
})
