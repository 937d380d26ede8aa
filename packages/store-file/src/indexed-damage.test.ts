import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LogRecord } from '@bihuan/core'
import { expect, test } from 'vitest'
import { fileStore } from './index.ts'
import { folder, namesIn } from './testing/folder.ts'
import { all, command, fill } from './testing/records.ts'

const { place } = folder()

const outcome = (asked: Promise<unknown>) =>
  asked.then(
    () => 'no damage',
    (error: unknown) => error,
  )

const damage = (position: number) => ({ code: 'damaged', message: expect.stringContaining(`position ${position}: `) })

/** The frames of a segment: where each begins, and the position of its first record. */
const framesOf = (bytes: Buffer) =>
  [...bytes.toString('latin1').matchAll(/^\{"crc32".*"from":(\d+)/gm)].map(({ index, 1: from }) => ({ start: index, from: Number(from) }))

const flipped = (bytes: Buffer, at: number, mask: number) => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] as number) ^ mask
  return changed
}

test.for([1, 0xff])(
  'each byte of a log of many segments, flipped by %i, is damage that a full read tells with its position',
  {
    timeout: 300_000,
  },
  async (mask) => {
    const path = place()
    const store = fileStore({ path, segmentBytes: 600 })
    await fill(store, [1, 1, 2, 1, 1, 1])
    await store.close()
    expect(namesIn(path, '.index').length).toBeGreaterThan(2)
    for (const name of namesIn(path)) {
      const file = join(path, 'a', name)
      const good = readFileSync(file)
      const frames = framesOf(good)
      for (let at = 0; at < good.length; at++) {
        writeFileSync(file, flipped(good, at, mask))
        const from = frames.findLast(({ start }) => start <= at)?.from ?? 0
        for (const readOnly of [true, false]) {
          const again = fileStore({ path, readOnly, onRecovered: () => expect.unreachable() })
          expect(await outcome(all(again)), `${name}, byte ${at}`).toMatchObject(damage(from))
          await again.close()
        }
      }
      writeFileSync(file, good)
    }
  },
)

/** A log of some segments, each of four commits that have a mark of their own. */
const large = async (filler = 'x') => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 70_000 })
  const records: LogRecord[] = []
  while (records.length < 26) {
    const batch = command(records.length + 1, 2).map((record) => ({ ...record, text: JSON.stringify(filler.repeat(9000)) }))
    await store.append('a', records.length, batch)
    records.push(...batch)
  }
  await store.close()
  expect(namesIn(path)).toHaveLength(4)
  return { path, records }
}

test('a changed byte of a segment that has an index is told when it is read, and when the log is opened only at its end', {
  timeout: 300_000,
}, async () => {
  const { path, records } = await large()
  const [, name = ''] = namesIn(path)
  const file = join(path, 'a', name)
  const good = readFileSync(file)
  const frames = framesOf(good)
  expect(frames).toHaveLength(4)
  const writer = fileStore({ path })
  await writer.head('a')
  for (const [n, { start, from }] of frames.entries()) {
    const header = good.indexOf('\n', start) + 1
    const end = frames[n + 1]?.start ?? good.length
    // all of the header, and what lies thinly between it and the end
    const places = Array.from({ length: end - start }, (_, i) => start + i).filter((at) => at < header || at >= end - 2 || at % 397 === 0)
    for (const at of places) {
      writeFileSync(file, flipped(good, at, 1))
      const again = fileStore({ path, readOnly: true })
      if (n < 3) expect(await again.head('a'), `byte ${at}`).toBe(records.length)
      else expect(await outcome(again.head('a')), `byte ${at}`).toMatchObject(damage(from))
      for (const store of [again, writer]) expect(await outcome(all(store)), `byte ${at}`).toMatchObject(damage(from))
      expect(await outcome(writer.findCommand('a', `c-${from}`)), `byte ${at}`).toMatchObject(damage(from))
      await again.close()
    }
  }
  writeFileSync(file, good)
  expect(await all(writer)).toStrictEqual(records)
  await writer.close()
})

test('appends go on behind a damaged commit that nobody read, and what is around it is read', async () => {
  const { path, records } = await large()
  const [first = ''] = namesIn(path)
  const file = join(path, 'a', first)
  const good = readFileSync(file)
  writeFileSync(file, flipped(good, (framesOf(good)[1]?.start ?? 0) + 5000, 1))
  const store = fileStore({ path })
  await store.append('a', 26, command(27, 1))
  await expect(store.append('a', 27, command(28, 1, 'c-3'))).rejects.toMatchObject({ name: 'DuplicateCommand' })
  const pages = store.read('a', { pageSize: 2 })[Symbol.asyncIterator]()
  expect((await pages.next()).value).toStrictEqual(records.slice(0, 2))
  await expect(pages.next()).rejects.toMatchObject(damage(3))
  const behind: LogRecord[] = []
  for await (const page of store.read('a', { from: 5 })) behind.push(...page)
  expect(behind).toStrictEqual([...records.slice(4), ...command(27, 1)])
  await store.close()
})

test('a commit of a segment that has an index, exchanged for another of its length, is damage where the next one is read', async () => {
  const { path, records } = await large()
  const [, name = ''] = namesIn(path)
  const [good, others] = [path, (await large('y')).path].map((each) => readFileSync(join(each, 'a', name))) as [Buffer, Buffer]
  const [first, second] = framesOf(good) as [{ start: number; from: number }, { start: number; from: number }]
  expect(framesOf(others)).toEqual(framesOf(good))
  writeFileSync(join(path, 'a', name), Buffer.concat([others.subarray(0, second.start), good.subarray(second.start)]))
  const store = fileStore({ path })
  expect(await store.head('a')).toBe(records.length)
  // where the segment before it is read first, its own beginning does not follow
  expect(await outcome(all(store))).toMatchObject(damage(first.from))
  const pages = store.read('a', { from: first.from, pageSize: 2 })[Symbol.asyncIterator]()
  await pages.next()
  expect(await outcome(pages.next())).toMatchObject(damage(second.from))
  await store.close()
})

test('a segment of another log, which came with its index, is damage where it does not follow', async () => {
  const path = place()
  const other = place()
  for (const [each, author] of [
    [path, 'one'],
    [other, 'two'],
  ] as const) {
    const store = fileStore({ path: each, segmentBytes: 1 })
    for (let n = 0; n < 4; n++) await store.append('a', n, command(n + 1, 1, `${author}-${n}`))
    await store.close()
  }
  for (const [segment, position] of [
    ['0000000000000001', 2],
    ['0000000000000002', 2],
    ['0000000000000003', 3],
  ] as const) {
    const mixed = place()
    cpSync(path, mixed, { recursive: true })
    for (const ending of ['.ndjson', '.index']) copyFileSync(join(other, 'a', segment + ending), join(mixed, 'a', segment + ending))
    for (const readOnly of [true, false]) {
      const store = fileStore({ path: mixed, readOnly })
      expect(await outcome(store.head('a'))).toMatchObject(damage(position))
      await store.close()
    }
  }
})
