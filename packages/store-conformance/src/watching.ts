import { expect, vi } from 'vitest'
import { always } from './case.ts'
import { commands, positions, record } from './records.ts'

export const watching = always({
  'wakes every watcher of the log after an append': async ({ open }) => {
    const store = await open()
    const wakes = [vi.fn(), vi.fn(), vi.fn()]
    for (const wake of wakes) store.watch('a', wake)
    await store.append('a', 0, [record(1)])
    await vi.waitFor(() => {
      for (const wake of wakes) expect(wake, 'a watcher').toHaveBeenCalled()
    }, 2000)
  },

  'wakes when what was appended can be read': async ({ open }) => {
    const store = await open()
    const heads: number[] = []
    store.watch('a', () => void store.head('a').then((head) => heads.push(head)))
    await store.append('a', 0, [record(1)])
    await vi.waitFor(() => expect(heads.at(-1), 'the head at the last wake-up').toBe(1), 2000)
  },

  'wakes again for each append': async ({ open }) => {
    const store = await open()
    const wake = vi.fn()
    store.watch('a', wake)
    for (let position = 0; position < 4; position++) {
      wake.mockClear()
      await store.append('a', position, [record(position + 1)])
      await vi.waitFor(() => expect(wake, `append ${position + 1}`).toHaveBeenCalled(), 2000)
    }
  },

  'wakes for the first append to a log that was not there': async ({ open }) => {
    const store = await open()
    const wake = vi.fn()
    store.watch('new', wake)
    await store.append('other', 0, [record(1)])
    await store.append('new', 0, [record(1)])
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 2000)
  },

  'lets a watcher append': async ({ open }) => {
    const store = await open()
    let asked: Promise<void> | undefined
    store.watch('a', () => {
      asked ??= store.head('a').then((head) => store.append('a', head, commands(head + 1, ['c-2', 1])))
      // it is waited for below, which may be too late for Node
      asked.catch(() => undefined)
    })
    await store.append('a', 0, commands(1, ['c-1', 1]))
    await vi.waitFor(() => expect(asked).toBeDefined(), 2000)
    await asked
    expect(await positions(store.read('a'))).toEqual([1, 2])
  },

  'ends when told to, for that watcher only, and may be ended twice': async ({ open }) => {
    const store = await open()
    const ended = vi.fn()
    const going = vi.fn()
    const end = store.watch('a', ended)
    store.watch('a', going)
    end()
    end()
    await store.append('a', 0, [record(1)])
    await vi.waitFor(() => expect(going).toHaveBeenCalled(), 2000)
    expect(ended, 'the watcher that was ended').not.toHaveBeenCalled()
  },

  'goes on when the same function watches twice and one of the watches ends': async ({ open }) => {
    const store = await open()
    const wake = vi.fn()
    const end = store.watch('a', wake)
    store.watch('a', wake)
    end()
    await store.append('a', 0, [record(1)])
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 2000)
  },
})
