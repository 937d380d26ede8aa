import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Shown } from '@bihuan/core'
import { hostileTexts } from '@bihuan/render-conformance'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { htmlRenderer, report, svgRenderer } from './index.ts'
import { axePath, hasBrowser, layoutOf, openBrowser } from './testing/browser.ts'
import { viewNames, yearShown } from './testing/year.ts'

describe.skipIf(!hasBrowser)('pages in a browser', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bihuan-pages-'))
  let browser: Browser
  let shown: Awaited<ReturnType<typeof yearShown>>
  const contexts = new Map<string, BrowserContext>()

  beforeAll(async () => {
    shown = await yearShown()
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  interface Look {
    readonly width?: number
    readonly scheme?: 'light' | 'dark'
  }

  /** Opens bytes as a file. What the page complains of, and what it asks for besides itself, is noted. */
  async function open(name: string, bytes: Uint8Array, { width = 1440, scheme = 'light' }: Look = {}) {
    const file = join(folder, name)
    writeFileSync(file, bytes)
    const key = `${width} ${scheme}`
    const context =
      contexts.get(key) ?? (await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: false }))
    contexts.set(key, context)
    const page = await context.newPage()
    const notes: string[] = []
    page.on('console', (message) => notes.push(message.text()))
    page.on('pageerror', (error) => notes.push(error.message))
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== pathToFileURL(file).href) notes.push(request.url())
    })
    await page.goto(pathToFileURL(file).href)
    return { page, notes }
  }

  const axe = async (page: Page, rules?: readonly string[]) => {
    await page.addScriptTag({ path: axePath }).catch(() => undefined)
    return page.evaluate(async (only) => {
      const found = await (
        globalThis as never as {
          axe: { run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
      ).axe.run(document, {
        resultTypes: ['violations'],
        ...(only && { runOnly: only }),
      })
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 160)}`)
    }, rules)
  }

  /** Another context for axe, which is a script that the policy of the page would not run. */
  const forAxe = async (bytes: Uint8Array, scheme: 'light' | 'dark') => {
    const file = join(folder, 'axe.html')
    writeFileSync(file, bytes)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(pathToFileURL(file).href)
    return { page, context }
  }

  const of = (lang: 'zh' | 'en', view: string) => shown[lang].find((one) => one.view === view) as Shown
  const sound = { overflow: 0, empty: [], overlaps: [], cut: [] }

  describe.each(viewNames)('%s', (view) => {
    it.each(['zh', 'en'] as const)('lies as it should on a desk and in a hand, in %s, and asks for nothing', async (lang) => {
      const bytes = await htmlRenderer().render(of(lang, view))
      for (const width of [1440, 390]) {
        const { page, notes } = await open(`${view}-${lang}.html`, bytes, { width })
        expect({ width, ...(await layoutOf(page)) }).toEqual({ width, ...sound })
        expect(notes).toEqual([])
        await page.close()
      }
    })

    it('has no violation of axe’s rules, in light and dark', async () => {
      for (const [lang, scheme] of [
        ['zh', 'light'],
        ['en', 'dark'],
      ] as const) {
        const { page, context } = await forAxe(await htmlRenderer().render(of(lang, view)), scheme)
        expect({ lang, scheme, found: await axe(page) }).toEqual({ lang, scheme, found: [] })
        await context.close()
      }
    })
  })

  it('hostile texts break no layout', async () => {
    const { words } = of('zh', 'ledger')
    const table = {
      columns: [
        { key: 'id', kind: 'id' as const },
        { key: 'title', kind: 'text' as const },
      ],
      rows: hostileTexts.map((title, n) => ({ id: `T-${n}`, title })),
    }
    for (const width of [1440, 390]) {
      const { page, notes } = await open('hostile.html', await htmlRenderer().render({ view: 'vendor.visits', value: {}, table, words }), {
        width,
      })
      expect({ width, ...(await layoutOf(page)) }).toEqual({ width, ...sound })
      expect(notes).toEqual([])
      await page.close()
    }
    const wall = of('zh', 'wallChart') as Shown<string, { rows: { name: unknown; bars: { title: unknown }[] }[] }>
    let n = 0
    const text = () => hostileTexts[n++ % hostileTexts.length] as string
    const value = {
      ...wall.value,
      rows: wall.value.rows.map((row) => ({ ...row, name: text(), bars: row.bars.map((bar) => ({ ...bar, title: text() })) })),
    }
    for (const width of [1440, 390]) {
      const { page, notes } = await open('hostile-wall.html', await htmlRenderer().render({ ...wall, value }), { width })
      const { overflow, empty, cut } = await layoutOf(page)
      expect({ width, overflow, empty, cut, notes }).toEqual({ width, overflow: 0, empty: [], cut: [], notes: [] })
      await page.close()
    }
  })

  it('the wall chart prints on one sheet, of A3 or of A1', async () => {
    for (const [wallPaper, wide, high] of [
      ['A3', 1191, 842],
      ['A1', 2384, 1684],
    ] as const) {
      const { page } = await open('wall.html', await htmlRenderer({ wallPaper }).render(of('zh', 'wallChart')))
      const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
      const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
      expect(Math.abs(Number(width) - wide) + Math.abs(Number(height) - high)).toBeLessThan(6)
      await page.close()
    }
  })

  it('nothing that is printed is wider than its paper', async () => {
    const cut: string[] = []
    for (const lang of ['zh', 'en'] as const) {
      const { page } = await open('printed.html', await report(shown[lang], { title: '2022-Q3' }), { width: 688 })
      await page.emulateMedia({ media: 'print' })
      const wide = await page.$$eval('.scroll', (all) =>
        all
          .filter((one) => one.scrollWidth > (one.matches('.across') ? 1016 : one.clientWidth + 1))
          .map((one) => `${one.getAttribute('aria-label')} ${one.scrollWidth}`),
      )
      cut.push(...wide.map((one) => `${lang}: ${one}`))
      await page.close()
    }
    expect(cut).toEqual([])
  })

  it('every drawing opens by itself and lies as it should', async () => {
    for (const lang of ['zh', 'en'] as const)
      for (const one of shown[lang].filter(({ view }) => svgRenderer().shows(view))) {
        const { page, notes } = await open(`${one.view}-${lang}.svg`, await svgRenderer().render(one))
        expect({ view: one.view, ...(await layoutOf(page)), overflow: 0 }).toEqual({ view: one.view, ...sound })
        expect(notes).toEqual([])
        await page.close()
      }
  })

  it('the quarter’s report is one page whose contents lead to its chapters', async () => {
    const bytes = await report(shown.zh, { title: { zh: '2022年三季度总结', en: 'Third quarter of 2022' } })
    const { page, notes } = await open('report.html', bytes)
    const links = await page.$$eval('nav.toc a', (all) =>
      all.map((one) => [one.textContent, document.getElementById((one.getAttribute('href') ?? '').slice(1)) !== null]),
    )
    expect(links).toHaveLength(viewNames.length)
    expect(links.every(([, leads]) => leads)).toBe(true)
    expect(await layoutOf(page)).toEqual(sound)
    expect(notes).toEqual([])
    await page.close()
    const { page: again, context } = await forAxe(bytes, 'light')
    expect(await axe(again)).toEqual([])
    await context.close()
  })
})
