import * as fc from 'fast-check'
import { it } from 'vitest'
import { legalHistory } from './histories.ts'
import { hostileCommandsAreRefused, hostileIn } from './hostile.ts'

const numRuns = 200 * Number(process.env.BIHUAN_RUNS ?? 1)

it('illegal commands are refused with a code, and never end otherwise', () => {
  const hostile = legalHistory({ length: 40 }).chain((history) =>
    fc.tuple(fc.constant(history), fc.array(hostileIn(history), { minLength: 10, maxLength: 40, size: 'max' })),
  )
  fc.assert(
    fc.property(hostile, ([history, sent]) => {
      for (const one of sent) hostileCommandsAreRefused(history, one)
    }),
    { numRuns },
  )
})
