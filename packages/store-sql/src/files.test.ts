import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isStoreError, type LogRecord } from '@bihuan/core'
import { beforeAll, expect, test } from 'vitest'
import { sqliteStore } from './index.ts'
import { appender } from './testing/children.ts'
import { folder } from './testing/folder.ts'

const { file, path: home } = folder()
let good: Buffer

const records = (from: number, count: number): LogRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    position: from + i,
    type: 'task.reported',
    recordedAt: '2026-01-01T00:00:00.000Z',
    subjects: ['task:T-1'],
    leaf: '0'.repeat(64),
    text: JSON.stringify({ position: from + i, filler: '闭环'.repeat(200) }),
  }))

const written = (content: Uint8Array | string) => {
  const path = file()
  writeFileSync(path, content)
  return path
}

const database = (...statements: string[]) => {
  const path = written(good)
  const db = new DatabaseSync(path)
  for (const statement of statements) db.exec(statement)
  db.close()
  return path
}

const refusal = (path: string): unknown => {
  try {
    void sqliteStore({ path }).close()
  } catch (error) {
    expect(error).toSatisfy(isStoreError)
    expect(error).toMatchObject({ message: expect.stringContaining(path) })
    return error
  }
  throw new Error(`${basename(path)} was opened`)
}

beforeAll(async () => {
  const path = file()
  const store = sqliteStore({ path })
  await store.append('a', 0, records(1, 200))
  await store.close()
  good = readFileSync(path)
})

test.for([
  ['a text', 'notAStore', () => written('bihuan\n'.repeat(400))],
  ['a short text', 'notAStore', () => written('hi\n')],
  ['a database of another application', 'notAStore', () => database('PRAGMA application_id = 7')],
  ['a database of nobody in particular', 'notAStore', () => database('PRAGMA application_id = 0', 'PRAGMA user_version = 0')],
  ['a store of a newer version', 'newer', () => database('PRAGMA user_version = 999')],
  ['a store without its tables', 'damaged', () => database('DROP TABLE events')],
  ['a store cut in half', 'damaged', () => written(good.subarray(0, good.length / 2))],
  ['a store cut to its first page', 'damaged', () => written(good.subarray(0, 4096))],
  ['a store cut within its header', 'damaged', () => written(good.subarray(0, 60))],
  ['a store whose first page is overwritten behind the header', 'damaged', () => written(Buffer.from(good).fill(0xff, 100, 4096))],
] as const)('%s is %s, and stays as it was', ([, code, make]) => {
  const path = make()
  const before = readFileSync(path)
  expect(refusal(path)).toMatchObject({ code })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a page overwritten in the middle is damage that reading tells', async () => {
  const path = written(Buffer.from(good).fill(0xff, 4096 * 10, 4096 * (good.length / 4096 - 5)))
  const before = readFileSync(path)
  const store = sqliteStore({ path })
  await expect(store.read('a')[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'damaged' })
  await store.close()
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a file cut while it is open is damage that reading tells', async () => {
  const path = written(good)
  const store = sqliteStore({ path })
  truncateSync(path, good.length / 2)
  await expect(store.read('a')[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'damaged' })
  await store.close()
})

test('an empty file becomes a store', async () => {
  const store = sqliteStore({ path: written('') })
  await store.append('a', 0, records(1, 1))
  expect(await store.head('a')).toBe(1)
  await store.close()
})

test('a missing folder and a folder in the file’s place are unavailable', () => {
  expect(refusal(join(home, 'nowhere', 'a.db'))).toMatchObject({ code: 'unavailable', message: expect.stringContaining('folder') })
  mkdirSync(join(home, 'folder.db'))
  expect(refusal(join(home, 'folder.db'))).toMatchObject({ code: 'unavailable' })
})

test('a file opened for reading only can be read; an append is unavailable and leaves it as it was', async () => {
  const path = written(good)
  const store = sqliteStore({ path, driver: (path) => new DatabaseSync(path, { readOnly: true }) })
  expect(await store.head('a')).toBe(200)
  await expect(store.append('a', 200, records(201, 1))).rejects.toMatchObject({ code: 'unavailable', cause: { errcode: 8 } })
  expect(await store.head('a')).toBe(200)
  await store.close()
  expect(readFileSync(path).equals(good)).toBe(true)
})

test('a file that this user may not write is unavailable for an append and stays as it was', async () => {
  const path = written(good)
  chmodSync(path, 0o444)
  const root = process.getuid?.() === 0
  const child = appender(path, ['x', 1, 1], root ? { uid: 65_534, gid: 65_534 } : {})
  const { errors } = await child.end()
  expect({ lines: child.lines, errors }).toEqual({ lines: ['unavailable'], errors: '' })
  expect(readFileSync(path).equals(good)).toBe(true)
})
