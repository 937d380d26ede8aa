import type { EventStoreFixture } from '@bihuan/store-conformance'
import { memoryStore } from '../index.ts'

export const supports: EventStoreFixture['supports'] = {
  durable: false,
  multiProcess: false,
  watchesOthers: false,
  turns: false,
  snapshots: true,
}

// a store in memory is its own medium: each that is opened is another one
export const place: EventStoreFixture['place'] = async () => 'memory'
export const open: EventStoreFixture['open'] = async () => memoryStore()
export const destroy: EventStoreFixture['destroy'] = async () => undefined
