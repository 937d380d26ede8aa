import type { Renderer } from '@bihuan/core'
import { describe, test } from 'vitest'
import { benchOf, type Cases, type RendererFixture, type RenderSettings, settingsOf } from './case.ts'
import { suite } from './suite.ts'

export type { Inspected, RendererFixture, RenderSettings } from './case.ts'
export { hostileTexts } from './hostile.ts'
export { skeleton } from './telling.ts'

/**
 * Registers with vitest the tests that every renderer has to pass, one for each promise of the port `Renderer`: it shows every view
 * and every error in both languages, by the same bytes anywhere, and text does nothing.
 *
 * @param fixture `inspect` turns bytes into the text that a reader sees, and what is wrong with them; it should use a parser that
 * is not the renderer's own
 * @throws InvalidInput when a setting is not a whole number of at least 1
 */
export const describeRenderer = (name: string, renderer: Renderer, fixture: RendererFixture, settings: RenderSettings = {}): void => {
  const bench = benchOf(renderer, fixture, settingsOf(settings))
  describe(name, () => {
    for (const [group, cases] of Object.entries<Cases>(suite))
      describe(group, () => {
        for (const [title, run] of Object.entries(cases))
          test(`${title} (seed ${bench.settings.seed})`, { timeout: 120_000 }, () => run(bench))
      })
  })
}
