import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isCorrupt, isTampered, isUnproved, openDistrict } from '@bihuan/core'
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
