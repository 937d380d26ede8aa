import type { Clock } from '../ports/clock.ts'
import type { EventStore } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import type { Random } from '../ports/random.ts'
import type { Sealer } from '../ports/sealer.ts'
import type { Machine, State } from './machine.ts'

/** What a log needs around it. Nothing here has a default: the façade supplies them. */
export interface LogOptions {
  readonly store: EventStore
  readonly name: string
  readonly machine: Machine
  readonly clock: Clock
  readonly random: Random
  readonly hasher: Hasher
  readonly sealer?: Sealer
  /** The day that it is, in the log's zone, at an instant in milliseconds. */
  readonly dayAt: (state: State, instant: number) => string
  /** How many waiting commands may share a commit. */
  readonly batch: number
  /** How often a lost race is run again before the caller is told. */
  readonly races: number
  readonly onListenerError: (error: unknown) => void
}
