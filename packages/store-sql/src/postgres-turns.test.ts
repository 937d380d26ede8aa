import type { EventStore } from '@bihuan/core'
import { expect, onTestFinished, test } from 'vitest'
import { postgresStore } from './index.ts'
import { destroy, place } from './testing/postgres-fixture.ts'
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
