import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventStore, isInvalidInput, isRefused, type LogRecord, manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { legalHistory, type Step } from '@bihuan/core/testing'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { fileStore } from '@bihuan/store-file'
import { memoryStore } from '@bihuan/store-memory'
import { pgliteDriver, postgresStore, sqliteStore } from '@bihuan/store-sql'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgres } from './postgres.ts'

/** The stores that have to keep the same bytes; each gets a folder of its own. */
const stores: Readonly<Record<string, (folder: string) => EventStore | Promise<EventStore>>> = {
  memory: () => memoryStore(),
  'SQLite in a file': (folder) => sqliteStore({ path: join(folder, 'store.db') }),
  'SQLite in memory': () => sqliteStore({ path: ':memory:' }),
  files: (folder) => fileStore({ path: join(folder, 'store') }),
  // a schema of its own on the server that the test run has started
  PostgreSQL: () => postgresStore({ url: postgres(), schema: `t_${randomUUID().replaceAll('-', '')}` }),
  PGlite: () => postgresStore({ driver: pgliteDriver('memory://') }),
}

const seed = Number(process.env.BIHUAN_SEED ?? Date.now() & 0x7fffffff)

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bihuan-stores-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

interface Kept {
  readonly records: readonly LogRecord[]
  readonly root: string
}

type District = Awaited<ReturnType<typeof openDistrict>>

/** What a store holds after `work`, asked of it by a district that has seen nothing before. */
async function keptBy(make: (typeof stores)[string], work: (district: District, setClock: (at: string) => void) => Promise<void>) {
  const store = await make(await mkdtemp(join(home, 'store-')))
  const clock = manualClock('2022-01-01T00:00:00.000Z')
  const district = await openDistrict({ store, log: 'same', clock, random: seededRandom(seed) })
  await work(district, clock.set)
  const live = district.root()
  await district.close()
  const stranger = await openDistrict({ store, log: 'same', create: false })
  const { root } = await stranger.verify()
  expect(root).toBe(live)
  const records: LogRecord[] = []
  for await (const page of store.read('same')) records.push(...page)
  await stranger.close()
  await store.close()
  return { records, root } satisfies Kept
}

async function expectSame(work: Parameters<typeof keptBy>[1], atLeast: number): Promise<void> {
  const [[, first], ...others] = Object.entries(stores) as [[string, (typeof stores)[string]], ...[string, (typeof stores)[string]][]]
  const expected = await keptBy(first, work)
  expect(expected.records.length).toBeGreaterThanOrEqual(atLeast)
  for (const [name, make] of others) {
    const kept = await keptBy(make, work)
    expect(kept.root, `root in ${name}`).toBe(expected.root)
    expect(kept.records, `records in ${name}`).toStrictEqual(expected.records)
  }
}

/** Sends what a history sent. What it was refused is refused again, and leaves nothing. */
const replayed = (steps: readonly Step[]) => async (district: District, setClock: (at: string) => void) => {
  for (const { id, command, input, actor, on, today, basis } of steps) {
    setClock(`${today}T04:00:00.000Z`)
    await district.send(command, input, { id, actor, on, ...(basis && { basis }) }).catch((error) => {
      if (!isRefused(error) && !isInvalidInput(error)) throw error
    })
  }
}

describe(`the same commands are the same bytes and the same root in every store, seed ${seed}`, () => {
  it('an illustrative year, the commands of a day at once', { timeout: 180_000 }, () =>
    expectSame((district, setClock) => play(district, [...foundation, ...illustrativeYear({ seed })], { setClock }), 1000),
  )

  for (const [n, history] of fc.sample(legalHistory({ length: 200 }), { seed, numRuns: 5 }).entries()) {
    it(`a random history (${n + 1} of 5)`, { timeout: 120_000 }, () => expectSame(replayed(history.steps), history.given))
  }
})
