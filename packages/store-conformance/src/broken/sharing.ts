import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { isConflict, type LogRecord, StoreError } from '@bihuan/core'
import type { crash } from '../crash.ts'
import type { model } from '../model.ts'
import type { processes } from '../processes.ts'
import { all, pause } from '../records.ts'
import type { sharing as cases } from '../sharing.ts'
import { remembering } from './storing.ts'
import { noTurn } from './turning.ts'
import { ownOnly } from './watches.ts'
import { appending, atTheEnd, type BrokenStores, keeping, like, paging } from './wrapping.ts'

export const sharing: BrokenStores<typeof cases> = {
  'see each other’s appends, conflicts and commands': [
    { breaks: 'knows its own commands only', says: /undefined/, make: remembering },
    {
      breaks: 'remembers the head',
      says: /expected \+?0 to be 2|match object|deeply equal/,
      make: like((store) => {
        const heads = new Map<string, number>()
        const head = async (log: string) => {
          const known = heads.get(log) ?? (await store.head(log))
          heads.set(log, known)
          return known
        }
        return {
          head,
          async append(log, expected, records) {
            await store.append(log, expected, records)
            heads.set(log, expected + records.length)
          },
          read: (log, options) =>
            paging(async function* (read) {
              yield* read(log, { ...options, to: Math.min(options?.to ?? Number.MAX_SAFE_INTEGER, await head(log)) })
            })(store, '').read(log),
        }
      }),
    },
  ],
  'let one of two appends at the same position win': [
    {
      breaks: 'lets both',
      says: /'fulfilled', 'fulfilled'/,
      make: appending((store, log, _, records) => atTheEnd(store, log, records)),
    },
  ],
  'lose and double nothing when they append at once and try again on a conflict': [
    {
      breaks: 'says nothing of a conflict',
      says: /deeply equal/,
      make: appending(({ append }, log, expected, records) =>
        append(log, expected, records).catch((error) => {
          if (!isConflict(error)) throw error
        }),
      ),
    },
  ],
  'go on when the other is closed': [
    {
      breaks: 'closes what both use',
      says: /closed by the other/,
      make: like((store, place) => ({
        async append(log, expected, records) {
          if (existsSync(`${place}.closed`)) throw new StoreError('closed', 'closed by the other')
          await store.append(log, expected, records)
        },
        async close() {
          writeFileSync(`${place}.closed`, '')
          await store.close()
        },
      })),
    },
  ],
  'hear each other’s appends, again and again': [
    { breaks: 'hears its own appends only', says: /append 1: expected .* to be called/, make: ownOnly },
  ],
}

/** Writes a batch in two parts, with time between them. */
const inTwoParts = appending(async (store, log, expected, records) => {
  const middle = Math.ceil(records.length / 2)
  await store.append(log, expected, records.slice(0, middle))
  if (records.length === 1) return
  await pause(2)
  await store.append(log, expected + middle, records.slice(middle))
})

/** Keeps the parts of a snapshot beside its head, and writes the head first. */
const partsApart = keeping(({ find, parts, save }) => ({
  async *parts(log, head) {
    const beside = await find(log, `${head.shape} parts`)
    if (beside) yield* parts(log, beside)
  },
  async save(log, head, pages) {
    const own = await all(pages)
    const behind = (await find(log, head.shape))?.position ?? 0
    if (behind > head.position) return
    await save(log, head, (async function* () {})())
    await pause(8)
    await save(
      log,
      { ...head, shape: `${head.shape} parts` },
      (async function* () {
        yield own
      })(),
    )
  },
}))

export const severalProcesses: BrokenStores<typeof processes> = {
  'append to one log at once: no gap, every command whole, found and there once': [
    { breaks: 'appends in two parts', says: /a process \(append\) ended with 1: .*already holds|a part is there/s, make: inTwoParts },
    {
      breaks: 'says nothing of a conflict',
      says: /acknowledged commands that are not where they were/,
      make: appending(({ append }, log, expected, records) =>
        append(log, expected, records).catch((error) => {
          if (!isConflict(error)) throw error
        }),
      ),
    },
    {
      breaks: 'appends what lost a race at the end, without saying where',
      says: /acknowledged commands that are not where they were/,
      make: appending((store, log, _, records) => atTheEnd(store, log, records)),
    },
  ],
  'append to one log at once by turns, and between them': [
    { breaks: 'lets others in', says: /a process \(append\) ended with 1: .*ends at \d+, not at \d+/s, make: noTurn },
  ],
  'append to logs of their own and to one that they share': [
    {
      breaks: 'cuts the names of logs off',
      says: /\[ 'own', 'sha' \] to deeply equal \[ 'own-0'/,
      make: like(({ append, read, head, findCommand }) => {
        const cut = (log: string) => log.slice(0, 3)
        return {
          append: (log, expected, records) => append(cut(log), expected, records),
          read: (log, options) => read(cut(log), options),
          head: (log) => head(cut(log)),
          findCommand: (log, command) => findCommand(cut(log), command),
        }
      }),
    },
  ],
  'are heard by who watches, again and again': [
    { breaks: 'hears its own appends only', says: /what the last wake-up shows/, make: ownOnly },
  ],
  'save snapshots of one log at once without mixing them': [
    { breaks: 'keeps head and parts apart', says: /parts of the snapshot/, make: partsApart },
  ],
}

/** A lock as a file: whoever dies leaves it behind. */
const locked = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(file, '', { flag: 'wx' })
      break
    } catch {
      if (tries === 400) throw new StoreError('busy', `${file} is still there`)
      await pause(2)
    }
  }
  try {
    await pause(3)
    return await work()
  } finally {
    rmSync(file)
  }
}

export const crashing: BrokenStores<typeof crash> = {
  'a process killed under load loses nothing that it acknowledged, leaves nothing half or twice, and the log goes on': [
    { breaks: 'appends in two parts', says: /kill \d+ of \d+, BIHUAN_SEED=\d+: .*a part is there/s, make: inTwoParts },
    {
      breaks: 'acknowledges what it will write a little later',
      says: /kill \d+ of \d+, BIHUAN_SEED=\d+: .*acknowledged commands that are not where they were/s,
      make: (store) => {
        const waiting = new Map<string, LogRecord[]>()
        const held = (log: string) => waiting.get(log) ?? []
        const head = async (log: string) => held(log).at(-1)?.position ?? (await store.head(log))
        let writing = Promise.resolve()
        return {
          ...store,
          head,
          async append(log, expected, records) {
            if ((await head(log)) !== expected || (await store.head(log)) !== expected - held(log).length) return store.append(log, -1, [])
            waiting.set(log, [...held(log), ...records])
            writing = writing.then(async () => {
              await pause(15)
              const batch = held(log)
              waiting.delete(log)
              if (batch.length > 0) await store.append(log, (batch[0]?.position ?? 1) - 1, batch)
            })
          },
          async close() {
            await writing
            await store.close()
          },
        }
      },
    },
  ],
  'a process killed in a turn leaves nothing of it, and lets the next one in': [
    {
      breaks: 'keeps others out with a file that stays',
      says: /kill \d+ of \d+, .*is still there/s,
      make: like((store, place) => ({
        turn: (log, work) =>
          locked(`${place}.turn`, () => store.turn?.(log, work) ?? Promise.reject(new StoreError('unsupported', 'no turn'))),
      })),
    },
  ],
  'a process killed beside another does not stop the other': [
    {
      breaks: 'keeps others out with a file that stays',
      says: /a process \(append\) ended with 1: .*is still there/s,
      make: appending((store, log, expected, records, place) => locked(`${place}.lock-file`, () => store.append(log, expected, records))),
    },
  ],
  'a process killed while it saves a snapshot leaves the one before, the new one, or none; never a part': [
    { breaks: 'writes the head first', says: /kill \d+ of \d+, .*parts of the snapshot/s, make: partsApart },
  ],
  'a place that one process holds is refused to another, which is told so, and free when the holder is killed': [
    { breaks: 'opens what another process holds', says: /a second store over the medium/, make: (store) => store, alone: true },
    {
      breaks: 'says that the medium is damaged',
      says: /a second store over the medium/,
      alone: true,
      make: (store, place) => {
        if (existsSync(`${place}.open`)) throw new StoreError('damaged', 'something is open')
        appendFileSync(`${place}.open`, '')
        return store
      },
    },
    {
      breaks: 'stays held when its holder is killed',
      says: /held by somebody/,
      alone: true,
      make: (store, place) => {
        if (existsSync(`${place}.open`)) throw new StoreError('busy', 'held by somebody')
        appendFileSync(`${place}.open`, '')
        return store
      },
    },
  ],
}

export const modelled: BrokenStores<typeof model> = {
  'answers as plain arrays do, whatever is asked in whatever order': [
    {
      breaks: 'finds no command that came third in its batch',
      says: /Property failed after/,
      make: like(({ append, findCommand }) => {
        const lost = new Set<string>()
        return {
          async append(log, expected, records) {
            await append(log, expected, records)
            const third = records.flatMap(({ command }) => command ?? [])[2]
            if (third !== undefined) lost.add(log + third)
          },
          findCommand: async (log, command) => (lost.has(log + command) ? undefined : findCommand(log, command)),
        }
      }),
    },
    {
      breaks: 'reads a page from its own end when the page is full and the types are all there are',
      says: /Property failed after/,
      make: paging(async function* (read, log, options) {
        if (options.pageSize === 2 && options.types?.length === 3 && options.subject !== undefined) {
          for await (const page of read(log, options)) yield [...page].reverse()
        } else yield* read(log, options)
      }),
    },
    { breaks: 'keeps what a turn that failed has appended', says: /Property failed after/, make: noTurn },
  ],
}
