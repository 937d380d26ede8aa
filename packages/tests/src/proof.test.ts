import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EventStore, isCorrupt, isUnproved, type LogRecord, manualClock, openDistrict, seededRandom, systemHasher } from '@bihuan/core'
import {
  checkProof,
  cosign,
  isConsistent,
  newKey,
  proofText,
  proveConsistency,
  proveInclusion,
  readCheckpoint,
  readProof,
  redacted,
  signCheckpoint,
  signerKey,
  verifierKey,
  verifyRedacted,
} from '@bihuan/core/proof'
import { memoryStore } from '@bihuan/store-memory'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notes, writer } from './notes.ts'

const log = 'test'
const store = memoryStore()
const kept = { store, log }
let records: readonly LogRecord[] = []
let note = ''
let earlier = ''
const log1 = await newKey('example.com/district')
const witness = await newKey('审计.example', 'witness')
const trusted = [verifierKey(log1.verifier), verifierKey(witness.verifier)]

const recordsOf = async (from: EventStore) => {
  const all: LogRecord[] = []
  for await (const page of from.read(log)) all.push(...page)
  return all
}
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

beforeAll(async () => {
  const clock = manualClock('2022-06-30T08:00:00.000Z')
  const district = await openDistrict({ store, log, slices: [notes], clock, random: seededRandom(7) })
  const checkpoint = async () =>
    signCheckpoint({ origin: 'example.com/district', size: district.position, root: district.root() }, [await signerKey(log1.secret)])
  for (let n = 1; n <= 20; n++) await district.execute('note.write', { text: `第${n}条𠮷` }, { actor: writer })
  earlier = await checkpoint()
  for (let n = 21; n <= 60; n++) await district.execute('note.write', { text: `第${n}条` }, { actor: writer })
  note = await cosign(await checkpoint(), await signerKey(witness.secret), 1_700_000_000_000)
  records = await recordsOf(store)
})

describe('an event and a proof, without the log', () => {
  it('show that the event stands at its place in the log that was signed, for every event', async () => {
    for (const record of records) {
      const proof = readProof(proofText(await proveInclusion(kept, record.position, note)))
      expect(await checkProof(proof, record.text, trusted, { quorum: 2, origin: 'example.com/district' })).toMatchObject({
        size: records.length,
      })
    }
  })

  it('fail for another event, another place, and a proof that was changed at any character', async () => {
    const record = records[36] as LogRecord
    const proof = await proveInclusion(kept, 37, note)
    expect(await rejection(checkProof(proof, (records[35] as LogRecord).text, trusted))).toMatchObject({ code: 'notIncluded' })
    expect(await rejection(checkProof({ ...proof, position: 36 }, record.text, trusted))).toMatchObject({ code: 'notIncluded' })
    const text = proofText(proof)
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
      // A signature of a key that is not known is passed over: a changed name or id leaves the other signature.
      const checked = await rejection((async () => checkProof(readProof(changed), record.text, trusted, { quorum: 2 }))())
      expect(checked, `at ${at}`).toSatisfy(isUnproved)
    }
  })

  it('can not be had for a position that the checkpoint does not cover, nor from a log that was rewritten or cut', async () => {
    for (const position of [0, 62, 1.5])
      expect(await rejection(proveInclusion(kept, position, note))).toMatchObject({ name: 'InvalidInput' })
    const rewritten = memoryStore()
    await rewritten.append(
      log,
      0,
      records.map((record) => (record.position === 3 ? { ...record, leaf: '0'.repeat(64) } : record)),
    )
    expect(await rejection(proveInclusion({ store: rewritten, log }, 37, note))).toMatchObject({ code: 'otherRoot' })
    const cut = memoryStore()
    await cut.append(log, 0, records.slice(0, 50))
    expect(await rejection(proveInclusion({ store: cut, log }, 37, note))).toMatchObject({ code: 'tooShort' })
  })
})

it('a later checkpoint is shown to continue an earlier one, and one of another history is not', async () => {
  const [first, second] = [readCheckpoint(earlier), readCheckpoint(note)]
  const path = await proveConsistency(kept, first, second)
  expect(isConsistent(systemHasher, first.size, first.root, second.size, second.root, path)).toBe(true)
  expect(isConsistent(systemHasher, first.size, second.root, second.size, second.root, path)).toBe(false)
})

describe('verify against a checkpoint', () => {
  const opened = (from: EventStore) => openDistrict({ store: from, log, slices: [notes] })

  it('passes when the log begins as it says, however long it has become', async () => {
    for (const checkpoint of [readCheckpoint(earlier), readCheckpoint(note), { size: 0, root: systemHasher.text('', '') }])
      expect((await (await opened(store)).verify({ checkpoint })).events).toBe(records.length)
  })

  it('finds a lost tail of whole commands, which nothing else can show', async () => {
    const cut = memoryStore()
    await cut.append(log, 0, records.slice(0, 50))
    const district = await opened(cut)
    expect((await district.verify()).events).toBe(50)
    expect(await rejection(district.verify({ checkpoint: readCheckpoint(note) }))).toMatchObject({
      code: 'tooShort',
      facts: { size: records.length, events: 50 },
    })
  })

  it('finds a log that was written anew, consistent in itself', async () => {
    const clock = manualClock('2022-06-30T08:00:00.000Z')
    const other = await openDistrict({ store: memoryStore(), log, slices: [notes], clock, random: seededRandom(8) })
    for (let n = 1; n <= 60; n++) await other.execute('note.write', { text: `第${n}条` }, { actor: writer })
    expect((await other.verify()).events).toBe(records.length)
    expect(await rejection(other.verify({ checkpoint: readCheckpoint(note) }))).toMatchObject({ code: 'otherRoot' })
  })
})

describe('a redacted copy', () => {
  const copy = async (withhold: (record: LogRecord) => boolean) => {
    const lines: string[] = []
    for await (const page of redacted(store.read(log, { pageSize: 7 }), withhold)) lines.push(...page)
    return lines
  }

  it('verifies against the same checkpoint, whatever is withheld, and shows nothing of that', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 61 })), async (hidden) => {
        const lines = await copy(({ position }) => hidden.includes(position))
        expect(await verifyRedacted(lines, readCheckpoint(note))).toEqual({
          events: records.length,
          withheld: hidden.length,
          root: readCheckpoint(note).root,
        })
        for (const position of hidden)
          expect(lines[position - 1]).toBe(`{"position":${position},"withheld":"${records[position - 1]?.leaf}"}`)
      }),
    )
  })

  it('fails when a line was changed, left out, doubled, exchanged, or the end is missing', async () => {
    const lines = await copy(({ position }) => position % 3 === 0)
    const checkpoint = readCheckpoint(note)
    const broken = (changed: readonly string[]) => rejection(verifyRedacted(changed, checkpoint))
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] as string
      for (const changed of [
        lines.with(
          at,
          line.replace(/[0-9a-f](?=[^0-9a-f]*$)/, (digit) => (digit === '0' ? '1' : '0')),
        ),
        lines.toSpliced(at, 1),
        lines.toSpliced(at, 0, line),
        lines.with(at, '{}'),
        lines.with(at, line.slice(1)),
      ])
        expect((await broken(changed)) as object, `line ${at}`).toSatisfy((error) => isUnproved(error) || isCorrupt(error))
    }
    expect(await broken(lines.slice(0, -1))).toMatchObject({ code: 'tooShort' })
  })
})

const python = spawnSync('python3', ['--version']).status === 0
if (!python) console.log('SKIPPED: the independent verifier, since there is no python3 here')

describe.runIf(python)('another implementation, written from the RFCs in another language', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bihuan-proof-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const script = fileURLToPath(new URL('./verifier/verify.py', import.meta.url))
  const [proofFile, eventFile] = [join(folder, 'event.tlog-proof'), join(folder, 'event.json')]
  const run = (proof: string, event: string, ...keys: readonly string[]) => {
    writeFileSync(proofFile, proof)
    writeFileSync(eventFile, event)
    const { status, stdout, stderr } = spawnSync('python3', [script, proofFile, eventFile, ...keys], { encoding: 'utf8' })
    return { status, said: stdout.trim(), stderr }
  }

  it.each([1, 2, 33, 60, 61])('finds event %i proved', async (position) => {
    const proof = proofText(await proveInclusion(kept, position, note))
    expect(run(proof, (records[position - 1] as LogRecord).text, log1.verifier, witness.verifier)).toEqual({
      status: 0,
      said: `included ${position} of 61, signed by example.com/district 审计.example`,
      stderr: '',
    })
  })

  it('finds what we find wrong', async () => {
    const proof = proofText(await proveInclusion(kept, 33, note))
    const { text } = records[32] as LogRecord
    expect(run(proof, `${text} `, log1.verifier).said).toBe('wrong: the event is not the one of the proof')
    expect(run(proof.replace('index 32', 'index 31'), text, log1.verifier).status).toBe(1)
    const other = await newKey('example.com/district')
    expect(run(proof, text, other.verifier).said).toBe('wrong: no trusted key signed')
    const forged = proof.replace(/\n61\n/, '\n60\n')
    expect(run(forged, text, log1.verifier).said).toBe('wrong: the signature of example.com/district does not fit')
  })
})
