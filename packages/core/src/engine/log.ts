import { EventEmitter } from 'eventemitter3'
import type { EventStore, LogRecord } from '../ports/event-store.ts'
import { contextOf, decideBatch, draftsOver, type Outcome, type Waiting } from './batch.ts'
import {
  Conflict,
  type InputIssue,
  InvalidInput,
  isConflict,
  isDuplicateCommand,
  isInvalidInput,
  isRefused,
  type Refusal,
} from './errors.ts'
import type { AnyFact, Recorded } from './event.ts'
import { type Fork, forkOf } from './fork.ts'
import { idsFrom } from './ids.ts'
import { type Cut, load, type Reading } from './load.ts'
import type { LogOptions } from './log-options.ts'
import type { Machine, State } from './machine.ts'
import { extend, rootOf } from './merkle.ts'
import { type CommandCall, type ExecuteOptions, type Order, orderOf, seal } from './order.ts'
import { decode } from './record.ts'
import { snapshotting } from './snapshotting.ts'

export type Preview =
  | { readonly accepted: true; readonly facts: readonly AnyFact[] }
  | { readonly accepted: false; readonly refusal: Refusal }
  | { readonly accepted: false; readonly issues: readonly InputIssue[] }

export interface Committed {
  readonly from: number
  readonly to: number
}

/** A log at run time: one process's view of it, kept in step with the store. */
export interface Log {
  readonly machine: Machine
  /** What is committed. Never shows half a command, nor what is still being written. */
  readonly state: State
  readonly position: number
  readonly recordedAt: string
  root(): string
  today(): string
  execute(name: string, input: unknown, options: ExecuteOptions): Promise<Outcome>
  executeAll(commands: readonly CommandCall[], options: ExecuteOptions): Promise<readonly Outcome[]>
  preview(name: string, input: unknown, options: ExecuteOptions): Preview
  /** Takes in what others appended. Returns the position. */
  refresh(): Promise<number>
  /** The state as the log stood at a position or at an instant. */
  at(cut: Cut): Promise<Reading>
  /** Writes a snapshot now, and takes in what others appended before it. Returns its position. */
  snapshot(): Promise<number>
  /** Compares the newest snapshot with a replay, and drops it when it says something else. */
  checkSnapshot(): Promise<void>
  /** A copy for hypothetical commands, of now or of a moment. */
  fork(from?: Reading): Fork
  on(type: string, listener: (event: never) => void): () => unknown
  /** Waits for what is under way. */
  idle(): Promise<void>
}

export async function openLog(options: LogOptions): Promise<Log> {
  const { store, name, machine, clock, hasher } = options
  const snapshots = snapshotting(options)
  const begun = await snapshots.find()
  const loaded = await load(machine, hasher, store, name, {}, begun)
  const { state } = loaded
  let { position, recordedAt, frontier } = loaded
  const drafts = draftsOver(state)
  const reading = () => ({ state, position, recordedAt, frontier })
  const emitter = new EventEmitter()
  const queue: Waiting[] = []
  let stale = false
  let arriving: Promise<unknown> = Promise.resolve()
  let tail: Promise<unknown> = Promise.resolve()
  let pumping = false

  const newId = idsFrom(options)

  /** One thing at a time: commits and catching up never overlap. */
  function exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = tail.then(work)
    tail = done.catch(() => undefined)
    return done
  }

  /** Sealing takes its time: commands are decided in the order in which they were sent all the same. */
  function inOrder(ready: Promise<readonly Order[]>): Promise<readonly Order[]> {
    const before = arriving
    arriving = Promise.allSettled([before, ready])
    return Promise.all([ready, before]).then(([orders]) => orders)
  }

  function emit(events: readonly Recorded[]): void {
    if (events.length === 0) return
    const tell = (channel: string, payload: unknown) => {
      for (const listener of emitter.listeners(channel)) {
        try {
          ;(listener as (payload: unknown) => void)(payload)
        } catch (error) {
          options.onListenerError(error)
        }
      }
    }
    for (const event of events) {
      tell(event.type, event)
      tell('*', event)
    }
    tell('committed', { from: (events[0] as Recorded).position, to: (events[events.length - 1] as Recorded).position } satisfies Committed)
  }

  async function catchUp(from: Pick<EventStore, 'read'>): Promise<void> {
    let group: LogRecord[] = []
    const seen: Recorded[] = []
    for await (const page of from.read(name, { from: position + 1 })) {
      for (const record of page) {
        group.push(record)
        const event = decode(machine, hasher, record)
        seen.push(event)
        if (event.command.n < event.command.of) continue
        for (const one of seen.slice(-group.length)) machine.evolve(state, one)
        frontier = extend(
          hasher,
          frontier,
          group.map((one) => one.leaf),
        )
        position = record.position
        recordedAt = record.recordedAt
        group = []
      }
    }
    stale = false
    snapshots.offer(reading())
    emit(seen.slice(0, seen.length - group.length))
  }

  async function pump(): Promise<void> {
    while (queue.length > 0) {
      const waiting = queue.splice(0, options.batch)
      const done = tail.then(() => commit(waiting))
      tail = done
      await done
    }
    pumping = false
  }

  /** Decides and commits a batch; a lost race is decided again on what the winner wrote. What fails is told to those who wait. */
  async function commit(waiting: readonly Waiting[]): Promise<void> {
    for (let race = 0; ; race++) {
      try {
        if (race >= 3 && store.turn) return await store.turn(name, (turn) => attempt(waiting, turn))
        return await attempt(waiting, store)
      } catch (error) {
        stale = true
        if ((isConflict(error) || isDuplicateCommand(error)) && race < options.races) continue
        for (const one of waiting) one.reject(error)
        return
      }
    }
  }

  async function attempt(waiting: readonly Waiting[], on: Pick<EventStore, 'append' | 'read' | 'head' | 'findCommand'>): Promise<void> {
    if (stale || on !== store) await catchUp(on)
    let recorded: Map<string, readonly LogRecord[]> | undefined
    for (const { orders } of waiting) {
      for (const { id, named } of orders) {
        if (!named || recorded?.has(id)) continue
        const found = await on.findCommand(name, id)
        if (!found) continue
        recorded ??= new Map()
        recorded.set(id, found)
      }
    }
    const batch = decideBatch(options, waiting, { drafts, position, recordedAt, recorded })
    if (batch.records.length > 0) {
      await on.append(name, position, batch.records)
      batch.draft.merge()
      position += batch.records.length
      recordedAt = (batch.records[batch.records.length - 1] as LogRecord).recordedAt
      frontier = extend(
        hasher,
        frontier,
        batch.records.map((record) => record.leaf),
      )
    } else {
      // Nothing to append, so nothing would show that the answers rest on a log that has moved on: ask.
      const head = await on.head(name)
      if (head !== position) throw new Conflict(name, position, head)
    }
    for (const answer of batch.answers) answer()
    snapshots.offer(reading())
    emit(batch.events)
  }

  function enqueue(waiting: Waiting): void {
    queue.push(waiting)
    if (pumping) return
    pumping = true
    void Promise.resolve().then(pump)
  }

  /** Puts what is made ready behind what was sent before it. Without a sealer it is ready at once. */
  function send<T>(ready: () => readonly Order[], answer: (outcomes: readonly Outcome[]) => T): Promise<T> {
    const { sealer } = options
    return new Promise((resolve, reject) => {
      const wait = (orders: readonly Order[]) => enqueue({ orders, resolve: (outcomes) => resolve(answer(outcomes)), reject })
      // what it throws rejects
      if (!sealer) wait(ready())
      else inOrder(Promise.all(ready().map((order) => seal(machine, sealer, order)))).then(wait, reject)
    })
  }

  const ordered = (command: string, input: unknown, given: ExecuteOptions) => orderOf(machine, hasher, newId, command, input, given)

  snapshots.offer(reading())

  const log: Log = {
    machine,
    state,
    get position() {
      return position
    },
    get recordedAt() {
      return recordedAt
    },
    root: () => rootOf(hasher, frontier),
    today: () => options.dayAt(state, clock.now()),
    execute: (command, input, given) =>
      send(
        () => [ordered(command, input, given)],
        ([outcome]) => outcome as Outcome,
      ),
    executeAll: (commands, given) =>
      send(
        () => {
          const correlation = given.correlation ?? given.id ?? newId()
          return commands.map(({ command, input }, i) => {
            const named = given.id === undefined ? {} : { id: `${given.id}.${i + 1}` }
            try {
              return ordered(command, input, { ...given, correlation, ...named })
            } catch (error) {
              throw isInvalidInput(error) ? new InvalidInput(error.issues.map((issue) => ({ ...issue, path: [i, ...issue.path] }))) : error
            }
          })
        },
        (outcomes) => outcomes,
      ),
    preview(command, input, given) {
      try {
        const order = ordered(command, input, given)
        return {
          accepted: true,
          facts: machine.decide(state, command, order.input, contextOf(options, state, order, clock.now(), position)),
        }
      } catch (error) {
        if (isRefused(error)) return { accepted: false, refusal: error.refusal }
        if (isInvalidInput(error)) return { accepted: false, issues: error.issues }
        throw error
      }
    },
    refresh: () =>
      exclusive(async () => {
        await catchUp(store)
        return position
      }),
    async at(cut) {
      const then = await snapshots.find(cut)
      return load(machine, hasher, store, name, cut, then)
    },
    checkSnapshot: () => snapshots.check(),
    snapshot: () =>
      exclusive(async () => {
        await catchUp(store)
        return snapshots.save(reading())
      }),
    fork: (from) => forkOf(options, from ?? log),
    on(type, listener) {
      const heard = listener as (event: unknown) => void
      emitter.on(type, heard)
      return () => emitter.off(type, heard)
    },
    async idle() {
      await arriving
      while (pumping || queue.length > 0) await tail.then(() => undefined)
      await tail
      await snapshots.idle()
    },
  }
  return log
}
