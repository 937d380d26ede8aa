import { isCorrupt, isTampered, isUnproved } from '@bihuan/core'
import pg from 'pg'
import { expect, test } from 'vitest'
import { pgliteDriver, postgresStore } from './index.ts'
import * as inProcess from './testing/pglite-fixture.ts'
import { destroy, place, schemaOf } from './testing/postgres-fixture.ts'
import { story } from './testing/story.ts'

/** What the server itself refuses in a column is no way to damage it: bytes that are no UTF-8, what is no JSON, a position that is taken. */
const refused = ['22021', '22P02', '23505', '22P05']

type Row = Record<string, string | number | null>

/** A store, and a way past it to its tables. */
const onServer = async () => {
  const url = await place()
  const client = new pg.Client({
    connectionString: url.replace(/\?.*/, ''),
    options: `-c synchronous_commit=off -c search_path=${schemaOf(url)}`,
  })
  await client.connect()
  return {
    store: await postgresStore({ url }),
    sql: async (text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows as Row[],
    async end() {
      await client.end()
      await destroy(url)
    },
  }
}

const inThisProcess = async () => {
  const schema = await inProcess.place()
  const database = await inProcess.pglite()
  const store = await postgresStore({ driver: pgliteDriver(database), schema })
  await database.exec(`SET search_path = "${schema}"`)
  return {
    store,
    sql: async (text: string, values: readonly unknown[] = []) => (await database.query<Row>(text, [...values])).rows,
    end: () => inProcess.destroy(schema),
  }
}

test.for([
  ['PostgreSQL', onServer, [0, 1, 2, 3, 4, 5, 6, 7], 4000],
  // the same tables and the same statements, by another driver that is slower: one bit of each byte
  ['PGlite', inThisProcess, undefined, 1000],
] as const)(
  'verify finds any bit that is flipped in any column of a log in %s, and names the position',
  { timeout: 300_000 },
  async ([, open, all, least]) => {
    const { store, sql, end } = await open()
    const district = await story(store)
    const checkpoint = { size: district.position, root: district.root() }
    let tried = 0

    /** Whether the flip was possible; then it was found, at `position` or, where a whole record or the log is elsewhere, near it. */
    const flip = async (
      table: string,
      column: string,
      key: string,
      value: unknown,
      original: unknown,
      position: number,
      exact: boolean,
    ) => {
      const cast = column === 'subjects' ? '::json' : ''
      try {
        await sql(`UPDATE ${table} SET ${column} = $1${cast} WHERE ${key}`, [value])
      } catch (error) {
        expect(refused).toContain((error as { code?: string }).code)
        return
      }
      const error = await district.verify({ checkpoint }).then(
        () => undefined,
        (error: unknown) => error,
      )
      tried++
      const named = isTampered(error) || isCorrupt(error) ? error.position : isUnproved(error) ? Number(error.facts.events) + 1 : undefined
      const near =
        named !== undefined && (exact ? named === position : Math.abs(named - position) <= 1 || named > checkpoint.size || named === 1)
      expect(near, `${table} ${key}, ${column}: ${String(value).slice(0, 200)}: ${error}`).toBe(true)
      await sql(`UPDATE ${table} SET ${column} = $1${cast} WHERE ${key.replace(`${column} = ${original}`, `${column} = ${value}`)}`, [
        original,
      ])
    }

    const rows = await sql(
      'SELECT ctid::text AS ctid, log, pos::int, type, recorded_at, command, leaf, subjects::text AS subjects, text FROM events ORDER BY pos',
    )
    expect(rows).toHaveLength(5)
    for (const { ctid: _, pos, log, ...columns } of rows) {
      const key = `log = ${log} AND pos = ${pos}`
      for (let bit = 0; bit < 31; bit++) await flip('events', 'log', key, Number(log) ^ ((1 << bit) & 0x7fffffff), log, Number(pos), false)
      for (let bit = 0n; bit < 63n; bit++) await flip('events', 'pos', key, String(BigInt(pos ?? 0) ^ (1n << bit)), pos, Number(pos), false)
      for (const [column, value] of Object.entries(columns)) {
        if (value === null) continue
        const bytes = Buffer.from(String(value))
        for (let at = 0; at < bytes.length; at++)
          // all bits of the columns; of the text, which is long, one of each byte, and another one each time
          for (const bit of column === 'text' || all === undefined ? [at % 8] : all) {
            const changed = Buffer.from(bytes)
            changed[at] = (changed[at] as number) ^ (1 << bit)
            // the server would refuse what this text is not, before it looked at anything else
            if (changed.toString('utf8').includes('\ufffd')) continue
            await flip('events', column, key, changed.toString('utf8'), value, Number(pos), true)
          }
      }
    }
    const head = checkpoint.size
    for (let bit = 0; bit < 31; bit++)
      await flip('logs', 'head', "name = 'nangang'", head ^ (1 << bit), head, Math.min(head ^ (1 << bit), head) + 1, true)
    expect(tried).toBeGreaterThan(least)
    expect((await district.verify({ checkpoint })).events).toBe(5)
    await district.close()
    await store.close()
    await end()
  },
)
