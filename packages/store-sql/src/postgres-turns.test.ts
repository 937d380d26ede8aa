import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStore } from '@bihuan/core'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { postgresStore } from './index.ts'
import { destroy, place, schemaOf, sql } from './testing/postgres-fixture.ts'
import { record } from './testing/records.ts'

const opened = async (...timeouts: readonly number[]) => {
  const url = await place()
  const stores: EventStore[] = []
  for (const turnTimeout of timeouts) stores.push(await postgresStore({ url, turnTimeout }))
  onTestFinished(async () => {
    for (const store of stores) await store.close()
    await destroy(url)
  })
  return stores
}

const deferred = () => {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}

test('more turns at once than there are connections, each of which also reads past its turn, are all served', async () => {
  const [store] = await opened(60_000)
  const logs = Array.from({ length: 24 }, (_, n) => `log-${n}`).sort()
  const turns = logs.map((log) =>
    store?.turn?.(log, async (turn) => {
      await store.head('other')
      await turn.append(log, 0, [record(1)])
    }),
  )
  await Promise.all(turns)
  expect(await store?.logs()).toEqual(logs)
})

test('a turn that does not go on is given up by the server: it tells so, leaves nothing, and others append', async () => {
  const [frozen, other] = await opened(500, 500)
  const { promise: thawed, resolve: thaw } = deferred()
  const { promise: begun, resolve: begin } = deferred()
  const told = frozen
    ?.turn?.('a', async (turn) => {
      await turn.append('a', 0, [record(1)])
      begin()
      await thawed
      await turn.append('a', 1, [record(2)])
    })
    .catch((error: unknown) => error)
  await begun
  await other?.append('a', 0, [record(1, { command: 'c-other' })])
  thaw()
  expect(await told).toMatchObject({ name: 'StoreError', code: 'unavailable' })
  expect(await frozen?.head('a')).toBe(1)
  expect(await frozen?.findCommand('a', 'c-other')).toHaveLength(1)
})

test('a turn whose work makes nothing of an error rejects all the same: the server has given its transaction up', async () => {
  const url = await place()
  const store = await postgresStore({ url })
  const client = new pg.Client(url.replace(/\?.*/, ''))
  await client.connect()
  const schema = schemaOf(url)
  const stuck = `FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%"${schema}".events%'`
  await client.query('BEGIN')
  await client.query(`LOCK TABLE "${schema}".events IN ACCESS EXCLUSIVE MODE`)
  const turn = store.turn?.('a', async (turn) => {
    const cancelling = (async () => {
      while ((await sql(url, `SELECT pid ${stuck}`)).length === 0) await sleep(10)
      await sql(url, `SELECT pg_cancel_backend(pid) ${stuck}`)
    })()
    await turn.findCommand('a', 'c-1').catch(() => undefined)
    await cancelling
    await client.query('ROLLBACK')
    await turn.append('a', 0, [record(1)]).catch(() => undefined)
  })
  await expect(turn).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable', cause: { code: '57014' } })
  expect(await store.head('a')).toBe(0)
  await client.end()
  await store.close()
  await destroy(url)
})
