import { decideBatch, draftsOver, type Outcome, type Waiting } from './batch.ts'
import { idsFrom } from './ids.ts'
import type { Reading } from './load.ts'
import type { LogOptions } from './log-options.ts'
import type { State } from './machine.ts'
import { type CommandCall, type ExecuteOptions, orderOf } from './order.ts'

/** A copy of a state that takes hypothetical commands. Nothing of it reaches a store, and what it came from stays as it is. */
export interface Fork extends Reading {
  /** Decides a command and applies its facts to this copy. @throws InvalidInput · Refused */
  send(command: string, input: unknown, options: ExecuteOptions): Promise<Outcome>
  /** Decides many commands as `send` each after the other, at a fraction of the cost. What is refused does not hold up the others. */
  sendEach(commands: readonly CommandCall[], options: Omit<ExecuteOptions, 'id'>): Promise<readonly Sent[]>
}

/** What came of one of several commands: its outcome, or the `InvalidInput` or `Refused` that it would have been rejected with. */
export type Sent = { readonly outcome: Outcome } | { readonly error: unknown }

/** Forks what a log, or a moment of it, shows. */
export function forkOf(options: LogOptions, from: Reading): Fork {
  const { machine, hasher } = options
  const state: State = from.state.fork()
  const drafts = draftsOver(state)
  let { position, recordedAt } = from
  const newId = idsFrom(options)
  function decide(waiting: readonly Waiting[]): void {
    const batch = decideBatch(options, waiting, { drafts, position, recordedAt, recorded: undefined })
    batch.draft.merge()
    position += batch.records.length
    recordedAt = batch.records.at(-1)?.recordedAt ?? recordedAt
    for (const answer of batch.answers) answer()
  }
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
      const order = orderOf(machine, hasher, newId, command, input, given)
      return new Promise<Outcome>((resolve, reject) => {
        decide([{ orders: [order], resolve: ([outcome]: readonly Outcome[]) => resolve(outcome as Outcome), reject }])
      })
    },
    async sendEach(commands, given) {
      const sent = new Array<Sent>(commands.length)
      const waiting: Waiting[] = []
      for (const [i, { command, input }] of commands.entries()) {
        const reject = (error: unknown) => {
          sent[i] = { error }
        }
        const resolve = ([outcome]: readonly Outcome[]) => {
          sent[i] = { outcome: outcome as Outcome }
        }
        try {
          waiting.push({ orders: [orderOf(machine, hasher, newId, command, input, given)], resolve, reject })
        } catch (error) {
          reject(error)
        }
      }
      decide(waiting)
      return sent
    },
  }
}
