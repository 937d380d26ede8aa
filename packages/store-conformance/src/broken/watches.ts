import { type EventStore, StoreError } from '@bihuan/core'
import type { watching } from '../watching.ts'
import { type BrokenStores, like } from './wrapping.ts'

/** Wakes only when it appends something itself, and does not look at what others do. `after` tells whether the append is done. */
export const wakingItself = (wake: (wakes: readonly (() => void)[], append: () => Promise<void>) => Promise<void>) =>
  like(({ append }) => {
    const watchers = new Set<{ readonly log: string; readonly wake: () => void }>()
    return {
      append: (log, expected, records) =>
        wake(
          [...watchers].filter((each) => each.log === log).map((each) => each.wake),
          () => append(log, expected, records),
        ),
      watch(log, wake) {
        const watcher = { log, wake }
        watchers.add(watcher)
        return () => void watchers.delete(watcher)
      },
    }
  })

export const ownOnly = wakingItself(async (wakes, append) => {
  await append()
  for (const wake of wakes) wake()
})

/** Changes what is done with each watch. */
const each = (watch: (watch: EventStore['watch'], log: string, wake: () => void, store: EventStore) => () => void) =>
  like((store) => ({ watch: (log, wake) => watch(store.watch, log, wake, store) }))

export const watches: BrokenStores<typeof watching> = {
  'wakes every watcher of the log after an append': [
    { breaks: 'wakes nobody', says: /a watcher: expected .* to be called/, make: each(() => () => undefined) },
    {
      breaks: 'wakes the watcher that came first',
      says: /a watcher: expected .* to be called/,
      make: wakingItself(async (wakes, append) => {
        await append()
        wakes[0]?.()
      }),
    },
  ],
  'wakes when what was appended can be read': [
    {
      breaks: 'wakes before the append, and not again',
      says: /the head at the last wake-up: expected \+?0 to be 1/,
      make: wakingItself(async (wakes, append) => {
        for (const wake of wakes) wake()
        // what the watchers ask for is answered first
        await new Promise((resolve) => setTimeout(resolve, 20))
        await append()
      }),
    },
  ],
  'wakes again for each append': [
    {
      breaks: 'wakes once',
      says: /append 2: expected .* to be called/,
      make: each((watch, log, wake) => {
        const end = watch(log, () => {
          end()
          wake()
        })
        return end
      }),
    },
  ],
  'wakes for the first append to a log that was not there': [
    {
      breaks: 'watches only logs that are there',
      says: /to be called/,
      make: like(({ append, watch }) => {
        const known = new Set<string>()
        return {
          async append(log, expected, records) {
            await append(log, expected, records)
            known.add(log)
          },
          watch: (log, wake) => (known.has(log) ? watch(log, wake) : () => undefined),
        }
      }),
    },
  ],
  'lets a watcher append': [
    {
      breaks: 'is busy while it wakes',
      says: /still waking/,
      make: like(({ append, watch }) => {
        let waking = 0
        return {
          append: async (log, expected, records) => {
            if (performance.now() < waking) throw new StoreError('busy', 'still waking')
            await append(log, expected, records)
          },
          watch: (log, wake) =>
            watch(log, () => {
              waking = performance.now() + 100
              wake()
            }),
        }
      }),
    },
  ],
  'ends when told to, for that watcher only, and may be ended twice': [
    {
      breaks: 'goes on watching',
      says: /the watcher that was ended: expected .* to not be called/,
      make: each((watch, log, wake) => {
        watch(log, wake)
        return () => undefined
      }),
    },
    {
      breaks: 'ends every watch of the log',
      says: /to be called/,
      make: like(({ watch }) => {
        const ends = new Set<() => void>()
        return {
          watch(log, wake) {
            ends.add(watch(log, wake))
            return () => {
              for (const end of ends) end()
            }
          },
        }
      }),
    },
  ],
  'goes on when the same function watches twice and one of the watches ends': [
    {
      breaks: 'keeps functions, not watches',
      says: /to be called/,
      make: like(({ watch }) => {
        const ends = new Map<() => void, () => void>()
        return {
          watch(log, wake) {
            const end = ends.get(wake) ?? watch(log, wake)
            ends.set(wake, end)
            return end
          },
        }
      }),
    },
  ],
}
