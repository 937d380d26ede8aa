import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { manualClock, openDistrict, seededRandom, shown } from '@bihuan/core'
import { zh } from '@bihuan/core/words'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { circularData, docxRenderer, icsRenderer, officialDocument, workbook } from '@bihuan/render-office'
import { memoryStore } from '@bihuan/store-memory'

const clock = manualClock('2022-01-01T00:00:00.000Z')
const district = await openDistrict({ store: memoryStore(), log: 'nangang', clock, random: seededRandom(1123) })
await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })

const on = '2022-09-30'
const words = district.words(zh)
const folder = mkdtempSync(join(tmpdir(), 'bihuan-office-'))
const write = (name: string, bytes: Uint8Array) => {
  writeFileSync(join(folder, name), bytes)
  console.log(name, new TextDecoder().decode(bytes.subarray(0, 2)))
}

const ledger = shown(district, words, 'ledger', { on })
const lists = shown(district, words, 'fiveLists', { on })
const ranks = shown(district, words, 'leagueTable', { on, round: '2022-Q2' })
write('台账.xlsx', await workbook([ledger, lists, ranks]))
write('督办梯次.docx', await docxRenderer().render(shown(district, words, 'ladder', { on })))
write('督办日程.ics', await icsRenderer({ domain: 'nangang.example' }).render(shown(district, words, 'agenda', { on })))

// What nobody says here, such as who signed it off, is left out; what the standard asks for and nobody said is a marked blank.
const letterhead = {
  issuer: '南岗区推进办',
  number: { code: '南督发', year: 2022, number: 5 },
  to: ['区直各单位', '各街道、镇'],
  copies: ['区委办', '区政府办'],
  date: '2022-07-26',
}
write('通报.docx', await officialDocument('circular', await circularData(district, 'circular-1'), words, letterhead))
