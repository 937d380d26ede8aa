import type { EventStore } from '@bihuan/core'
import { describeEventStore } from '@bihuan/store-conformance'
import { afterAll } from 'vitest'
import * as fixture from './testing/fixture.ts'

const places = new Map<EventStore, string>()

const at = async (place: string) => {
  const store = await fixture.open(place)
  places.set(store, place)
  return store
}

afterAll(async () => {
  for (const place of places.values()) await fixture.destroy(place)
})

describeEventStore(
  'fileStore',
  {
    open: async () => at(await fixture.place()),
    reopen: async (store) => at(places.get(store) ?? ''),
    supports: fixture.supports,
  },
  { runs: 50 },
)
