import type * as z from 'zod/mini'
import type { CommandSpec, Policy, Program } from './decision.ts'
import type { AnyFact, Fact, Recorded, Shapes, Upcasters } from './event.ts'
import type { AnyMetric } from './metric.ts'
import type { Reader, Row, TableSpec, Writer } from './table.ts'
import type { ViewSpec } from './view.ts'
import type { WordsOfSlice } from './words.ts'

/**
 * A slice is a part of the domain: its events, the tables that they make, the commands that record them, and who may send
 * those. The core is made of slices by the same function that an embedding program uses for its own. Its shapes may be of `zod` or
 * of `zod/mini`, also mixed.
 */
export interface Slice<
  E extends Shapes = Shapes,
  T extends Readonly<Record<string, AnyTable>> = Readonly<Record<string, AnyTable>>,
  C extends Readonly<Record<string, AnyCommand>> = Readonly<Record<string, AnyCommand>>,
  V extends Readonly<Record<string, AnyView>> = Readonly<Record<string, AnyView>>,
> {
  /** Unique among the slices of a log; kept in the log's first record. */
  readonly name: string
  readonly events: E
  readonly upcasters: Upcasters
  readonly tables: T
  readonly evolve: AnyHandlers
  readonly commands: C
  readonly policy: Policy<never>
  readonly views: V
  /** By name, for rules of assessment. */
  readonly metrics: Readonly<Record<string, AnyMetric>>
  readonly words?: WordsOfSlice
}

// The widest members, which every slice fits. `never` in parameter places makes them assignable without a cast.
export type AnyTable = TableSpec<never, string> | { readonly indexes: object; readonly row?: Row }
export type AnyCommand = {
  readonly input: z.core.$ZodType
  readonly decide: (state: never, input: never, context: never) => readonly AnyFact[]
}
export type AnyView = {
  readonly options: z.core.$ZodType
  readonly shape: z.core.$ZodType
  readonly compute: (state: never, options: never, program: Program) => unknown
  readonly table: ViewSpec<never, z.core.$ZodType, z.core.$ZodType>['table'] | ((value: never, lang: never) => unknown)
}
export type AnyHandlers = Readonly<Record<string, ((tables: never, event: never) => void) | undefined>>

export type RowOf<T> = T extends { readonly row?: infer R | undefined } ? Extract<R, Row> : never
export type IndexOf<T> = T extends { readonly indexes: infer X } ? keyof X & string : never

/** The tables of a slice as decisions and views see them. */
export type Readers<T> = { readonly [K in keyof T]: Reader<RowOf<T[K]>, IndexOf<T[K]>> }
/** The tables of a slice as its event handlers see them. */
export type Writers<T> = { readonly [K in keyof T]: Writer<RowOf<T[K]>> }

/** One handler for each event of the slice's own, and for any of the others' that its tables care about. */
export type Handlers<T, Own extends Shapes, Others extends Shapes = Record<never, never>> = {
  readonly [K in keyof Own & string]: (tables: Writers<T>, event: Extract<Recorded<Fact<Own>>, { type: K }>) => void
} & { readonly [K in keyof Others & string]?: (tables: Writers<T>, event: Extract<Recorded<Fact<Others>>, { type: K }>) => void }

/** Makes a slice. What is left out is empty. */
export function slice<
  E extends Shapes = Record<never, never>,
  T extends Readonly<Record<string, AnyTable>> = Record<never, never>,
  C extends Readonly<Record<string, AnyCommand>> = Record<never, never>,
  V extends Readonly<Record<string, AnyView>> = Record<never, never>,
>(parts: {
  readonly name: string
  readonly events?: E
  readonly upcasters?: Upcasters
  readonly tables?: T
  readonly evolve?: AnyHandlers
  readonly commands?: C
  readonly policy?: Policy<never>
  readonly views?: V
  readonly metrics?: Readonly<Record<string, AnyMetric>>
  readonly words?: WordsOfSlice
}): Slice<E, T, C, V> {
  return {
    name: parts.name,
    events: parts.events ?? ({} as E),
    upcasters: parts.upcasters ?? {},
    tables: parts.tables ?? ({} as T),
    evolve: parts.evolve ?? {},
    commands: parts.commands ?? ({} as C),
    policy: parts.policy ?? {},
    views: parts.views ?? ({} as V),
    metrics: parts.metrics ?? {},
    ...(parts.words && { words: parts.words }),
  }
}

/** Any slice, whatever its events, tables, commands and views. */
export type AnySlice = Slice

export type EventsOf<S> = S extends Slice<infer E, infer _T, infer _C, infer _V> ? E : never
export type TablesOf<S> = S extends Slice<infer _E, infer T, infer _C, infer _V> ? T : never
export type CommandsOf<S> = S extends Slice<infer _E, infer _T, infer C, infer _V> ? C : never
export type ViewsOf<S> = S extends Slice<infer _E, infer _T, infer _C, infer V> ? V : never
export type InputOf<C> = C extends { readonly input: infer I extends z.core.$ZodType } ? z.input<I> : never
export type CommandInput<C extends AnyCommand> = z.input<C['input']>
export type { CommandSpec }
