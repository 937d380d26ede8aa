import { type EventStore, isInvalidInput, isStoreError, type StoreCapabilities } from '@bihuan/core'
import { describe, expect, test } from 'vitest'
import { all, commands, record, rejection, type Stores } from './fixture.ts'

/** Every way to ask a store for something, as promises. */
const calls = (store: EventStore, log: string): Record<string, () => Promise<unknown>> => ({
  append: () => store.append(log, 0, [record(1)]),
  'append of nothing': () => store.append(log, 0, []),
  read: () => all(store.read(log)),
  head: () => store.head(log),
  findCommand: () => store.findCommand(log, 'c-1'),
  watch: async () => store.watch(log, () => undefined),
  ...(store.turn && { turn: () => store.turn?.(log, async () => undefined) ?? Promise.resolve() }),
})

export const lifecycle = ({ open, reopen }: Stores, supports: StoreCapabilities) =>
  describe('store', () => {
    test('declares what is expected of it', async () => {
      const store = await open()
      expect(store.supports).toEqual(supports)
      expect(typeof store.turn).toBe(supports.turns ? 'function' : 'undefined')
    })

    test('refuses what is not the name of a log, whatever the call', async () => {
      const store = await open()
      for (const name of ['', 'A', '-a', 'a_b', 'a b', 'a\n', '督', `a${'b'.repeat(63)}`, "a'--", '../a']) {
        for (const [call, run] of Object.entries(calls(store, name))) {
          expect(await rejection(run()), `${call} ${JSON.stringify(name)}`).toSatisfy(isInvalidInput)
        }
      }
      await store.append(`0${'b'.repeat(62)}`, 0, [record(1)])
      expect(await store.logs()).toHaveLength(1)
    })

    test('refuses pages of less than one record', async () => {
      const store = await open()
      await store.append('a', 0, [record(1)])
      for (const pageSize of [0, -1, 1.5, Number.NaN]) {
        expect(await rejection(all(store.read('a', { pageSize })))).toSatisfy(isInvalidInput)
      }
    })

    test('refuses everything once it is closed, and may be closed twice', async () => {
      const store = await open()
      await store.append('a', 0, commands(1, ['c-1', 5]))
      const pages = store.read('a', { pageSize: 2 })[Symbol.asyncIterator]()
      await pages.next()
      await store.close()
      await store.close()
      const everything = { ...calls(store, 'a'), logs: () => store.logs(), 'the next page': () => pages.next() }
      for (const [call, run] of Object.entries(everything)) {
        const error = await rejection(run())
        expect(error, call).toSatisfy(isStoreError)
        expect(error, call).toMatchObject({ code: 'closed' })
      }
    })

    test('finishes what was asked before it was closed', async () => {
      const store = await open()
      const appended = Promise.all([store.append('a', 0, [record(1)]), store.append('a', 1, [record(2)])])
      await Promise.all([appended, store.close()])
    })

    if (supports.durable) {
      test('finds everything again when it is opened again', async () => {
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
      })
    }
  })
