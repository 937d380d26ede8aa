// pnpm run screenshots: writes what the first screens look like now. Look at the pages before, and at the difference after.
import { writeFileSync } from 'node:fs'
import { openBrowser } from './browser.ts'
import { keyOf, pagesOf, screenNames, seen, widths } from './screens.ts'

const pages = await pagesOf()
const browser = await openBrowser()
const kept: Record<string, readonly string[]> = {}
for (const name of screenNames) for (const width of widths) kept[keyOf(name, width)] = await seen(browser, pages.get(name) as string, width)
await browser.close()
writeFileSync(new URL('./fingerprints.json', import.meta.url), `${JSON.stringify(kept, null, 2)}\n`)
