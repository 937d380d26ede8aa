import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventStore, LogRecord } from '@bihuan/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileStore } from './index.ts'
import { folder, namesIn } from './testing/folder.ts'
import { faultIn, takenTwice } from './testing/indexes.ts'
import { record } from './testing/records.ts'

const { place } = folder()

const id = fc.oneof({ weight: 4, arbitrary: fc.uuid() }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) })

/** An append of a command, its text so many characters long. */
const append = fc.record({
  kind: fc.constant('append' as const),
  id,
  size: fc.integer({ min: 1, max: 5 }),
  text: fc.oneof(fc.nat(200), fc.nat(20_000)),
})
const reopen = fc.record({ kind: fc.constant('reopen' as const), segmentBytes: fc.constantFrom(1, 1500, 30_000, 1 << 20) })
const look = fc.record({ kind: fc.constant('look' as const), readOnly: fc.boolean() })
/** Something happens to one of the indexes that are there, at a place in thousandths of it. */
const harm = fc.record({
  kind: fc.constant('harm' as const),
  which: fc.nat(1000),
  how: fc.constantFrom('remove', 'flip', 'cut', 'another'),
  at: fc.nat(999),
})

type Harm = typeof harm extends fc.Arbitrary<infer T> ? T : never

const harmOne = (path: string, { which, how, at }: Harm) => {
  const names = namesIn(path, '.index')
  const [name, other] = [names[which % names.length], names[at % names.length]]
  if (name === undefined || other === undefined) return
  const file = join(path, 'a', name)
  const bytes = readFileSync(file)
  const place = Math.floor((bytes.length * at) / 1000)
  if (how === 'remove') rmSync(file)
  if (how === 'flip') writeFileSync(file, Buffer.from(bytes).fill((bytes[place] as number) ^ 1, place, place + 1))
  if (how === 'cut') writeFileSync(file, bytes.subarray(0, place))
  if (how === 'another') writeFileSync(file, readFileSync(join(path, 'a', other)))
}

test('a log answers as a plain array does, whatever becomes of its indexes', { timeout: 300_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          { weight: 8, arbitrary: append },
          { weight: 2, arbitrary: reopen },
          { weight: 2, arbitrary: harm },
          { weight: 1, arbitrary: look },
        ),
        { minLength: 5, maxLength: 60 },
      ),
      async (steps) => {
        const path = place()
        const records: LogRecord[] = []
        const known = new Set<string>()
        const open = (segmentBytes: number) => fileStore({ path, segmentBytes, onRecovered: () => expect.unreachable() })
        let store: EventStore = open(1500)
        const follower = fileStore({ path, readOnly: true })
        for (const step of steps) {
          if (step.kind === 'append') {
            const text = JSON.stringify('环'.repeat(step.text / 3))
            const batch = Array.from({ length: step.size }, (_, n) =>
              record(records.length + 1 + n, { text, ...(n === 0 && { command: step.id }) }),
            )
            const error = await store.append('a', records.length, batch).catch((error: unknown) => error)
            if (known.has(step.id)) expect(error).toMatchObject({ name: 'DuplicateCommand' })
            else {
              expect(error).toBeUndefined()
              records.push(...batch)
              known.add(step.id)
            }
          } else if (step.kind === 'look') {
            expect(await faultIn(step.readOnly ? follower : store, records)).toBeUndefined()
          } else if (records.length > 0) {
            if (step.kind === 'harm') harmOne(path, step)
            else {
              await store.close()
              store = open(step.segmentBytes)
            }
          }
        }
        await store.close()
        store = open(1500)
        const fresh = fileStore({ path, readOnly: true })
        for (const each of [store, follower, fresh]) expect(await faultIn(each, records)).toBeUndefined()
        expect(await takenTwice(store, records)).toEqual([])
        for (const each of [store, follower, fresh]) await each.close()
        if (records.length > 0) expect(namesIn(path, '.index')).toHaveLength(namesIn(path).length - 1)
        rmSync(path, { recursive: true })
      },
    ),
    { numRuns: 150 },
  ),
)
