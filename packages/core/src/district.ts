import * as z from 'zod/mini'
import { coreSlices } from './core-slices.ts'
import { officialCalendar } from './domain/calendar.ts'
import { dayIn } from './domain/days.ts'
import type { DistrictRow } from './domain/district/state.ts'
import type { District as Tables } from './domain/state.ts'
import type { Outcome } from './engine/batch.ts'
import type { Policy } from './engine/decision.ts'
import { InvalidInput, isRefused } from './engine/errors.ts'
import type { Recorded } from './engine/event.ts'
import { type Cut, type Reading, type Verified, type VerifyOptions, verifyLog } from './engine/load.ts'
import { type Committed, openLog, type Preview } from './engine/log.ts'
import type { SnapshotNews } from './engine/log-options.ts'
import { createMachine, type Machine, parseWith, type State } from './engine/machine.ts'
import type { CommandCall, ExecuteOptions } from './engine/order.ts'
import { day } from './engine/schema.ts'
import type { AnySlice, InputOf } from './engine/slice.ts'
import { readEvents, readTimeline, type TimelineOptions, type TimelinePage } from './engine/timeline.ts'
import type { Dictionary } from './engine/words.ts'
import { type Explanation, explain } from './explain.ts'
import type { Calendar } from './ports/calendar.ts'
import { type Clock, systemClock } from './ports/clock.ts'
import { type EventStore, logName } from './ports/event-store.ts'
import { type Hasher, systemHasher } from './ports/hasher.ts'
import { type Random, systemRandom } from './ports/random.ts'
import type { Sealer } from './ports/sealer.ts'
import { type CommandsIn, type EventsIn, type FactsIn, type Moment, type Readable, readable } from './readable.ts'
import { type Changes, compareStates } from './views/changes.ts'
import { dictionary } from './words/dictionary.ts'
import type { Language } from './words/language.ts'

/** A district: its log, kept in step with the store, with everything that can be done and seen. */
export interface District<X extends readonly AnySlice[] = readonly []> extends Readable<X> {
  /** Name of the log in the store. */
  readonly log: string
  /** IANA zone of the days. */
  readonly zone: string
  readonly machine: Machine
  /**
   * Decides a command and records its events. When it resolves they are as durable as the store makes them.
   * @throws InvalidInput when the input has another shape · Refused when a rule or the policy says no · StoreError · Conflict
   * after too many lost races. Nothing is recorded in any of these cases, except that a StoreError may leave the outcome
   * open: send the command again with the same `id` to learn it.
   */
  execute<N extends keyof CommandsIn<X> & string>(
    command: N,
    input: InputOf<CommandsIn<X>[N]>,
    options: ExecuteOptions,
  ): Promise<Outcome<FactsIn<X>>>
  /** A command whose name is known only at run time. */
  send(command: string, input: unknown, options: ExecuteOptions): Promise<Outcome>
  /**
   * Several commands of which all are recorded or none, each decided on what the ones before it change: for imports. With an
   * `id`, the commands' ids are `id.1`, `id.2` … Their correlation is the same.
   * @throws as `execute`; a Refused has `at`, an InvalidInput has paths that begin with the command's place, from 0
   */
  executeAll(commands: readonly CommandCall[], options: ExecuteOptions): Promise<readonly Outcome[]>
  /** What `execute` would do now: the facts, the refusal, or what is wrong with the input. Changes nothing. */
  preview<N extends keyof CommandsIn<X> & string>(command: N, input: InputOf<CommandsIn<X>[N]>, options: ExecuteOptions): Preview
  tryOut(command: string, input: unknown, options: ExecuteOptions): Preview
  /** The district as it was known then: after `position`, or with all that had been entered by `recordedAt`. */
  at(cut: Cut): Promise<Readable<X>>
  /**
   * What changed from one moment to another, as the view `changes` tells it: each moment is what was known then (or now, without
   * a cut) of a day (`on`; that of its last entry when left out). So both questions can be asked: what happened between two days,
   * and what has become known since of one day. @throws as `at`
   */
  compare(earlier: Moment, later?: Moment): Promise<Changes>
  /**
   * A unit's score in a round, with the events that each line rests on, and whether computing it anew from the log up to the
   * round's cut-off gives the same (R13). Undefined when the round is not scored, or the unit is not in it.
   * @throws Tampered · Corrupt · StoreError
   */
  explain(score: { readonly round: string; readonly unit: string }): Promise<Explanation | undefined>
  /** The audit trail, from the log itself, a page at a time. */
  timeline(options?: TimelineOptions): Promise<TimelinePage>
  /**
   * Hears events once they are committed, those of other processes as they are taken in. `'*'` hears all, `'committed'` one
   * call per commit. Returns a function that ends it. A listener that throws is reported to `onListenerError`.
   */
  on<T extends keyof EventsIn<X> & string>(type: T, listener: (event: Extract<Recorded<FactsIn<X>>, { type: T }>) => void): () => void
  on(type: '*', listener: (event: Recorded) => void): () => void
  on(type: 'committed', listener: (commit: Committed) => void): () => void
  /** Takes in what other processes appended. Returns the position. Not needed before `execute`, which does it on conflict. */
  refresh(): Promise<number>
  /**
   * Reads the whole log as a stranger would, and checks that it still begins as a checkpoint says. A snapshot that does not hold what the
   * log gives is dropped, and `onSnapshot` told.
   * @throws Tampered · Corrupt, with the position · Unproved `tooShort` or `otherRoot` against the checkpoint
   */
  verify(options?: VerifyOptions): Promise<Verified>
  /**
   * Writes a snapshot now. Returns its position. @throws StoreError `unsupported` where the store keeps none
   */
  snapshot(): Promise<number>
  /** RFC 6962 root over all records seen so far: 64 hexadecimal digits. */
  root(): string
  /**
   * All words in a language, `zh` or `en` of `@bihuan/core/words`, those of extra slices included: labels of codes, and a sentence for
   * anything thrown.
   */
  words(language: Language): Dictionary
  /** Waits for what is under way. The store stays open: it belongs to the caller. */
  close(): Promise<void>
}

export interface OpenOptions<X extends readonly AnySlice[] = readonly []> {
  readonly store: EventStore
  /** Name of the log in the store, `district` when left out. An empty log is opened, with `district.opened` at position 1. */
  readonly log?: string
  /** Zone of the days, for a log that is opened now; `Asia/Shanghai` when left out. */
  readonly zone?: string
  /** `false`: an empty log is an error (`InvalidInput` with code `noSuchLog`) instead of being opened. */
  readonly create?: boolean
  /** The embedding program's own slices. */
  readonly slices?: X
  /** Changes the permission table: `(table) => ({ ...table, 'task.start': ['office'] })`. */
  readonly policy?: (table: Policy<never>) => Policy<never>
  /** Follows appends of other processes without being asked. Off when left out; `refresh` does it once. */
  readonly follow?: boolean
  readonly clock?: Clock
  readonly random?: Random
  /** Working days; the official ones of China when left out. */
  readonly calendar?: Calendar
  readonly hasher?: Hasher
  readonly sealer?: Sealer
  /**
   * After how many new events a snapshot is written in the background, so that the log opens from there the next time; 10,000 when left out, 0
   * for never. Only where the store keeps snapshots.
   */
  readonly snapshotEvery?: number
  /** Hears what becomes of snapshots: used, saved, unfit and so replaced by a replay, or failed. */
  readonly onSnapshot?: (news: SnapshotNews) => void
  /** How many waiting commands may share one commit; 512 when left out. */
  readonly batch?: number
  /** How often a lost race is run again before `Conflict`; 20 when left out. */
  readonly races?: number
  readonly onListenerError?: (error: unknown) => void
}

const defaultZone = 'Asia/Shanghai'

/**
 * Opens a district over a store: reads its log, folds it, and keeps it.
 * @throws InvalidInput for a bad name or zone, or when `create` is false and the log is empty · StoreError · Tampered or
 * Corrupt, with the position, when the log can't be trusted or read
 */
export async function openDistrict<const X extends readonly AnySlice[] = readonly []>(options: OpenOptions<X>): Promise<District<X>> {
  const { store, log: name = 'district', clock = systemClock, random = systemRandom, hasher = systemHasher } = options
  parseWith(
    z.object({
      log: z.string().check(z.regex(logName)),
      zone: z.string().check(z.refine(isZone, { error: 'is not an IANA time zone', params: { code: 'badZone' } })),
    }),
    { log: name, zone: options.zone ?? defaultZone },
  )
  const slices = [...coreSlices, ...(options.slices ?? [])]
  const machine = createMachine(slices, { policy: options.policy, calendar: options.calendar ?? officialCalendar })
  const rowOf = (state: State) => state.tables.districts?.get('district') as DistrictRow | undefined
  const zoneOf = (state: State) => rowOf(state)?.zone ?? options.zone ?? defaultZone
  const log = await openLog({
    store,
    name,
    machine,
    clock,
    random,
    hasher,
    ...(options.sealer && { sealer: options.sealer }),
    dayAt: (state, instant) => dayIn(zoneOf(state), instant),
    batch: options.batch ?? 512,
    races: options.races ?? 20,
    snapshotEvery: options.snapshotEvery ?? 10_000,
    onSnapshot: options.onSnapshot ?? (() => undefined),
    onListenerError: options.onListenerError ?? rethrowLater,
  })
  if (log.position === 0) {
    if (options.create === false)
      throw new InvalidInput([
        { path: ['log'], code: 'noSuchLog', message: `the store has no log ${name}`, params: { log: name, logs: await store.logs() } },
      ])
    const input = { log: name, zone: options.zone ?? defaultZone, format: 1, slices: slices.map((slice) => slice.name) }
    await log.execute('district.open', input, { actor: { person: 'system', unit: 'system', roles: ['system'] } }).catch((error) => {
      // Another process was first: the log is open, which is all that was wanted.
      if (!(isRefused(error) && error.refusal.code === 'taken')) throw error
    })
  }
  const unwatch = options.follow
    ? store.watch(name, () => void log.refresh().catch(options.onListenerError ?? rethrowLater))
    : () => undefined
  const dayOf = (then: Reading) => (then.recordedAt === '' ? log.today() : dayIn(zoneOf(then.state), Date.parse(then.recordedAt)))
  async function moment({ on, ...cut }: Moment): Promise<{ tables: Tables; on: string }> {
    const seen = parseWith(z.object({ on: z.optional(day()) }), { on }).on
    const isNow = Object.keys(cut).length === 0
    if (!isNow) parseWith(cutShape, cut)
    const then: Reading = isNow ? log : await log.at(cut)
    return { tables: then.state.tables as unknown as Tables, on: seen ?? (isNow ? log.today() : dayOf(then)) }
  }
  const now: Readable<X> = readable(log, log, () => log.today())

  return {
    log: name,
    get zone() {
      return zoneOf(log.state)
    },
    machine,
    get position() {
      return log.position
    },
    get recordedAt() {
      return log.recordedAt
    },
    views: now.views,
    view: now.view,
    table: now.table,
    tableOf: now.tableOf,
    today: now.today,
    execute: (command, input, given) => log.execute(command, input, given) as Promise<Outcome<FactsIn<X>>>,
    send: (command, input, given) => log.execute(command, input, given),
    executeAll: (commands, given) => log.executeAll(commands, given),
    preview: (command, input, given) => log.preview(command, input, given),
    tryOut: (command, input, given) => log.preview(command, input, given),
    async at(cut) {
      parseWith(cutShape, cut)
      const then = await log.at(cut)
      return readable(log, then, () => dayOf(then))
    },
    async compare(earlier, later = {}) {
      const [from, to] = await Promise.all([moment(earlier), moment(later)])
      return compareStates(from.tables, from.on, to.tables, to.on)
    },
    fork: now.fork,
    async explain({ round: id, unit }) {
      const round = (log.state.tables as unknown as Tables).rounds.get(id)
      return (
        round &&
        explain(
          round,
          unit,
          machine.metrics,
          async (position) => (await log.at({ position })).state,
          (positions) => readEvents(machine, hasher, store, name, positions),
        )
      )
    },
    timeline: (given) => readTimeline(machine, hasher, store, name, given),
    on: (type: string, listener: (event: never) => void) => log.on(type, listener),
    refresh: () => log.refresh(),
    async verify(options) {
      const verified = await verifyLog(machine, hasher, store, name, options)
      await log.checkSnapshot()
      return verified
    },
    snapshot: () => log.snapshot(),
    root: () => log.root(),
    words: (language) => dictionary(slices, language),
    async close() {
      unwatch()
      await log.idle()
    },
  } satisfies District<X>
}

const cutShape = z
  .strictObject({ position: z.optional(z.int().check(z.minimum(0))), recordedAt: z.optional(z.iso.datetime({ offset: true })) })
  .check(
    z.refine((cut) => (cut.position === undefined) !== (cut.recordedAt === undefined), {
      error: 'give either position or recordedAt',
      params: { code: 'oneOf' },
    }),
  )

function isZone(zone: string): boolean {
  try {
    dayIn(zone, 0)
    return true
  } catch {
    return false
  }
}

/** A listener's error reaches the host as an unhandled rejection, and never the command that it listened to. */
const rethrowLater = (error: unknown): void => void Promise.reject(error)
