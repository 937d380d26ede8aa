import type { StoreCapabilities } from '@bihuan/core'
import { describe, expect, test, vi } from 'vitest'
import { commands, positions, record, rejection, type Stores } from './fixture.ts'

export const watching = ({ open, reopen }: Stores, supports: StoreCapabilities) =>
  describe('watch', () => {
    test('wakes every watcher of the log after an append, not before what it appended can be read', async () => {
      const store = await open()
      const seen: number[] = []
      const heads: Promise<unknown>[] = []
      let resolved = false
      const early = vi.fn()
      store.watch('a', () => {
        if (!resolved) early()
        heads.push(store.head('a').then((head) => seen.push(head)))
      })
      const second = vi.fn()
      store.watch('a', second)
      const appended = store.append('a', 0, [record(1)])
      // the store has had its turn to hang on before this handler
      void appended.then(() => {
        resolved = true
      })
      expect(seen).toEqual([])
      await appended
      await vi.waitFor(() => expect(second).toHaveBeenCalled())
      await vi.waitFor(() => expect(seen).toContain(1))
      await Promise.all(heads)
      expect(early).not.toHaveBeenCalled()
    })

    test('wakes for the first append to a log that was not there', async () => {
      const store = await open()
      const wake = vi.fn()
      store.watch('new', wake)
      await store.append('other', 0, [record(1)])
      await store.append('new', 0, [record(1)])
      await vi.waitFor(() => expect(wake).toHaveBeenCalled())
    })

    test('lets a watcher append', async () => {
      const store = await open()
      const done = new Promise<void>((resolve) => {
        let once = true
        store.watch('a', () => {
          if (once) store.append('a', 1, [record(2)]).then(resolve)
          once = false
        })
      })
      await store.append('a', 0, [record(1)])
      await done
      expect(await positions(store.read('a'))).toEqual([1, 2])
    })

    test('ends when told to, for that watcher only, and may be ended twice', async () => {
      const store = await open()
      const ended = vi.fn()
      const going = vi.fn()
      const end = store.watch('a', ended)
      store.watch('a', going)
      end()
      end()
      await store.append('a', 0, [record(1)])
      await vi.waitFor(() => expect(going).toHaveBeenCalled())
      expect(ended).not.toHaveBeenCalled()
    })

    if (supports.watchesOthers) {
      test('hears what others append, again and again', async () => {
        const store = await open()
        const other = await reopen(store)
        const wake = vi.fn()
        store.watch('a', wake)
        for (let position = 0; position < 3; position++) {
          wake.mockClear()
          await other.append('a', position, [record(position + 1)])
          await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 2000)
          expect(await store.head('a')).toBe(position + 1)
        }
      })
    }

    if (supports.multiProcess) {
      test('two stores over one medium see each other’s appends, conflicts and commands', async () => {
        const store = await open()
        const other = await reopen(store)
        await store.append('a', 0, commands(1, ['c-1', 2]))
        expect(await other.head('a')).toBe(2)
        expect(await rejection(other.append('a', 0, commands(1, ['c-2', 1])))).toMatchObject({ expected: 0, actual: 2 })
        expect(await rejection(other.append('a', 2, commands(3, ['c-1', 1])))).toMatchObject({ command: 'c-1' })
        await other.append('a', 2, commands(3, ['c-2', 1]))
        expect(await positions(store.read('a'))).toEqual([1, 2, 3])
        expect(await store.findCommand('a', 'c-2')).toHaveLength(1)
      })

      test('loses and doubles nothing when two stores append at once and try again on a conflict', async () => {
        const store = await open()
        const other = await reopen(store)
        const run = async (name: string, at: typeof store) => {
          for (let n = 0; n < 20; ) {
            const head = await at.head('a')
            const error = await at.append('a', head, commands(head + 1, [`${name}-${n}`, 2])).catch((error: unknown) => error)
            if (error === undefined) n++
            else expect(error).toMatchObject({ name: 'Conflict' })
          }
        }
        await Promise.all([run('x', store), run('y', other), run('z', store)])
        expect(await positions(store.read('a'))).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
        for (const name of ['x', 'y', 'z']) {
          for (let n = 0; n < 20; n++) expect(await other.findCommand('a', `${name}-${n}`)).toHaveLength(2)
        }
      })
    }
  })
