import { describe, expect, it } from 'vitest'
import { runCase, settingsOf } from '../case.ts'
import { loadFixture } from '../fixture.ts'
import { describeEventStore } from '../index.ts'
import { type PromiseName, promises } from '../suite.ts'
import { brokenFixture } from './fixture.ts'
import { brokenStores } from './index.ts'

const url = new URL('./fixture.ts', import.meta.url)

// enough for what is broken on purpose, which shows soon
const few = { processes: 3, commands: 20, kills: 4 }

describeEventStore('the plain store, which the broken ones are made of', url, few)

describeEventStore('the plain store of a single process', new URL('./alone-fixture.ts', import.meta.url), { ...few, runs: 20 })

describe('a store whose medium still does what a process asked that has died, and that is none the worse for it', async () => {
  const late = new URL('./late-fixture.ts', import.meta.url)
  const fixture = await loadFixture(late.href)
  for (const promise of Object.keys(promises).filter((name): name is PromiseName => name.startsWith('a crash: a process killed'))) {
    it(promise, { timeout: 120_000 }, ({ signal }) => runCase(promises[promise], fixture, late.href, settingsOf(few), signal))
  }
})

describe('broken stores, each caught by the promise that it breaks, for its own sake', () => {
  it('every promise has one', () => {
    expect([...new Set(brokenStores.map(({ promise }) => promise))].sort()).toEqual(Object.keys(promises).sort())
  })

  // the same histories and the same load every time; a machine's own timing is made up for by kills
  const settings = settingsOf({ processes: 3, commands: 40, runs: 300, kills: 125, seed: 1123 })

  // whether processes meet is the machine's own timing: what they do to each other may need another load to show
  const triesOf = (promise: string) => (/^(several processes|a crash):/.test(promise) ? 3 : 1)

  for (const { promise, broken, id } of brokenStores) {
    it(`${promise}: ${broken.breaks}`, { timeout: 120_000 }, async ({ signal }) => {
      let outcome = 'it passed'
      for (let n = 0; n < triesOf(promise) && outcome === 'it passed'; n++)
        outcome = await runCase(promises[promise], brokenFixture(id), url.href, { ...settings, seed: settings.seed + n }, signal).then(
          () => 'it passed',
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        )
      expect(outcome).toMatch(broken.says)
    })
  }
})
