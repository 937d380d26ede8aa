import { addDays } from '../../domain/days.ts'
import type { District } from '../../domain/state.ts'
import type { Actor, Basis } from '../../engine/event.ts'
import type { Reader, Row } from '../../engine/table.ts'

/** A command as a move makes it. What is left out: the day is today, without a basis. */
export interface Play {
  readonly input: unknown
  readonly actor: Actor
  readonly on?: string
  readonly basis?: Basis | undefined
}

/**
 * Makes a command that mostly fits the present state, from a few random naturals. Returns undefined when there is nothing
 * that it fits, so that the next move has its turn.
 */
export interface Move<Tables = District> {
  readonly command: string
  /** How often it is made, against the others. */
  readonly weight: number
  readonly make: (hand: Hand<Tables>) => Play | undefined
}

/** What a move chooses with. The same naturals over the same state give the same command; smaller ones an earlier choice. */
export interface Hand<Tables = District> {
  readonly state: Tables
  readonly today: string
  /** A whole number from 0 to `n` - 1. */
  below(n: number): number
  /** True `n` times out of 8. */
  often(n: number): boolean
  one<T>(of: readonly T[]): T | undefined
  /** At most `max` of them, each once. */
  some<T>(of: readonly T[], max: number): T[]
  /** A row that fits; of a loose hand any row, which is how commands come to be refused by a rule. */
  row<R extends Row>(rows: Reader<R>, fits: (row: R) => boolean): R | undefined
  /** All rows that fit, whatever the hand. */
  rows<R extends Row>(rows: Reader<R>, fits: (row: R) => boolean): readonly R[]
  /** An id that is not in use. */
  fresh(prefix: string, rows: Reader<Row>): string
  /** A day from `from` to `to` days after today. */
  day(from: number, to: number): string
}

export function handOf<Tables>(state: Tables, today: string, naturals: readonly number[], loose: boolean): Hand<Tables> {
  let drawn = 0
  const draw = () => {
    const i = drawn++
    const round = Math.floor(i / naturals.length)
    return Math.floor((naturals[i % naturals.length] ?? 0) / 7 ** round)
  }
  const hand: Hand<Tables> = {
    state,
    today,
    below: (n) => (n <= 1 ? 0 : draw() % n),
    often: (n) => draw() % 8 >= 8 - n,
    one: (of) => (of.length === 0 ? undefined : of[hand.below(of.length)]),
    some(of, max) {
      const left = [...of]
      const chosen = []
      for (let n = hand.below(Math.min(max, of.length) + 1); n > 0; n--) chosen.push(...left.splice(hand.below(left.length), 1))
      return chosen
    },
    row: (rows, fits) => hand.one(hand.rows(rows, loose ? () => true : fits)),
    rows: (rows, fits) => [...rows.values()].filter(fits),
    fresh: (prefix, rows) => `${prefix}${rows.size + 1}`,
    day: (from, to) => addDays(today, from + hand.below(to - from + 1)),
  }
  return hand
}
