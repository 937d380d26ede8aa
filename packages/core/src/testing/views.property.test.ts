import { describe, it } from 'vitest'
import { coreViews } from '../views/index.ts'
import { askedOf } from './core-views.ts'
import { legalHistory } from './histories.ts'
import { poolOf } from './pool.ts'
import { daysIn, foldOn, tableFits, viewDependsOnNothingElse, viewIsPlain, viewOnDayIsTheFold, viewSharesNothing } from './view-laws.ts'

const pool = poolOf(legalHistory(), { runs: 200 * Number(process.env.BIHUAN_RUNS ?? 1) })

const laws = { viewIsPlain, tableFits, viewSharesNothing, viewDependsOnNothingElse }

describe.each(Object.entries(coreViews))('%s, over legal histories', (name, view) => {
  it('on day D is the naive fold of what holds by then', () =>
    pool.holds((history, picks) => {
      for (const day of daysIn(history, picks.slice(0, 3))) {
        const fold = foldOn(history.machine, history.events, day)
        for (const asked of askedOf(history, picks, { [name]: view })) viewOnDayIsTheFold(history, asked, day, fold)
      }
    }))
  it.each(Object.entries(laws))('%s', (_, law) =>
    pool.holds((history, picks) => {
      for (const day of daysIn(history, picks.slice(0, 1)))
        for (const asked of askedOf(history, picks, { [name]: view })) law(history, asked, day)
    }),
  )
})
