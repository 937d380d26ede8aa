import { describe, it } from 'vitest'
import { coreViews } from '../views/index.ts'
import { conservation } from './conservation.ts'
import { legalHistory } from './histories.ts'
import { poolOf } from './pool.ts'
import { coreRules } from './rules/index.ts'
import { daysIn } from './view-laws.ts'

const pool = poolOf(legalHistory(), { runs: 200 * Number(process.env.BIHUAN_RUNS ?? 1) })

describe('rules, over legal histories', () => {
  it.each(Object.entries(coreRules))('%s', (_, rule) => pool.holds(rule))
})

describe('conservation, over legal histories', () => {
  it.each(Object.entries(conservation))('%s', (_, law) =>
    pool.holds((history, picks) => {
      for (const day of daysIn(history, picks.slice(0, 2))) law(history, day, coreViews)
    }),
  )
})
