import { describe, it } from 'vitest'
import { legalHistory } from './histories.ts'
import { asOfIsTheLogCutThere, batchesGiveTheSame, indexesFollowRows, rebuildGivesTheSame } from './laws.ts'
import { poolOf } from './pool.ts'

const pool = poolOf(legalHistory(), { runs: 200 * Number(process.env.BIHUAN_RUNS ?? 1) })

describe('laws of the state, over legal histories', () => {
  it('incremental = rebuild: live, in bulk, read back', () => pool.holds(rebuildGivesTheSame))
  it('any split into batches gives the same state, and a dropped batch none', () => pool.holds(batchesGiveTheSame))
  it('as-of = the log cut there', () => pool.holds((history, [n = 0]) => asOfIsTheLogCutThere(history, n % (history.events.length + 1))))
  it('indexes follow rows, in overlays too', () => pool.holds(indexesFollowRows))
})
