import { manualClock, openDistrict, type Shown, seededRandom, shown } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { memoryStore } from '@bihuan/store-memory'
import type { CoreView } from '../seen.ts'

/** The illustrative year, and each view of it. */

export const day = '2022-09-30'

const options: { readonly [N in CoreView]: Readonly<Record<string, unknown>> } = {
  strategyMap: {},
  ledger: {},
  fiveLists: {},
  thread: { task: 'shanty-areas' },
  wallChart: { from: '2022-01-01', to: '2022-12-31' },
  readiness: {},
  responsibility: {},
  indicatorBoard: {},
  scorecard: { round: '2022-Q2', unit: 'housing' },
  leagueTable: { round: '2022-Q2' },
  backtest: { scheme: 'assessment-2022-h2', from: '2022-04-01', to: '2022-06-30', round: '2022-Q2' },
  loop: {},
  coverage: {},
  changes: { from: '2022-08-31' },
  dossier: { unit: 'housing' },
  agenda: {},
  ladder: {},
}
export const coreViews = Object.keys(options) as readonly CoreView[]

export async function playedYear() {
  const clock = manualClock('2022-01-01T00:00:00.000Z')
  const district = await openDistrict({ store: memoryStore(), log: 'nangang', clock, random: seededRandom(1123) })
  await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })
  return {
    district,
    words: (lang: 'zh' | 'en') => district.words(languages[lang]),
    see: <N extends CoreView>(view: N, lang: 'zh' | 'en' = 'zh') =>
      shown(district, district.words(languages[lang]), view, { on: day, ...options[view] } as never),
    all: (lang: 'zh' | 'en'): readonly Shown[] =>
      coreViews.map((view) => shown(district, district.words(languages[lang]), view, { on: day, ...options[view] } as never)),
  }
}
