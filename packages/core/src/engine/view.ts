import type * as z from 'zod/mini'
import type { Program } from './decision.ts'

/** A view: its options, its shape, how it is computed from the state, and how it becomes a table of records. */
export interface ViewSpec<State, Options extends z.core.$ZodType, Value extends z.core.$ZodType> {
  /** A filter beside `on`. Everything in it is optional. */
  readonly options: Options
  /** The value's shape: plain and JSON-serialisable. */
  readonly shape: Value
  /** Pure. What it returns shares nothing with the state. */
  readonly compute: (state: State, options: z.output<Options> & { readonly on: string }, program: Program) => z.output<Value>
  /** The value as records. Texts in two languages become the one asked for. */
  readonly table: (value: z.output<Value>, lang: Lang) => FlatTable
}

export type Lang = 'zh' | 'en'

/** A view as records: for CSV, workbooks and data frames. */
export interface FlatTable {
  readonly columns: readonly Column[]
  readonly rows: readonly Readonly<Record<string, Cell>>[]
}

/** `null` is "nothing there", which is not the same as an empty text. */
export type Cell = string | number | boolean | null

export interface Column {
  readonly key: string
  /** `code` cells hold a code, for which `words` names the list of labels. `percent` is 0–100, `days` a number of days. */
  readonly kind: 'id' | 'text' | 'code' | 'day' | 'number' | 'percent' | 'count' | 'days' | 'flag'
  readonly words?: string
  /** Left out where there is little room, as on a terminal. */
  readonly detail?: true
}

export const viewOf =
  <State>() =>
  <Options extends z.core.$ZodType, Value extends z.core.$ZodType>(
    view: ViewSpec<State, Options, Value>,
  ): ViewSpec<State, Options, Value> =>
    view
