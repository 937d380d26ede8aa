import { setTimeout as sleep } from 'node:timers/promises'
import type { EventStore } from '@bihuan/core'
import { expect, test } from 'vitest'
import { type PostgresDriver, pgDriver, postgresStore } from './index.ts'
import { destroy, place, schemaOf, sql } from './testing/postgres-fixture.ts'

const save = (store: EventStore, position: number) =>
  store.snapshots?.save('a', { position, shape: 's', parts: 0, text: '{}' }, (async function* () {})())

test('two snapshots that are finished at once drop the older one, though neither could see the other', async () => {
  const url = await place()
  const schema = schemaOf(url)
  const newer = await postgresStore({ url })
  let reached = () => {}
  let go = () => {}
  const atTheEnd = new Promise<void>((resolve) => {
    reached = resolve
  })
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const driver = pgDriver(url.replace(/\?.*/, ''))
  const slow: PostgresDriver = {
    ...driver,
    transaction: (work) =>
      driver.transaction(async (query) => {
        const result = await work(query)
        reached()
        await gate
        return result
      }),
  }
  const older = await postgresStore({ driver: slow, schema })
  const first = save(older, 1)
  await atTheEnd
  let over = false
  const second = save(newer, 2)?.then(() => {
    over = true
  })
  // it waits, or, where nothing kept it back, it is done before the first one has committed
  while (!over && (await sql(url, `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'advisory'`)).length === 0) await sleep(10)
  go()
  await first
  await second
  const left = await sql(url, `SELECT position::int, state FROM "${schema}".snapshots WHERE state = 'whole'`)
  expect(left).toEqual([{ position: 2, state: 'whole' }])
  await older.close()
  await newer.close()
  await destroy(url)
})
