import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { EventStore, LogRecord, SnapshotPart } from '@bihuan/core'
import { afterAll, expect, test } from 'vitest'
import { sqliteStore } from './index.ts'
import { folder } from './testing/folder.ts'
import { all, commandOf } from './testing/records.ts'

const { path: home } = folder()

const mounts: string[] = []
afterAll(() => {
  // lazily, since a test that failed may have left its store open
  for (const path of mounts) execFileSync('umount', ['-l', path])
})

/** A file system of so many megabytes, where this user may make one. */
const disk = (megabytes: number) => {
  const path = join(home, `disk-${megabytes}`)
  mkdirSync(path, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' })
    mounts.push(path)
    return path
  } catch {
    return undefined
  }
}

// the write-ahead log grows to four before SQLite copies it into the file: a disk of six is full while it does
const disks = { 'before a checkpoint': disk(2), 'in a checkpoint': disk(6) }
const mounted = Object.values(disks).every((path) => path !== undefined)
const says = mounted ? '' : ' (skipped: only root can mount a small disk)'

/** Takes room that can be given back. */
const ballast = (at: string) => {
  const path = join(at, 'ballast')
  writeFileSync(path, Buffer.alloc(1 << 20))
  return () => rmSync(path)
}

/** Appends commands of a hundred kilobytes until one is refused; all that was acknowledged. */
const fillUp = async (store: EventStore, from: number) => {
  const records: LogRecord[] = []
  for (let n = 1; ; n++) {
    const batch = commandOf(from + records.length + 1, 5, `c-${from}-${n}`, 20_000)
    const error = await store.append('a', from + records.length, batch).catch((error: unknown) => error)
    if (error === undefined) records.push(...batch)
    else return { records, batch, error }
  }
}

const full = { name: 'StoreError', code: 'unavailable', cause: { code: 'ERR_SQLITE_ERROR', errcode: 13 } }

const intact = (path: string) => {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    return Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})
  } finally {
    db.close()
  }
}

test.skipIf(!mounted).for(Object.entries(disks))(
  `a disk that is full %s is unavailable and keeps what was acknowledged; the same store and another go on where there is room${says}`,
  async ([when, at = '']) => {
    const path = join(at, 'store.db')
    const store = sqliteStore({ path })
    const makeRoom = ballast(at)
    const { records, batch, error } = await fillUp(store, 0)
    expect(error).toMatchObject(full)
    // as the name says: some of the log was copied, and then there was no room
    const copied = statSync(path).size > 100_000 && statSync(`${path}-wal`).size > 4_000_000
    expect(copied).toBe(when === 'in a checkpoint')
    for (let tries = 0; tries < 3; tries++) {
      await expect(store.append('a', records.length, batch)).rejects.toMatchObject(full)
      await expect(store.turn?.('a', (turn) => turn.append('a', records.length, batch))).rejects.toMatchObject(full)
    }
    expect(await store.head('a')).toBe(records.length)
    expect(await store.findCommand('a', batch[0]?.command ?? '')).toBeUndefined()
    expect(await all(store)).toStrictEqual(records)
    // who opens it meanwhile reads the same, and so does who comes when the first one has gone
    const beside = sqliteStore({ path })
    expect(await all(beside)).toStrictEqual(records)
    await beside.close()
    expect(intact(path)).toEqual(['ok'])

    makeRoom()
    await store.append('a', records.length, batch)
    const more = [...records, ...batch]
    expect(await all(store)).toStrictEqual(more)
    const again = await fillUp(store, more.length)
    expect(again.error).toMatchObject(full)
    more.push(...again.records)
    await store.close()

    const last = sqliteStore({ path })
    expect(await last.head('a')).toBe(more.length)
    expect(await all(last)).toStrictEqual(more)
    await last.close()
    expect(intact(path)).toEqual(['ok'])
  },
)

const snapshotDisk = disk(3)

async function* pages(count: number): AsyncGenerator<readonly SnapshotPart[]> {
  for (let n = 0; n < count; n++)
    yield Array.from({ length: 5 }, (_, i) => ({ table: 'tasks', id: `T-${n}-${i}`, keys: '[]', text: 'x'.repeat(20_000) }))
}

test.skipIf(snapshotDisk === undefined)(
  `a snapshot that the disk has no room for is unavailable and leaves the one before; with room it is saved${says}`,
  async () => {
    const path = join(snapshotDisk ?? '', 'store.db')
    const store = sqliteStore({ path })
    await store.append('a', 0, commandOf(1, 5, 'c-1'))
    const makeRoom = ballast(snapshotDisk ?? '')
    const first = { position: 1, shape: 's', parts: 5, text: '{}' }
    const second = { position: 5, shape: 's', parts: 15, text: '{}' }
    await store.snapshots?.save('a', first, pages(1))
    await expect(store.snapshots?.save('a', { ...second, parts: 1000 }, pages(200))).rejects.toMatchObject(full)
    expect(await store.snapshots?.find('a', 's')).toStrictEqual(first)
    expect(await store.head('a')).toBe(5)
    makeRoom()
    await store.snapshots?.save('a', second, pages(3))
    await store.append('a', 5, commandOf(6, 1, 'c-2'))
    await store.close()
    const again = sqliteStore({ path })
    expect(await again.snapshots?.find('a', 's')).toStrictEqual(second)
    const rows = []
    for await (const page of again.snapshots?.parts('a', second) ?? []) rows.push(...page)
    expect(rows).toHaveLength(15)
    expect(await again.head('a')).toBe(6)
    await again.close()
    expect(intact(path)).toEqual(['ok'])
  },
)

const newDisk = disk(1)

test.skipIf(newDisk === undefined)(
  `a store that the disk has no room for is unavailable, and made where there is some${says}`,
  async () => {
    const at = newDisk ?? ''
    const path = join(at, 'store.db')
    const stuffing = join(at, 'stuffing')
    for (const left of [0, 4096, 12_288, 40_960]) {
      writeFileSync(stuffing, Buffer.alloc((1 << 20) - 8192 - left))
      expect(() => sqliteStore({ path }), `${left} bytes left`).toThrow(
        expect.objectContaining({ name: 'StoreError', code: 'unavailable' }),
      )
    }
    rmSync(stuffing)
    const store = sqliteStore({ path })
    await store.append('a', 0, commandOf(1, 5, 'c-1'))
    await store.close()
    expect(intact(path)).toEqual(['ok'])
  },
)
