import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventStore, SnapshotHead, SnapshotPart, SnapshotStore } from '@bihuan/core'
import { beforeEach, expect, test } from 'vitest'
import { fileStore } from './index.ts'
import { failing } from './testing/failing.ts'
import { folder } from './testing/folder.ts'
import { fill } from './testing/records.ts'

const { place } = folder()

let path: string
let store: EventStore
let snapshots: SnapshotStore

const use = (opened: EventStore) => {
  store = opened
  if (store.snapshots === undefined) throw new Error('there are no snapshots')
  snapshots = store.snapshots
}

beforeEach(() => {
  path = place()
  use(fileStore({ path }))
  return () => store.close()
})

const head = (position: number, parts: number, shape = 's-1'): SnapshotHead => ({ position, shape, parts, text: `{"of":${position}}` })

const part = (n: number): SnapshotPart => ({ table: 'tasks', id: `T-${n}`, keys: '[["a"],[]]', text: `{"n":${n},"name":"闭\u2028环\\n"}` })

const parts = (count: number) => Array.from({ length: count }, (_, n) => part(n))

async function* pages(all: readonly SnapshotPart[], size = 7) {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size)
}

const kept = async (of: SnapshotHead) => {
  const found: SnapshotPart[] = []
  for await (const page of snapshots.parts('a', of)) {
    expect(page.length).toBeGreaterThan(0)
    found.push(...page.map((part) => ({ ...part, keys: String(part.keys), text: String(part.text) })))
  }
  return found
}

const files = () => readdirSync(join(path, 'a', 'snapshots'))

test('gives back what it was given, after reopening too, and is no log', async () => {
  expect(await snapshots.find('a', 's-1')).toBeUndefined()
  expect(await kept(head(9, 0))).toEqual([])
  await snapshots.save('a', head(9, 2500), pages(parts(2500)))
  expect(await store.logs()).toEqual([])
  expect(await store.head('a')).toBe(0)
  for (let i = 0; i < 2; i++) {
    expect(await snapshots.find('a', 's-1')).toStrictEqual(head(9, 2500))
    expect(await kept(head(9, 2500))).toStrictEqual(parts(2500))
    await store.close()
    use(fileStore({ path }))
  }
  await snapshots.save('a', head(10, 0), pages([]))
  expect(await snapshots.find('a', 's-1')).toStrictEqual(head(10, 0))
  expect(await kept(head(10, 0))).toEqual([])
})

test('keeps the newest of its shape; a newer one drops all that are older', async () => {
  const shapes = ['s-1', 's-2', '../../\0 %"', 'S-1', 's'.repeat(128)]
  for (const shape of shapes) await snapshots.save('a', head(5, 1, shape), pages(parts(1)))
  for (const shape of shapes) expect(await snapshots.find('a', shape)).toStrictEqual(head(5, 1, shape))
  await snapshots.save('a', head(5, 2), pages(parts(2)))
  expect(await kept(head(5, 2))).toHaveLength(2)
  await snapshots.save('a', head(4, 1), pages(parts(1)))
  expect(await snapshots.find('a', 's-1')).toStrictEqual(head(5, 2))
  await snapshots.save('a', head(6, 1, 's-2'), pages(parts(1)))
  expect(await snapshots.find('a', 's-1')).toBeUndefined()
  await snapshots.save('a', head(3, 1, 's-3'), pages(parts(1)))
  expect(await snapshots.find('a', 's-3')).toStrictEqual(head(3, 1, 's-3'))
  expect(await snapshots.find('a', 's-2')).toStrictEqual(head(6, 1, 's-2'))
  await snapshots.save('b', head(1, 1), pages(parts(1)))
  await snapshots.drop('a')
  expect(files()).toEqual([])
  expect(await snapshots.find('b', 's-1')).toStrictEqual(head(1, 1))
})

test('parts that fail, or are not as many as the head says, leave what was there and nothing else', async () => {
  await snapshots.save('a', head(5, 1), pages(parts(1)))
  const own = new Error('own')
  async function* broken() {
    yield parts(3)
    throw own
  }
  await expect(snapshots.save('a', head(6, 9), broken())).rejects.toBe(own)
  await expect(snapshots.save('a', head(6, 9), pages(parts(8)))).rejects.toMatchObject({ name: 'InvalidInput' })
  expect(await snapshots.find('a', 's-1')).toStrictEqual(head(5, 1))
  expect(files()).toHaveLength(1)
})

test('a snapshot that is short, or changed in its head, is not there; a part that is none ends the parts', async () => {
  await snapshots.save('a', head(5, 20), pages(parts(20)))
  const file = join(path, 'a', 'snapshots', files()[0] ?? '')
  const good = readFileSync(file)
  for (let length = 0; length < good.length; length += 3) {
    writeFileSync(file, good.subarray(0, length))
    expect(await snapshots.find('a', 's-1')).toBeUndefined()
  }
  for (let at = 0; at < good.indexOf('\n'); at++) {
    writeFileSync(file, Buffer.from(good).fill(0, at, at + 1))
    expect(await snapshots.find('a', 's-1')).toBeUndefined()
  }
  writeFileSync(file, Buffer.from(good).fill('x', good.indexOf('{"table"', 1000), good.length - 200))
  expect((await kept(head(5, 20))).length).toBeLessThan(20)
  truncateSync(file, good.length - 1)
  await snapshots.save('a', head(6, 1), pages(parts(1)))
  expect(files()).toHaveLength(1)
})

test('what a crash left of a save is no snapshot and goes with the next one', async () => {
  await snapshots.save('a', head(5, 1), pages(parts(1)))
  writeFileSync(join(path, 'a', 'snapshots', `${files()[0]}.tmp-1-1`), 'half')
  expect(await snapshots.find('a', 's-1')).toStrictEqual(head(5, 1))
  await snapshots.save('a', head(6, 1), pages(parts(1)))
  expect(files()).toHaveLength(1)
})

test('a disk that is full is unavailable and leaves the one before', async () => {
  await store.close()
  let left = 0
  use(fileStore({ path, files: failing((call) => call === 'write' && left-- === 1 && 'ENOSPC') }))
  await snapshots.save('a', head(5, 1), pages(parts(1)))
  left = 4
  await expect(snapshots.save('a', head(6, 100), pages(parts(100)))).rejects.toMatchObject({
    code: 'unavailable',
    cause: { code: 'ENOSPC' },
  })
  expect(await snapshots.find('a', 's-1')).toStrictEqual(head(5, 1))
  expect(files()).toHaveLength(1)
})

test('appends and other saves go on while one waits for its parts; closing waits for it', async () => {
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  async function* slow() {
    yield parts(1)
    await gate
    yield parts(1)
  }
  const saving = [snapshots.save('a', head(2, 2), slow()), snapshots.save('b', head(2, 2), slow())]
  await fill(store, [1, 2])
  await snapshots.save('a', head(1, 1), pages(parts(1)))
  await snapshots.save('b', head(3, 1), pages(parts(1)))
  expect(await snapshots.find('a', 's-1')).toStrictEqual(head(1, 1))
  const closed = store.close()
  go()
  await Promise.all([...saving, closed])
  await expect(snapshots.find('a', 's-1')).rejects.toMatchObject({ code: 'closed' })
  use(fileStore({ path }))
  expect(await snapshots.find('a', 's-1')).toStrictEqual(head(2, 2))
  expect(await snapshots.find('b', 's-1')).toStrictEqual(head(3, 1))
  for (const log of ['a', 'b']) expect(readdirSync(join(path, log, 'snapshots'))).toHaveLength(1)
})
