import * as fc from 'fast-check'

/** What a law is asked of: a random value, and naturals for whatever else it has to choose. */
export type Law<T> = (value: T, picks: readonly number[]) => void

export interface PoolOptions {
  /** How many values: 200 when left out. */
  readonly runs?: number
  /** Fixes the values. */
  readonly seed?: number
}

export interface Pool<T> {
  readonly values: readonly T[]
  /**
   * Asserts that a law holds for all values. @throws what fast-check says of the law's failure: the smallest value that
   * breaks it, with seed and path.
   */
  holds(law: Law<T>): void
  /** Whether the law fails for any of the values. */
  fails(law: Law<T>): boolean
}

/** Values that many laws are asked of: made once, which costs most. A law that fails is run anew by fast-check, which shrinks. */
export function poolOf<T>(arbitrary: fc.Arbitrary<T>, { runs = 200, seed = Date.now() & 0x7fffffff }: PoolOptions = {}): Pool<T> {
  const picks = fc.array(fc.nat(0xffff), { minLength: 6, maxLength: 6 })
  const both = fc.tuple(arbitrary, picks)
  const made = fc.sample(both, { numRuns: runs, seed })
  const broken = (law: Law<T>) => {
    for (const [value, picked] of made)
      try {
        law(value, picked)
      } catch (error) {
        return { error }
      }
    return undefined
  }
  return {
    values: made.map(([value]) => value),
    fails: (law) => broken(law) !== undefined,
    holds(law) {
      const found = broken(law)
      if (!found) return
      fc.assert(
        fc.property(both, ([value, picked]) => law(value, picked)),
        { numRuns: 2 * runs, seed },
      )
      throw found.error
    },
  }
}
