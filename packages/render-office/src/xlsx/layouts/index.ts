import type { Shown } from '@bihuan/core'
import type { ByView, CoreView } from '../../seen.ts'
import type { Sheet } from '../sheet.ts'
import { listSheets } from './lists.ts'
import { responsibilitySheets } from './responsibility.ts'
import { cardSheets, leagueSheets } from './scores.ts'
import { dataSheet, tableSheet } from './table.ts'
import { wallSheets } from './wall.ts'

/** How each view of the core becomes sheets. */
const layouts: ByView<(shown: never) => readonly Sheet[]> = {
  strategyMap: (shown) => [tableSheet(shown, { frozen: 4 })],
  ledger: (shown) => [tableSheet(shown, { frozen: 3 })],
  fiveLists: (shown) => [...listSheets(shown), dataSheet(shown)],
  thread: (shown) => [tableSheet(shown, { subject: shown.value.title ?? shown.value.task, frozen: 1 })],
  wallChart: (shown) => [...wallSheets(shown), dataSheet(shown)],
  readiness: (shown) => [tableSheet(shown, { frozen: 2 })],
  responsibility: (shown) => [...responsibilitySheets(shown), dataSheet(shown)],
  indicatorBoard: (shown) => [tableSheet(shown, { frozen: 2 })],
  scorecard: cardSheets,
  leagueTable: leagueSheets,
  backtest: (shown) => [tableSheet(shown, { frozen: 3 })],
  loop: (shown) => [tableSheet(shown)],
  coverage: (shown) => [tableSheet(shown)],
  changes: (shown) => [tableSheet(shown, { frozen: 3 })],
  dossier: (shown) => [tableSheet(shown, { subject: shown.value.name ?? shown.value.id, frozen: 1 })],
  agenda: (shown) => [tableSheet(shown, { frozen: 2 })],
  ladder: (shown) => [tableSheet(shown, { frozen: 1 })],
}

/** The sheets of a view; one that the core does not know is its table. */
export function sheetsOf(shown: Shown): readonly Sheet[] {
  if (!Object.hasOwn(layouts, shown.view)) return [tableSheet(shown)]
  const layout = layouts[shown.view as CoreView] as (shown: Shown) => readonly Sheet[]
  return layout(shown)
}
