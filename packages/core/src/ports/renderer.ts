import type { FlatTable } from '../engine/view.ts'
import type { Dictionary } from '../engine/words.ts'

/** What a renderer is given: a view's value, and the same as a table, in one language. */
export interface Shown<Name extends string = string, Value = unknown> {
  /** The view's name, such as `wallChart`. */
  readonly view: Name
  readonly value: Value
  readonly table: FlatTable
  /** The words of the language in which it is shown. */
  readonly words: Dictionary
}

/**
 * Shows views: a plain value in, a file's bytes out. What every renderer promises:
 *
 * - *Total.* Every view, those of extensions too, and every error is shown, in both languages; a view that it has no picture of its
 *   own for is shown as its table. One that shows only some views says so by `shows` and refuses the others.
 * - *Deterministic.* The same `Shown` gives the same bytes, on any machine, on any day.
 * - *Harmless.* Text is shown and nothing else: none of it becomes markup, a formula, a link, a command or a broken file.
 */
export interface Renderer {
  /** Its name, as `bihuan render --to` takes it: `html`. */
  readonly name: string
  /** Of the file's name, with the dot: `.html`. */
  readonly extension: string
  readonly mediaType: string
  /** Whether it shows views of this name. */
  shows(view: string): boolean
  /** @throws InvalidInput with code `notShown` at `view` for a view that it does not show */
  render(shown: Shown): Promise<Uint8Array>
  /** Anything that this library throws, as a file that says so: `words.error`'s code, sentence and places. */
  renderError(error: unknown, words: Dictionary): Promise<Uint8Array>
}
