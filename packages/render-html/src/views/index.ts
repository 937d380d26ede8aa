import type { CoreViewName, Picture } from '../parts/view.ts'
import { agenda } from './agenda.ts'
import { backtest, leagueTable, scorecard } from './assessment.ts'
import { fiveLists } from './five-lists.ts'
import { indicatorBoard } from './indicator-board.ts'
import { ladder } from './ladder.ts'
import { loop } from './loop.ts'
import { changes, dossier, ledger, thread } from './records.ts'
import { coverage, readiness, responsibility } from './standing.ts'
import { strategyMap } from './strategy-map.ts'
import { wallChart } from './wall-chart.ts'

/** How each core view is shown. A new one does not compile until it stands here: with a layout of its own, or as its table. */
const pictures: { readonly [N in CoreViewName]: Picture<N> | 'table' } = {
  strategyMap,
  ledger,
  fiveLists,
  thread,
  wallChart,
  readiness,
  responsibility,
  indicatorBoard,
  scorecard,
  leagueTable,
  backtest,
  loop,
  coverage,
  changes,
  dossier,
  agenda,
  ladder,
}

/** The picture of a view by a name known only at run time; undefined for one that is shown as its table, as those of extensions are. */
export function pictureOf(view: string): Picture<never> | undefined {
  const found = Object.hasOwn(pictures, view) ? pictures[view as CoreViewName] : 'table'
  return found === 'table' ? undefined : (found as Picture<never>)
}
