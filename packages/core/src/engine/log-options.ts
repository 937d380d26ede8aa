import type { Clock } from '../ports/clock.ts'
import type { EventStore } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import type { Random } from '../ports/random.ts'
import type { Sealer } from '../ports/sealer.ts'
import type { Machine, State } from './machine.ts'
import type { Unfit } from './snapshot.ts'

/** What became of a snapshot. None of it stands in the way of the log. */
export type SnapshotNews =
  | { readonly what: 'used' | 'saved'; readonly position: number }
  /** It was not used, and the log was replayed. */
  | { readonly what: 'unfit'; readonly why: Unfit | 'wrong' }
  | { readonly what: 'failed'; readonly error: unknown }

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
  /** After how many events a snapshot is written in the background; 0 for never. */
  readonly snapshotEvery: number
  readonly onSnapshot: (news: SnapshotNews) => void
  readonly onListenerError: (error: unknown) => void
}
