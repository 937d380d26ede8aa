import * as z from 'zod/mini'
import type { coreSlices } from './core-slices.ts'
import type { Outcome } from './engine/batch.ts'
import type { Fact, Shapes } from './engine/event.ts'
import type { Sent } from './engine/fork.ts'
import type { Cut } from './engine/load.ts'
import type { Log } from './engine/log.ts'
import { parseWith, type State } from './engine/machine.ts'
import type { CommandCall, ExecuteOptions } from './engine/order.ts'
import { day } from './engine/schema.ts'
import type { AnySlice, CommandsOf, EventsOf, InputOf, ViewsOf } from './engine/slice.ts'
import type { FlatTable, Lang } from './engine/view.ts'
import type { Dictionary } from './engine/words.ts'
import type { Shown } from './ports/renderer.ts'

/** What can be seen of a district, now, at a moment of its log, or in a fork of it. */

type Joined<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void ? I : never
type All<X extends readonly AnySlice[]> = (typeof coreSlices)[number] | X[number]

/** Everything that a district with extra slices `X` understands. */
export type CommandsIn<X extends readonly AnySlice[] = readonly []> = Joined<CommandsOf<All<X>>>
export type EventsIn<X extends readonly AnySlice[] = readonly []> = Joined<EventsOf<All<X>>>
export type ViewsIn<X extends readonly AnySlice[] = readonly []> = Joined<ViewsOf<All<X>>>
export type FactsIn<X extends readonly AnySlice[] = readonly []> = EventsIn<X> extends infer E extends Shapes ? Fact<E> : never

type OptionsOfView<V> = V extends { readonly options: infer O extends z.core.$ZodType } ? z.input<O> & { readonly on?: string } : never
/** What view `N` of the core, or of the extra slices `X`, gives. */
export type ValueIn<N extends keyof ViewsIn<X>, X extends readonly AnySlice[] = readonly []> = ValueOfView<ViewsIn<X>[N]>

type ValueOfView<V> = V extends { readonly shape: infer S extends z.core.$ZodType } ? z.output<S> : never

/** Options may be left out when every one of them may. */
type SeenBy<V> =
  Record<never, never> extends OptionsOfView<V>
    ? (options?: OptionsOfView<V>) => ValueOfView<V>
    : (options: OptionsOfView<V>) => ValueOfView<V>

/** What was known at a cut of the log, or now without one, of a day. */
export interface Moment extends Cut {
  readonly on?: string
}

/** What can be seen of a district at one moment of its log. */
export interface Readable<X extends readonly AnySlice[] = readonly []> {
  /** Position of the last event that is seen; 0 when there is none. */
  readonly position: number
  /** When that event was entered: UTC, ISO 8601. */
  readonly recordedAt: string
  /**
   * The views by name. Each takes its filter and `on`, the day that it speaks of (`YYYY-MM-DD`, today when left out), and
   * gives a plain JSON-serialisable value that shares nothing with the district.
   * @throws InvalidInput when an option has another shape
   */
  readonly views: { readonly [N in keyof ViewsIn<X>]: SeenBy<ViewsIn<X>[N]> }
  /** A view by a name known only at run time. @throws InvalidInput for an unknown view or option */
  view(name: string, options?: Readonly<Record<string, unknown>>): unknown
  /** A view as a table of records. Texts in two languages become the one in `lang`. @throws InvalidInput */
  table(name: string, options?: Readonly<Record<string, unknown>>, lang?: Lang): FlatTable
  /** The value of a view as the same table: one in which sealed text was revealed, say. @throws InvalidInput for an unknown view */
  tableOf(name: string, value: unknown, lang?: Lang): FlatTable
  /** The day that it is in the district's zone; of a past moment, the day of its last entry. */
  today(): string
  /** A copy that takes hypothetical commands: what-if. Nothing of it reaches the store. */
  fork(): WhatIf<X>
}

/** A fork of a district, or of a moment of it: commands change what its views show, and nothing else. */
export interface WhatIf<X extends readonly AnySlice[] = readonly []> extends Readable<X> {
  /** As a district's, on this copy alone. @throws InvalidInput · Refused */
  execute<N extends keyof CommandsIn<X> & string>(
    command: N,
    input: InputOf<CommandsIn<X>[N]>,
    options: ExecuteOptions,
  ): Promise<Outcome<FactsIn<X>>>
  send(command: string, input: unknown, options: ExecuteOptions): Promise<Outcome>
  /**
   * Many commands, each decided on what those before it changed: as `send` one after the other, at a fraction of the cost. What is refused, or
   * has another shape, does not hold up the others.
   */
  sendEach(commands: readonly CommandCall[], options: Omit<ExecuteOptions, 'id'>): Promise<readonly Sent[]>
}

/**
 * A view as a renderer takes it, in the language of `words`.
 * @throws InvalidInput for an unknown view or option
 */
export function shown<X extends readonly AnySlice[], N extends keyof ViewsIn<X> & string>(
  seen: Readable<X>,
  words: Dictionary,
  view: N,
  options?: OptionsOfView<ViewsIn<X>[N]>,
): Shown<N, ValueIn<N, X>> {
  const value = seen.view(view, options) as ValueIn<N, X>
  return { view, value, table: seen.tableOf(view, value, words.lang), words }
}

/** Sees a log, or a moment or fork of it. */
export function readable<X extends readonly AnySlice[]>(
  log: Log,
  source: { readonly state: State; readonly position: number; readonly recordedAt: string },
  today: () => string,
): Readable<X> {
  const { machine } = log
  const onShape = z.optional(day())
  const view = (name: string, options: Readonly<Record<string, unknown>> = {}): unknown => {
    const { on, ...filter } = options
    const seen = parseWith(z.object({ on: onShape }), { on }).on ?? today()
    return machine.see(source.state, name, filter, seen)
  }
  const table = (name: string, options?: Readonly<Record<string, unknown>>, lang: Lang = 'zh'): FlatTable => {
    return tableOf(name, view(name, options), lang)
  }
  const tableOf = (name: string, value: unknown, lang: Lang = 'zh') =>
    machine.viewNamed(name).table(value as never, lang as never) as FlatTable
  const views = Object.fromEntries(
    [...machine.views.keys()].map((name) => [name, (options?: Readonly<Record<string, unknown>>) => view(name, options)]),
  )
  return {
    get position() {
      return source.position
    },
    get recordedAt() {
      return source.recordedAt
    },
    views: views as Readable<X>['views'],
    view,
    table,
    tableOf,
    today,
    fork() {
      const fork = log.fork(source)
      const seen: Readable<X> = readable(log, fork, today)
      return {
        get position() {
          return fork.position
        },
        get recordedAt() {
          return fork.recordedAt
        },
        views: seen.views,
        view: seen.view,
        table: seen.table,
        tableOf: seen.tableOf,
        today,
        fork: seen.fork,
        execute: (command, input, given) => fork.send(command, input, given) as Promise<Outcome<FactsIn<X>>>,
        send: fork.send,
        sendEach: fork.sendEach,
      }
    },
  }
}
