import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { EventStoreFixture } from '../fixture.ts'
import { brokenStores } from './index.ts'
import { plainStore } from './plain-store.ts'

export const supports: EventStoreFixture['supports'] = {
  durable: true,
  multiProcess: true,
  watchesOthers: true,
  turns: true,
  snapshots: true,
}

/** A new file. The store is made here, since SQLite doesn't wait for its turn to change the mode of a file that others are opening. */
const path = async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'bihuan-plain-')), 'store.db')
  await plainStore(file).close()
  return file
}

/** The place tells which broken store is meant, so that another process opens the same. */
const placeOf = (file: string, id?: number) => JSON.stringify({ file, id })
const partsOf = (place: string) => JSON.parse(place) as { file: string; id?: number }

export const place: EventStoreFixture['place'] = async () => placeOf(await path())

export const open: EventStoreFixture['open'] = async (place) => {
  const { file, id } = partsOf(place)
  const broken = id === undefined ? undefined : brokenStores[id]?.broken
  if (broken === undefined) return plainStore(file)
  const store = plainStore(file)
  try {
    const made = broken.make(store, file)
    return broken.alone ? { ...made, supports: { ...made.supports, multiProcess: false, watchesOthers: false } } : made
  } catch (error) {
    await store.close()
    throw error
  }
}

export const destroy: EventStoreFixture['destroy'] = (place) => rm(dirname(partsOf(place).file), { recursive: true, force: true })

/** The fixture of one of the broken stores. */
export const brokenFixture = (id: number): EventStoreFixture => ({
  supports: brokenStores[id]?.broken.alone ? { ...supports, multiProcess: false, watchesOthers: false } : supports,
  place: async () => placeOf(await path(), id),
  open,
  destroy,
})
