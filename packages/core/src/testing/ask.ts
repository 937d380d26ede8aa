import * as fc from 'fast-check'

/** Throws when it does not hold of a value, with what it found. `picks` are naturals for whatever else it has to choose. */
export type Law<T> = (value: T, picks: readonly number[]) => void

export interface AskOptions {
  /** Of how many values: 200 when left out. */
  readonly runs?: number
  /** Fixes the values. Random when left out; a failure prints it. */
  readonly seed?: number
}

const shrinkMs = 30_000

const withPicks = <T>(arbitrary: fc.Arbitrary<T>) => fc.tuple(arbitrary, fc.array(fc.nat(0xffff), { minLength: 6, maxLength: 6 }))

/**
 * Asks all laws of the same random values, which are made once and not kept: making them costs most. Returns for each law a
 * function that does nothing when the law held of all of them, so that each can be a test of its own:
 * `it.each(Object.entries(ask(legalHistory(), laws)))('%s', (_, verdict) => verdict())`.
 * A verdict on a law that failed throws what fast-check says of it: the smallest value found in half a minute that breaks it,
 * with seed and path.
 * @throws whatever the arbitrary throws
 */
export function ask<T, N extends string>(
  arbitrary: fc.Arbitrary<T>,
  laws: Readonly<Record<N, Law<T>>>,
  { runs = 200, seed = Date.now() & 0x7fffffff }: AskOptions = {},
): Readonly<Record<N, () => void>> {
  const both = withPicks(arbitrary)
  const holding = new Set(Object.keys(laws) as N[])
  const broken = new Map<N, unknown>()
  let run = 0
  fc.assert(
    fc.property(both, ([value, picks]) => {
      run++
      for (const name of holding)
        try {
          laws[name](value, picks)
        } catch (error) {
          holding.delete(name)
          broken.set(name, error)
          shrink(name, run)
        }
    }),
    { numRuns: runs, seed },
  )
  function shrink(name: N, numRuns: number): void {
    let made = 0
    let until = Number.POSITIVE_INFINITY
    const again = ([value, picks]: [T, number[]]) => {
      // It held of what came before; and what is not found in half a minute is not worth waiting for.
      if (++made < numRuns || Date.now() > until) return
      try {
        laws[name](value, picks)
      } catch (error) {
        until = Math.min(until, Date.now() + shrinkMs)
        throw error
      }
    }
    try {
      fc.assert(fc.property(both, again), { numRuns, seed })
    } catch (error) {
      broken.set(name, error)
    }
  }
  const verdict = (name: N) => () => {
    if (broken.has(name)) throw broken.get(name)
  }
  return Object.fromEntries(Object.keys(laws).map((name) => [name, verdict(name as N)])) as Record<N, () => void>
}

/** Where a law failed first: after so many values, and with what it said. */
export interface Failure {
  readonly runs: number
  readonly message: string
}

/** The first failure of a law, not shrunk, or undefined when it holds of all values: to show that a law can fail. */
export function firstFailure<T>(
  arbitrary: fc.Arbitrary<T>,
  law: Law<T>,
  { runs = 200, seed = Date.now() & 0x7fffffff }: AskOptions = {},
): Failure | undefined {
  const { failed, numRuns, errorInstance } = fc.check(
    fc.property(withPicks(arbitrary), ([value, picks]) => law(value, picks)),
    { numRuns: runs, seed, endOnFailure: true },
  )
  if (!failed) return undefined
  return { runs: numRuns, message: errorInstance instanceof Error ? errorInstance.message : String(errorInstance) }
}
