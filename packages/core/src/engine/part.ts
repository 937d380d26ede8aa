import { textOf } from './bytes.ts'

interface Identified {
  readonly id: string
}

/** Rows of a snapshot as text, perhaps of several tables: each makes rows of its own out of it. */
export class Part<R extends Identified> {
  readonly #keys: string | Uint8Array
  readonly #text: string | Uint8Array

  constructor(keys: string | Uint8Array, text: string | Uint8Array) {
    this.#keys = keys
    this.#text = text
  }

  /** For each row its id, and then its keys by index. */
  keys(): readonly (readonly [id: string, ...keys: (readonly string[])[]])[] {
    return JSON.parse(textOf(this.#keys))
  }

  rows(): readonly R[] {
    return JSON.parse(textOf(this.#text))
  }
}

/** Rows as they were in a table, those of parts made on the way and given out of hand. */
export function* eachOf<R extends Identified>(rows: Iterable<readonly [id: string, row: R | Part<R>]>): IterableIterator<R> {
  let last: Part<R> | undefined
  let made = new Map<string, R>()
  for (const [id, row] of rows) {
    if (row instanceof Part && row !== last) {
      last = row
      made = new Map(row.rows().map((one) => [one.id, one]))
    }
    yield row instanceof Part ? (made.get(id) as R) : row
  }
}
