import { chromium } from 'playwright-core'

const [, , dir, widths, schemes, ...names] = process.argv
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
for (const scheme of schemes.split(','))
  for (const w of widths.split(',').map(Number)) {
    const p = await b.newPage({ viewport: { width: w, height: 900 }, colorScheme: scheme })
    p.on('console', (m) => console.log('console', m.text()))
    for (const n of names) {
      await p.goto(`file://${dir}/${n}`)
      const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      const h = await p.evaluate(() => document.documentElement.scrollHeight)
      await p.screenshot({
        path: `${dir}/${n}.${w}.${scheme}.png`,
        clip: { x: 0, y: 0, width: w, height: Math.min(h, 2200) },
        fullPage: true,
      })
      console.log(n, w, scheme, 'overflow', over, 'height', h)
    }
    await p.close()
  }
await b.close()
