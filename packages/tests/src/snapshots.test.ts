import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type District, type EventStore, manualClock, openDistrict, type SnapshotNews, seededRandom, slice, table } from '@bihuan/core'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { fileStore } from '@bihuan/store-file'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { notes, writer } from './notes.ts'

const folders: string[] = []
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'bihuan-snapshots-'))
  folders.push(path)
  return path
}
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

type Opened = { readonly district: District<readonly [typeof notes]>; readonly news: SnapshotNews[] }

let opened = 0

/** Opens a log over a folder for one piece of work, and closes it. */
async function within<T>(path: string, work: (opened: Opened, store: EventStore) => Promise<T>, over: object = {}): Promise<T> {
  const store = fileStore({ path })
  const news: SnapshotNews[] = []
  try {
    const district = await openDistrict({
      store,
      slices: [notes],
      clock: manualClock('2022-06-30T08:00:00.000Z'),
      random: seededRandom(++opened),
      onSnapshot: (one) => news.push(one),
      ...over,
    })
    const result = await work({ district: district as never, news }, store)
    await district.close()
    return result
  } finally {
    await store.close()
  }
}

const write = async ({ district }: Opened, from: number, to: number) => {
  for (let n = from; n <= to; n++)
    if (n % 3 === 0) await district.execute('note.add', { notes: [`n-${n - 1}`], amount: n }, { actor: writer })
    else await district.execute('note.write', { note: `n-${n}`, text: `第${n}条𠮷` }, { actor: writer })
}
const snapshotFile = (path: string) => {
  const at = join(path, 'district', 'snapshots')
  const [file = ''] = readdirSync(at)
  return join(at, file)
}

describe('a snapshot', () => {
  it('is where the log opens from, and shows what a replay shows, before and after more was written', async () => {
    const path = folder()
    await within(path, async (opened) => {
      await write(opened, 1, 30)
      expect(await opened.district.snapshot()).toBe(31)
      await write(opened, 31, 40)
    })
    const replayed = await within(path, async ({ district }) => JSON.stringify(district.view('notes')), { snapshotEvery: 0 })
    await within(path, async (opened) => {
      expect(opened.news).toEqual([{ what: 'used', position: 31 }])
      expect(JSON.stringify(opened.district.view('notes'))).toBe(replayed)
      await write(opened, 41, 45)
      expect((await opened.district.verify()).root).toBe(opened.district.root())
    })
  })

  it('of the whole illustrative year gives every view as a replay does, on every kind of day', async () => {
    const path = folder()
    const clock = manualClock('2022-01-01T00:00:00.000Z')
    const store = fileStore({ path })
    const first = await openDistrict({ store, clock, random: seededRandom(1123) })
    await play(first, [...foundation, ...illustrativeYear()], { setClock: clock.set })
    await first.snapshot()
    const news: SnapshotNews[] = []
    const second = await openDistrict({ store, clock, onSnapshot: (one) => news.push(one) })
    expect(news).toEqual([{ what: 'used', position: first.position }])
    for (const on of ['2022-03-31', '2022-09-30', '2023-01-31'])
      for (const view of [
        'ledger',
        'fiveLists',
        'strategyMap',
        'wallChart',
        'responsibility',
        'indicatorBoard',
        'coverage',
        'loop',
        'ladder',
        'agenda',
      ])
        expect(JSON.stringify(second.view(view, { on })), `${view} ${on}`).toBe(JSON.stringify(first.view(view, { on })))
    expect(second.root()).toBe(first.root())
    await store.close()
  })

  it('serves a past position behind it, and none before it', async () => {
    const path = folder()
    await within(path, async (opened) => {
      await write(opened, 1, 20)
      await opened.district.snapshot()
      await write(opened, 21, 30)
      const at = (position: number) => opened.district.at({ position }).then((then) => JSON.stringify(then.view('notes')))
      opened.news.length = 0
      const [before, after] = [await at(10), await at(25)]
      expect(opened.news).toEqual([{ what: 'used', position: 21 }])
      await within(folder(), async (again) => {
        await write(again, 1, 9)
        expect(JSON.stringify(again.district.view('notes'))).toBe(before)
        await write(again, 10, 24)
        expect(JSON.stringify(again.district.view('notes'))).toBe(after)
      })
    })
  })

  it('is written in the background once the log has grown by enough, and of the state as it then was', async () => {
    const path = folder()
    await within(
      path,
      async (opened) => {
        await Promise.all(Array.from({ length: 70 }, (_, n) => write(opened, 3 * n + 1, 3 * n + 3)))
        await opened.district.close()
        expect(opened.news.filter(({ what }) => what === 'saved').length).toBeGreaterThan(0)
        expect(opened.news.filter(({ what }) => what !== 'saved')).toEqual([])
      },
      { snapshotEvery: 20, batch: 7 },
    )
    await within(path, async ({ district, news }) => {
      expect(news[0]).toMatchObject({ what: 'used' })
      await district.verify()
      expect(news).toHaveLength(1)
    })
  })
})

describe('a snapshot that is not in order', () => {
  const prepared = async () => {
    const path = folder()
    await within(path, async (opened) => {
      await write(opened, 1, 30)
      await opened.district.snapshot()
      await write(opened, 31, 33)
    })
    return { path, right: await within(path, async ({ district }) => JSON.stringify(district.view('notes')), { snapshotEvery: 0 }) }
  }

  it('by any one byte is never what is seen: it is refused, replaced by a replay, and gone', async () => {
    const { path, right } = await prepared()
    const file = snapshotFile(path)
    const whole = readFileSync(file)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] as number) ^ mask
        writeFileSync(file, changed)
        await within(path, async ({ district }) => expect(JSON.stringify(district.view('notes'))).toBe(right))
        writeFileSync(file, whole)
      }),
      { numRuns: 150 },
    )
  })

  it('does not stand in the way of who only reads, and stays for a writer to drop', async () => {
    const { path, right } = await prepared()
    const file = snapshotFile(path)
    const damaged = readFileSync(file, 'utf8').replaceAll('条', '件')
    writeFileSync(file, damaged)
    const store = fileStore({ path, readOnly: true })
    const news: SnapshotNews[] = []
    const district = await openDistrict({ store, slices: [notes], create: false, snapshotEvery: 0, onSnapshot: (one) => news.push(one) })
    expect(JSON.stringify(district.view('notes', { on: '2022-06-30' }))).toBe(right)
    expect((await district.verify()).events).toBe(district.position)
    expect(news.map(({ what }) => what)).toEqual(['unfit', 'failed', 'unfit', 'failed'])
    expect(readFileSync(file, 'utf8')).toBe(damaged)
    await district.close()
    await store.close()
  })

  it('of another log is not used', async () => {
    const { path } = await prepared()
    const other = folder()
    await within(other, async (opened) => {
      await write(opened, 1, 30)
      await opened.district.snapshot()
    })
    writeFileSync(snapshotFile(other), readFileSync(snapshotFile(path)))
    await within(other, async ({ news, district }) => {
      expect(news.map(({ what }) => what)).toEqual(['unfit'])
      expect(district.position).toBe(31)
    })
  })

  it('that says something else, though its own hash fits, is found by verify and dropped', async () => {
    const { path } = await prepared()
    // A program whose handler adds something, yet whose text is the same: what a forger, or a fold that was changed elsewhere, would leave.
    let lie = ''
    const lying = { ...notes, evolve: { ...notes.evolve } } as typeof notes
    const handler = notes.evolve['note.written'] as (tables: never, event: never) => void
    const forged = Object.assign(
      (tables: never, event: { data: { text: string } }) =>
        handler(tables, { ...event, data: { ...event.data, text: event.data.text + lie } } as never),
      { toString: () => String(handler) },
    )
    Object.assign(lying.evolve, { 'note.written': forged })
    lie = '（改）'
    await within(path, async ({ district }) => district.snapshot(), { slices: [lying], snapshotEvery: 1 })
    await within(path, async ({ district, news }) => {
      expect(news.map(({ what }) => what)).toEqual(['used'])
      await district.verify()
      expect(news.at(-1)).toEqual({ what: 'unfit', why: 'wrong' })
    })
    await within(path, async ({ news }) => expect(news).toEqual([]))
  })

  it('whose rows are filed under other keys is found by verify and dropped', async () => {
    const { path } = await prepared()
    // Keys are made by the index, whose text stays the same while what it finds does not.
    const index = notes.tables.notes.indexes.text
    const misfiled = Object.assign(() => ['别处'], { toString: () => String(index) })
    const lying = { ...notes, tables: { notes: { indexes: { text: misfiled } } } } as unknown as typeof notes
    await within(path, async ({ district }) => district.snapshot(), { slices: [lying] })
    await within(path, async ({ district, news }) => {
      await district.verify()
      expect(news.at(-1)).toEqual({ what: 'unfit', why: 'wrong' })
    })
  })

  it('of a program with other handlers is not found', async () => {
    const { path } = await prepared()
    const more = slice({
      name: 'more',
      tables: { counts: table<{ readonly id: string; readonly n: number }>({}) },
      evolve: {},
    })
    await within(path, async ({ news }) => expect(news).toEqual([]), { slices: [notes, more] })
  })
})
