import { v7 } from 'uuid'
import { decideBatch, draftsOver, type Outcome } from './batch.ts'
import type { Reading } from './load.ts'
import type { LogOptions } from './log-options.ts'
import type { State } from './machine.ts'
import { type ExecuteOptions, orderOf } from './order.ts'

/** A copy of a state that takes hypothetical commands. Nothing of it reaches a store, and what it came from stays as it is. */
export interface Fork extends Reading {
  /** Decides a command and applies its facts to this copy. @throws InvalidInput · Refused */
  send(command: string, input: unknown, options: ExecuteOptions): Promise<Outcome>
}

/** Forks what a log, or a moment of it, shows. */
export function forkOf(options: LogOptions, from: Reading): Fork {
  const { machine, hasher, clock, random } = options
  const state: State = from.state.fork()
  const drafts = draftsOver(state)
  let { position, recordedAt } = from
  const newId = () => v7({ msecs: clock.now(), random: random.bytes(16) })
  return {
    state,
    get position() {
      return position
    },
    get recordedAt() {
      return recordedAt
    },
    async send(command, input, given) {
      // not sealed: that would make keys for what is not going to be
      const order = await orderOf(machine, hasher, newId, undefined, command, input, given)
      return new Promise<Outcome>((resolve, reject) => {
        const waiting = { orders: [order], resolve: ([outcome]: readonly Outcome[]) => resolve(outcome as Outcome), reject }
        const batch = decideBatch(options, [waiting], { drafts, position, recordedAt, recorded: new Map() })
        batch.draft.merge()
        position += batch.records.length
        recordedAt = batch.records.at(-1)?.recordedAt ?? recordedAt
        for (const answer of batch.answers) answer()
      })
    },
  }
}
