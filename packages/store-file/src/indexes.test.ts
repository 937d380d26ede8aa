import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LogRecord } from '@bihuan/core'
import { beforeAll, expect, test } from 'vitest'
import { fileStore } from './index.ts'
import { folder, namesIn } from './testing/folder.ts'
import { counting, faultIn, forged, takenTwice } from './testing/indexes.ts'
import { command } from './testing/records.ts'

const { place } = folder()
const indexes = ['0000000000000001.index', '0000000000000003.index', '0000000000000004.index']
const segments = ['0000000000000001.ndjson', '0000000000000003.ndjson', '0000000000000004.ndjson', '0000000000000007.ndjson']
const sizes = [2, 1, 3, 1]
const at = (path: string, name: string) => join(path, 'a', name)
const bytesOf = (path: string, name: string) => readFileSync(at(path, name))

/** A log of one segment for each commit; every text holds `filler`. */
const written = async (filler: string) => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 1 })
  const records: LogRecord[] = []
  for (const size of sizes) {
    const batch = command(records.length + 1, size).map((record) => ({ ...record, text: JSON.stringify({ filler }) }))
    await store.append('a', records.length, batch)
    records.push(...batch)
  }
  await store.close()
  return { path, records }
}

let good: { readonly path: string; readonly records: readonly LogRecord[] }
/** Of the same lengths and commands, and of other texts. */
let other: typeof good

const copied = () => {
  const path = place()
  cpSync(good.path, path, { recursive: true })
  return path
}

beforeAll(async () => {
  good = await written('one')
  other = await written('two')
})

/** That the log is right for who reads it, who leaves the folder as it is, and for its writer, who leaves all indexes in order. */
const expectHarmless = async (path: string, what: string) => {
  const before = namesIn(path, '').map((name) => [name, statSync(at(path, name)).mtimeMs])
  const reader = fileStore({ path, readOnly: true })
  expect(await faultIn(reader, good.records), `${what}, read only`).toBeUndefined()
  await reader.close()
  expect(namesIn(path, '').map((name) => [name, statSync(at(path, name)).mtimeMs])).toEqual(before)
  const writer = fileStore({ path, onRecovered: () => expect.unreachable() })
  expect(await faultIn(writer, good.records), what).toBeUndefined()
  expect(await takenTwice(writer, good.records), what).toEqual([])
  await writer.close()
  expect(namesIn(path, ''), what).toEqual(namesIn(good.path, ''))
  for (const name of indexes) expect(bytesOf(path, name).equals(bytesOf(good.path, name)), `${what}: ${name}`).toBe(true)
}

test('each full segment has an index, which says in its first line what it is of, and has its own hash at the end', () => {
  expect(namesIn(good.path, '')).toEqual([...segments, ...indexes].sort())
  let previous = '0'.repeat(64)
  for (const [n, name] of indexes.entries()) {
    const bytes = bytesOf(good.path, name)
    const segment = bytesOf(good.path, segments[n] ?? '')
    const { sha256 } = JSON.parse(segment.toString().slice(0, segment.indexOf('\n')))
    const from = Number(name.slice(0, 16))
    expect(JSON.parse(bytes.toString('latin1', 0, bytes.indexOf('\n')))).toEqual({
      index: { version: 1, length: segment.length, from, records: sizes[n], previous, sha256, marks: 1, commands: 1 },
    })
    expect(createHash('sha256').update(bytes.subarray(0, -32)).digest().equals(bytes.subarray(-32))).toBe(true)
    previous = sha256
  }
})

test.for([
  ['its lowest bit', (byte: number) => byte ^ 1],
  ['every bit', (byte: number) => byte ^ 0xff],
] as const)(
  'an index with any byte that has %s flipped is not used, and written anew by the writer',
  { timeout: 300_000 },
  async ([, flip]) => {
    const path = copied()
    const [, name = ''] = indexes
    const bytes = bytesOf(good.path, name)
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes)
      changed[i] = flip(changed[i] as number)
      writeFileSync(at(path, name), changed)
      await expectHarmless(path, `byte ${i}`)
    }
  },
)

test('so is one that is cut off at any length, or has more behind it', { timeout: 300_000 }, async () => {
  const path = copied()
  const [, name = ''] = indexes
  const bytes = bytesOf(good.path, name)
  for (let length = 0; length < bytes.length; length++) {
    writeFileSync(at(path, name), bytes.subarray(0, length))
    await expectHarmless(path, `length ${length}`)
  }
  writeFileSync(at(path, name), Buffer.concat([bytes, Buffer.alloc(1)]))
  await expectHarmless(path, 'a byte behind')
})

const replacing = (name: string, make: () => Uint8Array) => (path: string) => writeFileSync(at(path, name), make())
const [first = '', middle = ''] = indexes

test.for([
  ['none at all', (path: string) => indexes.forEach((name) => void rmSync(at(path, name)))],
  ['none of the one in the middle', (path: string) => rmSync(at(path, middle))],
  ['that of another log', (path: string) => copyFileSync(at(other.path, middle), at(path, middle))],
  ['that of the first segment of another log', (path: string) => copyFileSync(at(other.path, first), at(path, first))],
  ['those of another log', (path: string) => indexes.forEach((name) => void copyFileSync(at(other.path, name), at(path, name)))],
  ['that of another segment', (path: string) => copyFileSync(at(path, first), at(path, middle))],
  ['nothing but the hash of nothing', replacing(middle, () => createHash('sha256').digest())],
  ['a line that is no JSON', replacing(middle, () => forged(bytesOf(good.path, middle), () => 'index\n'))],
  ['a line without an index', replacing(middle, () => forged(bytesOf(good.path, middle), () => '{}\n'))],
  ...(
    [
      ['another version', { version: 2 }],
      ['another length', { length: 1 }],
      ['another position', { from: 4 }],
      ['more records', { records: 2 }],
      ['more records before its end', { from: 2, records: 2 }],
      ['another hash before it', { previous: '1'.repeat(64) }],
      ['another hash at its end', { sha256: '1'.repeat(64) }],
      ['more marks', { marks: 2 }],
      ['no marks', { marks: 0 }],
      ['more commands', { commands: 2 }],
    ] as const
  ).map(([what, change]) => {
    const changed = (line: string) => `${JSON.stringify({ index: { ...JSON.parse(line).index, ...change } })}\n`
    return [what, replacing(middle, () => forged(bytesOf(good.path, middle), changed))] as const
  }),
] as const)('%s in place of an index changes no answer', async ([what, change]) => {
  const path = copied()
  change(path)
  await expectHarmless(path, what)
})

test('a folder in place of an index changes no answer; the writer goes on without it', async () => {
  const path = copied()
  rmSync(at(path, middle))
  mkdirSync(join(at(path, middle), 'x'), { recursive: true })
  for (const readOnly of [true, false]) {
    const store = fileStore({ path, readOnly })
    expect(await faultIn(store, good.records)).toBeUndefined()
    await store.close()
  }
  expect(namesIn(path, '')).toEqual(namesIn(good.path, ''))
})

test('a last segment that has an index, since what came behind it is gone, is read and written to as any', async () => {
  const path = copied()
  rmSync(at(path, segments[3] ?? ''))
  const store = fileStore({ path, segmentBytes: 1 << 20 })
  const records = [...good.records.slice(0, 6), ...command(7, 2)]
  await store.append('a', 6, command(7, 2))
  expect(await faultIn(store, records)).toBeUndefined()
  expect(await takenTwice(store, records)).toEqual([])
  await store.close()
  expect(namesIn(path)).toEqual(segments.slice(0, 3))
  const again = fileStore({ path, segmentBytes: 1 })
  await again.append('a', 8, command(9, 1))
  await again.close()
  const last = bytesOf(path, indexes[2] ?? '')
  expect(JSON.parse(last.toString('latin1', 0, last.indexOf('\n')))).toMatchObject({ index: { from: 4, records: 5, commands: 2 } })
})

test('a crash at any step of writing one leaves none, or a whole one', async () => {
  const whole = bytesOf(good.path, middle)
  for (const left of [whole.subarray(0, 0), whole.subarray(0, 100), whole]) {
    const path = copied()
    rmSync(at(path, middle))
    writeFileSync(at(path, `${middle}.tmp`), left)
    await expectHarmless(path, `${left.length} bytes without a name`)
    // one that was damaged before, and was being replaced
    writeFileSync(at(path, middle), whole.subarray(1))
    writeFileSync(at(path, `${middle}.tmp`), left)
    await expectHarmless(path, `${left.length} bytes beside a damaged one`)
  }
})

test('of a segment that has an index nothing is read but its end, of the last one all; no index in order is written again', async () => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 200_000 })
  const records: LogRecord[] = []
  while (records.length < 100) {
    const [record] = command(records.length + 1, 1) as [LogRecord]
    const long = { ...record, text: JSON.stringify('x'.repeat(9000)) }
    await store.append('a', records.length, [long])
    records.push(long)
  }
  await store.close()
  const names = namesIn(path)
  expect(names.length).toBeGreaterThan(3)
  const last = names.at(-1) ?? ''
  const files = () => namesIn(path, '.index').map((name) => statSync(at(path, name)).ino)
  const before = files()
  for (const readOnly of [true, false]) {
    const { read, files: counted } = counting()
    const again = fileStore({ path, readOnly, files: counted })
    expect(await again.head('a')).toBe(100)
    for (const name of names.slice(0, -1)) expect(read.get(name)).toBeLessThan(30_000)
    expect(read.get(last)).toBe(statSync(at(path, last)).size)
    expect(await faultIn(again, records)).toBeUndefined()
    await again.close()
    expect(files()).toEqual(before)
  }
})
