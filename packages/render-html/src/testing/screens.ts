import type { Shown } from '@bihuan/core'
import type { Browser } from 'playwright-core'
import { htmlRenderer, report } from '../index.ts'
import { fingerprintOf } from './fingerprint.ts'
import { yearShown } from './year.ts'

/** The first screens that are compared with how they looked when somebody last looked at them. */

export const screenNames = ['wallChart', 'leagueTable', 'report'] as const
export const widths = [1440, 390] as const
export type ScreenName = (typeof screenNames)[number]

export const keyOf = (name: ScreenName, width: number): `${ScreenName}-${number}` => `${name}-${width}`

/** Their pages, of the illustrative year in Chinese. */
export async function pagesOf(): Promise<ReadonlyMap<ScreenName, string>> {
  const { zh } = await yearShown()
  const page = async (name: ScreenName) =>
    name === 'report'
      ? report(zh, { title: { zh: '2022年三季度总结', en: 'Third quarter of 2022' } })
      : htmlRenderer().render(zh.find(({ view }) => view === name) as Shown)
  return new Map(await Promise.all(screenNames.map(async (name) => [name, new TextDecoder().decode(await page(name))] as const)))
}

/** The first screen of a page in a window of a width, as its fingerprint. */
export async function seen(browser: Browser, html: string, width: number) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: 'light' })
  try {
    const page = await context.newPage()
    await page.setContent(html)
    return fingerprintOf(await page.screenshot({ type: 'png' }))
  } finally {
    await context.close()
  }
}
