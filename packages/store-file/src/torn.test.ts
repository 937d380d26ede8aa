import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { LogRecord } from '@bihuan/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileStore, type Recovered } from './index.ts'
import { folder } from './testing/folder.ts'
import { all, command } from './testing/records.ts'

const { place } = folder()

const crash = fc.record({
  /** Records of each commit. */
  sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
  text: fc.string({ unit: 'grapheme', maxLength: 40 }),
  /** How much of the last commit is there, in thousandths. */
  kept: fc.integer({ min: 0, max: 999 }),
  zeros: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5000 })),
  segmentBytes: fc.constantFrom(1, 2000, 1 << 20),
})

/** The segment that was written last, and its length. */
const lastSegment = (path: string) => {
  const name = readdirSync(join(path, 'a')).findLast((name) => name.endsWith('.ndjson')) ?? ''
  const file = join(path, 'a', name)
  return { file, size: statSync(file).size }
}

test(
  'a last commit broken off anywhere, with zeros behind or without, is cut off, kept and told; the log goes on',
  { timeout: 120_000 },
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(crash, { minLength: 1, maxLength: 3 }), async (crashes) => {
        const path = place()
        const cuts: Recovered[] = []
        const records: LogRecord[] = []
        for (const { sizes, text, kept, zeros, segmentBytes } of crashes) {
          const store = fileStore({ path, segmentBytes, onRecovered: (cut) => cuts.push(cut) })
          let before = { file: '', size: 0 }
          for (const [i, size] of sizes.entries()) {
            const batch = command(records.length + 1, size).map((record) => ({ ...record, text }))
            if (i > 0 || records.length > 0) before = lastSegment(path)
            await store.append('a', records.length, batch)
            if (i < sizes.length - 1) records.push(...batch)
          }
          await store.close()
          const { file, size } = lastSegment(path)
          const start = file === before.file ? before.size : 0
          truncateSync(file, start + Math.floor(((size - start) * kept) / 1000))
          appendFileSync(file, Buffer.alloc(zeros))
          const torn = readFileSync(file).subarray(start)
          const told = cuts.length

          const again = fileStore({ path, onRecovered: (cut) => cuts.push(cut) })
          expect(await all(again)).toStrictEqual(records)
          await again.append('a', records.length, [])
          await again.close()
          expect(statSync(file).size).toBe(start)
          expect(cuts.slice(told)).toMatchObject(torn.length === 0 ? [] : [{ log: 'a', position: records.length, bytes: torn.length }])
          for (const cut of cuts.slice(told)) expect(readFileSync(cut.path).equals(torn)).toBe(true)
        }
        rmSync(path, { recursive: true })
      }),
      { numRuns: 60 },
    ),
)
