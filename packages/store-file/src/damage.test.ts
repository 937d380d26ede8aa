import { appendFileSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LogRecord } from '@bihuan/core'
import { beforeAll, expect, test } from 'vitest'
import { type FileOptions, fileStore, type Recovered } from './index.ts'
import { folder, namesIn } from './testing/folder.ts'
import { all, command, fill } from './testing/records.ts'

const { place } = folder()
const sizes = [2, 1, 3]
const first = '0000000000000001.ndjson'
let good: Buffer
let records: LogRecord[]
/** Where each frame of `good` begins, and where the last one ends. */
let starts: number[]

/** A store with one log of one segment, of these bytes. */
const holding = (...segments: readonly [name: string, bytes: Uint8Array][]) => {
  const path = place()
  mkdirSync(join(path, 'a'), { recursive: true })
  writeFileSync(join(path, 'store.json'), '{"bihuan":"store","version":1}\n')
  for (const [name, bytes] of segments) writeFileSync(join(path, 'a', name), bytes)
  return path
}

/** What a store over `path` says of its log `a`: its records, or the error, and what it cut off. */
const opened = async (path: string, options: Omit<FileOptions, 'path' | 'onRecovered'> = {}) => {
  const cuts: Recovered[] = []
  const store = fileStore({ path, onRecovered: (cut) => cuts.push(cut), ...options })
  const outcome = await all(store).then(
    (found) => ({ found }),
    (error: unknown) => ({ error }),
  )
  await store.close()
  return { cuts, ...outcome }
}

const segment = (path: string, name = first) => join(path, 'a', name)

/** The position of the first record of the frame that holds byte `at`. */
const positionAt = (at: number) => {
  const frame = starts.findLastIndex((start) => start <= at)
  return 1 + sizes.slice(0, frame).reduce((sum, size) => sum + size, 0)
}

beforeAll(async () => {
  const path = place()
  const store = fileStore({ path })
  records = await fill(store, sizes)
  await store.close()
  good = readFileSync(segment(path))
  starts = [...good.toString('latin1').matchAll(/^\{"crc32"/gm)].map(({ index }) => index)
  expect(starts).toHaveLength(sizes.length)
})

test.for([
  ['its lowest bit', (byte: number) => byte ^ 1],
  ['every bit', (byte: number) => byte ^ 0xff],
] as const)('each byte with %s flipped is damage, told with the position, and stays as it was', { timeout: 120_000 }, async ([, flip]) => {
  for (let at = 0; at < good.length; at++) {
    const bytes = Buffer.from(good)
    bytes[at] = flip(bytes[at] as number)
    const path = holding([first, bytes])
    const { cuts, ...outcome } = await opened(path)
    const position = positionAt(at)
    expect(outcome, `byte ${at}`).toMatchObject({ error: { code: 'damaged', message: expect.stringContaining(`position ${position}: `) } })
    expect(cuts).toEqual([])
    expect(readFileSync(segment(path)).equals(bytes)).toBe(true)
    rmSync(path, { recursive: true })
  }
})

test('cut at any length, it ends at its last whole commit, and the bytes behind it are kept aside and told', {
  timeout: 120_000,
}, async () => {
  for (let length = 0; length <= good.length; length++) {
    const path = holding([first, good.subarray(0, length)])
    const { cuts, ...outcome } = await opened(path)
    const start = starts.findLast((start) => start <= length) ?? 0
    const whole = length === good.length ? records.length : positionAt(start) - 1
    const torn = length === good.length ? 0 : length - start
    expect(outcome, `length ${length}`).toStrictEqual({ found: records.slice(0, whole) })
    expect(cuts).toEqual(torn === 0 ? [] : [{ log: 'a', position: whole, bytes: torn, path: expect.stringContaining('.torn-') }])
    for (const cut of cuts) expect(readFileSync(cut.path).equals(good.subarray(start, length))).toBe(true)
    expect(readFileSync(segment(path)).length).toBe(length - torn)
    rmSync(path, { recursive: true })
  }
})

test.for([
  ['behind whole commits', () => good.length],
  ['in place of a commit’s end', () => good.length - 20],
  ['in place of all but the first letters of a header', () => (starts[2] ?? 0) + 5],
] as const)('zeros %s are torn', async ([, at]) => {
  const bytes = Buffer.concat([good.subarray(0, at()), Buffer.alloc(100_000)])
  const path = holding([first, bytes])
  const { cuts, ...outcome } = await opened(path)
  const whole = at() === good.length ? 6 : 3
  expect(outcome).toStrictEqual({ found: records.slice(0, whole) })
  expect(cuts).toMatchObject([{ position: whole }])
  expect(readFileSync(cuts[0]?.path ?? '').equals(bytes.subarray(whole === 6 ? good.length : starts[2]))).toBe(true)
})

test.for([
  ['letters behind the whole commits', 7, () => Buffer.concat([good, Buffer.from('{"crc32":"x')])],
  ['a line behind the whole commits', 7, () => Buffer.concat([good, Buffer.from('{}\n')])],
  ['much of nothing in particular behind them', 7, () => Buffer.concat([good, Buffer.alloc(1000, 'a')])],
  ['a header of another position behind them', 7, () => Buffer.concat([good, good.subarray(0, 150)])],
  ['zeros before more of a commit', 4, () => Buffer.from(good).fill(0, good.length - 300, good.length - 200)],
  ['a commit taken out', 3, () => Buffer.concat([good.subarray(0, starts[1]), good.subarray(starts[2])])],
  ['a commit that stands twice', 4, () => Buffer.concat([good.subarray(0, starts[2]), good.subarray(starts[1])])],
  ['the first commit taken out', 1, () => good.subarray(starts[1])],
] as const)('%s is damage at position %i', async ([, position, bytes]) => {
  const path = holding([first, bytes()])
  const { cuts, ...outcome } = await opened(path)
  expect(outcome).toMatchObject({ error: { code: 'damaged', message: expect.stringContaining(`position ${position}: `) } })
  expect(cuts).toEqual([])
  expect(readFileSync(segment(path)).equals(bytes())).toBe(true)
})

test('a commit exchanged for another of the same position is damage', async () => {
  const path = place()
  const store = fileStore({ path })
  await store.append('a', 0, command(1, 2, 'another'))
  await store.append('a', 2, command(3, 1))
  await store.close()
  const other = readFileSync(segment(path))
  const end = other.indexOf('{"crc32"', 1)
  const { error } = (await opened(holding([first, Buffer.concat([other.subarray(0, end), good.subarray(starts[1])])]))) as { error: Error }
  expect(error.message).toContain('position 3: the commit does not follow the one before it')
})

const inSegments = async () => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 1 })
  await fill(store, sizes)
  await store.close()
  expect(namesIn(path)).toEqual([first, '0000000000000003.ndjson', '0000000000000004.ndjson'])
  return path
}

test.for([
  ['a first segment that is gone', 1, (path: string) => rmSync(segment(path))],
  ['a segment in the middle that is gone', 3, (path: string) => rmSync(segment(path, '0000000000000003.ndjson'))],
  ['a segment in the middle that is short', 3, (path: string) => truncateSync(segment(path, '0000000000000003.ndjson'), 100)],
  ['a segment in the middle with zeros behind', 4, (path: string) => appendFileSync(segment(path, '0000000000000003.ndjson'), '\0\0')],
  ['a segment in the place of another', 3, (path: string) => copyFileSync(segment(path), segment(path, '0000000000000003.ndjson'))],
  ['a file that is not named as a segment is', 7, (path: string) => writeFileSync(segment(path, 'notes.ndjson'), '')],
] as const)('%s is damage at position %i', async ([, position, damage]) => {
  const path = await inSegments()
  damage(path)
  expect(await opened(path)).toMatchObject({ error: { code: 'damaged', message: expect.stringContaining(`position ${position}: `) } })
})

test('a last segment that a crash left empty is written to', async () => {
  const path = await inSegments()
  writeFileSync(segment(path, '0000000000000007.ndjson'), '')
  const store = fileStore({ path })
  await store.append('a', 6, command(7, 1))
  expect(await all(store)).toStrictEqual([...records, ...command(7, 1)])
  await store.close()
  expect(await opened(path)).toMatchObject({ found: { length: 7 } })
})

test('a log torn again at the same place keeps both cuts', async () => {
  const path = holding([first, good.subarray(0, good.length - 1)])
  const cut = (await opened(path)).cuts[0]?.path ?? ''
  appendFileSync(segment(path), good.subarray(starts[2], good.length - 10))
  expect((await opened(path)).cuts[0]?.path).toBe(`${cut}-2`)
  expect(readFileSync(cut).length - readFileSync(`${cut}-2`).length).toBe(9)
})

test('bytes that change while the store is open are damage that reading tells, before and behind them all is well', async () => {
  const path = holding([first, good])
  const store = fileStore({ path })
  expect(await store.head('a')).toBe(6)
  const bytes = Buffer.from(good)
  const at = good.length - 5
  bytes[at] = (bytes[at] as number) ^ 1
  writeFileSync(segment(path), bytes)
  const pages = store.read('a', { pageSize: 3 })[Symbol.asyncIterator]()
  expect((await pages.next()).value).toStrictEqual(records.slice(0, 3))
  await expect(pages.next()).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('position 4: ') })
  await expect(store.findCommand('a', 'c-4')).rejects.toMatchObject({ code: 'damaged' })
  truncateSync(segment(path), 100)
  await expect(all(store)).rejects.toMatchObject({ code: 'damaged' })
  await store.close()
})

test('a log that is damaged is in the list, and leaves the others as they are', async () => {
  const path = holding([first, good.subarray(1)])
  cpSync(join(path, 'a'), join(path, 'b'), { recursive: true })
  writeFileSync(join(path, 'b', first), good)
  const store = fileStore({ path })
  expect(await store.logs()).toEqual(['a', 'b'])
  await expect(store.head('a')).rejects.toMatchObject({ code: 'damaged' })
  await expect(store.append('a', 0, command(1, 1))).rejects.toMatchObject({ code: 'damaged' })
  expect(await all(store, 'b')).toStrictEqual(records)
  await store.close()
})
