import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, openBrowser } from './testing/browser.ts'
import { alike, differenceOf, type Fingerprint } from './testing/fingerprint.ts'
import { keyOf, pagesOf, type ScreenName, screenNames, seen, widths } from './testing/screens.ts'

const kept: Readonly<Record<string, Fingerprint>> = JSON.parse(
  readFileSync(new URL('./testing/fingerprints.json', import.meta.url), 'utf8'),
)

describe.skipIf(!hasBrowser)('the first screens look as they did when somebody last looked', { timeout: 60_000 }, () => {
  let browser: Browser
  let pages: ReadonlyMap<ScreenName, string>

  beforeAll(async () => {
    pages = await pagesOf()
    browser = await openBrowser()
  }, 120_000)
  afterAll(() => browser?.close())

  const differs = async (name: ScreenName, width: number, change: (html: string) => string = (html) => html) =>
    differenceOf(await seen(browser, change(pages.get(name) as string), width), kept[keyOf(name, width)] ?? [])

  const screens = screenNames.flatMap((name) => widths.map((width) => [name, width] as const))

  it.each(screens)('%s, %i pixels wide', async (name, width) => {
    const difference = await differs(name, width)
    expect(difference, 'pnpm run screenshots writes it anew, once it was looked at').toSatisfy(alike)
  })

  it.each(screens)('%s, %i pixels wide, would be another one without its style', async (name, width) => {
    const bare = await differs(name, width, (html) => html.replace(/<style>[\s\S]*?<\/style>/, ''))
    expect(bare).not.toSatisfy(alike)
  })

  it.each(['wallChart', 'leagueTable'] as const)('%s would be another one without its bars', async (name) => {
    const without = await differs(name, 1440, (html) => html.replace(/<rect class="(?:[fb]-|bar)[^>]*>/g, '<rect>'))
    expect(without).not.toSatisfy(alike)
  })

  it('every screen would be another one if it were a different page', async () => {
    for (const width of widths)
      expect(differenceOf(kept[keyOf('report', width)] ?? [], kept[keyOf('leagueTable', width)] ?? [])).not.toSatisfy(alike)
  })
})
