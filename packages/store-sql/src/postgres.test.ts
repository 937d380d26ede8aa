import type { EventStore } from '@bihuan/core'
import { describeEventStore } from '@bihuan/store-conformance'
import * as fixture from './testing/postgres-fixture.ts'

const places = new WeakMap<EventStore, string>()

const at = async (place: string) => {
  const store = await fixture.open(place)
  places.set(store, place)
  return store
}

describeEventStore(
  'postgresStore',
  { open: async () => at(await fixture.place()), reopen: (store) => at(places.get(store) ?? ''), supports: fixture.supports },
  { runs: 50 },
)
