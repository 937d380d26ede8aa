import { type CoreViews, coreViews } from '../../views/index.ts'
import type { HistoryLaw } from '../all-laws.ts'
import type { LegalHistory } from '../legal-history.ts'
import { daysIn } from '../view-laws.ts'
import { dossierAddsUp } from './dossiers.ts'
import { strategyMapAddsUp, wallChartAddsUp } from './goals.ts'
import { fiveListsAddUp, ledgerAddsUp } from './lists.ts'
import { changesAddUp, coverageAddsUp, loopAddsUp } from './loops.ts'
import { indicatorBoardAddsUp, readinessAddsUp, responsibilityAddsUp } from './owners.ts'

type Law = (history: LegalHistory, day: string, views: CoreViews) => void

const laws = {
  'the five lists are filters, and count each task and problem once': fiveListsAddUp,
  'the ledger has each task once': ledgerAddsUp,
  'readiness has each open task once': readinessAddsUp,
  'the strategy map has each task at its goal, and lights that add up': strategyMapAddsUp,
  'the wall chart counts the same tasks in lights, stages and months': wallChartAddsUp,
  'the indicator board has each indicator once': indicatorBoardAddsUp,
  'responsibility has each task at those who answer for it': responsibilityAddsUp,
  'the loop counts what came in as open, closed or gone': loopAddsUp,
  'coverage is what is covered and what is missing': coverageAddsUp,
  'changes lead from what was there before to what is there after': changesAddUp,
  'lateness stays with the unit that was responsible on that day (R9), in dossiers': dossierAddsUp,
} satisfies Readonly<Record<string, Law>>

export type ConservationName = keyof typeof laws

/**
 * Laws of conservation over the core's views: nothing is counted twice, nothing is lost, and every count is the sum of its
 * parts. Each is asked about two days of a history. `views` are the core's own, unless a mutant takes their place.
 */
export const conservationOf = (views: CoreViews): Readonly<Record<ConservationName, HistoryLaw>> =>
  Object.fromEntries(
    Object.entries(laws).map(([name, law]): [string, HistoryLaw] => [
      name,
      (history, picks) => {
        for (const day of daysIn(history, picks.slice(0, 2))) law(history, day, views)
      },
    ]),
  ) as Record<ConservationName, HistoryLaw>

export const conservation = conservationOf(coreViews)
