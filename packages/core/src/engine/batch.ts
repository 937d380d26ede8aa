import type { LogRecord } from '../ports/event-store.ts'
import type { Circumstances } from './decision.ts'
import { refuse } from './decision.ts'
import type { Refusal } from './errors.ts'
import type { AnyFact, Recorded } from './event.ts'
import type { LogOptions } from './log-options.ts'
import type { State } from './machine.ts'
import type { Order } from './order.ts'
import { decode, encoder } from './record.ts'

/** What came of a command: its id and the events that it recorded, the first time or now. */
export interface Outcome<F extends AnyFact = AnyFact> {
  readonly command: string
  /** In order; empty when there was nothing to do. */
  readonly events: readonly Recorded<F>[]
  /** The position of the last of them; without any, the log's head at the decision. */
  readonly position: number
  /** True when the same command had been recorded before: nothing was added. */
  readonly repeated: boolean
}

/** Commands that wait for their answer: one, or several of which all are recorded or none. */
export interface Waiting {
  readonly orders: readonly Order[]
  readonly resolve: (outcomes: readonly Outcome[]) => void
  readonly reject: (error: unknown) => void
}

/** Drafts over a committed state, made once and emptied for each batch: to make an overlay of every table costs more than most commands. */
export interface Drafts {
  /** What a batch writes. */
  readonly batch: State
  /** Over it, what a group of several commands writes. */
  group(): State
}

export function draftsOver(state: State): Drafts {
  const batch = state.overlay()
  let over: State | undefined
  return {
    batch,
    group() {
      over ??= batch.overlay()
      return over
    },
  }
}

/** Where the log stands when a batch is decided. */
export interface Standing {
  readonly drafts: Drafts
  readonly position: number
  readonly recordedAt: string
  /** Records of the batch's commands that the log holds already, by command id. */
  readonly recorded: ReadonlyMap<string, readonly LogRecord[]> | undefined
}

export interface Batch {
  /** What the committed state becomes when the records are appended: to be merged before the next batch is decided. */
  readonly draft: State
  readonly records: readonly LogRecord[]
  readonly events: readonly Recorded[]
  /** To be called once the records are appended: all answers of a batch wait for its commit, refusals too. */
  readonly answers: readonly (() => void)[]
}

/** Decides what waits, each command on what the ones before it would have changed. */
export function decideBatch(options: LogOptions, waiting: readonly Waiting[], standing: Standing): Batch {
  const broken = new Map<Waiting, unknown>()
  for (;;) {
    const batch = decideOnce(options, waiting, standing, broken)
    if (batch) return batch
  }
}

/** A handler broke off midway: a mistake of the program that left half of a command in the draft. */
class BrokeOff extends Error {}

/** Returns undefined when the draft is spoilt: the command that did it is then in `broken`, and all is decided again without it. */
function decideOnce(
  options: LogOptions,
  waiting: readonly Waiting[],
  standing: Standing,
  broken: Map<Waiting, unknown>,
): Batch | undefined {
  const draft = standing.drafts.batch
  draft.drop()
  const records: LogRecord[] = []
  const events: Recorded[] = []
  const answers: (() => void)[] = []
  /** What the batch's commands recorded, for those that are sent twice in it. */
  const told = waiting.length > 1 ? new Map<string, readonly Recorded[]>() : undefined
  let recordedAt = standing.recordedAt
  for (const one of waiting) {
    if (broken.has(one)) {
      answers.push(() => one.reject(broken.get(one)))
      continue
    }
    // A group must be able to leave nothing after its first commands were decided: beside others it gets a draft of its own.
    const isGroup = one.orders.length > 1
    const own = isGroup && waiting.length > 1 ? standing.drafts.group() : draft
    if (own !== draft) own.drop()
    try {
      const group = decideGroup(options, one.orders, own, standing, standing.position + records.length, recordedAt, told)
      if (own !== draft) own.merge()
      for (const record of group.records) records.push(record)
      for (const outcome of group.outcomes) {
        if (outcome.repeated || outcome.events.length === 0) continue
        for (const event of outcome.events) events.push(event)
        told?.set(outcome.command, outcome.events)
      }
      recordedAt = group.recordedAt
      answers.push(() => one.resolve(group.outcomes))
    } catch (error) {
      if (isGroup && own === draft) draft.drop()
      if (error instanceof BrokeOff) {
        broken.set(one, error.cause)
        if (own === draft) return undefined
      }
      answers.push(() => one.reject(error instanceof BrokeOff ? error.cause : error))
    }
  }
  return { draft, records, events, answers }
}

interface Group {
  readonly outcomes: readonly Outcome[]
  readonly records: readonly LogRecord[]
  readonly recordedAt: string
}

/** @throws Refused and whatever else ends a decision, with `at` set to the command's place in a group of several */
function decideGroup(
  options: LogOptions,
  orders: readonly Order[],
  draft: State,
  { recorded }: Pick<Standing, 'recorded'>,
  position: number,
  recordedAt: string,
  inBatch: ReadonlyMap<string, readonly Recorded[]> | undefined,
): Group {
  const { machine, hasher, random, clock } = options
  const outcomes: Outcome[] = []
  const records: LogRecord[] = []
  const inGroup = orders.length > 1 ? new Map<string, readonly Recorded[]>() : undefined
  let last = recordedAt
  for (let index = 0; index < orders.length; index++) {
    const order = orders[index] as Order
    try {
      const found = recorded?.get(order.id)?.map((record) => decode(machine, hasher, record))
      const before = found ?? inBatch?.get(order.id) ?? inGroup?.get(order.id)
      if (before) {
        outcomes.push(repeated(order, before))
        continue
      }
      const at = latestOf(instantOf(clock.now()), last)
      const context = contextOf(options, draft, order, at, position + records.length)
      const facts = machine.decide(draft, order.name, order.input, context)
      const header = { ...order.header, on: context.on, recordedAt: at, actor: order.actor }
      const events: Recorded[] = []
      const encode = encoder(machine, hasher, random, header)
      const begins = records.length
      // all of them before the first is taken in: what can't be written leaves nothing behind
      for (const fact of facts) {
        const { record, event } = encode(fact, position + begins + events.length + 1, events.length + 1, facts.length)
        records.push(record)
        events.push(event)
      }
      for (const event of events) evolve(machine, draft, event)
      if (events.length > 0) {
        inGroup?.set(order.id, events)
        last = at
      }
      outcomes.push({ command: order.id, events, position: position + records.length, repeated: false })
    } catch (error) {
      if (orders.length > 1 && typeof error === 'object' && error !== null) Object.assign(error, { at: index })
      throw error
    }
  }
  return { outcomes, records, recordedAt: last }
}

function evolve(machine: LogOptions['machine'], draft: State, event: Recorded): void {
  try {
    machine.evolve(draft, event)
  } catch (error) {
    throw new BrokeOff('a handler broke off', { cause: error })
  }
}

let known = { ms: 0, text: new Date(0).toISOString() }
/** UTC, ISO 8601. Commands come many in a millisecond. */
function instantOf(ms: number): string {
  if (ms !== known.ms) known = { ms, text: new Date(ms).toISOString() }
  return known.text
}

/** Instants of the same form compare as text. */
const latestOf = (a: string, b: string): string => (a < b ? b : a)

/** What the same command gave before (R18). Refuses when it was another. */
function repeated(order: Order, events: readonly Recorded[]): Outcome {
  const first = events[0] as Recorded
  if (first.command.digest !== order.header.command.digest) refuse({ code: 'commandReused', rule: 'R18', id: order.id } as Refusal)
  return { command: order.id, events, position: (events[events.length - 1] as Recorded).position, repeated: true }
}

/** What a decision may know. Refuses a day that has not come (R19). */
export function contextOf(
  { dayAt }: Pick<LogOptions, 'dayAt'>,
  state: State,
  order: Order,
  instant: string | number,
  position: number,
): Circumstances {
  const today = dayAt(state, typeof instant === 'number' ? instant : Date.parse(instant))
  const on = order.on ?? today
  if (on > today) refuse({ code: 'inFuture', rule: 'R19', on, today } as Refusal)
  const { basis, onBehalfOf } = order.header
  return { on, today, actor: order.actor, position, ...(basis && { basis }), ...(onBehalfOf && { onBehalfOf }) }
}
