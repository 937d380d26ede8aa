import { agenda } from './agenda.ts'
import { backtest } from './backtest.ts'
import { changes } from './changes.ts'
import { coverage } from './coverage.ts'
import { dossier } from './dossier.ts'
import { fiveLists } from './five-lists.ts'
import { indicatorBoard } from './indicator-board.ts'
import { ladder } from './ladder.ts'
import { leagueTable } from './league-table.ts'
import { ledger } from './ledger.ts'
import { loop } from './loop.ts'
import { readiness } from './readiness.ts'
import { responsibility } from './responsibility.ts'
import { scorecard } from './scorecard.ts'
import { strategyMap } from './strategy-map.ts'
import { thread } from './thread.ts'
import { wallChart } from './wall-chart.ts'

/** The views of every district (DOMAIN section 5), by name. */
export const coreViews = {
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
export type CoreViews = typeof coreViews
