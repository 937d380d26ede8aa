import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LogRecord } from '@bihuan/core'
import { expect, test } from 'vitest'
import { type FileLayer, nodeFiles } from './files.ts'
import { fileStore } from './index.ts'
import { failing } from './testing/failing.ts'
import { folder, namesIn } from './testing/folder.ts'
import { faultIn, takenTwice } from './testing/indexes.ts'
import { command, fill, record } from './testing/records.ts'

const { place } = folder()
const isOfIndex = (path: string) => path.includes('.index')

/** Opens the store once more and closes it, which writes the indexes that it lacks. */
const openedOnce = async (path: string, files: FileLayer) => {
  const store = fileStore({ path, files })
  await store.head('a')
  await store.close()
}

test.for([
  ['create', 'ENOSPC', 0],
  ['write', 'ENOSPC', 0],
  ['sync', 'EIO', 0],
  // when the folder can't be synced the index is there, and may be gone after a crash
  ['syncFolder', 'EIO', 3],
] as const)('a %s that fails with %s keeps an index from being written, no opening and no append', async ([call, code, left]) => {
  const path = place()
  let fails = true
  const files = failing((each, path) => fails && each === call && (isOfIndex(path) || call === 'syncFolder') && code)
  if (call !== 'syncFolder') {
    const store = fileStore({ path, segmentBytes: 1, files })
    const records = await fill(store, [1, 2, 1, 1])
    expect(await faultIn(store, records)).toBeUndefined()
    expect(await takenTwice(store, records)).toEqual([])
    await store.close()
  } else {
    fails = false
    const store = fileStore({ path, segmentBytes: 1, files })
    await fill(store, [1, 2, 1, 1])
    await store.close()
    for (const name of namesIn(path, '.index')) rmSync(join(path, 'a', name))
    fails = true
  }
  await openedOnce(path, files)
  expect(namesIn(path, '')).toHaveLength(4 + left)
  fails = false
  await openedOnce(path, files)
  expect(namesIn(path, '.index')).toHaveLength(3)
  expect(namesIn(path, '')).toHaveLength(7)
})

test('an index that can’t be read is as one that is not there', async () => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 1 })
  const records = await fill(store, [1, 2, 1])
  await store.close()
  const files: FileLayer = {
    ...nodeFiles,
    open: (path, mode) =>
      path.endsWith('.index')
        ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES', errno: -13 }))
        : nodeFiles.open(path, mode),
  }
  for (const readOnly of [true, false]) {
    const again = fileStore({ path, files, readOnly })
    expect(await faultIn(again, records)).toBeUndefined()
    await again.close()
  }
})

test('appends don’t wait for an index, and find all commands before it is written; closing waits for it', async () => {
  const path = place()
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const files: FileLayer = {
    ...nodeFiles,
    async open(path, mode) {
      if (mode === 'create' && isOfIndex(path)) await gate
      return nodeFiles.open(path, mode)
    },
  }
  const store = fileStore({ path, segmentBytes: 1, files })
  const records = await fill(store, [1, 2, 1, 1])
  expect(namesIn(path, '')).toHaveLength(4)
  expect(await faultIn(store, records)).toBeUndefined()
  expect(await takenTwice(store, records)).toEqual([])
  let closed = false
  const closing = store.close().then(() => {
    closed = true
  })
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(closed).toBe(false)
  go()
  await closing
  expect(namesIn(path, '.index')).toHaveLength(3)
})

test('commands are found and refused while the table of their segment is made', async () => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 1 })
  const many = Array.from({ length: 5000 }, (_, n) => record(n + 1, { command: `c-${n + 1}` }))
  await store.append('a', 0, many)
  await store.append('a', 5000, command(5001, 1))
  for (let n = 1; n <= 5000; n += 250) {
    const again = store.append('a', 5001, command(5002, 1, `c-${n}`))
    await expect(again).rejects.toMatchObject({ name: 'DuplicateCommand' })
    expect(await store.findCommand('a', `c-${n}`)).toStrictEqual(many.slice(n - 1, n))
  }
  expect(await store.findCommand('a', 'c-5002')).toBeUndefined()
  await store.close()
})

test('readers that follow a writer from segment to segment see what it has, and find each command', async () => {
  const path = place()
  const writer = fileStore({ path, segmentBytes: 1500 })
  const early = fileStore({ path, readOnly: true })
  const records: LogRecord[] = []
  for (let n = 0; n < 60; n++) {
    const batch = command(records.length + 1, 1 + (n % 4))
    await writer.append('a', records.length, batch)
    records.push(...batch)
    expect(await early.head('a')).toBe(records.length)
    if (n % 6 !== 5) continue
    const late = fileStore({ path, readOnly: true })
    for (const reader of [early, late, writer]) expect(await faultIn(reader, records)).toBeUndefined()
    await late.close()
  }
  expect(namesIn(path).length).toBeGreaterThan(15)
  await writer.close()
  expect(namesIn(path, '.index')).toHaveLength(namesIn(path).length - 1)
  expect(await faultIn(early, records)).toBeUndefined()
  await early.close()
})
