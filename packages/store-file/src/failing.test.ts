import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileStore } from './index.ts'
import { appender } from './testing/children.ts'
import { failing } from './testing/failing.ts'
import { folder, namesIn } from './testing/folder.ts'
import { all, command, fill, record } from './testing/records.ts'

const { place } = folder()

test.for([
  ['write', 'ENOSPC'],
  ['sync', 'EIO'],
  ['open', 'EMFILE'],
] as const)('a %s that fails with %s is unavailable, leaves nothing, and the next append works', async ([call, code]) => {
  let failed = 0
  const armed = { on: false }
  const files = failing((each) => (armed.on && each === call && failed++ === 0 ? code : false))
  const path = place()
  const store = fileStore({ path, files })
  const records = await fill(store, [2, 1])
  await store.close()
  const again = fileStore({ path, files })
  armed.on = true
  expect(await again.head('a')).toBe(3)
  await expect(again.append('a', 3, command(4, 2))).rejects.toMatchObject({ code: 'unavailable', cause: { code } })
  expect(await again.findCommand('a', 'c-4')).toBeUndefined()
  expect(await all(again)).toStrictEqual(records)
  await again.append('a', 3, command(4, 1, 'other'))
  await again.close()
  const last = fileStore({ path, onRecovered: () => expect.unreachable() })
  expect(await all(last)).toStrictEqual([...records, ...command(4, 1, 'other')])
  await last.close()
})

test.for([
  ['create', 1],
  ['syncFolder', 2],
] as const)('a %s that fails leaves no log and can be tried again', async ([call, times]) => {
  let left: number = times
  const path = place()
  const store = fileStore({ path, files: failing((each) => (each === call && left-- > 0 ? 'ENOSPC' : false)) })
  for (let i = 0; i < times; i++) await expect(store.append('a', 0, command(1, 1))).rejects.toMatchObject({ code: 'unavailable' })
  expect(await store.logs()).toEqual([])
  await store.append('a', 0, command(1, 1))
  expect(await store.logs()).toEqual(['a'])
  await store.close()
})

test('a next segment that can’t be made is made by the next append', async () => {
  let left = 0
  const path = place()
  const store = fileStore({ path, segmentBytes: 1, files: failing((call) => (call === 'write' && left-- > 0 ? 'ENOSPC' : false)) })
  await fill(store, [1])
  left = 1
  await expect(store.append('a', 1, command(2, 1))).rejects.toMatchObject({ code: 'unavailable' })
  expect(namesIn(path)).toHaveLength(2)
  await store.append('a', 1, command(2, 1))
  await store.append('a', 2, command(3, 1))
  expect(await all(store)).toStrictEqual([1, 2, 3].flatMap((position) => command(position, 1)))
  expect(namesIn(path)).toHaveLength(3)
  await store.close()
})

test('a write that can’t be undone ends writing, not reading, until the store is opened again', async () => {
  let fails = false
  const path = place()
  const store = fileStore({ path, files: failing((call) => fails && (call === 'sync' || call === 'truncate') && 'EIO') })
  const records = await fill(store, [2])
  fails = true
  await expect(store.append('a', 2, command(3, 1))).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'EIO' } })
  fails = false
  await expect(store.append('a', 2, command(3, 1))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('opened again'),
  })
  expect(await all(store)).toStrictEqual(records)
  // not "it is not there", since it may come back
  await expect(store.findCommand('a', 'c-3')).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'EIO' } })
  expect(await store.findCommand('a', 'c-1')).toStrictEqual(records)
  await store.close()
  const again = fileStore({ path })
  // it was whole in the file: its outcome was unknown, and is now known
  expect(await all(again)).toStrictEqual([...records, ...command(3, 1)])
  await again.close()
})

test('a torn log whose tail can’t be kept aside is read all the same, and written to when it can', async () => {
  const path = place()
  const store = fileStore({ path })
  const records = await fill(store, [2, 1])
  await store.close()
  const segment = join(path, 'a', '0000000000000001.ndjson')
  truncateSync(segment, statSync(segment).size - 1)
  const { size } = statSync(segment)
  let fails = true
  const cuts: number[] = []
  const files = failing((call) => fails && call === 'write' && 'ENOSPC')
  const full = fileStore({ path, files, onRecovered: ({ bytes }) => cuts.push(bytes) })
  expect(await all(full)).toStrictEqual(records.slice(0, 2))
  await expect(full.append('a', 2, command(3, 1))).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'ENOSPC' } })
  expect(statSync(segment).size).toBe(size)
  expect(readdirSync(join(path, 'a'))).toHaveLength(1)
  fails = false
  await Promise.all([full.append('a', 2, command(3, 1)), full.append('a', 3, command(4, 1))])
  expect(cuts).toHaveLength(1)
  expect(await full.head('a')).toBe(4)
  expect(readdirSync(join(path, 'a'))).toHaveLength(2)
  await full.close()
})

test('who was refused because of what then failed is decided on again', async () => {
  let left = 1
  const store = fileStore({ path: place(), files: failing((call) => (call === 'write' && left-- > 0 ? 'ENOSPC' : false)) })
  const lost = store.append('a', 0, command(1, 2))
  const other = store.append('a', 0, command(1, 1, 'other'))
  await expect(lost).rejects.toMatchObject({ code: 'unavailable' })
  await other
  expect(await all(store)).toStrictEqual(command(1, 1, 'other'))
  await store.close()
})

const mounts: string[] = []
afterAll(() => {
  // lazily, since a test that failed may have left its store open
  for (const path of mounts) execFileSync('umount', ['-l', path])
})

/** A file system of two megabytes, where this user may make one. */
const small = (() => {
  const path = place()
  mkdirSync(path, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path], { stdio: 'ignore' })
    mounts.push(path)
    return path
  } catch {
    return undefined
  }
})()

test.skipIf(small === undefined)(
  `a disk that is full is unavailable and leaves nothing half; the log goes on where there is room${small ? '' : ' (skipped: only root can mount a small disk)'}`,
  async () => {
    const path = join(small ?? '', 'store')
    const store = fileStore({ path })
    const records = await fill(store, [1])
    const large = [record(2, { command: 'large', text: JSON.stringify('环'.repeat(1_000_000)) })]
    for (let i = 0; i < 3; i++)
      await expect(store.append('a', 1, large)).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'ENOSPC' } })
    await store.append('a', 1, command(2, 1))
    for (let position = 3; ; position++) {
      const error = await store.append('a', position - 1, [record(position, { text: 'x'.repeat(50_000) })]).catch((error: unknown) => error)
      if (error === undefined) continue
      expect(error).toMatchObject({ code: 'unavailable', cause: { code: 'ENOSPC' } })
      expect(await store.head('a')).toBe(position - 1)
      break
    }
    const head = await store.head('a')
    await store.close()
    const again = fileStore({ path, onRecovered: () => expect.unreachable() })
    expect(await again.head('a')).toBe(head)
    expect((await all(again)).slice(0, 2)).toStrictEqual([...records, ...command(2, 1)])
    await again.close()
  },
)

const strace = (() => {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', 'true'])
    return true
  } catch {
    return false
  }
})()

test.skipIf(!strace).for([
  ['fdatasync', 'EIO', 5],
  ['pwrite64', 'ENOSPC', 8],
] as const)(
  `a process whose %s fails with %s says so, and its log opens${strace ? '' : ' (skipped: there is no strace that works)'}`,
  async ([call, code, when]) => {
    const path = place()
    const child = appender(
      path,
      ['x', 1000, 3],
      ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:error=${code}:when=${when}`],
    )
    expect(await child.end()).toMatchObject({ code: 0, errors: '' })
    expect(child.lines.at(-1)).toBe('unavailable')
    const acknowledged = child.lines.length - 1
    expect(acknowledged).toBeGreaterThan(1)
    const store = fileStore({ path, onRecovered: () => expect.unreachable() })
    expect(await store.head('a')).toBe(acknowledged * 3)
    await store.close()
    expect(statSync(join(path, 'a')).isDirectory()).toBe(true)
  },
)
