import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { manualClock, openDistrict, seededRandom, shown } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { htmlRenderer, report, svgRenderer } from '@bihuan/render-html'
import { memoryStore } from '@bihuan/store-memory'

// Nangang's illustrative year as pages: the wall chart and its drawing, and the third quarter's report.

const { values } = parseArgs({ options: { lang: { type: 'string', default: 'zh' }, out: { type: 'string' } } })
const folder = values.out ?? (await mkdtemp(join(tmpdir(), 'bihuan-pages-')))

const clock = manualClock('2022-01-01T00:00:00.000Z')
const store = memoryStore()
const district = await openDistrict({ store, log: 'nangang', clock, random: seededRandom(1123) })
await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })

const words = district.words(values.lang === 'en' ? languages.en : languages.zh)
const on = '2022-09-30'
const wall = shown(district, words, 'wallChart', { on })

for (const renderer of [htmlRenderer({ wallPaper: 'A1' }), svgRenderer()]) {
  const file = `wall-chart${renderer.extension}`
  await writeFile(join(folder, file), await renderer.render(wall))
  console.log(file, renderer.mediaType)
}

const chapters = [
  wall,
  shown(district, words, 'indicatorBoard', { on }),
  shown(district, words, 'changes', { on, from: '2022-06-30' }),
  shown(district, words, 'loop', { on }),
  shown(district, words, 'ladder', { on }),
]
const page = await report(chapters, { title: { zh: '2022年三季度总结', en: 'Third quarter of 2022' } })
await writeFile(join(folder, 'report.html'), page)
console.log('report.html', chapters.map(({ view }) => words.view(view)).join(' · '))

await district.close()
await store.close()
