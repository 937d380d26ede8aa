import type { EventStoreFixture } from '@bihuan/store-conformance'
import { sqliteStore } from '../index.ts'

export const supports: EventStoreFixture['supports'] = {
  durable: false,
  multiProcess: false,
  watchesOthers: false,
  turns: true,
  snapshots: true,
}

export const place: EventStoreFixture['place'] = async () => ':memory:'
export const open: EventStoreFixture['open'] = async (path) => sqliteStore({ path })
export const destroy: EventStoreFixture['destroy'] = async () => undefined
