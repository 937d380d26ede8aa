import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type CopyOptions,
  canonical,
  copyLog,
  createMachine,
  type EventStore,
  isCorrupt,
  isInvalidInput,
  isStoreError,
  isTampered,
  type LogRecord,
  leafHash,
  type Machine,
  manualClock,
  openDistrict,
  recordOf,
  seededRandom,
  systemHasher,
} from '@bihuan/core'
import { legalHistory } from '@bihuan/core/testing'
import { memoryStore } from '@bihuan/store-memory'
import { sqliteStore } from '@bihuan/store-sql'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { run } from './children/run.ts'
import { notes, writer } from './notes.ts'

const log = 'district'

const recordsIn = async (store: EventStore, name = log): Promise<readonly LogRecord[]> => {
  const all: LogRecord[] = []
  for await (const page of store.read(name)) all.push(...page)
  return all
}

const storeOf = async (records: readonly LogRecord[], name = log): Promise<EventStore> => {
  const store = memoryStore()
  await store.append(name, 0, records)
  return store
}

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

/** A log of 60 notes. */
async function notesLog(): Promise<{ readonly store: EventStore; readonly machine: Machine; readonly root: string }> {
  const store = memoryStore()
  const clock = manualClock('2022-06-30T08:00:00.000Z')
  const district = await openDistrict({ store, slices: [notes], clock, random: seededRandom(7) })
  for (let n = 1; n <= 60; n++) await district.execute('note.write', { text: `第${n}条𠮷` }, { actor: writer })
  return { store, machine: district.machine, root: district.root() }
}

/** The records of a history, as a store would keep them. */
const history = legalHistory({ length: 30 }).map(({ machine, events }) => ({
  machine,
  records: events.map((event) => recordOf(machine, systemHasher, event)),
}))

describe('copying a log', () => {
  it.each<[string, () => EventStore]>([
    ['memory', memoryStore],
    ['SQLite', () => sqliteStore({ path: ':memory:' })],
  ])('into %s gives the same bytes and the same root, and says how far it is', async (_, open) => {
    const { store, machine, root } = await notesLog()
    const to = open()
    const heard: [number, number][] = []
    const copied = await copyLog({ from: store, to, log, machine, onProgress: (done, total) => void heard.push([done, total]) })
    expect(copied).toEqual({ events: 61, commands: 61, root, added: 61 })
    expect(await recordsIn(to)).toEqual(await recordsIn(store))
    expect(heard.at(-1)).toEqual([61, 61])
    await to.close()
  })

  it('under another name, beside it in the same store', async () => {
    const { store, machine, root } = await notesLog()
    expect(await copyLog({ from: store, to: store, log, as: 'second', machine })).toMatchObject({ root, added: 61 })
    expect(await recordsIn(store, 'second')).toEqual(await recordsIn(store))
  })

  it('adds nothing when all is there, and what came since when it has grown', async () => {
    const { store, machine } = await notesLog()
    const to = await storeOf((await recordsIn(store)).slice(0, 40))
    expect(await copyLog({ from: store, to, log, machine })).toMatchObject({ events: 61, added: 21 })
    expect(await copyLog({ from: store, to, log, machine })).toMatchObject({ events: 61, added: 0 })
  })

  it('of a log that is not there is refused, with those that are', async () => {
    const { store, machine } = await notesLog()
    const error = await rejection(copyLog({ from: store, to: memoryStore(), log: 'other', machine }))
    expect(isInvalidInput(error) && error.issues).toMatchObject([{ path: ['log'], code: 'noSuchLog', params: { logs: [log] } }])
  })

  it('into a store that keeps other bytes is told as damage', async () => {
    const { store, machine } = await notesLog()
    const to = memoryStore()
    const forgetful: EventStore = { ...to, append: (name, at, records) => to.append(name, at, records.map(changed)) }
    const error = await rejection(copyLog({ from: store, to: forgetful, log, machine }))
    expect(isStoreError(error) && error.code).toBe('damaged')
  })
})

/** Says another day than it did, and is canonical. */
const changed = (record: LogRecord): LogRecord => ({ ...record, text: record.text.replace('"on":"2', '"on":"1') })

/** Lets so many appends through; the next fails, before or after it took effect. */
const breaking = (store: EventStore, after: number, tookEffect: boolean): CopyOptions['to'] => {
  let left = after
  return {
    head: store.head,
    read: store.read,
    async append(name, expected, records) {
      if (left-- > 0 || tookEffect) await store.append(name, expected, records)
      if (left < 0) throw new Error('the line is cut')
    },
  }
}

describe('over legal histories', () => {
  it('a copy that breaks off anywhere goes on where it ended, and never holds half a command', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.nat(20),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async ({ machine, records }, after, batch, took) => {
          const from = await storeOf(records)
          const to = memoryStore()
          const options = { from, log, machine, batch }
          const broke = await rejection(copyLog({ ...options, to: breaking(to, after, took) }))
          const held = await to.head(log)
          expect(records[held]?.command ?? 'the end').not.toBeUndefined()
          const kept = await recordsIn(to)
          expect(kept).toEqual(records.slice(0, held))
          if (broke === undefined) expect(held).toBe(records.length)
          expect(await copyLog({ ...options, to })).toMatchObject({ events: records.length, added: records.length - held })
          expect(await recordsIn(to)).toEqual(records)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('a target that differs anywhere is refused with the position, and left as it is', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), fc.nat(), async ({ machine, records }, place, more) => {
        const at = place % records.length
        const other = { ...(records[at] as LogRecord), text: `${records[at]?.text} ` }
        const target = [...records.slice(0, at), other, ...records.slice(at + 1, at + 1 + more)]
        const to = await storeOf(target)
        const error = await rejection(copyLog({ from: await storeOf(records), to, log, machine, batch: 1 }))
        expect(isInvalidInput(error) && error.issues).toMatchObject([{ path: ['to'], code: 'otherLog', params: { position: at + 1 } }])
        expect(await recordsIn(to)).toEqual(target)
      }),
      { numRuns: 30 },
    )
  })

  it('a target that goes on beyond the source is refused with the first position beyond', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), async ({ machine, records }, place) => {
        const ends = records.flatMap((_, i) => (i > 0 && records[i]?.command !== undefined ? [i] : []))
        fc.pre(ends.length > 0)
        const end = ends[place % ends.length] as number
        const to = await storeOf(records)
        const error = await rejection(copyLog({ from: await storeOf(records.slice(0, end)), to, log, machine }))
        expect(isInvalidInput(error) && error.issues).toMatchObject([{ code: 'otherLog', params: { position: end + 1 } }])
      }),
      { numRuns: 30 },
    )
  })

  it('what is broken in the source ends the copy there: the copy holds the whole commands before, and it is said', async () => {
    const breaks: readonly ((record: LogRecord) => LogRecord)[] = [
      changed,
      (record) => ({ ...record, subjects: [...record.subjects, 'task:none'] }),
      (record) => ({ ...record, text: '{', leaf: leafHash(systemHasher, '{') }),
      (record) => {
        const text = canonical({ ...JSON.parse(record.text), type: 'nobody.knows' })
        return { ...record, type: 'nobody.knows', text, leaf: leafHash(systemHasher, text) }
      },
    ]
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.nat(),
        fc.constantFrom(...breaks),
        fc.integer({ min: 1, max: 40 }),
        async (given, place, spoil, batch) => {
          const { machine, records } = given
          const at = place % records.length
          const from = await storeOf(records.map((record, i) => (i === at ? spoil(record) : record)))
          const to = memoryStore()
          const error = await rejection(copyLog({ from, to, log, machine, batch }))
          expect(isTampered(error) || isCorrupt(error)).toBe(true)
          const begun = records.findLastIndex((record, i) => i <= at && record.command !== undefined)
          expect(error).toMatchObject({ position: at + 1, copied: begun })
          expect(await recordsIn(to)).toEqual(records.slice(0, begun))
        },
      ),
      { numRuns: 60 },
    )
  })
})

it('a copy that is killed goes on where it ended', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bihuan-copy-'))
  const [from, to] = [join(folder, 'from.db'), join(folder, 'to.db')]
  const source = sqliteStore({ path: from })
  const district = await openDistrict({ store: source, log, slices: [notes] })
  for (let n = 0; n < 300; n++) await district.execute('note.write', { note: `n-${n}`, text: '一' }, { actor: writer })
  await source.append('plain', 0, (await recordsIn(source)).slice(1).map(moved))
  const lengths: number[] = []
  for (let kills = 0; kills < 12 && !lengths.some((held) => held > 0 && held < 300); kills++) {
    await run(fileURLToPath(new URL('./children/copier.ts', import.meta.url)), [from, to, 'plain'], 600 + kills * 150)
    const target = sqliteStore({ path: to })
    lengths.push(await target.head('plain'))
    expect(await recordsIn(target, 'plain')).toEqual((await recordsIn(source, 'plain')).slice(0, lengths.at(-1)))
    await target.close()
  }
  expect(lengths.some((held) => held > 0 && held < 300)).toBe(true)
  const target = sqliteStore({ path: to })
  const copied = await copyLog({ from: source, to: target, log: 'plain', machine: createMachine([notes]) })
  expect(copied).toMatchObject({ events: 300, added: 300 - (lengths.at(-1) ?? 0) })
  await Promise.all([source.close(), target.close()])
  await rm(folder, { recursive: true, force: true })
})

/** A place further to the front, so that a machine of notes alone can read all of it. */
function moved(record: LogRecord): LogRecord {
  const text = canonical({ ...JSON.parse(record.text), position: record.position - 1 })
  return { ...record, position: record.position - 1, text, leaf: leafHash(systemHasher, text) }
}
