import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { papersOf } from '@bihuan/cli'
import { manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { en, zh } from '@bihuan/core/words'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { memoryStore } from '@bihuan/store-memory'

const clock = manualClock('2022-01-01T00:00:00.000Z')
const district = await openDistrict({ store: memoryStore(), log: 'nangang', clock, random: seededRandom(1123) })
await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })

for (const language of [zh, en]) {
  const folder = mkdtempSync(join(tmpdir(), `bihuan-reports-${language.lang}-`))
  for (const [name, bytes] of await papersOf(district, district.words(language), '2022-Q2')) {
    writeFileSync(join(folder, name), bytes)
    console.log(language.lang, name)
  }
}
