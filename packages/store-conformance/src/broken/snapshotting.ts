import type { SnapshotHead, SnapshotPart } from '@bihuan/core'
import { all } from '../records.ts'
import { readable } from '../snapshot.ts'
import type { snapshotModel } from '../snapshot-model.ts'
import type { snapshots } from '../snapshots.ts'
import { type BrokenStores, keeping, like, mutex } from './wrapping.ts'

const pageOf = async function* (parts: readonly SnapshotPart[]) {
  yield parts
}

/** Parts that are not those that were saved. */
const givingParts = (change: (parts: readonly SnapshotPart[]) => readonly SnapshotPart[]) =>
  keeping(({ parts }) => ({
    async *parts(log, head) {
      const found = change((await all(parts(log, head))).map(readable))
      if (found.length > 0) yield found
    },
  }))

/** Keeps snapshots in memory only. */
const forgetting = keeping(({ find, save }) => {
  const own = new Set<string>()
  return {
    find: async (log, shape) => (own.has(log + shape) ? find(log, shape) : undefined),
    async save(log, head, pages) {
      own.add(log + head.shape)
      await save(log, head, pages)
    },
  }
})

/** Gives the heads that a store remembers beside those that it keeps. */
const remembering = (when: 'before' | 'after') =>
  keeping(({ find, save, drop }) => {
    const heads = new Map<string, SnapshotHead>()
    return {
      find: async (log, shape) =>
        (when === 'before' ? heads.get(log + shape) : undefined) ?? (await find(log, shape)) ?? heads.get(log + shape),
      async save(log, head, pages) {
        if (when === 'before') heads.set(log + head.shape, head)
        await save(log, head, pages)
        heads.set(log + head.shape, head)
      },
      drop(log) {
        heads.clear()
        return drop(log)
      },
    }
  })

export const snapshotting: BrokenStores<typeof snapshots & typeof snapshotModel> = {
  'are not there before one was saved': [
    {
      breaks: 'finds those of another log',
      says: /to be undefined/,
      make: keeping(({ find }) => ({ find: async (log, shape) => (await find(log, shape)) ?? (await find('a', shape)) })),
    },
  ],
  'give back the head and the parts as they were saved, in their order': [
    {
      breaks: 'gives parts by their tables',
      says: /strictly equal/,
      make: givingParts((parts) => [...parts].sort((a, b) => (a.table < b.table ? -1 : a.table > b.table ? 1 : 0))),
    },
    {
      breaks: 'counts the parts of a page',
      says: /strictly equal/,
      make: keeping(({ save }) => ({ save: (log, head, pages) => save(log, { ...head, parts: Math.min(head.parts, 100) }, pages) })),
    },
  ],
  'keep every byte of their texts': [
    {
      breaks: 'brings text into its normal form',
      says: /strictly equal/,
      make: givingParts((parts) => parts.map((part) => ({ ...part, text: part.text.normalize() }))),
    },
    {
      breaks: 'trims keys',
      says: /strictly equal/,
      make: givingParts((parts) => parts.map((part) => ({ ...part, keys: part.keys.trim() }))),
    },
  ],
  'give their parts in pages of 1 or more, whatever pages they came in': [
    {
      breaks: 'begins with an empty page',
      says: /to be greater than/,
      make: keeping(({ parts }) => ({
        async *parts(log, head) {
          yield []
          yield* parts(log, head)
        },
      })),
    },
    {
      breaks: 'ends with the first empty page that it is given',
      says: /strictly equal|to be greater than/,
      make: keeping(({ save }) => ({
        save: (log, head, pages) =>
          save(
            log,
            head,
            (async function* () {
              for await (const page of pages) {
                if (page.length === 0) return
                yield page
              }
            })(),
          ),
      })),
    },
  ],
  'may have no parts': [
    {
      breaks: 'takes one without parts for one that is not whole',
      says: /expected undefined to strictly equal/,
      make: keeping(({ find }) => ({
        async find(log, shape) {
          const head = await find(log, shape)
          return head?.parts === 0 ? undefined : head
        },
      })),
    },
  ],
  'are found by their shape as a whole': [
    {
      breaks: 'takes capitals and small letters for the same',
      says: /"S-1"/,
      make: keeping(({ find }) => ({ find: (log, shape) => find(log, shape.toLowerCase()) })),
    },
    {
      breaks: 'looks at the first 127 characters',
      says: /strictly equal|to be undefined/,
      make: keeping(({ find, save }) => ({
        find: (log, shape) => find(log, shape.slice(0, 127)),
        save: (log, head, pages) => save(log, { ...head, shape: head.shape.slice(0, 127) }, pages),
      })),
    },
  ],
  'drop, of whatever shape, those at an earlier position': [
    { breaks: 'keeps earlier ones of other shapes', says: /deeply equal/, make: remembering('after') },
  ],
  'replace one of the same position and shape': [
    {
      breaks: 'keeps the one that came first',
      says: /strictly equal/,
      make: keeping(({ find, save }) => ({
        async save(log, head, pages) {
          if ((await find(log, head.shape))?.position !== head.position) await save(log, head, pages)
        },
      })),
    },
    {
      breaks: 'drops those of the same position, of whatever shape',
      says: /\[ undefined \] to deeply equal \[ 4 \]/,
      make: keeping(({ drop, save }) => ({
        async save(log, head, pages) {
          await drop(log)
          await save(log, head, pages)
        },
      })),
    },
  ],
  'are not kept behind the newest of their shape': [
    {
      breaks: 'keeps the one that came last',
      says: /strictly equal/,
      make: keeping(({ drop, save }) => ({
        async save(log, head, pages) {
          await drop(log)
          await save(log, head, pages)
        },
      })),
    },
  ],
  'are kept behind the newest of another shape': [
    {
      breaks: 'keeps only what is not behind any',
      says: /\[ 8, undefined \] to deeply equal/,
      make: keeping(({ save }) => {
        let newest = 0
        return {
          async save(log, head, pages) {
            newest = Math.max(newest, head.position)
            if (head.position >= newest) await save(log, head, pages)
          },
        }
      }),
    },
  ],
  'are not seen before they are whole': [
    { breaks: 'shows the head as soon as it has it', says: /strictly equal/, make: remembering('before') },
  ],
  'leave what was there when their parts break off, and tell why': [
    {
      breaks: 'makes room before it has the parts',
      says: /expected undefined to strictly equal/,
      make: keeping(({ drop, save }) => ({
        async save(log, head, pages) {
          await drop(log)
          await save(log, head, pages)
        },
      })),
    },
    {
      breaks: 'says nothing',
      says: /expected a rejection/,
      make: keeping(({ save }) => ({ save: (log, head, pages) => save(log, head, pages).catch(() => undefined) })),
    },
    {
      breaks: 'keeps the parts that it got',
      says: /strictly equal/,
      make: keeping(({ save }) => ({
        async save(log, head, pages) {
          const parts: SnapshotPart[] = []
          let broken: unknown
          try {
            for await (const page of pages) parts.push(...page)
          } catch (error) {
            broken = error
          }
          await save(log, head, pageOf(parts))
          if (broken) throw broken
        },
      })),
    },
  ],
  'do not hold back appends while they are saved': [
    {
      breaks: 'has writers wait for the last part',
      says: /'held back' to be 'appended'/,
      make: (store, place) => {
        const alone = mutex()
        const held = keeping(({ save }) => ({ save: (log, head, pages) => alone(() => save(log, head, pages)) }))(store, place)
        return { ...held, append: (log, expected, records) => alone(() => store.append(log, expected, records)) }
      },
    },
  ],
  'give nothing but their own parts when they are replaced while they are read': [
    {
      breaks: 'goes on with the parts of the one that is there now',
      says: /strictly equal/,
      make: keeping(({ find, parts }) => ({
        async *parts(log, head) {
          for (let given = 0; ; ) {
            const now = await find(log, head.shape)
            const page = now && (await all(parts(log, now))).slice(given, given + 1000)
            if (page === undefined || page.length === 0) return
            yield page
            given += page.length
          }
        },
      })),
    },
  ],
  'give none of the parts of another that took the place of the same position and shape': [
    {
      breaks: 'knows snapshots by position and shape alone',
      says: /strictly equal/,
      make: keeping(({ find, parts }) => ({
        async *parts(log, head) {
          const now = await find(log, head.shape)
          if (now?.position === head.position) yield* parts(log, now)
        },
      })),
    },
  ],
  'are all dropped when told to, those of other logs not': [
    {
      breaks: 'drops those of all logs',
      says: /expected undefined to strictly equal/,
      make: keeping(({ drop }) => ({
        async drop(log) {
          await Promise.all([drop(log), drop('b')])
        },
      })),
    },
    { breaks: 'drops none', says: /deeply equal \[ undefined, undefined \]/, make: keeping(() => ({ drop: async () => undefined })) },
  ],
  'do not change the log': [
    {
      breaks: 'keeps a snapshot in a log of its own',
      says: /\[ 'a', 'a-snapshots' \]/,
      make: (store, place) => {
        const kept = new Set<string>()
        const noting = keeping(({ save }) => ({
          async save(log, head, pages) {
            await save(log, head, pages)
            kept.add(`${log}-snapshots`)
          },
        }))
        return like(({ logs }) => ({ logs: async () => [...(await logs()), ...kept].sort() }))(noting(store, place), place)
      },
    },
  ],
  'are not changed by who changes what was saved or given': [
    { breaks: 'keeps the caller’s own head', says: /strictly equal/, make: remembering('before') },
  ],
  'are found again when the store is opened again': [
    { breaks: 'keeps them in memory', says: /expected undefined to strictly equal/, make: forgetting },
  ],
  'are seen by other stores over the same medium': [
    { breaks: 'knows its own only', says: /expected undefined to strictly equal/, make: forgetting },
  ],
  'answer as a plain list does, whatever is saved and dropped in whatever order': [
    {
      breaks: 'loses the last part of a snapshot that follows upon another shape’s at the same position',
      says: /Property failed after/,
      make: keeping(({ save }) => {
        let last: SnapshotHead | undefined
        return {
          async save(log, head, pages) {
            const cut = last && last.position === head.position && last.shape !== head.shape
            last = head
            const parts = await all(pages)
            await save(log, head, pageOf(cut ? parts.slice(0, -1) : parts))
          },
        }
      }),
    },
  ],
}
