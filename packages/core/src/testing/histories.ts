import * as fc from 'fast-check'
import { coreSlices } from '../core-slices.ts'
import { officialCalendar } from '../domain/calendar.ts'
import type { Policy } from '../engine/decision.ts'
import { createMachine, type Machine } from '../engine/machine.ts'
import type { AnySlice } from '../engine/slice.ts'
import type { LegalHistory } from './legal-history.ts'
import type { Move } from './moves/hand.ts'
import { coreMoves } from './moves/index.ts'
import { type Call, prelude as corePrelude } from './moves/prelude.ts'
import { begin, type Draw, playOut } from './play-out.ts'
import { twists } from './twists.ts'

export interface HistoryOptions {
  /** The embedding program's own slices, beside the core's. */
  readonly slices?: readonly AnySlice[]
  /** Moves for their commands, beside the core's. */
  readonly moves?: readonly Move<never>[]
  /** What is sent after the core's prelude and before the random part. */
  readonly prelude?: readonly Call[]
  /** How many random commands at most: 100 when left out. A history has half of them on average. */
  readonly length?: number
  /** Changes the permission table, as in `openDistrict`. */
  readonly policy?: (policy: Policy<never>) => Policy<never>
  /** What takes the place of the core's slices: for mutants of them. */
  readonly core?: readonly AnySlice[]
  /** Wraps the machine: for mutants of the engine. */
  readonly machine?: (machine: Machine) => Machine
}

/**
 * An arbitrary of legal histories, made by running `decide` on random commands: most fit the state that they find, some
 * are twisted (an unknown id, an id in use, an actor who may not, an earlier day, the last command once more). It shrinks
 * to fewer, plainer commands, and prints as the list of them.
 * @throws Error when a move is for a command that there is not; what `decide` throws beside `Refused` and `InvalidInput`
 * comes out of the arbitrary
 */
export function legalHistory(options: HistoryOptions = {}): fc.Arbitrary<LegalHistory> {
  const { slices = [], core = coreSlices as readonly AnySlice[], length = 100 } = options
  const made = createMachine([...core, ...slices], { policy: options.policy, calendar: officialCalendar })
  const machine = options.machine?.(made) ?? made
  const moves = [...(coreMoves as readonly Move<never>[]), ...(options.moves ?? [])]
  for (const { command } of moves) if (!machine.commands.has(command)) throw new Error(`a move makes ${command}, which no slice has`)
  const beginning = begin(machine, [...corePrelude, ...(options.prelude ?? [])], moves)
  const draw: fc.Arbitrary<Draw> = fc.tuple(
    fc.nat(beginning.drum.length - 1),
    fc.array(fc.nat(0xfffff), { minLength: 6, maxLength: 6 }),
    fc.nat(twists - 1),
    fc.nat(10),
  )
  return fc.noBias(fc.array(draw, { maxLength: length, size: 'max' })).map((draws) => playOut(beginning, draws))
}

/** A history of commands that are known: for counterexamples that became tests. Its commands may be refused, as in any history. */
export const historyOf = (slices: readonly AnySlice[], calls: readonly Call[]): LegalHistory =>
  playOut(begin(createMachine(slices, { calendar: officialCalendar }), calls, []), [])
