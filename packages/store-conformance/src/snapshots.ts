import type { EventStore, SnapshotHead, SnapshotPart } from '@bihuan/core'
import { expect } from 'vitest'
import { where } from './case.ts'
import { all, record, rejection, sizes } from './records.ts'
import { snapshotOf, snapshotsIn } from './snapshot.ts'

const save = async (store: EventStore, { head, pages }: ReturnType<typeof snapshotOf>, log = 'a') =>
  snapshotsIn(store).save(log, head, pages())

/** The positions of the snapshots of each of these shapes. */
const found = async (store: EventStore, ...shapes: readonly string[]) =>
  Promise.all(shapes.map(async (shape) => (await snapshotsIn(store).find('a', shape))?.position))

/** Parts that wait, after the first page, until they are told to go on, and then may break off. */
const slow = (parts: readonly SnapshotPart[], error?: Error) => {
  let go = () => {}
  let reach = () => {}
  const told = new Promise<void>((resolve) => {
    go = resolve
  })
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  async function* pages(): AsyncGenerator<readonly SnapshotPart[]> {
    yield parts.slice(0, 2)
    reach()
    await told
    if (error) throw error
    yield parts.slice(2)
  }
  return { pages, reached, go: () => go() }
}

export const snapshots = where(({ snapshots }) => snapshots, {
  'are not there before one was saved': async ({ open }) => {
    const store = await open()
    expect(await snapshotsIn(store).find('a', 's-1')).toBeUndefined()
    await save(store, snapshotOf(3))
    expect(await snapshotsIn(store).find('b', 's-1')).toBeUndefined()
    expect(await all(snapshotsIn(store).parts('b', snapshotOf(3).head))).toEqual([])
  },

  'give back the head and the parts as they were saved, in their order': async ({ open }) => {
    const store = await open()
    const given = snapshotOf(7, 's-1', 2345)
    await save(store, given)
    expect(await snapshotsIn(store).find('a', 's-1')).toStrictEqual(given.head)
    expect(await all(snapshotsIn(store).parts('a', given.head))).toStrictEqual(given.parts)
  },

  'keep every byte of their texts': async ({ open }) => {
    const store = await open()
    const texts = [
      '𠮷 e\u0301 \u{10ffff}',
      '"a\u2028b\ufeff"',
      String.raw`"\u0000\u001f"`,
      "'; -- %_ ? $1 \\",
      ' \r\n ',
      '',
      '环'.repeat(200_000),
    ]
    const parts = texts.map((text, i): SnapshotPart => ({ table: '表 "t"', id: `${text.slice(0, 50)}-${i}`, keys: text, text }))
    const head: SnapshotHead = { position: 1, shape: '!~ "\'\\%_', parts: parts.length, text: texts.join('') }
    await snapshotsIn(store).save(
      'a',
      head,
      (async function* () {
        yield parts
      })(),
    )
    expect(await snapshotsIn(store).find('a', head.shape)).toStrictEqual(head)
    expect(await all(snapshotsIn(store).parts('a', head))).toStrictEqual(parts)
  },

  'give their parts in pages of 1 or more, whatever pages they came in': async ({ open }) => {
    const store = await open()
    const { head, parts } = snapshotOf(1, 's-1', 30)
    const pages = async function* (): AsyncGenerator<readonly SnapshotPart[]> {
      yield []
      yield parts.slice(0, 1)
      yield []
      yield parts.slice(1, 28)
      yield parts.slice(28)
      yield []
    }
    await snapshotsIn(store).save('a', head, pages())
    expect(Math.min(...(await sizes(snapshotsIn(store).parts('a', head))))).toBeGreaterThan(0)
    expect(await all(snapshotsIn(store).parts('a', head))).toStrictEqual(parts)
  },

  'may have no parts': async ({ open }) => {
    const store = await open()
    const { head, pages } = snapshotOf(1, 's-1', 0)
    await snapshotsIn(store).save('a', head, pages())
    expect(await snapshotsIn(store).find('a', 's-1')).toStrictEqual(head)
    expect(await sizes(snapshotsIn(store).parts('a', head))).toEqual([])
  },

  'are found by their shape as a whole': async ({ open }) => {
    const store = await open()
    const shapes = ['s-1', 'S-1', 's-10', 's', 's_1', ' s-1', 's-1 ', 'x'.repeat(128)]
    for (const shape of shapes) await save(store, snapshotOf(4, shape))
    for (const shape of shapes) {
      expect(await snapshotsIn(store).find('a', shape), JSON.stringify(shape)).toStrictEqual(snapshotOf(4, shape).head)
      expect(await all(snapshotsIn(store).parts('a', snapshotOf(4, shape).head))).toStrictEqual(snapshotOf(4, shape).parts)
    }
    for (const shape of ['', 's-', 's%', 'x'.repeat(127)]) expect(await snapshotsIn(store).find('a', shape)).toBeUndefined()
  },

  'drop, of whatever shape, those at an earlier position': async ({ open }) => {
    const store = await open()
    await save(store, snapshotOf(4, 's-1'))
    await save(store, snapshotOf(5, 's-2'))
    await save(store, snapshotOf(5, 's-3'))
    expect(await found(store, 's-1', 's-2', 's-3')).toEqual([undefined, 5, 5])
    await save(store, snapshotOf(9, 's-1'))
    expect(await found(store, 's-1', 's-2', 's-3')).toEqual([9, undefined, undefined])
  },

  'replace one of the same position and shape': async ({ open }) => {
    const store = await open()
    await save(store, snapshotOf(4, 's-1', 10, 'old'))
    await save(store, snapshotOf(4, 's-2', 3))
    const given = snapshotOf(4, 's-1', 7, 'new')
    await save(store, given)
    expect(await snapshotsIn(store).find('a', 's-1')).toStrictEqual(given.head)
    expect(await all(snapshotsIn(store).parts('a', given.head))).toStrictEqual(given.parts)
    expect(await found(store, 's-2')).toEqual([4])
  },

  'are not kept behind the newest of their shape': async ({ open }) => {
    const store = await open()
    const newest = snapshotOf(8, 's-1')
    await save(store, newest)
    await save(store, snapshotOf(7, 's-1', 9))
    expect(await snapshotsIn(store).find('a', 's-1')).toStrictEqual(newest.head)
    expect(await all(snapshotsIn(store).parts('a', newest.head))).toStrictEqual(newest.parts)
  },

  'are kept behind the newest of another shape': async ({ open }) => {
    const store = await open()
    await save(store, snapshotOf(8, 's-1'))
    await save(store, snapshotOf(7, 's-2'))
    expect(await found(store, 's-1', 's-2')).toEqual([8, 7])
  },

  'are not seen before they are whole': async ({ open }) => {
    const store = await open()
    await save(store, snapshotOf(1, 's-1', 3))
    const { head, parts } = snapshotOf(2, 's-1', 5)
    const { pages, reached, go } = slow(parts)
    const saved = snapshotsIn(store).save('a', head, pages())
    await reached
    const meanwhile = await snapshotsIn(store).find('a', 's-1')
    go()
    await saved
    expect(meanwhile).toStrictEqual(snapshotOf(1, 's-1', 3).head)
    expect(await snapshotsIn(store).find('a', 's-1')).toStrictEqual(head)
  },

  'leave what was there when their parts break off, and tell why': async ({ open }) => {
    const store = await open()
    const before = snapshotOf(1, 's-1', 3)
    await save(store, before)
    const { head, parts } = snapshotOf(2, 's-1', 5)
    const own = new Error('own')
    const { pages, go } = slow(parts, own)
    go()
    expect(await rejection(snapshotsIn(store).save('a', head, pages()))).toBe(own)
    expect(await snapshotsIn(store).find('a', 's-1')).toStrictEqual(before.head)
    expect(await all(snapshotsIn(store).parts('a', before.head))).toStrictEqual(before.parts)
    await save(store, snapshotOf(2, 's-1', 4))
    expect(await found(store, 's-1')).toEqual([2])
  },

  'do not hold back appends while they are saved': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, [record(1)])
    const { head, parts } = snapshotOf(1, 's-1', 5)
    const { pages, reached, go } = slow(parts)
    const saved = snapshotsIn(store).save('a', head, pages())
    await reached
    const appended = await Promise.race([
      store.append('a', 1, [record(2)]).then(() => 'appended'),
      // a page takes milliseconds; this is for a machine that is busy
      new Promise((resolve) => setTimeout(resolve, 2000, 'held back')),
    ])
    go()
    await saved
    expect(appended).toBe('appended')
  },

  'give nothing but their own parts when they are replaced while they are read': async ({ open }) => {
    const store = await open()
    const old = snapshotOf(1, 's-1', 3000)
    await save(store, old)
    const reading = snapshotsIn(store).parts('a', old.head)[Symbol.asyncIterator]()
    const seen = [...(((await reading.next()) as { value?: readonly SnapshotPart[] }).value ?? [])]
    await save(store, snapshotOf(2, 's-1', 3000))
    for (;;) {
      const { done, value } = (await reading.next()) as { done?: boolean; value?: readonly SnapshotPart[] }
      if (done) break
      seen.push(...(value ?? []))
    }
    expect(seen.length).toBeGreaterThan(0)
    expect(seen).toStrictEqual(old.parts.slice(0, seen.length))
  },

  'give none of the parts of another that took the place of the same position and shape': async ({ open }) => {
    const store = await open()
    const old = snapshotOf(4, 's-1', 10, 'old')
    await save(store, old)
    await save(store, snapshotOf(4, 's-1', 7, 'new'))
    const parts = await all(snapshotsIn(store).parts('a', old.head))
    expect(parts).toStrictEqual(old.parts.slice(0, parts.length))
  },

  'are all dropped when told to, those of other logs not': async ({ open }) => {
    const store = await open()
    await snapshotsIn(store).drop('a')
    await save(store, snapshotOf(4, 's-1'))
    await save(store, snapshotOf(4, 's-2'))
    await save(store, snapshotOf(4, 's-1'), 'b')
    await snapshotsIn(store).drop('a')
    expect(await found(store, 's-1', 's-2')).toEqual([undefined, undefined])
    expect(await all(snapshotsIn(store).parts('a', snapshotOf(4).head))).toEqual([])
    expect(await snapshotsIn(store).find('b', 's-1')).toStrictEqual(snapshotOf(4).head)
    await save(store, snapshotOf(2, 's-1'))
    expect(await found(store, 's-1')).toEqual([2])
  },

  'do not change the log': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, [record(1), record(2)])
    await save(store, snapshotOf(2))
    await snapshotsIn(store).drop('a')
    await save(store, snapshotOf(1))
    expect(await all(store.read('a'))).toStrictEqual([record(1), record(2)])
    expect(await store.logs()).toEqual(['a'])
  },

  'are not changed by who changes what was saved or given': async ({ open }) => {
    const store = await open()
    const given = snapshotOf(1, 's-1', 4)
    const parts = given.parts.map((part) => ({ ...part }))
    const page = [...parts]
    const head = { ...given.head }
    await snapshotsIn(store).save(
      'a',
      head,
      (async function* () {
        yield page
      })(),
    )
    head.text = 'other'
    page.pop()
    for (const part of parts) part.text = 'other'
    const told = await snapshotsIn(store).find('a', 's-1')
    if (told) Reflect.set(told, 'text', 'another')
    for (const part of store.snapshots ? await all(store.snapshots.parts('a', given.head)) : []) Reflect.set(part, 'text', 'another')
    expect(await snapshotsIn(store).find('a', 's-1')).toStrictEqual(given.head)
    expect(await all(snapshotsIn(store).parts('a', given.head))).toStrictEqual(given.parts)
  },

  'are found again when the store is opened again': {
    needs: ({ durable }) => durable,
    async run({ open, reopen }) {
      const store = await open()
      const given = snapshotOf(1, 's-1', 300)
      await store.append('a', 0, [record(1)])
      await save(store, given)
      await store.close()
      const again = await reopen(store)
      expect(await snapshotsIn(again).find('a', 's-1')).toStrictEqual(given.head)
      expect(await all(snapshotsIn(again).parts('a', given.head))).toStrictEqual(given.parts)
    },
  },

  'are seen by other stores over the same medium': {
    needs: ({ multiProcess }) => multiProcess,
    async run({ open, reopen }) {
      const store = await open()
      const other = await reopen(store)
      const given = snapshotOf(1, 's-1', 300)
      await save(store, given)
      expect(await snapshotsIn(other).find('a', 's-1')).toStrictEqual(given.head)
      expect(await all(snapshotsIn(other).parts('a', given.head))).toStrictEqual(given.parts)
      await save(other, snapshotOf(2, 's-1', 3))
      expect(await found(store, 's-1')).toEqual([2])
    },
  },
})
