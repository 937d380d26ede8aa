import { coreSlices, createMachine, officialCalendar } from '@bihuan/core'
import { type Bench, cases } from './case.ts'
import { coreShown, coreViews, extensionShown, historyOf, languages, lastDay, manyHistories, shownAs, strangeNames } from './samples.ts'
import { mustHead, mustShow } from './telling.ts'

const everyView = async (bench: Bench, lang: number) => {
  const history = historyOf(bench.settings.seed)
  for (const shown of coreShown(history, languages[lang] as never, lastDay(history), bench.renderer.shows)) await mustShow(bench, shown)
}

/** Everything that a view's table says is in the file. */
export const showing = cases({
  'shows every view of a history in Chinese': (bench) => everyView(bench, 0),
  'shows every view of a history in English': (bench) => everyView(bench, 1),
  async 'shows every view of a district in which nothing happened'(bench) {
    const machine = createMachine(coreSlices, { calendar: officialCalendar })
    const state = machine.createState()
    const needed: Readonly<Record<string, object>> = {
      thread: { task: 'none' },
      dossier: { unit: 'none' },
      scorecard: { round: 'none', unit: 'none' },
      leagueTable: { round: 'none' },
      backtest: { scheme: 'none', from: '2026-01-01', to: '2026-03-31' },
    }
    for (const words of languages)
      for (const view of coreViews.filter(bench.renderer.shows)) {
        const value = machine.see(state, view, (needed[view] ?? {}) as Record<string, unknown>, '2026-03-31')
        await mustShow(bench, shownAs(machine, view, value, words))
      }
  },
  async 'shows views of extensions as their table, whatever they are called'(bench) {
    for (const words of languages)
      for (const view of strangeNames.filter(bench.renderer.shows)) {
        const shown = extensionShown(view, words, 24)
        mustHead(await mustShow(bench, shown), shown)
        await mustShow(bench, extensionShown(view, words, 0))
      }
  },
  async 'shows a large table whole'(bench) {
    if (bench.renderer.shows('vendor.visits'))
      await mustShow(bench, extensionShown('vendor.visits', languages[0] as never, bench.settings.rows))
  },
  async 'shows whatever view of whatever day of random histories'(bench) {
    const { seed, runs } = bench.settings
    for (const [at, history] of manyHistories(seed, runs).entries()) {
      const days = [...new Set(history.events.map(({ on }) => on))].sort()
      const on = days[(seed + at * 7) % Math.max(1, days.length)] ?? '2026-01-01'
      const words = languages[at % 2] as never
      for (const shown of coreShown(history, words, on, bench.renderer.shows, [seed + at, at, at * 3])) await mustShow(bench, shown)
    }
  },
})
