import { describe, expect, it } from 'vitest'
import { benchOf, settingsOf } from '../case.ts'
import { describeRenderer } from '../index.ts'
import { type PromiseName, promises } from '../suite.ts'
import { brokenRenderers } from './index.ts'
import { inspect, plainRenderer } from './plain.ts'

const settings = { runs: 6, seed: 1123 }

describeRenderer('the plain renderer, which the broken ones are made of', plainRenderer, { inspect }, settings)

describe('broken renderers, each caught by the promise that it breaks, for its own sake', () => {
  for (const [promise, some] of Object.entries(brokenRenderers))
    for (const { breaks, says, renderer } of some)
      it(`${promise}: ${breaks}`, async () => {
        const outcome = await promises[promise as PromiseName](benchOf(renderer(), { inspect }, settingsOf(settings))).then(
          () => 'it passed',
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        )
        expect(outcome).toMatch(says)
      })
})

it('settings are whole numbers of at least 1', () => {
  expect(() => settingsOf({ runs: 0 })).toThrow(/runs/)
})
