import type { PlainModel } from '../work/plain-fold.ts'
import type { Call } from '../work/task.ts'

/** Where a contender keeps what it is given. A process that replays is given the place that another one filled. */
export interface Place {
  /** A folder of its own. */
  readonly folder: string
  /** `postgres://` address of a database of its own. */
  readonly postgres?: string
}

/** A contender at work. */
export interface Opened {
  /** Keeps what a call records; when it resolves, that is as durable as the contender says. */
  write(call: Call): Promise<unknown>
  /** Several calls of one task at once, as a bulk load does it: only for filling. */
  load?(calls: readonly Call[]): Promise<unknown>
  /** How many events of the tasks are kept. */
  count?(): Promise<number>
  close(): Promise<void>
}

export interface Contender {
  /** What it does for an append, for the document: durability, validation, checks. */
  readonly does: string
  /** Gets ready what it would be given, so that this is not measured. */
  prepare?(calls: readonly Call[]): Promise<void>
  open(place: Place): Promise<Opened>
  /** Keeps the life of so many tasks, as quickly as it can; `load` or `write` of all calls where it is not there. */
  fill?(place: Place, tasks: number): Promise<void>
  /** Opens the place anew, reads everything and folds it. Returns how many events of the tasks it was. */
  replay?(place: Place, model: PlainModel): Promise<number>
}
