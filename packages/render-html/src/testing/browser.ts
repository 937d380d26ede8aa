import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

/** Where Debian puts it, unless the environment says otherwise. */
const chromium = process.env.BIHUAN_CHROMIUM ?? '/usr/bin/chromium'

/** What is seen in a browser is tested where there is one. */
export const hasBrowser = existsSync(chromium)
if (!hasBrowser) console.warn(`without ${chromium}: pages are not looked at in a browser`)

export async function openBrowser() {
  const playwright = await import('playwright-core')
  return playwright.chromium.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

export const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

export interface Layout {
  /** By how many pixels the page is wider than the window. */
  readonly overflow: number
  /** Charts in which nothing is drawn. */
  readonly empty: readonly string[]
  /** Texts of a chart that lie over each other or outside of it. */
  readonly overlaps: readonly string[]
  /** Texts outside of charts that are wider than what they stand in and can't be scrolled. */
  readonly cut: readonly string[]
}

/** How the parts of a page lie, measured by the browser. */
export const layoutOf = (page: Page): Promise<Layout> =>
  page.evaluate(() => {
    const overlaps: string[] = []
    const empty: string[] = []
    for (const chart of document.querySelectorAll('svg[role=img]')) {
      const name = chart.querySelector('title')?.textContent ?? chart.getAttribute('aria-label') ?? ''
      const frame = chart.getBoundingClientRect()
      if (frame.width === 0) continue
      const texts = [...chart.querySelectorAll('text')]
        .map((text) => ({ says: text.lastChild?.textContent ?? '', box: text.getBoundingClientRect() }))
        .filter(({ says }) => says.trim() !== '')
      if (chart.querySelectorAll('rect,path,circle,use,text').length < 2) empty.push(name)
      const sorted = texts.sort((a, b) => a.box.left - b.box.left)
      for (const [at, one] of sorted.entries()) {
        const { box } = one
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 3 || box.bottom > frame.bottom + 3)
          overlaps.push(`${name}: ${one.says} lies outside`)
        for (const other of sorted.slice(at + 1)) {
          if (other.box.left >= box.right - 1) break
          const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
          // Line boxes are higher than what is written in them.
          if (high > Math.min(box.height, other.box.height) * 0.4) overlaps.push(`${name}: ${one.says} over ${other.says}`)
        }
      }
    }
    const cut = [...document.querySelectorAll('h1,h2,h3,h4,p,dd,dt,li,td,th,figcaption,summary')]
      .filter((element) => {
        const style = getComputedStyle(element)
        return (
          element.scrollWidth > element.clientWidth + 2 &&
          element.clientWidth > 0 &&
          style.overflowX === 'visible' &&
          style.display !== 'inline'
        )
      })
      .map((element) => `${element.tagName}: ${element.textContent?.slice(0, 40)}`)
    return { overflow: document.documentElement.scrollWidth - innerWidth, empty, overlaps: overlaps.slice(0, 9), cut: cut.slice(0, 9) }
  })
