import { agenda } from './agenda.ts'
import { fiveLists } from './five-lists.ts'
import { indicatorBoard } from './indicator-board.ts'
import { ladder } from './ladder.ts'
import { ledger } from './ledger.ts'
import { readiness } from './readiness.ts'
import { responsibility } from './responsibility.ts'
import { strategyMap } from './strategy-map.ts'
import { thread } from './thread.ts'
import { wallChart } from './wall-chart.ts'

/** The views of every district (DOMAIN section 5), by name. */
export const coreViews = { strategyMap, ledger, fiveLists, thread, wallChart, readiness, responsibility, indicatorBoard, agenda, ladder }
export type CoreViews = typeof coreViews
