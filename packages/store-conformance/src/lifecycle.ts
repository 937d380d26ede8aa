import { type EventStore, isConflict, isInvalidInput, isStoreError } from '@bihuan/core'
import { expect } from 'vitest'
import { always } from './case.ts'
import { all, commands, record, rejection } from './records.ts'
import { snapshotOf } from './snapshot.ts'

/** Every way to ask a store for something, as promises. */
const calls = (store: EventStore, log: string): Record<string, () => Promise<unknown>> => {
  const { turn, snapshots } = store
  const { head, pages } = snapshotOf(1)
  return {
    append: () => store.append(log, 0, [record(1)]),
    'append of nothing': () => store.append(log, 0, []),
    read: () => all(store.read(log)),
    head: () => store.head(log),
    findCommand: () => store.findCommand(log, 'c-1'),
    watch: async () => store.watch(log, () => undefined),
    ...(turn && { turn: () => turn(log, async () => undefined) }),
    ...(snapshots && {
      'find of a snapshot': () => snapshots.find(log, 's-1'),
      'parts of a snapshot': () => all(snapshots.parts(log, head)),
      'save of a snapshot': () => snapshots.save(log, head, pages()),
      'drop of snapshots': () => snapshots.drop(log),
    }),
  }
}

export const lifecycle = always({
  'declares what is expected of it': async ({ open, supports }) => {
    const store = await open()
    expect(store.supports).toEqual(supports)
  },

  'has the parts that it declares, and no others': async ({ open, supports }) => {
    const store = await open()
    expect(typeof store.turn).toBe(supports.turns ? 'function' : 'undefined')
    expect(typeof store.snapshots).toBe(supports.snapshots ? 'object' : 'undefined')
  },

  'refuses what is not the name of a log, whatever the call': async ({ open }) => {
    const store = await open()
    for (const name of ['', 'A', '-a', 'a_b', 'a b', 'a\n', '督', `a${'b'.repeat(63)}`, "a'--", '../a']) {
      for (const [call, run] of Object.entries(calls(store, name))) {
        expect(await rejection(run()), `${call} ${JSON.stringify(name)}`).toSatisfy(isInvalidInput)
      }
    }
    await store.append(`0${'b'.repeat(62)}`, 0, [record(1)])
    expect(await store.logs()).toHaveLength(1)
  },

  'refuses pages of less than one record': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, [record(1)])
    for (const pageSize of [0, -1, 1.5, Number.NaN]) {
      expect(await rejection(all(store.read('a', { pageSize })))).toSatisfy(isInvalidInput)
    }
  },

  'tells the names of its logs, sorted': async ({ open }) => {
    const store = await open()
    const names = ['b', 'a', 'a-1', '10', '9', 'z', 'a1', '0', `a${'z'.repeat(62)}`]
    for (const name of names) await store.append(name, 0, [record(1)])
    expect(await store.logs()).toEqual([...names].sort())
  },

  'keeps many logs at once': async ({ open }) => {
    const store = await open()
    const names = Array.from({ length: 60 }, (_, n) => `log-${n}`)
    await Promise.all(names.map((name, n) => store.append(name, 0, commands(1, ['c-1', 1 + (n % 3)]))))
    await Promise.all(names.map((name, n) => store.append(name, 1 + (n % 3), commands(2 + (n % 3), ['c-2', 1]))))
    expect(await Promise.all(names.map((name) => store.head(name)))).toEqual(names.map((_, n) => 2 + (n % 3)))
    expect(await store.logs()).toEqual([...names].sort())
  },

  'refuses everything once it is closed': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 5]))
    const pages = store.read('a', { pageSize: 2 })[Symbol.asyncIterator]()
    await pages.next()
    await store.close()
    const everything = { ...calls(store, 'a'), logs: () => store.logs(), 'the next page': () => pages.next() }
    for (const [call, run] of Object.entries(everything)) {
      const error = await rejection(run())
      expect(error, call).toSatisfy(isStoreError)
      expect(error, call).toMatchObject({ code: 'closed' })
    }
  },

  'may be closed twice, and at once': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, [record(1)])
    await Promise.all([store.close(), store.close()])
    await store.close()
  },

  'finishes what was asked before it was closed': async ({ open }) => {
    const store = await open()
    const asked = ['a', 'b', 'c'].map((log) => store.append(log, 0, [record(1)]))
    const lost = store.append('a', 5, [record(6)]).catch((error: unknown) => error)
    await Promise.all([...asked, store.close()])
    expect(await lost).toSatisfy(isConflict)
  },

  'finds everything again when it is opened again': {
    needs: ({ durable }) => durable,
    async run({ open, reopen }) {
      const store = await open()
      const records = commands(1, ['c-1', 2], ['c-2', 1])
      await store.append('a', 0, records)
      await store.append('b', 0, commands(1, ['c-1', 1]))
      await store.close()
      const again = await reopen(store)
      expect(await again.logs()).toEqual(['a', 'b'])
      expect(await all(again.read('a'))).toStrictEqual(records)
      expect(await again.findCommand('a', 'c-1')).toStrictEqual(records.slice(0, 2))
      expect(await rejection(again.append('a', 3, commands(4, ['c-2', 1])))).toMatchObject({ command: 'c-2' })
      await again.append('a', 3, commands(4, ['c-3', 1]))
      expect(await again.head('a')).toBe(4)
    },
  },

  'refuses a second store over its medium where it is not shared, until the first is closed': {
    needs: ({ durable, multiProcess }) => durable && !multiProcess,
    async run({ open, reopen }) {
      const store = await open()
      await store.append('a', 0, [record(1)])
      const error = await rejection(reopen(store))
      expect(error).toSatisfy(isStoreError)
      expect(error).toMatchObject({ code: 'busy' })
      await store.append('a', 1, [record(2)])
      await store.close()
      expect(await (await reopen(store)).head('a')).toBe(2)
    },
  },
})
