import { describe, test } from 'vitest'
import { type Cases, runCase, type SuiteSettings, settingsOf } from './case.ts'
import { loadFixture } from './fixture.ts'
import { suite } from './suite.ts'

export type { SuiteSettings } from './case.ts'
export type { EventStoreFixture } from './fixture.ts'
export { describeKeyStore, type KeyStoreFixture } from './keys.ts'

/**
 * Registers with vitest the tests that every event store has to pass, one for each promise of the ports `EventStore` and
 * `SnapshotStore`. What the fixture says the store supports decides which there are; the store has to declare the same.
 *
 * @param fixture the module that opens the store, such as `new URL('./fixture.ts', import.meta.url)`; it exports what
 * {@link EventStoreFixture} lists, and other processes import it too
 * @throws InvalidInput when a setting is not a whole number of at least 1; while the tests are collected, when the module lacks an export
 */
export const describeEventStore = (name: string, fixture: URL, settings: SuiteSettings = {}): void => {
  const complete = settingsOf(settings)
  describe(name, async () => {
    const loaded = await loadFixture(fixture.href)
    for (const [group, cases] of Object.entries<Cases>(suite)) {
      const promised = Object.entries(cases).filter(([, { needs }]) => needs?.(loaded.supports) ?? true)
      // vitest takes a group without tests for a mistake
      if (promised.length === 0) continue
      describe(group, () => {
        for (const [title, one] of promised) {
          const says = one.says ? ` (${one.says(complete)})` : ''
          test(title + says, { timeout: one.timeout?.(complete) ?? 30_000 }, ({ signal }) =>
            runCase(one, loaded, fixture.href, complete, signal),
          )
        }
      })
    }
  })
}
