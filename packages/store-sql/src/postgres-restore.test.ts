import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDistrict } from '@bihuan/core'
import { expect, test } from 'vitest'
import { postgresStore } from './index.ts'
import { sql } from './testing/postgres-fixture.ts'
import { postgresServer } from './testing/postgres-server.ts'
import { all } from './testing/records.ts'
import { story } from './testing/story.ts'

// The packaged server comes without pg_dump; COPY and setval are what its dump consists of.
test('dumped and restored into a new cluster, a log goes on without a gap', { timeout: 120_000 }, async () => {
  const [before, after] = await Promise.all([postgresServer(), postgresServer()])
  try {
    const old = await postgresStore({ url: before.url })
    const district = await story(old)
    await story(old, 'another')
    await district.snapshot()
    const dump = join(before.home, 'dump')
    mkdirSync(dump)
    chmodSync(dump, 0o777)
    const tables = ['logs', 'events', 'snapshots', 'snapshot_parts']
    await sql(before.url, ...tables.map((table) => `COPY bihuan.${table} TO '${join(dump, table)}'`))
    const fresh = await postgresStore({ url: after.url })
    await sql(
      after.url,
      ...tables.map((table) => `COPY bihuan.${table} FROM '${join(dump, table)}'`),
      ...['logs', 'snapshots'].map(
        (table) => `SELECT setval(pg_get_serial_sequence('bihuan.${table}', 'id'), max(id)) FROM bihuan.${table}`,
      ),
    )
    expect(await fresh.logs()).toEqual(['another', 'nangang'])
    expect(await all(fresh, 'nangang')).toStrictEqual(await all(old, 'nangang'))
    const restored = await openDistrict({ store: fresh, log: 'nangang', create: false })
    expect(restored.root()).toBe(district.root())
    const office = { on: '2022-01-06', actor: { person: 'p-2', unit: 'office', roles: ['office'] } }
    await restored.execute('goal.set', { goal: 'g-2', strategy: '1123', name: '二' }, office)
    expect(await restored.verify()).toMatchObject({ events: 6, root: restored.root() })
    await story(fresh, 'third')
    expect(await fresh.head('third')).toBe(5)
    for (const one of [old, fresh]) await one.close()
  } finally {
    await Promise.all([before.stop(), after.stop()])
  }
})
