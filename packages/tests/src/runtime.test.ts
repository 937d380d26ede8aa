import {
  commandsOf,
  type EventStore,
  isConflict,
  isInvalidInput,
  isRefused,
  isStoreError,
  type LogRecord,
  manualClock,
  openDistrict,
  type Reader,
  type Recorded,
  type Row,
  StoreError,
  seededRandom,
  slice,
  table,
} from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { notes, writer } from './notes.ts'

const actor = writer
const as = { actor }

function setting(store: EventStore = memoryStore(), start = '2022-06-30T08:00:00.000Z') {
  const clock = manualClock(start)
  const open = (over: object = {}) => openDistrict({ store, log: 'test', slices: [notes], clock, random: seededRandom(7), ...over })
  return { store, clock, open }
}

/** A store that can be told to wait, to fail before or after writing, and that counts its appends. */
function troubled(inner: EventStore = memoryStore()) {
  const appends: number[] = []
  const trouble: { before?: () => Promise<void>; after?: () => Promise<void> } = {}
  const store: EventStore = {
    ...inner,
    async append(log, expected, records) {
      await trouble.before?.()
      await inner.append(log, expected, records)
      appends.push(records.length)
      await trouble.after?.()
    },
  }
  return { store, appends, trouble }
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error) => (isRefused(error) ? error.refusal : Promise.reject(error)),
  )

async function recordsOf(store: EventStore): Promise<LogRecord[]> {
  const records: LogRecord[] = []
  for await (const page of store.read('test')) records.push(...page)
  return records
}

describe('R18: the same command again', () => {
  it('changes nothing and gives the first outcome; other content is refused; what was refused is not remembered', async () => {
    const { open, store } = setting()
    const district = await open()
    const first = await district.execute('note.write', { text: '一' }, { ...as, id: 'c-1' })
    const head = district.position
    const again = await district.execute('note.write', { text: '一' }, { ...as, id: 'c-1' })
    expect(again).toEqual({ ...first, repeated: true })
    expect(await (await open()).execute('note.write', { text: '一' }, { ...as, id: 'c-1' })).toEqual({ ...first, repeated: true })
    expect(await refusal(district.execute('note.write', { text: '二' }, { ...as, id: 'c-1' }))).toMatchObject({
      code: 'commandReused',
      rule: 'R18',
      id: 'c-1',
    })
    expect(await refusal(district.execute('note.write', { text: '一' }, { actor: { ...actor, person: 'p-2' }, id: 'c-1' }))).toMatchObject({
      code: 'commandReused',
    })
    expect(district.position).toBe(head)
    expect(await refusal(district.execute('note.add', { notes: ['n-9'], amount: 1 }, { ...as, id: 'c-2' }))).toMatchObject({
      code: 'unknown',
    })
    await district.execute('note.write', { note: 'n-9', text: '九' }, as)
    expect((await district.execute('note.add', { notes: ['n-9'], amount: 1 }, { ...as, id: 'c-2' })).repeated).toBe(false)
    expect((await recordsOf(store)).filter((record) => record.command === 'c-1')).toHaveLength(1)
  })

  it('holds within one batch, and a command that had nothing to do is decided afresh', async () => {
    const district = await setting().open()
    const [a, b, c] = await Promise.all([
      district.execute('note.write', { note: 'n', text: '一' }, { ...as, id: 'c' }),
      district.execute('note.write', { note: 'n', text: '一' }, { ...as, id: 'c' }),
      refusal(district.execute('note.write', { note: 'm', text: '一' }, { ...as, id: 'c' })),
    ])
    expect([a.repeated, b.repeated, b.events]).toEqual([false, true, a.events])
    expect(c).toMatchObject({ code: 'commandReused' })
    expect(await district.execute('note.nothing', {}, { ...as, id: 'e' })).toEqual({
      command: 'e',
      events: [],
      position: district.position,
      repeated: false,
    })
    expect((await district.execute('note.nothing', {}, { ...as, id: 'e' })).repeated).toBe(false)
  })
})

describe('commits', () => {
  it('waiting commands share one, each decided on what the ones before it change', async () => {
    const { store, appends } = troubled()
    const district = await setting(store).open()
    await district.execute('note.write', { note: 'n', text: '一' }, as)
    appends.length = 0
    await Promise.all(Array.from({ length: 64 }, () => district.execute('note.add', { notes: ['n'], amount: 1 }, as)))
    expect(appends.length).toBeLessThanOrEqual(3)
    expect(district.views.notes().rows).toEqual([{ id: 'n', text: '一', amount: 64 }])
  })

  it('are what readers see: nothing of a batch shows, and no answer comes, before it is durable', async () => {
    const { store, trouble } = troubled()
    const district = await setting(store).open()
    const waiting: (() => void)[] = []
    trouble.before = () => new Promise<void>((resolve) => waiting.push(resolve))
    const answers: string[] = []
    const written = district.execute('note.write', { note: 'n', text: '一' }, as).then(() => answers.push('written'))
    const refused = refusal(district.execute('note.add', { notes: ['m'], amount: 1 }, as)).then(() => answers.push('refused'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([district.views.notes().rows, answers, district.position]).toEqual([[], [], 1])
    for (const resolve of waiting) resolve()
    await Promise.all([written, refused])
    expect(district.views.notes().rows).toHaveLength(1)
    expect(answers).toEqual(['written', 'refused'])
  })

  it('that fail leave nothing, and the same command finds out what became of it', async () => {
    const { store, trouble } = troubled()
    const district = await setting(store).open()
    const broken = () => Promise.reject(new StoreError('unavailable', 'the disk is full'))
    trouble.before = broken
    await expect(district.execute('note.write', { note: 'n', text: '一' }, { ...as, id: 'c-1' })).rejects.toSatisfy(isStoreError)
    expect([district.position, district.views.notes().rows]).toEqual([1, []])
    delete trouble.before
    trouble.after = broken
    await expect(district.execute('note.write', { note: 'm', text: '二' }, { ...as, id: 'c-2' })).rejects.toSatisfy(isStoreError)
    delete trouble.after
    expect((await district.execute('note.write', { note: 'm', text: '二' }, { ...as, id: 'c-2' })).repeated).toBe(true)
    expect((await district.execute('note.write', { note: 'n', text: '一' }, { ...as, id: 'c-1' })).repeated).toBe(false)
    expect(district.views.notes().rows.map((row) => row.id)).toEqual(['m', 'n'])
    await district.verify()
  })

  it('leave out only the command whose handler breaks off midway', async () => {
    const district = await setting().open()
    const answers = await Promise.allSettled([
      district.execute('note.write', { note: 'n', text: '一', amount: 5 }, as),
      district.execute('note.break', { note: 'n' }, as),
      district.execute('note.add', { notes: ['n'], amount: 1 }, as),
    ])
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(district.views.notes().rows).toEqual([{ id: 'n', text: '一', amount: 6 }])
    expect((await district.verify()).events).toBe(3)
  })

  it('of others are taken in and the command is decided again on them', async () => {
    const { open } = setting()
    const [one, two] = [await open(), await open({ random: seededRandom(8) })]
    await one.execute('note.write', { note: 'n', text: '一' }, as)
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two).execute('note.add', { notes: ['n'], amount: 1 }, as)))
    await Promise.all([one.refresh(), two.refresh()])
    expect(one.views.notes().rows).toEqual([{ id: 'n', text: '一', amount: 40 }])
    expect(two.views.notes()).toEqual(one.views.notes())
    expect(two.root()).toBe(one.root())
    expect(await one.verify()).toEqual({ events: 42, commands: 42, root: one.root() })
  })

  it('a refusal rests on what others wrote too, though nothing is appended that could collide', async () => {
    const { open } = setting()
    const [one, two] = [await open(), await open({ random: seededRandom(8) })]
    await one.execute('note.write', { note: 'n', text: '一' }, as)
    expect(await refusal(two.execute('note.write', { note: 'n', text: '一' }, as))).toMatchObject({ code: 'taken', id: 'n' })
    expect((await two.execute('note.add', { notes: ['n'], amount: 1 }, as)).position).toBe(3)
  })

  it('that always lose are told as a conflict after the stated number of races, and nothing is recorded', async () => {
    const inner = memoryStore()
    let races = 0
    const store: EventStore = {
      ...inner,
      async append(log, expected, records) {
        if (records[0]?.type === 'note.written') {
          races++
          throw Object.assign(new (await import('@bihuan/core')).Conflict(log, expected, expected + 1))
        }
        return inner.append(log, expected, records)
      },
    }
    const district = await setting(store).open({ races: 4 })
    await expect(district.execute('note.write', { text: '一' }, as)).rejects.toSatisfy(isConflict)
    expect([races, await inner.head('test')]).toEqual([5, 1])
  })
})

describe('several commands together', () => {
  it('are all recorded or none, each decided on the ones before it; a refusal says which it was', async () => {
    const { store, appends } = troubled()
    const district = await setting(store).open()
    const done = await district.executeAll(
      [
        { command: 'note.write', input: { note: 'n', text: '一' } },
        { command: 'note.add', input: { notes: ['n'], amount: 2 } },
      ],
      { ...as, id: 'import' },
    )
    expect(done.map((outcome) => [outcome.command, outcome.position])).toEqual([
      ['import.1', 2],
      ['import.2', 3],
    ])
    expect(appends).toEqual([1, 2])
    const root = district.root()
    const bad = [
      { command: 'note.write', input: { note: 'm', text: '二' } },
      { command: 'note.add', input: { notes: ['m', 'x'], amount: 2 } },
    ]
    await expect(district.executeAll(bad, as)).rejects.toMatchObject({ name: 'Refused', at: 1, refusal: { code: 'unknown', id: 'x' } })
    await expect(district.executeAll([bad[0] as (typeof bad)[0], { command: 'note.write', input: { text: 7 } }], as)).rejects.toMatchObject(
      { name: 'InvalidInput', issues: [{ path: [1, 'text'] }] },
    )
    const [group, single] = await Promise.allSettled([
      district.executeAll(bad, as),
      district.execute('note.write', { note: 'm', text: '二' }, as),
    ])
    expect([group.status, single.status]).toEqual(['rejected', 'fulfilled'])
    expect(district.views.notes().rows).toEqual([
      { id: 'n', text: '一', amount: 2 },
      { id: 'm', text: '二', amount: 0 },
    ])
    expect(district.root()).not.toBe(root)
    const again = await district.executeAll(
      [
        { command: 'note.write', input: { note: 'n', text: '一' } },
        { command: 'note.add', input: { notes: ['n'], amount: 2 } },
      ],
      { ...as, id: 'import' },
    )
    expect(again.every((outcome) => outcome.repeated)).toBe(true)
    expect((await district.verify()).events).toBe(4)
  })
})

describe('listeners', () => {
  it('hear events once they are committed, in order, those of other openings as they are taken in', async () => {
    const { open } = setting()
    const [one, two] = [await open(), await open({ random: seededRandom(8) })]
    const heard: [string, number][] = []
    const errors: unknown[] = []
    const listening = await open({ random: seededRandom(9), onListenerError: (error: unknown) => errors.push(error) })
    listening.on('*', () => {
      throw new Error('a listener that throws')
    })
    const off = listening.on('note.changed', (event) => heard.push([event.type, event.data.amount]))
    listening.on('committed', ({ from, to }) => heard.push(['committed', to - from + 1]))
    await one.execute('note.write', { note: 'n', text: '一' }, as)
    await two.execute('note.add', { notes: ['n', 'n'], amount: 2 }, as)
    expect(heard).toEqual([])
    await listening.refresh()
    expect(heard).toEqual([
      ['note.changed', 2],
      ['note.changed', 2],
      ['committed', 3],
    ])
    off()
    await listening.execute('note.add', { notes: ['n'], amount: 2 }, as)
    expect(heard.at(-1)).toEqual(['committed', 1])
    expect(errors).toHaveLength(4)
  })
})

describe('time', () => {
  it("R19: a day is the zone's day, one that has not come is refused, and recordedAt never goes back", async () => {
    const { open, clock } = setting(memoryStore(), '2022-06-30T16:30:00.000Z')
    const district = await open()
    expect(district.today()).toBe('2022-07-01')
    expect((await district.execute('note.write', { text: '一' }, as)).events[0]?.on).toBe('2022-07-01')
    expect(await refusal(district.execute('note.write', { text: '二' }, { ...as, on: '2022-07-02' }))).toEqual({
      code: 'inFuture',
      rule: 'R19',
      on: '2022-07-02',
      today: '2022-07-01',
    })
    clock.set('2022-06-01T00:00:00.000Z')
    expect((await district.execute('note.write', { text: '三' }, as)).events[0]?.recordedAt).toBe('2022-06-30T16:30:00.000Z')
    await expect(district.execute('note.write', { text: '四' }, { ...as, on: '2022-02-30' })).rejects.toSatisfy(isInvalidInput)
  })

  it('at() shows the district as it was known then, by position and by instant', async () => {
    const { open, clock } = setting()
    const district = await open()
    for (let i = 1; i <= 5; i++) {
      clock.set(`2022-07-0${i}T08:00:00.000Z`)
      await district.execute('note.write', { note: `n-${i}`, text: '一' }, as)
    }
    expect((await district.at({ position: 3 })).views.notes().rows.map((row) => row.id)).toEqual(['n-1', 'n-2'])
    const then = await district.at({ recordedAt: '2022-07-03T16:00:00+08:00' })
    expect([then.views.notes().rows.length, then.position, then.today()]).toEqual([3, 4, '2022-07-03'])
    expect((await district.at({ position: 0 })).views.notes().rows).toEqual([])
    await expect(district.at({})).rejects.toSatisfy(isInvalidInput)
    await expect(district.at({ recordedAt: 'yesterday' })).rejects.toSatisfy(isInvalidInput)
  })
})

describe('preview', () => {
  it('says what would happen and changes nothing', async () => {
    const district = await setting().open()
    const root = district.root()
    expect(district.preview('note.write', { note: 'n', text: '一' }, as)).toEqual({
      accepted: true,
      facts: [{ type: 'note.written', data: { note: 'n', text: '一', author: 'a', amount: 0 } }],
    })
    expect(district.preview('note.add', { notes: ['n'], amount: 1 }, as)).toMatchObject({
      accepted: false,
      refusal: { code: 'unknown', id: 'n' },
    })
    expect(district.preview('note.write', { text: '一' }, { actor: { ...actor, roles: ['auditor'] } })).toMatchObject({
      accepted: false,
      refusal: { code: 'forbidden', allowed: [{ role: 'unit' }] },
    })
    expect(district.tryOut('note.write', { text: ' ', amount: 1.005, extra: 1 }, as)).toMatchObject({
      accepted: false,
      issues: [{ path: ['text'], code: 'blank' }, { path: ['amount'], code: 'decimals' }, { code: 'unrecognized_keys' }],
    })
    expect(district.tryOut('note.fly', {}, as)).toMatchObject({ accepted: false, issues: [{ code: 'unknownCommand' }] })
    expect(district.root()).toBe(root)
  })
})

describe('reading a log', () => {
  const written = async () => {
    const { open, store } = setting()
    const district = await open()
    await district.execute('note.write', { note: 'n', text: '一' }, as)
    await district.execute('note.add', { notes: ['n', 'n'], amount: 1 }, as)
    return recordsOf(store)
  }
  const storeOf = async (records: readonly LogRecord[]) => {
    const store = memoryStore()
    await store.append('test', 0, records)
    return store
  }

  it('the same commands give the same bytes and the same root', async () => {
    expect(await written()).toEqual(await written())
  })

  it.each<[string, (record: LogRecord) => LogRecord]>([
    ['the text', (record) => ({ ...record, text: record.text.replace('"amount":1', '"amount":2') })],
    ['the leaf', (record) => ({ ...record, leaf: '0'.repeat(64) })],
  ])('%s changed: refused with the position', async (_, change) => {
    const records = await written()
    const { open } = setting(await storeOf(records.map((record) => (record.position === 3 ? change(record) : record))))
    await expect(open()).rejects.toMatchObject({ name: 'Tampered', position: 3 })
  })

  it.each<[string, (record: LogRecord) => LogRecord, string]>([
    ['type', (record) => ({ ...record, type: 'note.written' }), 'Tampered'],
    ['recordedAt', (record) => ({ ...record, recordedAt: '2022-06-30T09:00:00.000Z' }), 'Tampered'],
    ['subjects', (record) => ({ ...record, subjects: [] }), 'Tampered'],
    ['command', (record) => ({ ...record, command: 'other' }), 'Tampered'],
  ])('the column %s changed: verify names the position', async (_, change, name) => {
    const records = await written()
    const { open } = setting(await storeOf(records.map((record) => (record.position === 3 ? change(record) : record))))
    const district = await open()
    await expect(district.verify()).rejects.toMatchObject({ name, position: 3 })
  })

  it('half a command at the end is found by verify', async () => {
    const { open } = setting(await storeOf((await written()).slice(0, -1)))
    await expect((await open()).verify()).rejects.toMatchObject({ name: 'Corrupt', code: 'halfCommand', position: 3 })
  })

  it('an event type that no slice declares is refused with the position', async () => {
    const store = await storeOf(await written())
    await expect(openDistrict({ store, log: 'test' })).rejects.toMatchObject({ name: 'Corrupt', code: 'unknownType', position: 2 })
  })

  it('a type of an older version is brought up by its upcasters, and one of a newer version is refused', async () => {
    const newer = {
      ...notes,
      name: 'notes',
      upcasters: { 'note.written': [(data: { text: string }) => ({ ...data, text: `${data.text}!` })] },
    }
    const store = await storeOf(await written())
    const district = await openDistrict({ store, log: 'test', slices: [newer] })
    expect(district.view('notes')).toMatchObject({ rows: [{ text: '一!' }] })
    await district.send('note.write', { note: 'm', text: '二' }, as)
    await expect(setting(store).open()).rejects.toMatchObject({ name: 'Corrupt', code: 'newerVersion', position: 5 })
  })
})

describe('opening', () => {
  it('asks for a sound name and zone, and does not open an empty log when told not to', async () => {
    const store = memoryStore()
    await expect(openDistrict({ store, log: 'Nangang 区' })).rejects.toSatisfy(isInvalidInput)
    await expect(openDistrict({ store, zone: 'Asia/Harbin-ish' })).rejects.toMatchObject({ issues: [{ path: ['zone'], code: 'badZone' }] })
    await expect(openDistrict({ store, log: 'none', create: false })).rejects.toMatchObject({ issues: [{ code: 'noSuchLog' }] })
    expect(await store.logs()).toEqual([])
  })

  it('by two at once opens the log once', async () => {
    const { open } = setting()
    const [one, two] = await Promise.all([open(), open({ random: seededRandom(8) })])
    expect([one.position, two.position, one.root() === two.root()]).toEqual([1, 1, true])
  })
})

describe('text about persons', () => {
  it('is sealed before the decision, is in no digest, and state and log hold the ciphertext only', async () => {
    const { open, store } = setting()
    const sealed: [string, string][] = []
    const district = await open({
      sealer: {
        seal: async (owner: string, text: string) => {
          sealed.push([owner, text])
          return { sealed: owner, iv: 'iv', text: 'ciphertext' }
        },
      },
    })
    const first = await district.execute('note.write', { note: 'n', text: '一', author: 'p-7', by: '张三' }, { ...as, id: 'c' })
    expect(sealed).toEqual([['p-7', '张三']])
    expect((first.events[0] as Recorded & { data: { by: unknown } }).data.by).toEqual({ sealed: 'p-7', iv: 'iv', text: 'ciphertext' })
    expect((await recordsOf(store)).some((record) => record.text.includes('张三'))).toBe(false)
    expect((await district.execute('note.write', { note: 'n', text: '一', author: 'p-7', by: '李四' }, { ...as, id: 'c' })).repeated).toBe(
      true,
    )
  })

  const slowly = (sealed: string[] = []) => ({
    async seal(owner: string, text: string) {
      sealed.push(text)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { sealed: owner, iv: 'iv', text: 'ciphertext' }
    },
  })

  it('takes its time to be sealed, and those sent behind it stay behind it', async () => {
    const { open } = setting()
    const district = await open({ sealer: slowly() })
    const sent = [
      district.execute('note.write', { note: 'n', text: '一', author: 'p-7', by: '张三' }, as),
      district.execute('note.add', { notes: ['n'], amount: 1 }, as),
      district.execute('note.write', { note: 'm', text: '二' }, as),
    ]
    expect((await Promise.all(sent)).map(({ position }) => position)).toEqual([2, 3, 4])
  })

  it('that is refused for its shape while it waits to be sealed holds up nobody', async () => {
    const { open } = setting()
    const district = await open({ sealer: slowly() })
    const bad = district.execute('note.write', { note: '', text: '一', author: 'p-7', by: '张三' }, as)
    const good = district.execute('note.write', { note: 'n', text: '一' }, as)
    await expect(bad).rejects.toSatisfy(isInvalidInput)
    expect((await good).position).toBe(2)
  })

  it('is decided in what-if with many others as one after the other, and what is refused holds up nobody', async () => {
    const { open } = setting()
    const district = await open()
    const calls = [
      { command: 'note.write', input: { note: 'n', text: '一' } },
      { command: 'note.write', input: { note: '', text: '二' } },
      { command: 'note.write', input: { note: 'n', text: '三' } },
      { command: 'note.add', input: { notes: ['n'], amount: 1 } },
      { command: 'note.write', input: { note: 'm', text: '四' } },
    ]
    const [many, single] = [district.fork(), district.fork()]
    const codes = (await many.sendEach(calls, as)).map((sent) => ('outcome' in sent ? sent.outcome.position : (sent.error as Error).name))
    const wanted: unknown[] = []
    for (const { command, input } of calls)
      wanted.push(
        await single.send(command, input, as).then(
          ({ position }) => position,
          (error: Error) => error.name,
        ),
      )
    expect(codes).toEqual(wanted)
    expect(codes.filter((code) => typeof code === 'string')).toEqual(['InvalidInput', 'Refused'])
    expect([many.position, many.view('notes')]).toEqual([single.position, single.view('notes')])
    expect(await many.sendEach([], as)).toEqual([])
    expect(district.position).toBe(1)
  })

  it('needs no key in what-if, which is to leave nothing anywhere', async () => {
    const { open } = setting()
    const sealed: string[] = []
    const district = await open({ sealer: slowly(sealed) })
    const fork = district.fork()
    await fork.send('note.write', { note: 'n', text: '一', author: 'p-7', by: '张三' }, as)
    expect(sealed).toEqual([])
    expect(JSON.stringify(fork.view('notes'))).toContain('"n"')
  })
})

describe('text that no log can keep', () => {
  const events = { 'word.said': z.strictObject({ word: z.string(), text: z.string() }) }
  /** Its shapes let everything through. */
  const words = slice({
    name: 'words',
    events,
    tables: { words: table<{ readonly id: string }>({}) },
    evolve: {
      'word.said': ({ words }: never, { data }: never) =>
        (words as { insert(row: object): void }).insert({ id: (data as { word: string }).word }),
    },
    commands: commandsOf<object, { readonly type: string; readonly data: unknown }>()({
      'word.say': {
        input: z.strictObject({ first: z.string(), half: z.optional(z.boolean()) }),
        decide: (_, { first, half }) => [
          { type: 'word.said', data: { word: first, text: '一' } },
          { type: 'word.said', data: { word: `${first}-2`, text: half ? '\ud83d' : '二' } },
        ],
      },
    }),
    policy: { 'word.say': ['unit'] },
    views: {
      said: {
        options: z.object({}),
        shape: z.array(z.string()),
        compute: (({ words }: { readonly words: Reader<Row> }) => [...words.ids()]) as never,
        table: () => ({ columns: [], rows: [] }),
      },
    },
  })

  it('is refused with its place, and leaves nothing of its command', async () => {
    const { open } = setting()
    const district = await open({ slices: [notes, words] })
    const say = (input: object) => district.send('word.say', input, as)
    const [broken, whole, said] = await Promise.allSettled([say({ first: 'a', half: true }), say({ first: 'b' }), say({ first: '\ud83d' })])
    const told = (path: readonly string[]) => ({ issues: [{ path, code: 'loneSurrogate' }] })
    expect(broken).toMatchObject({ status: 'rejected', reason: told(['text']) })
    expect(said).toMatchObject({ status: 'rejected', reason: told(['first']) })
    expect(whole).toMatchObject({ status: 'fulfilled' })
    const ids = (one: typeof district) => one.view('said' as never) as unknown
    expect(ids(district)).toEqual(['b', 'b-2'])
    expect(ids(await open({ slices: [notes, words] }))).toEqual(['b', 'b-2'])
  })
})
