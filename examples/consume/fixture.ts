// How the suite gets a store: here, and in the processes that it starts.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { EventStoreFixture } from '@bihuan/store-conformance'
import { sqliteStore } from '@bihuan/store-sql'

/** Written out, so that a store which forgets what it can do is noticed. */
export const supports: EventStoreFixture['supports'] = {
  durable: true,
  multiProcess: true,
  watchesOthers: true,
  turns: true,
  snapshots: true,
}

export const place = async () => join(await mkdtemp(join(tmpdir(), 'my-store-')), 'store.db')

export const open = async (path: string) => sqliteStore({ path, busyTimeout: 20_000 })

export const destroy = (path: string) => rm(dirname(path), { recursive: true, force: true })
