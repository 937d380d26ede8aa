import { setTimeout as sleep } from 'node:timers/promises'
import { type EventStore, isConflict, isDuplicateCommand, isStoreError } from '@bihuan/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pgDriver, postgresStore } from './index.ts'
import { destroy, place, schemaOf, sql } from './testing/postgres-fixture.ts'
import { type PostgresServer, postgresServer } from './testing/postgres-server.ts'
import { all, record } from './testing/records.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(() => server.stop())

/** Appends one command as the runtime does: again after a conflict, and after an unknown outcome once it has asked. */
const insist = async (store: EventStore, command: string, troubles: unknown[]): Promise<void> => {
  for (;;) {
    try {
      if (await store.findCommand('a', command)) return
      const head = await store.head('a')
      await store.append('a', head, [record(head + 1, { command }), record(head + 2)])
      return
    } catch (error) {
      if (isConflict(error) || isDuplicateCommand(error)) continue
      expect(error).toSatisfy(isStoreError)
      expect(error).toMatchObject({ code: 'unavailable' })
      troubles.push(error)
      await sleep(20)
    }
  }
}

const expectWhole = async (store: EventStore, commands: readonly string[]) => {
  const records = await all(store)
  expect(records.map(({ position }) => position)).toEqual(records.map((_, i) => i + 1))
  expect(records.flatMap(({ command }) => command ?? []).sort()).toEqual([...commands].sort())
  expect(records).toHaveLength(commands.length * 2)
}

test('many writers on one log, 8 × 500 appends: no gap, nothing lost, nothing twice', { timeout: 180_000 }, async () => {
  const url = await place()
  const stores = await Promise.all(Array.from({ length: 8 }, () => postgresStore({ url, connections: 2 })))
  const commands: string[] = []
  await Promise.all(
    stores.map(async (store, n) => {
      let head = 0
      for (let i = 0; i < 500; ) {
        const command = `w${n}-${i}`
        try {
          await store.append('a', head, [record(head + 1, { command }), record(head + 2)])
          commands.push(command)
          head += 2
          i++
        } catch (error) {
          if (!isConflict(error)) throw error
          expect(error.actual).toBeGreaterThan(head)
          head = error.actual
        }
      }
    }),
  )
  expect(commands).toHaveLength(4000)
  await expectWhole(stores[0] as EventStore, commands)
  for (const store of stores) await store.close()
  await destroy(url)
})

test('sessions that are terminated while they append lose and double nothing, and the store goes on by itself', {
  timeout: 120_000,
}, async () => {
  const url = await place()
  const stores = await Promise.all([1, 2, 3].map(() => postgresStore({ url, connections: 3 })))
  const troubles: unknown[] = []
  const names = stores.map((_, n) => Array.from({ length: 120 }, (_, i) => `t${n}-${i}`))
  let over = false
  const work = Promise.all(
    stores.map(async (store, n) => {
      for (const command of names[n] ?? []) await insist(store, command, troubles)
    }),
  ).finally(() => {
    over = true
  })
  while (!over) {
    await sql(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%${schemaOf(url)}%'`,
    )
    await sleep(30)
  }
  await work
  expect(troubles.length).toBeGreaterThan(0)
  await expectWhole(stores[0] as EventStore, names.flat())
  for (const store of stores) await store.close()
  await destroy(url)
})

test('a server that crashes and comes back keeps what was acknowledged, and the same store goes on', { timeout: 120_000 }, async () => {
  const store = await postgresStore({ url: server.url })
  const troubles: unknown[] = []
  const done: string[] = []
  let over = false
  const work = (async () => {
    for (let i = 0; !over; i++) {
      await insist(store, `r-${i}`, troubles)
      done.push(`r-${i}`)
    }
  })()
  for (const signal of ['SIGQUIT', 'SIGINT', 'SIGQUIT'] as const) {
    const before = done.length
    while (done.length < before + 20) await sleep(5)
    await server.end(signal)
    await server.start()
  }
  const before = done.length
  while (done.length < before + 20) await sleep(5)
  over = true
  await work
  expect(troubles.length).toBeGreaterThan(0)
  await expectWhole(store, done)
  await store.close()
})

test('a turn whose session is terminated rejects and leaves nothing', async () => {
  const url = await place()
  const store = await postgresStore({ url })
  const turn = store.turn?.('a', async (turn) => {
    await turn.append('a', 0, [record(1)])
    await sql(url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query = 'RELEASE step'`)
    await turn.append('a', 1, [record(2)]).catch(() => undefined)
  })
  await expect(turn).rejects.toMatchObject({ code: 'unavailable' })
  expect(await store.head('a')).toBe(0)
  await store.append('a', 0, [record(1)])
  await store.close()
  await destroy(url)
})

test('two turns that wait for each other’s log: one is told busy, the other goes on', async () => {
  const url = await place()
  const [one, other] = await Promise.all([postgresStore({ url }), postgresStore({ url })])
  let arrived = 0
  const crossing = (store: EventStore, first: string, second: string) =>
    store.turn?.(first, async (turn) => {
      arrived++
      while (arrived < 2) await sleep(5)
      await turn.append(second, 0, [record(1)])
    })
  const outcomes = await Promise.allSettled([crossing(one, 'a', 'b'), crossing(other, 'b', 'a')])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'busy', cause: { code: '40P01' } } })
  await one.close()
  await other.close()
  await destroy(url)
})

test('a listener that is terminated listens again, and hears', async () => {
  const url = await place()
  const [store, other] = await Promise.all([postgresStore({ url, pollInterval: 20 }), postgresStore({ url })])
  let woken = 0
  store.watch('a', () => woken++)
  const listeners = () => sql(url, `SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN "${schemaOf(url)}"'`)
  const until = async (holds: () => boolean | Promise<boolean>) => {
    while (!(await holds())) await sleep(10)
  }
  await until(async () => (await listeners()).length === 1)
  const [before] = await listeners()
  await sql(url, `SELECT pg_terminate_backend(${before?.pid})`)
  const began = performance.now()
  await until(async () => (await listeners()).some(({ pid }) => pid !== before?.pid))
  // at once, and not when it looks the next time, 15 seconds later
  expect(performance.now() - began).toBeLessThan(8000)
  await other.append('a', 0, [record(1)])
  await until(() => woken > 0)
  await store.close()
  await other.close()
  expect(await listeners()).toEqual([])
  await destroy(url)
})

test('without LISTEN, as behind a pooler in transaction mode, appends of others are found by looking', async () => {
  const url = await place()
  const deaf = pgDriver(url.replace(/\?.*/, ''))
  const muffled = { ...deaf, listen: async () => () => undefined }
  const schema = schemaOf(url)
  const stores = await Promise.all([
    postgresStore({ url, listen: false, pollInterval: 10 }),
    postgresStore({ driver: muffled, schema, pollInterval: 10 }),
  ])
  const other = await postgresStore({ url })
  for (const [n, store] of stores.entries()) {
    const heard = new Promise<void>((resolve) => store.watch(`log-${n}`, resolve))
    await sleep(30)
    await other.append(`log-${n}`, 0, [record(1)])
    await heard
  }
  for (const store of [...stores, other]) await store.close()
  await destroy(url)
})

test('sessions that forget prepared statements, as poolers hand them out, are served without', async () => {
  const url = await place()
  const store = await postgresStore({ url, connections: 1 })
  await store.append('a', 0, [record(1)])
  await store.append('a', 1, [record(2)])
  const forgetful = pgDriver(url.replace(/\?.*/, ''), { connections: 1 })
  const other = await postgresStore({ driver: forgetful, schema: schemaOf(url) })
  expect(await other.head('a')).toBe(2)
  await other.append('a', 2, [record(3)])
  await forgetful.query('DEALLOCATE ALL')
  await other.append('a', 3, [record(4)])
  expect(await other.head('a')).toBe(4)
  await other.close()
  await store.close()
  await destroy(url)
})
