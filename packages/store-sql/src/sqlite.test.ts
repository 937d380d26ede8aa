import { DatabaseSync } from 'node:sqlite'
import type { LogRecord } from '@bihuan/core'
import { describeEventStore } from '@bihuan/store-conformance'
import { expect, test } from 'vitest'
import { sqliteStore } from './index.ts'
import { folder } from './testing/folder.ts'

const { file } = folder()

const record = (position: number, over: Partial<LogRecord> = {}): LogRecord => ({
  position,
  type: 'task.reported',
  recordedAt: '2026-01-01T00:00:00.000Z',
  subjects: ['task:T-1'],
  leaf: '0'.repeat(64),
  text: '{}',
  ...over,
})

describeEventStore('sqliteStore on a file', new URL('./testing/sqlite-fixture.ts', import.meta.url))

describeEventStore('sqliteStore with a driver without setReturnArrays', new URL('./testing/sqlite-objects-fixture.ts', import.meta.url), {
  runs: 20,
  processes: 2,
  commands: 10,
  kills: 1,
})

describeEventStore('sqliteStore in memory', new URL('./testing/sqlite-memory-fixture.ts', import.meta.url))

test('writes through a log that is synced on every commit', async () => {
  const seen: (() => unknown[])[] = []
  const driver = (path: string) => {
    const db = new DatabaseSync(path)
    seen.push(() => ['synchronous', 'journal_mode'].map((name) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]))
    return db
  }
  const store = sqliteStore({ path: file(), driver })
  await store.append('a', 0, [record(1)])
  expect(seen[0]?.()).toEqual([2, 'wal'])
  await store.close()
})

test('does not open with a driver that won’t sync', () => {
  const driver = (path: string) => {
    const db = new DatabaseSync(path)
    const exec = (sql: string) => db.exec(sql.includes('synchronous') ? 'PRAGMA synchronous = NORMAL' : sql)
    return { exec, prepare: (sql: string) => db.prepare(sql), close: () => db.close() }
  }
  expect(() => sqliteStore({ path: file(), driver })).toThrow(expect.objectContaining({ code: 'unsupported' }))
})

test('says busy when another connection holds the file for longer than it waits, without blocking, and works afterwards', async () => {
  const path = file()
  const store = sqliteStore({ path, busyTimeout: 60 })
  await store.append('a', 0, [record(1)])
  const other = new DatabaseSync(path)
  other.exec('BEGIN IMMEDIATE')
  let ticks = 0
  const ticking = setInterval(() => ticks++, 5)
  await expect(store.append('a', 1, [record(2)])).rejects.toMatchObject({ code: 'busy', cause: { errcode: 5 } })
  clearInterval(ticking)
  expect(ticks).toBeGreaterThan(2)
  expect(await store.head('a')).toBe(1)
  other.exec('ROLLBACK')
  other.close()
  await store.append('a', 1, [record(2)])
  expect(await store.head('a')).toBe(2)
  await store.close()
})

test('says unavailable when the disk is full, leaves nothing half done and works again when there is room', async () => {
  const connections: DatabaseSync[] = []
  const driver = (path: string) => {
    const db = new DatabaseSync(path)
    connections.push(db)
    return db
  }
  const store = sqliteStore({ path: file(), driver })
  await store.append('a', 0, [record(1)])
  connections[0]?.exec('PRAGMA max_page_count = 40')
  const many = Array.from({ length: 100 }, (_, i) => record(i + 2, { text: 'x'.repeat(4000) }))
  await expect(store.append('a', 1, many)).rejects.toMatchObject({ code: 'unavailable', cause: { errcode: 13 } })
  expect(await store.head('a')).toBe(1)
  await store.append('a', 1, [record(2)])
  const turn = store.turn?.('a', async (turn) => {
    await turn.append('a', 2, [record(3)])
    await turn
      .append(
        'a',
        3,
        many.map((each, i) => ({ ...each, position: i + 4 })),
      )
      .catch(() => undefined)
    await turn.append('a', 3, [record(4)]).catch(() => undefined)
  })
  await expect(turn).rejects.toMatchObject({ code: 'unavailable' })
  expect(await store.head('a')).toBe(2)
  connections[0]?.exec('PRAGMA max_page_count = 100000')
  await store.append(
    'a',
    2,
    many.map((each, i) => ({ ...each, position: i + 3 })),
  )
  expect(await store.head('a')).toBe(102)
  await store.close()
})

test('looks for other processes’ appends only while somebody watches', async () => {
  let asked = 0
  const driver = (path: string) => {
    const db = new DatabaseSync(path)
    const prepare = (sql: string) => {
      if (!sql.includes('data_version')) return db.prepare(sql)
      return {
        run: () => undefined,
        all() {
          asked++
          return db.prepare(sql).all()
        },
      }
    }
    return { exec: (sql: string) => db.exec(sql), prepare, close: () => db.close() }
  }
  const store = sqliteStore({ path: file(), driver, pollInterval: 2 })
  const wait = () => new Promise((resolve) => setTimeout(resolve, 40))
  await wait()
  expect(asked).toBe(0)
  let woken = 0
  const end = store.watch('a', () => woken++)
  await wait()
  expect(asked).toBeGreaterThan(2)
  expect(woken).toBe(0)
  end()
  const before = asked
  await wait()
  expect(asked).toBe(before)
  await store.close()
})
