import { describeEventStore } from '@bihuan/store-conformance'
import { expect, test } from 'vitest'
import { postgresStore } from './index.ts'
import { partition } from './testing/partitioned-fixture.ts'
import { destroy, place, schemaOf, sql } from './testing/postgres-fixture.ts'
import { all, record } from './testing/records.ts'
import { story } from './testing/story.ts'

// fewer of what the plain schema is tried with in full: what differs here is the tables, not the store
describeEventStore('postgresStore over partitions', new URL('./testing/partitioned-fixture.ts', import.meta.url), {
  runs: 20,
  processes: 2,
  kills: 3,
})

test('a store that is split while it holds logs and has readers goes on with the same bytes, views, rules and root', async () => {
  const url = await place()
  const schema = `"${schemaOf(url)}"`
  const role = `analyst_${schemaOf(url).slice(2, 12)}`
  const store = await postgresStore({ url })
  const district = await story(store)
  await story(store, 'another')
  const root = district.root()
  const before = await all(store, 'nangang')
  const listed = await sql(url, `SELECT * FROM ${schema}.event_list ORDER BY log, position`)
  await sql(url, `CREATE ROLE ${role}`, `GRANT SELECT ON ${schema}.event_list TO ${role}`)
  await partition(url)

  expect(await all(store, 'nangang')).toStrictEqual(before)
  expect(await district.verify()).toMatchObject({ events: 5, root })
  expect(await sql(url, `SELECT * FROM ${schema}.event_list ORDER BY log, position`)).toStrictEqual(listed)
  expect(await sql(url, `SELECT has_table_privilege('${role}', '${schemaOf(url)}.event_list', 'SELECT') AS may`)).toEqual([{ may: true }])
  const kinds = `SELECT relkind::text, count(*)::int FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relname LIKE 'events%'
    AND relkind IN ('r', 'p') GROUP BY relkind ORDER BY relkind`
  expect(await sql(url, kinds)).toEqual([
    { relkind: 'p', count: 1 },
    { relkind: 'r', count: 32 },
  ])

  await expect(store.append('nangang', 4, [record(5)])).rejects.toMatchObject({ name: 'Conflict', actual: 5 })
  await expect(store.append('nangang', 5, [record(6, { command: 'c-park' })])).rejects.toMatchObject({ name: 'DuplicateCommand' })
  // a second opener finds a store of this version, not one that lacks its tables
  const again = await postgresStore({ url })
  await again.append('nangang', 5, [record(6)])
  expect(await store.head('nangang')).toBe(6)
  await again.close()
  await district.close()
  await store.close()
  await sql(url, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`)
  await destroy(url)
})

test('a page of a log is read from the one partition that holds it', async () => {
  const url = await place()
  const schema = `"${schemaOf(url)}"`
  const store = await postgresStore({ url })
  await partition(url)
  for (const log of ['a', 'b', 'c']) await store.append(log, 0, [record(1), record(2)])
  const explained = await sql(
    url,
    `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)
     SELECT pos FROM ${schema}.events e WHERE e.log = (SELECT id FROM ${schema}.logs WHERE name = 'b') AND e.pos >= 1 ORDER BY e.pos LIMIT 10`,
  )
  const plan = explained.map((row) => String(row['QUERY PLAN']))
  const looked = plan.filter((line) => / on events_\d+ /.test(line) && !line.includes('never executed'))
  expect(looked, plan.join('\n')).toHaveLength(1)
  await store.close()
  await destroy(url)
})
