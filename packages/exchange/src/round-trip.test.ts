import {
  canonical,
  createMachine,
  type InvalidInput,
  isInvalidInput,
  isUnproved,
  type LogRecord,
  leafHash,
  recordOf,
  slice,
  systemHasher,
} from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { joined, type Log, logs, paged, recordsIn, yearLog } from './for-tests.ts'
import { exportCloudEvents, exportOcel, type Known, keep, type Received, readCloudEvents, readOcel } from './index.ts'

interface Format {
  readonly write: (log: Log) => Promise<string>
  readonly read: (text: string, known: Known) => Received
}

const formats: readonly (readonly [string, Format])[] = [
  [
    'CloudEvents',
    { write: ({ records, machine }) => joined(exportCloudEvents({ records: paged(records, 7), machine })), read: readCloudEvents },
  ],
  ['OCEL', { write: ({ records, machine }) => joined(exportOcel({ records: paged(records, 7), machine })), read: readOcel }],
]

const year = await yearLog()
const small: Log = { machine: year.machine, records: year.records.slice(0, 3) }

/** What reading says: the records, or the first place with its code. Anything else that is thrown comes out. */
function outcome(read: () => Received): readonly LogRecord[] | string {
  try {
    return read().records
  } catch (error) {
    if (isInvalidInput(error)) return said(error)
    if (isUnproved(error)) return error.code
    throw error
  }
}
const said = ({ issues: [first] }: InvalidInput) => `${first?.path.join('.')} ${first?.code}`

describe.each(formats)('%s', (_, { write, read }) => {
  it('gives the same bytes, leaves and root for any legal history, page by page or at once', async () => {
    await fc.assert(
      fc.asyncProperty(logs(40), async (log) => {
        const received = read(await write(log), { machine: log.machine })
        expect(received.records).toEqual(log.records)
        const store = memoryStore()
        await keep(store, 'copy', received)
        expect(await recordsIn(store, 'copy')).toEqual(log.records)
      }),
      { numRuns: 60 },
    )
  })

  it('gives the illustrative year with its root, and refuses another root', async () => {
    const text = await write(year)
    const { records, ...verified } = read(text, { machine: year.machine, root: year.root })
    expect(records).toEqual(year.records)
    expect(verified).toMatchObject({ events: year.records.length, root: year.root })
    expect(outcome(() => read(text, { machine: year.machine, root: '0'.repeat(64) }))).toBe('otherRoot')
  })

  it('with any character of a small file changed is refused, or is the same log', async () => {
    const text = await write(small)
    let refused = 0
    for (let at = 0; at < text.length; at++)
      for (const char of [text[at] === '0' ? '1' : '0', '"', ' ']) {
        const found = outcome(() => read(text.slice(0, at) + char + text.slice(at + 1), small))
        if (typeof found === 'string') refused++
        else expect(found).toEqual(small.records)
      }
    expect(refused).toBeGreaterThan(text.length)
  })

  it('with any part changed, cut out, doubled or put in is refused, or is the same log', async () => {
    const change = fc.record({
      at: fc.nat(),
      drop: fc.nat(3),
      put: fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('[', '{', ',', ':', '\\u0000', '\\ud800', '-', 'e', '9')),
    })
    await fc.assert(
      fc.asyncProperty(logs(10), fc.array(change, { minLength: 20, maxLength: 20 }), async (log, changes) => {
        const text = await write(log)
        for (const { at, drop, put } of changes) {
          const place = at % text.length
          const found = outcome(() => read(text.slice(0, place) + put + text.slice(place + drop), log))
          if (typeof found !== 'string') expect(found).toEqual(log.records)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of no events is an empty log', async () => {
    expect(read(await write({ ...small, records: [] }), small)).toMatchObject({ events: 0, records: [] })
  })

  it('is kept in an empty log only', async () => {
    const received = read(await write(small), small)
    const store = memoryStore()
    await keep(store, 'copy', received)
    const again = await keep(store, 'copy', received).catch((error) => error)
    expect(isInvalidInput(again) && again.issues).toMatchObject([{ path: ['log'], code: 'notEmpty', params: { position: 3 } }])
    expect(await recordsIn(store, 'copy')).toEqual(small.records)
  })

  it('does not write a log that is broken', async () => {
    const records = small.records.map((record, i) => (i === 1 ? { ...record, leaf: '0'.repeat(64) } : record))
    await expect(write({ ...small, records })).rejects.toMatchObject({ position: 2 })
  })
})

/** Records whose envelopes were rewritten with leaves that fit: a forger who knows the format, not the root. */
const forged = (change: (envelope: Record<string, unknown>, i: number) => Record<string, unknown>): readonly LogRecord[] =>
  year.records.slice(0, 6).map((record, i) => {
    const text = canonical(change(JSON.parse(record.text), i))
    return { ...record, text, leaf: leafHash(systemHasher, text) }
  })

/** A file as the format has it, whatever the records say. */
const batch = (records: readonly LogRecord[]) =>
  JSON.stringify(records.map(({ text, leaf }) => ({ specversion: '1.0', id: '1', source: 'x', type: 'y', leaf, data: JSON.parse(text) })))

describe('a forged file whose hashes fit', () => {
  const only = (i: number, change: object) => (envelope: Record<string, unknown>, at: number) =>
    at === i ? { ...envelope, ...change } : envelope
  const command = JSON.parse(year.records[2]?.text ?? '').command
  it.each<[string, readonly LogRecord[], string]>([
    ['a position that leaves a gap', forged(only(3, { position: 9 })), '3.data.position gap'],
    [
      'a command that is begun and not ended',
      forged(only(5, { command: { ...command, id: 'c', n: 1, of: 2 } })),
      '5.data.command halfCommand',
    ],
    ['a command that goes on after its end', forged(only(3, { command: { ...command, n: 2, of: 2 } })), '3.data.command halfCommand'],
    ['a command that stands twice', forged(only(3, { command })), '3.data outOfPlace'],
    ['an entry before the one it follows', forged(only(3, { recordedAt: '2001-01-01T00:00:00.000Z' })), '3.data outOfPlace'],
    ['a type that nobody knows', forged(only(3, { type: 'nobody.knows' })), '3.data.type unknownType'],
    ['a newer version', forged(only(3, { version: 99 })), '3.data.version newerVersion'],
    ['data of another shape', forged(only(3, { data: { what: 1 } })), '3.data.data.'],
    ['a member that an envelope does not have', forged(only(3, { more: 1 })), '3.data unrecognized_keys'],
  ])('%s is refused with its place', (_, records, place) => {
    // The attributes that follow from the record are checked behind it; here they are left as they come first.
    const text = batch(records).replaceAll('"id":"1","source":"x","type":"y"', '"id":"?","source":"x","type":"y"')
    const events = JSON.parse(text).map((event: { data: { position: number; type: string } }) => ({
      ...event,
      id: String(event.data.position),
      type: `bihuan.${event.data.type}`,
    }))
    expect(outcome(() => readCloudEvents(JSON.stringify(events), { machine: year.machine }))).toContain(place)
  })

  it('is refused where a handler can not follow it: it could never be opened', () => {
    const machine = createMachine([
      slice({
        name: 'acme',
        events: { 'acme.ended': z.strictObject({}) },
        evolve: {
          'acme.ended': () => {
            throw new Error('there is nothing to end')
          },
        },
      }),
    ])
    const [first] = forged((envelope) => ({ ...envelope, type: 'acme.ended', data: {} }))
    const text = batch([first as LogRecord]).replace('"type":"y"', '"type":"bihuan.acme.ended"')
    expect(outcome(() => readCloudEvents(text, { machine }))).toBe('0.data outOfPlace')
  })

  it('is refused where it holds half a character, which has no bytes to hash', () => {
    const text = batch(year.records.slice(0, 1)).replace('"name":"district.open"', '"name":"\\ud800"')
    expect(outcome(() => readCloudEvents(text, { machine: year.machine }))).toBe('0.data.command.name loneSurrogate')
  })

  it('of a record that can be read is what the record of an envelope is', () => {
    for (const { text, ...record } of year.records)
      expect(recordOf(year.machine, systemHasher, JSON.parse(text))).toEqual({ ...record, text })
  })
})
