import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeEventStore } from '@bihuan/store-conformance'
import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { pgliteDriver, postgresStore } from './index.ts'
import { destroy, open, pglite, place } from './testing/pglite-fixture.ts'
import { all, record } from './testing/records.ts'

describeEventStore('postgresStore over PGlite', new URL('./testing/pglite-fixture.ts', import.meta.url))

test('a folder that is closed and opened again holds its records', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bihuan-pglite-'))
  try {
    const first = await postgresStore({ driver: pgliteDriver(folder) })
    await first.append('a', 0, [record(1), record(2, { command: 'c-1' })])
    await first.close()
    const second = await postgresStore({ driver: pgliteDriver(folder) })
    expect(await all(second)).toStrictEqual([record(1), record(2, { command: 'c-1' })])
    await expect(second.append('a', 2, [record(3, { command: 'c-1' })])).rejects.toMatchObject({ name: 'DuplicateCommand', command: 'c-1' })
    await second.append('a', 2, [record(3)])
    await second.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a database that was handed over stays open when the store is closed; one that was closed is unavailable', async () => {
  const database = await PGlite.create()
  const first = await postgresStore({ driver: pgliteDriver(database) })
  await first.append('a', 0, [record(1)])
  await first.close()
  expect((await database.query('SELECT log, position FROM bihuan.event_list')).rows).toHaveLength(1)
  const second = await postgresStore({ driver: pgliteDriver(database) })
  await database.close()
  await expect(second.append('a', 1, [record(2)])).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' })
  await expect(second.head('a')).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' })
  await second.close()
})

test('a byte order mark at the beginning of any text is kept, in snapshots too, and in the name of a duplicate', async () => {
  const schema = await place()
  const store = await open(schema)
  const marked = { type: '\ufefft', command: '\ufeffc', text: '\ufeff{}' }
  await store.append('a', 0, [record(1, marked)])
  expect(await all(store)).toStrictEqual([record(1, marked)])
  await expect(store.append('a', 1, [record(2, marked)])).rejects.toMatchObject({ name: 'DuplicateCommand', command: '\ufeffc' })
  const head = { position: 1, shape: '\ufeffs', parts: 1, text: '\ufeff{}' }
  const row = { table: '\ufefft', id: '\ufeffr', keys: '\ufeff[]', text: '\ufeff{}' }
  await store.snapshots?.save(
    'a',
    head,
    (async function* () {
      yield [row]
    })(),
  )
  expect(await store.snapshots?.find('a', head.shape)).toStrictEqual(head)
  const rows = []
  for await (const page of store.snapshots?.parts('a', head) ?? []) rows.push(...page)
  expect(rows).toStrictEqual([row])
  await store.close()
  await destroy(schema)
})

test('a mark that PGlite itself keeps one day needs no other way any more', async () => {
  const { rows } = await (await pglite()).query<{ text: string }>(`SELECT U&'\\FEFFa' AS text`)
  expect(rows).toEqual([{ text: 'a' }])
})
