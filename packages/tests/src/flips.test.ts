import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isCorrupt, isTampered, isUnproved, openDistrict } from '@bihuan/core'
import { fileStore } from '@bihuan/store-file'
import { sqliteStore } from '@bihuan/store-sql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { notes, writer } from './notes.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan-flips-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

it('verify finds any bit that is flipped in any column of a SQLite file, and names the position', { timeout: 300_000 }, async () => {
  const path = join(folder, 'small.db')
  const store = sqliteStore({ path })
  const district = await openDistrict({ store, slices: [notes] })
  await district.execute('note.write', { note: 'n', text: '一' }, { actor: writer, id: 'c-1' })
  await district.execute('note.add', { notes: ['n', 'n'], amount: 1 }, { actor: writer, id: 'c-2' })
  const checkpoint = { size: district.position, root: district.root() }
  const db = new DatabaseSync(path)
  const rows = db.prepare('SELECT rowid, * FROM events ORDER BY pos').all() as Record<string, string | number | null>[]
  expect(rows).toHaveLength(4)
  let tried = 0

  const flipped = async (rowid: number, column: string, value: unknown, text: boolean, position: number, what: string) => {
    db.prepare(`UPDATE events SET ${column} = ${text ? 'CAST(? AS TEXT)' : '?'} WHERE rowid = ?`).run(value as Buffer, rowid)
    const error = await rejection(district.verify({ checkpoint }))
    tried++
    const named = isTampered(error) || isCorrupt(error) ? error.position : isUnproved(error) ? Number(error.facts.events) + 1 : undefined
    // What is moved to another place leaves a gap, which is found where it was or just behind.
    const near = named !== undefined && (text ? named === position : Math.abs(named - position) <= 1 || named > rows.length)
    expect(near, `${what}: ${error}`).toBe(true)
  }

  for (const { rowid, pos, ...columns } of rows)
    for (const [column, value] of Object.entries({ ...columns, pos })) {
      if (value === null) continue
      const what = `position ${pos}, ${column}`
      if (typeof value === 'number')
        for (let bit = 0; bit < 40; bit++) {
          const other = Number(BigInt(value) ^ (1n << BigInt(bit)))
          if (column === 'pos' && other >= 1 && other <= rows.length) continue
          await flipped(Number(rowid), column, other, false, Number(pos), `${what}, bit ${bit}`)
          db.prepare(`UPDATE events SET ${column} = ? WHERE ${column} = ? AND rowid = ?`).run(value, other, Number(rowid))
        }
      else {
        const bytes = Buffer.from(value as string)
        for (let at = 0; at < bytes.length; at++)
          // All bits of the columns; of the text, which is long, one of each byte, and another one each time.
          for (const bit of column === 'text' ? [at % 8] : [0, 1, 2, 3, 4, 5, 6, 7]) {
            const changed = Buffer.from(bytes)
            changed[at] = (changed[at] as number) ^ (1 << bit)
            await flipped(Number(rowid), column, changed, true, Number(pos), `${what}, byte ${at}, bit ${bit}`)
          }
        db.prepare(`UPDATE events SET ${column} = ? WHERE rowid = ?`).run(value as string, Number(rowid))
      }
    }
  expect(tried).toBeGreaterThan(4000)
  expect((await district.verify({ checkpoint })).events).toBe(4)
  db.close()
  await store.close()
})

/** The position of the first event of the commit that holds byte `at` of a segment. */
const positionAt = (segment: Buffer, at: number) => {
  const commits = [...segment.toString('latin1').matchAll(/^\{"crc32".*"from":(\d+)/gm)]
  return Number(commits.findLast(({ index }) => index <= at)?.[1])
}

const segmentsIn = (path: string) =>
  readdirSync(join(path, 'district'))
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => join(path, 'district', name))

it('verify finds any byte that is changed in the segments of a file store, and names the position', { timeout: 300_000 }, async () => {
  const path = join(folder, 'small')
  const store = fileStore({ path, segmentBytes: 1 })
  const district = await openDistrict({ store, slices: [notes] })
  await district.execute('note.write', { note: 'n', text: '一' }, { actor: writer })
  await district.execute('note.add', { notes: ['n', 'n'], amount: 1 }, { actor: writer })
  expect(segmentsIn(path)).toHaveLength(3)
  for (const file of segmentsIn(path)) {
    const good = readFileSync(file)
    for (let at = 0; at < good.length; at++) {
      const changed = Buffer.from(good)
      changed[at] = (changed[at] as number) ^ (1 << (at % 8))
      writeFileSync(file, changed)
      const error = await rejection(district.verify())
      expect(error, `${file}, byte ${at}`).toMatchObject({
        code: 'damaged',
        message: expect.stringContaining(`position ${positionAt(good, at)}: `),
      })
    }
    writeFileSync(file, good)
  }
  expect((await district.verify()).events).toBe(4)
  await district.close()
  await store.close()
})

it('verify finds what opening from a snapshot did not read: a byte in a segment that has an index', async () => {
  const path = join(folder, 'large')
  const within = async <T>(work: (district: Awaited<ReturnType<typeof open>>) => Promise<T>) => {
    const store = fileStore({ path, segmentBytes: 50_000 })
    const district = await open(store)
    const result = await work(district)
    await district.close()
    await store.close()
    return result
  }
  const open = (store: ReturnType<typeof fileStore>) => openDistrict({ store, slices: [notes] })
  await within(async (district) => {
    await district.execute('note.write', { note: 'n', text: '一' }, { actor: writer })
    for (let n = 0; n < 6; n++) await district.execute('note.add', { notes: Array(40).fill('n'), amount: 1 }, { actor: writer })
    await district.snapshot()
  })
  const [file = ''] = segmentsIn(path)
  expect(segmentsIn(path).length).toBeGreaterThan(1)
  const good = readFileSync(file)
  const at = 10_000
  writeFileSync(file, Buffer.from(good).fill((good[at] as number) ^ 1, at, at + 1))
  await within(async (district) => {
    expect(district.position).toBe(242)
    expect(await rejection(district.verify())).toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(`position ${positionAt(good, at)}: `),
    })
  })
})
