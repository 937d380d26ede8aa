import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EventStore, openDistrict } from '@bihuan/core'
import { postgresStore, sqliteStore } from '@bihuan/store-sql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './children/run.ts'
import { notes, writer } from './notes.ts'
import { postgres } from './postgres.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan-processes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Where processes meet, and the store that this one looks with. */
const places: Readonly<Record<string, () => Promise<readonly [place: string, store: EventStore]>>> = {
  'one SQLite file': async () => {
    const path = join(folder, '南岗.db')
    return [path, sqliteStore({ path })]
  },
  'one PostgreSQL server': async () => {
    const url = `${postgres()}?schema=t_${randomUUID().replaceAll('-', '')}`
    return [url, await postgresStore({ url })]
  },
}

describe.each(Object.entries(places))('eight processes on %s', (_, meet) => {
  it('lose no event and double none; positions have no gaps, and every command is answered', { timeout: 300_000 }, async () => {
    const [place, store] = await meet()
    const district = await openDistrict({ store, log: 'shared', slices: [notes] })
    await district.execute('note.write', { note: 'n', text: '一' }, { actor: writer })
    const each = 500
    const names = [...'abcdefgh']
    const runs = await Promise.all(names.map((name) => run(script('./children/adder.ts'), [place, name, String(each)])))
    expect(runs.map(({ code, err }) => [code, err])).toEqual(runs.map(() => [0, '']))
    await district.refresh()
    const { events, root } = await district.verify()
    expect(events).toBe(2 + names.length * each * 2)
    expect(root).toBe(district.root())
    expect(district.views.notes().rows[0]?.amount).toBe(names.length * each)
    const acknowledged = runs.flatMap(({ out }) => out.trim().split('\n'))
    expect(acknowledged).toHaveLength(names.length * each)
    expect(new Set(acknowledged.flatMap((line) => line.split(' ')[1]?.split(',') ?? [])).size).toBe(names.length * each * 2)
    await store.close()
  })
})

describe('a process that is killed', () => {
  const kills = Number(process.env.BIHUAN_DEMO_KILLS ?? 8)
  it(`leaves every acknowledged command whole, and none half there (${kills} kills)`, { timeout: 60_000 + kills * 10_000 }, async () => {
    let acknowledgedInAll = 0
    for (let i = 0; i < kills; i++) {
      const path = join(folder, `killed-${i}.db`)
      const demo = script('../../../examples/nangang-year/demo.ts')
      const { out } = await run(demo, ['--acknowledge', '--db', path], Math.round(Math.random() * 1500))
      const acknowledged = out
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith('ack '))
        .map((line) => line.slice(4))
      acknowledgedInAll += acknowledged.length
      if (acknowledged.length === 0) continue
      const store = sqliteStore({ path })
      const district = await openDistrict({ store, log: 'nangang', create: false })
      await district.verify()
      for (const id of acknowledged) {
        const records = await store.findCommand('nangang', id)
        const first = JSON.parse(records?.[0]?.text ?? '{}') as { command?: { of: number } }
        expect([id, records?.length]).toEqual([id, first.command?.of])
      }
      await store.close()
    }
    expect(acknowledgedInAll).toBeGreaterThan(0)
  })
})
