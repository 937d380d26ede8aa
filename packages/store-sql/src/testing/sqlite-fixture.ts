import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { EventStoreFixture } from '@bihuan/store-conformance'
import { sqliteStore } from '../index.ts'

export const supports: EventStoreFixture['supports'] = {
  durable: true,
  multiProcess: true,
  watchesOthers: true,
  turns: true,
  snapshots: true,
}

export const place: EventStoreFixture['place'] = async () => join(await mkdtemp(join(tmpdir(), 'bihuan-sqlite-')), 'store.db')

// several processes of a busy machine wait for one another
export const open: EventStoreFixture['open'] = async (path) => sqliteStore({ path, pollInterval: 5, busyTimeout: 20_000 })

// the file's journals lie beside it
export const destroy: EventStoreFixture['destroy'] = (path) => rm(dirname(path), { recursive: true, force: true })
