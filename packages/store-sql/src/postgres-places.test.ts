import { isStoreError } from '@bihuan/core'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { pgDriver, postgresStore } from './index.ts'
import { destroy, place, schemaOf, server, sql } from './testing/postgres-fixture.ts'
import { postgresServer } from './testing/postgres-server.ts'
import { all, record } from './testing/records.ts'

const places: string[] = []

const fresh = async () => {
  const made = await place()
  places.push(made)
  return { url: made, schema: `"${schemaOf(made)}"` }
}

afterEach(async () => {
  for (const made of places.splice(0)) await destroy(made)
})

const refusal = async (url: string): Promise<unknown> => {
  try {
    const store = await postgresStore({ url })
    await store.close()
  } catch (error) {
    expect(error).toSatisfy(isStoreError)
    return error
  }
  throw new Error(`${url} was opened`)
}

/** Everything that is in a schema: its tables, and how many rows are in each. */
const inventory = (url: string) =>
  sql(
    url,
    `SELECT relname, relkind, (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I', nspname, relname), false, true, '')))[1]::text AS rows
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = '${schemaOf(url)}' AND relkind IN ('r', 'v') ORDER BY 1`,
  )

test.for([
  ['tables of another application', 'notAStore', ['CREATE SCHEMA $', 'CREATE TABLE $.customers (id int)']],
  [
    'a table of the same name',
    'notAStore',
    ['CREATE SCHEMA $', 'CREATE TABLE $.store (goods text)', `INSERT INTO $.store VALUES ('rice')`],
  ],
  ['the mark of another application', 'notAStore', ['UPDATE $.store SET application = $$shop$$']],
  ['a newer version', 'newer', ['UPDATE $.store SET version = 999']],
  ['a store without its tables', 'damaged', ['DROP TABLE $.events CASCADE']],
] as const)('a schema that holds %s is %s, and stays as it was', async ([, code, statements]) => {
  const { url, schema } = await fresh()
  if (code !== 'notAStore' || !statements[0].startsWith('CREATE')) {
    const store = await postgresStore({ url })
    await store.append('a', 0, [record(1)])
    await store.close()
  }
  await sql(url, ...statements.map((statement) => statement.replace(/\$(?=[.]|$)/, schema)))
  const before = await inventory(url)
  expect(await refusal(url)).toMatchObject({ code, message: expect.stringContaining(schemaOf(url)) })
  expect(await inventory(url)).toEqual(before)
})

test.for([
  ['a database that is not there', 'postgres://postgres@$/nowhere', '3D000'],
  ['a server that is not there', 'postgres://postgres@127.0.0.1:1/postgres', 'ECONNREFUSED'],
] as const)('%s is unavailable, told without the password', async ([, url, code]) => {
  const { host } = new URL(server())
  const error = await refusal(url.replace('$', host).replace('postgres@', 'postgres:secret@'))
  expect(error).toMatchObject({ code: 'unavailable', cause: { code }, message: expect.not.stringContaining('secret') })
})

test('a name of a schema that needs quotes, and two places or none, are invalid input', async () => {
  for (const schema of ['', 'A', 'a b', 'a"; DROP', 'ä', '1a']) {
    await expect(postgresStore({ url: server(), schema })).rejects.toMatchObject({ name: 'InvalidInput' })
  }
  for (const url of ['', 'nowhere', 'postgres://somebody:secret@[::1'])
    await expect(postgresStore({ url })).rejects.toMatchObject({ name: 'InvalidInput', message: expect.not.stringContaining('secret') })
  await expect(postgresStore({})).rejects.toMatchObject({ name: 'InvalidInput' })
  await expect(postgresStore({ url: server(), driver: pgDriver(server()) })).rejects.toMatchObject({ name: 'InvalidInput' })
})

test('opened by many at once, a schema is made once', async () => {
  const { url } = await fresh()
  const stores = await Promise.all(Array.from({ length: 8 }, () => postgresStore({ url, connections: 2 })))
  await stores[0]?.append('a', 0, [record(1)])
  expect(await stores[7]?.head('a')).toBe(1)
  for (const store of stores) await store.close()
})

test('who may only read can read; appending is unavailable, and so is making a store', async () => {
  const { url, schema } = await fresh()
  const store = await postgresStore({ url })
  await store.append('a', 0, [record(1)])
  const role = `reader_${schemaOf(url).slice(2, 12)}`
  await sql(
    url,
    `CREATE ROLE ${role} LOGIN`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
  )
  const reader = await postgresStore({ url: url.replace('postgres@', `${role}@`) })
  expect(await all(reader)).toStrictEqual([record(1)])
  await expect(reader.append('a', 1, [record(2)])).rejects.toMatchObject({ code: 'unavailable', cause: { code: '42501' } })
  await reader.close()
  await store.close()
  const other = await fresh()
  expect(await refusal(other.url.replace('postgres@', `${role}@`))).toMatchObject({ code: 'unavailable', cause: { code: '42501' } })
  await sql(url, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`)
})

test('on a server that is read-only a store opens and reads; an append is unavailable and leaves nothing', async () => {
  const { url } = await fresh()
  const store = await postgresStore({ url })
  await store.append('a', 0, [record(1)])
  await store.close()
  const pool = new pg.Pool({ connectionString: url.replace(/\?.*/, ''), options: '-c default_transaction_read_only=on' })
  const readOnly = await postgresStore({ driver: pgDriver(pool), schema: schemaOf(url) })
  await expect(readOnly.append('a', 1, [record(2)])).rejects.toMatchObject({ code: 'unavailable', cause: { code: '25006' } })
  expect(await readOnly.head('a')).toBe(1)
  await readOnly.close()
  // the pool is the caller's: it still works
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await pool.end()
})

test('a role that turned synchronous_commit off gets it back for each append, and one that is serializable still appends', async () => {
  const { url, schema } = await fresh()
  const commits: string[] = []
  const options = '-c synchronous_commit=off -c default_transaction_isolation=serializable'
  const pool = new pg.Pool({ connectionString: url.replace(/\?.*/, ''), options })
  const store = await postgresStore({ driver: pgDriver(pool), schema: schemaOf(url) })
  // a deferred trigger runs at the commit, and tells what holds there
  await sql(
    url,
    `CREATE TABLE ${schema}.seen (synchronous text)`,
    `CREATE FUNCTION ${schema}.look() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN INSERT INTO ${schema}.seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$`,
    `CREATE CONSTRAINT TRIGGER look AFTER INSERT ON ${schema}.events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.look()`,
  )
  await store.append('a', 0, [record(1)])
  const other = await postgresStore({ driver: pgDriver(pool), schema: schemaOf(url) })
  const outcomes = await Promise.allSettled([store, other].map((one, n) => one.append('a', 1, [record(2, { command: `c-${n}` })])))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'Conflict', actual: 2 } })
  for (const { synchronous } of await sql(url, `SELECT synchronous FROM ${schema}.seen`)) commits.push(String(synchronous))
  expect(commits).toEqual(['on', 'on'])
  // turns too: who waited for a row would else be thrown back
  expect(await pgDriver(pool).transaction((query) => query('SHOW transaction_isolation'))).toEqual([['read committed']])
  await store.close()
  await other.close()
  await pool.end()
})

test('a server that does not sync is refused', async () => {
  const careless = await postgresServer({ fsync: 'off' })
  try {
    expect(await refusal(careless.url)).toMatchObject({ code: 'unsupported' })
  } finally {
    await careless.stop()
  }
})

test('what a text column can’t hold is invalid input, and nothing is appended', async () => {
  const { url } = await fresh()
  const store = await postgresStore({ url })
  for (const text of ['a\0b', 'a\ud800']) {
    await expect(store.append('a', 0, [record(1, { text })])).rejects.toMatchObject({ name: 'InvalidInput' })
  }
  expect(await store.logs()).toEqual([])
  await store.close()
})

test('a head that was moved is a gap that reading tells, with the position', async () => {
  const { url, schema } = await fresh()
  const store = await postgresStore({ url })
  await store.append('a', 0, [record(1), record(2), record(3)])
  for (const [head, position] of [
    [5, 4],
    [1, 2],
  ]) {
    await sql(url, `UPDATE ${schema}.logs SET head = ${head}`)
    await expect(all(store)).rejects.toMatchObject({ name: 'Corrupt', code: 'gap', position })
  }
  await sql(url, `UPDATE ${schema}.logs SET head = 1`)
  await expect(store.append('a', 1, [record(2)])).rejects.toMatchObject({ code: 'damaged', cause: { code: '23505' } })
  await store.close()
})
