import { parseArgs } from 'node:util'
import { manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { terminal } from '@bihuan/render-text'
import { memoryStore } from '@bihuan/store-memory'

// The five lists of the illustrative year as the command line prints them.

const { values } = parseArgs({ options: { lang: { type: 'string', default: 'zh' } } })
const lang = values.lang === 'en' ? 'en' : 'zh'
const clock = manualClock('2022-01-01T00:00:00.000Z')
const district = await openDistrict({ store: memoryStore(), log: 'nangang', clock, random: seededRandom(1123) })
await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })
process.stdout.write(
  terminal(district.table('fiveLists', { on: '2022-09-30', limit: 2 }, lang), district.words(languages[lang]), { width: 120 }),
)
