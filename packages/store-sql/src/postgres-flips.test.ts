import { isCorrupt, isTampered, isUnproved } from '@bihuan/core'
import pg from 'pg'
import { expect, test } from 'vitest'
import { postgresStore } from './index.ts'
import { destroy, place, schemaOf } from './testing/postgres-fixture.ts'
import { story } from './testing/story.ts'

/** What the server itself refuses in a column is no way to damage it: bytes that are no UTF-8, what is no JSON, a position that is taken. */
const refused = ['22021', '22P02', '23505', '22P05']

test('verify finds any bit that is flipped in any column of a log, and names the position', { timeout: 300_000 }, async () => {
  const url = await place()
  const store = await postgresStore({ url })
  const district = await story(store)
  const checkpoint = { size: district.position, root: district.root() }
  const client = new pg.Client({
    connectionString: url.replace(/\?.*/, ''),
    options: `-c synchronous_commit=off -c search_path=${schemaOf(url)}`,
  })
  await client.connect()
  let tried = 0

  /** Whether the flip was possible; then it was found, at `position` or, where a whole record or the log is elsewhere, near it. */
  const flip = async (table: string, column: string, key: string, value: unknown, original: unknown, position: number, exact: boolean) => {
    const cast = column === 'subjects' ? '::json' : ''
    try {
      await client.query(`UPDATE ${table} SET ${column} = $1${cast} WHERE ${key}`, [value])
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
    await client.query(
      `UPDATE ${table} SET ${column} = $1${cast} WHERE ${key.replace(`${column} = ${original}`, `${column} = ${value}`)}`,
      [original],
    )
  }

  const { rows } = await client.query(
    'SELECT ctid, log, pos::int, type, recorded_at, command, leaf, subjects::text AS subjects, text FROM events ORDER BY pos',
  )
  expect(rows).toHaveLength(5)
  for (const { ctid: _, pos, log, ...columns } of rows as Record<string, string | number | null>[]) {
    const key = `log = ${log} AND pos = ${pos}`
    for (let bit = 0; bit < 31; bit++) await flip('events', 'log', key, Number(log) ^ ((1 << bit) & 0x7fffffff), log, Number(pos), false)
    for (let bit = 0n; bit < 63n; bit++) await flip('events', 'pos', key, String(BigInt(pos ?? 0) ^ (1n << bit)), pos, Number(pos), false)
    for (const [column, value] of Object.entries(columns)) {
      if (value === null) continue
      const bytes = Buffer.from(String(value))
      for (let at = 0; at < bytes.length; at++)
        // all bits of the columns; of the text, which is long, one of each byte, and another one each time
        for (const bit of column === 'text' ? [at % 8] : [0, 1, 2, 3, 4, 5, 6, 7]) {
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
  expect(tried).toBeGreaterThan(4000)
  expect((await district.verify({ checkpoint })).events).toBe(5)
  await client.end()
  await district.close()
  await store.close()
  await destroy(url)
})
