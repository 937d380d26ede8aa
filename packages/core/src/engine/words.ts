import type { Refusal } from './errors.ts'
import type { Lang } from './view.ts'

/** What a slice calls its things in one language. What is left out is shown as its code. */
export interface SliceWords {
  readonly events?: Readonly<Record<string, string>>
  readonly commands?: Readonly<Record<string, string>>
  readonly views?: Readonly<Record<string, string>>
  readonly columns?: Readonly<Record<string, string>>
  /** Names of metrics. */
  readonly metrics?: Readonly<Record<string, string>>
  /** Labels of codes, by the name of their list: `stage`, `light` … */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Sentences for refusals, by code. */
  readonly refusals?: Readonly<Record<string, (refusal: never, words: Dictionary) => string>>
}

export type WordsOfSlice = Readonly<Record<Lang, SliceWords>>

/** All words of a district in one language. Every lookup is total: what has no word is shown as it is. */
export interface Dictionary {
  readonly lang: Lang
  event(type: string): string
  command(name: string): string
  view(name: string): string
  column(key: string): string
  metric(name: string): string
  /** The label of a code in a list of labels such as `stage`. */
  code(list: string, code: string): string
  refusal(refusal: Refusal): string
  /** A sentence for anything that this library throws, with its code and, for bad input, each place. */
  error(error: unknown): {
    readonly code: string
    readonly sentence: string
    readonly places: readonly { readonly path: string; readonly code: string; readonly sentence: string }[]
  }
}
