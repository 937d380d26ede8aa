import { describe } from 'vitest'
import { appending } from './appending.ts'
import { type EventStoreFixture, storesOf } from './fixture.ts'
import { lifecycle } from './lifecycle.ts'
import { model } from './model.ts'
import { reading } from './reading.ts'
import { turns } from './turns.ts'
import { watching } from './watching.ts'

export type { EventStoreFixture } from './fixture.ts'
export { describeKeyStore, type KeyStoreFixture } from './keys.ts'

/**
 * Registers with vitest the tests that every event store has to pass, one for each promise of the port `EventStore`. What the fixture
 * says the store supports decides which there are; the store has to declare the same.
 *
 * @param settings.runs how many random histories to compare with plain arrays, 100 by default
 */
export const describeEventStore = (name: string, fixture: EventStoreFixture, settings: { readonly runs?: number } = {}): void => {
  describe(name, () => {
    const stores = storesOf(fixture)
    lifecycle(stores, fixture.supports)
    appending(stores)
    reading(stores)
    watching(stores, fixture.supports)
    turns(stores, fixture.supports)
    model(stores, settings.runs ?? 100)
  })
}
