import { type Dictionary, manualClock, openDistrict, type Shown, seededRandom, shown } from '@bihuan/core'
import { en, zh } from '@bihuan/core/words'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { memoryStore } from '@bihuan/store-memory'
import type { CoreViewName } from '../parts/view.ts'

/** Every core view of the illustrative year, seen on the last day of its third quarter. */

const options: { readonly [N in CoreViewName]: object } = {
  strategyMap: {},
  ledger: {},
  fiveLists: {},
  thread: { task: 'old-communities' },
  wallChart: {},
  readiness: {},
  responsibility: {},
  indicatorBoard: {},
  scorecard: { round: '2022-Q2', unit: 'housing' },
  leagueTable: { round: '2022-Q2' },
  backtest: { scheme: 'assessment-2022-h2', from: '2022-04-01', to: '2022-06-30', round: '2022-Q2' },
  loop: {},
  coverage: {},
  changes: {},
  dossier: { unit: 'housing' },
  agenda: {},
  ladder: {},
}

export const viewNames = Object.keys(options) as CoreViewName[]

export async function yearShown(): Promise<Readonly<Record<'zh' | 'en', readonly Shown[]>>> {
  const clock = manualClock('2022-01-01T00:00:00.000Z')
  const store = memoryStore()
  const district = await openDistrict({ store, log: 'nangang', clock, random: seededRandom(1123) })
  await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })
  const all = (words: Dictionary) =>
    viewNames.map((view) => shown(district, words, view as 'ledger', { on: '2022-09-30', ...options[view] }) as Shown)
  const both = { zh: all(district.words(zh)), en: all(district.words(en)) }
  await district.close()
  await store.close()
  return both
}
