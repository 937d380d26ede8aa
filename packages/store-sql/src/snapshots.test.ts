import { hash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { EventStore, SnapshotPart } from '@bihuan/core'
import { afterAll, describe, expect, test } from 'vitest'
import { pgliteDriver, postgresStore, sqliteStore } from './index.ts'
import { migrations as postgresMigrations } from './postgres-schema.ts'
import { applicationId, migrations } from './sqlite-schema.ts'
import { folder } from './testing/folder.ts'
import { pglite } from './testing/pglite-fixture.ts'
import * as postgres from './testing/postgres-fixture.ts'
import { all, record } from './testing/records.ts'
import { story } from './testing/story.ts'

const { file } = folder()

/** What the document shows analysts, the same in every dialect. */
const queries = readFileSync(new URL('../../../docs/store-sql-queries.sql', import.meta.url), 'utf8')
  .trim()
  .split(/;\n*/)
  .slice(0, -1)

interface Medium {
  readonly store: EventStore
  /** Runs a statement beside the store. */
  readonly sql: (statement: string) => Promise<Record<string, unknown>[]>
}

const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

const inSqlite = async (path = file()): Promise<Medium> => {
  const store = sqliteStore({ path })
  const db = new DatabaseSync(path)
  closing.push(async () => {
    db.close()
    await store.close()
  })
  return { store, sql: async (statement) => db.prepare(statement).all() }
}

const inPostgres = async (): Promise<Medium> => {
  const place = await postgres.place()
  const store = await postgresStore({ url: place })
  closing.push(async () => {
    await store.close()
    await postgres.destroy(place)
  })
  const path = `SET search_path = "${postgres.schemaOf(place)}"`
  return { store, sql: (statement) => postgres.sql(place, path, statement) }
}

const inPglite = async (): Promise<Medium> => {
  const schema = `t_${randomUUID().replaceAll('-', '')}`
  const database = await pglite()
  const store = await postgresStore({ driver: pgliteDriver(database), schema })
  closing.push(store.close)
  const path = `SET search_path = "${schema}"`
  return { store, sql: async (statement) => (await database.exec(`${path}; ${statement}`)).at(-1)?.rows ?? [] }
}

async function* pages(...given: readonly (readonly SnapshotPart[])[]): AsyncGenerator<readonly SnapshotPart[]> {
  yield* given
}

const part = (id: string): SnapshotPart => ({ table: 'tasks', id, keys: `[["${id}"]]`, text: `[{"id":"${id}"}]` })

describe.each([
  ['SQLite', inSqlite, `'2020-01-01T00:00:00.000Z'`, `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`],
  ['PostgreSQL', inPostgres, `timestamptz '2020-01-01'`, 'now()'],
  ['PGlite', inPglite, `timestamptz '2020-01-01'`, 'now()'],
] as const)('in %s', (_, open, longAgo, now) => {
  test('what a crash left is cleaned by the next save; what is still being written is not', async () => {
    const { store, sql } = await open()
    for (const [position, written] of [
      [1, longAgo],
      [2, now],
    ]) {
      await sql(
        `INSERT INTO snapshots (log, shape, position, parts, text, written_at) VALUES ('b', 's', ${position}, 1500, '{}', ${written})`,
      )
    }
    const [left] = await sql('SELECT id FROM snapshots WHERE position = 1')
    await sql(
      `INSERT INTO snapshot_parts (snapshot, n, table_name, id, keys, text)
       WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 1500) SELECT ${left?.id}, n, 't', 'R', '[]', '{}' FROM i`,
    )
    expect(Number((await sql('SELECT count(*) AS parts FROM snapshot_parts'))[0]?.parts)).toBe(1500)
    await store.snapshots?.save('a', { position: 1, shape: 's', parts: 1, text: '{}' }, pages([part('R-1')]))
    expect(
      (await sql('SELECT log, position, state FROM snapshots ORDER BY log')).map((one) => ({ ...one, position: Number(one.position) })),
    ).toEqual([
      { log: 'a', position: 1, state: 'whole' },
      { log: 'b', position: 2, state: 'writing' },
    ])
    expect(await sql('SELECT id FROM snapshot_parts')).toEqual([{ id: 'R-1' }])
  })

  test('who writes so slowly that it was taken for a leftover is told busy, and leaves nothing', async () => {
    const { store, sql } = await open()
    const slow = async function* () {
      yield [part('R-1')]
      await sql(`UPDATE snapshots SET written_at = ${longAgo} WHERE position = 1`)
      await store.snapshots?.save('b', { position: 1, shape: 's', parts: 0, text: '{}' }, pages())
      yield [part('R-2')]
    }
    const saved = store.snapshots?.save('a', { position: 1, shape: 's', parts: 2, text: '{}' }, slow())
    await expect(saved).rejects.toMatchObject({ name: 'StoreError', code: 'busy' })
    expect(await store.snapshots?.find('a', 's')).toBeUndefined()
    expect(await sql('SELECT id FROM snapshot_parts')).toEqual([])
  })

  test('the views show events and the newest rows, as documented', async () => {
    const { store, sql } = await open()
    const district = await story(store)
    await district.snapshot()
    const events = await sql(
      `SELECT log, position, type, CAST(on_day AS text) AS on_day, person, unit, command, command_id FROM event_list ORDER BY position`,
    )
    expect(events.map((one) => ({ ...one, position: Number(one.position) })).at(-1)).toEqual({
      log: 'nangang',
      position: 5,
      type: 'task.registered',
      on_day: '2022-01-05',
      person: 'p-2',
      unit: 'office',
      command: 'task.register',
      command_id: 'c-park',
    })
    const titles = await sql(
      `SELECT as_of, id, data -> 'facts' -> 0 -> 'value' ->> 'title' AS title FROM current_rows WHERE log = 'nangang' AND table_name = 'tasks'`,
    )
    expect(titles.map((one) => ({ ...one, as_of: Number(one.as_of) }))).toEqual([{ as_of: 5, id: 'park', title: '南岗金融产业园' }])
    const [named] = await sql(`SELECT data ->> 'name' AS name FROM event_list WHERE type = 'goal.set'`)
    expect(named).toEqual({ name: '高端产业集聚区' })
    for (const query of queries) expect(await sql(query), query).not.toEqual([])
    await district.close()
  })
})

test('a file of version 1 is brought to this version, and keeps its records', async () => {
  const path = file()
  const db = new DatabaseSync(path)
  db.exec(migrations[0] ?? '')
  db.exec(`PRAGMA application_id = ${applicationId}`)
  db.exec('PRAGMA user_version = 1')
  db.exec(`INSERT INTO logs (id, name) VALUES (1, 'a')`)
  const { recordedAt, leaf, text } = record(1)
  db.prepare('INSERT INTO events (log, pos, type, recorded_at, leaf, subjects, text) VALUES (1, 1, ?, ?, ?, ?, ?)').run(
    'task.reported',
    recordedAt,
    leaf,
    '["task:T-1"]',
    text,
  )
  db.close()
  const { store, sql } = await inSqlite(path)
  expect(await all(store)).toStrictEqual([record(1)])
  await store.append('a', 1, [record(2)])
  await store.snapshots?.save('a', { position: 2, shape: 's', parts: 1, text: '{}' }, pages([part('R-1')]))
  expect(await sql('SELECT as_of, id FROM current_rows')).toEqual([{ as_of: 2, id: 'R-1' }])
  expect(await sql('PRAGMA user_version')).toEqual([{ user_version: migrations.length }])
})

test('a schema of version 1 is brought to this version, keeps its records, and drops snapshots of the old form', async () => {
  const schema = `t_${randomUUID().replaceAll('-', '')}`
  const database = await pglite()
  const run = async (statement: string) => (await database.exec(statement.replaceAll('$schema', `"${schema}"`))).at(-1)?.rows ?? []
  await run('CREATE SCHEMA $schema')
  for (const step of postgresMigrations[0] ?? []) await run(step)
  await run('UPDATE $schema.store SET version = 1')
  const { recordedAt, leaf, text } = record(1)
  await run(`INSERT INTO $schema.logs (name, head) VALUES ('a', 1)`)
  await run(
    `INSERT INTO $schema.events (log, pos, type, recorded_at, leaf, subjects, text) VALUES (1, 1, 'task.reported', '${recordedAt}', '${leaf}', '["task:T-1"]', '${text}')`,
  )
  await run(`INSERT INTO $schema.snapshots (log, shape, position, rows, text, state) VALUES ('a', 's', 1, 1, '{}', 'whole')`)
  await run(`INSERT INTO $schema.snapshot_rows (snapshot, n, table_name, id, keys, text) VALUES (1, 1, 'tasks', 'R-1', '[]', '{}')`)
  const store = await postgresStore({ driver: pgliteDriver(database), schema })
  closing.push(store.close)
  expect(await all(store)).toStrictEqual([record(1)])
  await store.append('a', 1, [record(2)])
  expect(await store.snapshots?.find('a', 's')).toBeUndefined()
  await store.snapshots?.save('a', { position: 2, shape: 's', parts: 1, text: '{}' }, pages([part('R-1')]))
  expect(await run('SELECT as_of, id FROM $schema.current_rows')).toEqual([{ as_of: 2, id: 'R-1' }])
  expect(await run('SELECT version FROM $schema.store')).toEqual([{ version: postgresMigrations.length }])
})

test('a migration that was released never changes', () => {
  expect(migrations.slice(0, 2).map((step) => hash('sha256', step))).toEqual([
    '554ca485c7239e7d56f65657230444143514fb24183bc9fb9038a0b1043ed2af',
    '920295c5b390ea645a9a59e20d73f1bf3fd5b7351c77f44e23ea965a617267b3',
  ])
  expect(postgresMigrations.slice(0, 1).map((steps) => hash('sha256', steps.join(';')))).toEqual([
    '6ab78a8914647a4215d405545ad87614a6d8b17f640da332e5379c271960fc30',
  ])
})
