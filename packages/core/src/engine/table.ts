import type { Draft } from 'immer'
import { Immer } from 'immer'

/** What a table holds: plain, JSON-serialisable, with an id that is unique in it. */
export interface Row {
  readonly id: string
}

/** What is indexed: for each index the keys under which a row is found. */
export type Indexes<R, I extends string> = Readonly<Record<I, (row: R) => readonly string[]>>

/** Declares a table: the row's type and its indexes. */
export interface TableSpec<R extends Row, I extends string> {
  readonly indexes: Indexes<R, I>
  /** Only there to carry the row's type. */
  readonly row?: R
}
export const table = <R extends Row, I extends string = never>(indexes: Indexes<R, I>): TableSpec<R, I> => ({ indexes })

/** A table as decisions and views see it. Rows are immutable; order is that of insertion. */
export interface Reader<R extends Row, I extends string = string> {
  get(id: string): R | undefined
  has(id: string): boolean
  readonly size: number
  values(): IterableIterator<R>
  /** Rows found under `key` in an index, by id: the same rows give the same order, however they came about. */
  by(index: I, key: string): readonly R[]
  /** How many rows `by` would give, without making them. */
  count(index: I, key: string): number
}

/** A table as event handlers see it. */
export interface Writer<R extends Row> {
  get(id: string): R | undefined
  insert(row: R): void
  /**
   * Changes one row. The recipe mutates and returns nothing: live it works on an immer draft of this row, in bulk replay on
   * the plain row, and both give the same state. A row that is not there is left alone, so that handlers are total.
   */
  update(id: string, recipe: (row: Draft<R>) => void): void
}

export interface Table<R extends Row, I extends string = string> extends Reader<R, I>, Writer<R> {}

const immer = new Immer({ autoFreeze: false })

/**
 * Rows by id over an optional base. Without a base it is the table itself; with one it is an overlay that holds only what
 * differs, so that a batch of commands can be decided on its own results and dropped whole if it can't be committed.
 */
export interface Layer<R extends Row, I extends string = string> extends Table<R, I> {
  /** Under which keys each index finds a row, in the order in which the table declares them. */
  keysOf(row: R): readonly (readonly string[])[]
  /**
   * Takes in a row as text with its `keysOf` as JSON: the row is parsed when it is first asked for, the keys when first any index of the
   * table is. The table holds no such row yet.
   */
  hydrateLater(id: string, text: string, keys: string): void
  /** Ids with their rows, as text where they were not asked for yet. A copy: what changes later does not show in it. */
  snapshot(): readonly (readonly [id: string, row: R | string])[]
  /** While true, recipes run on the plain rows: for replay into rows that nobody else holds. */
  bulk: boolean
  /** A layer over this one. This one must not change while the overlay is in use. */
  overlay(): Layer<R, I>
  /** Writes an overlay's rows into its base. */
  merge(): void
  /** A copy that shares the rows, not the maps: for what-if and as-of. */
  fork(): Layer<R, I>
}

export function createTable<R extends Row, I extends string>(spec: TableSpec<R, I>, base?: Layer<R, I>): Layer<R, I> {
  const names = Object.keys(spec.indexes) as I[]
  /** A row from a snapshot is text until somebody asks for it. */
  const rows = new Map<string, R | string>()
  const indexes = new Map<I, Map<string, Set<string>>>(names.map((name) => [name, new Map()]))
  /** The keys of rows from a snapshot that are in no index yet. */
  let unindexed: (readonly [id: string, keys: string])[] = []
  let added = 0

  function get(id: string): R | undefined {
    const row = rows.get(id)
    if (row === undefined) return base?.get(id)
    return typeof row === 'string' ? hydrate(id, row) : row
  }

  function hydrate(id: string, text: string): R {
    const row = JSON.parse(text) as R
    rows.set(id, row)
    return row
  }

  /** Puts into the indexes what waits for it. */
  function settle(): void {
    if (unindexed.length === 0) return
    const waiting = unindexed
    unindexed = []
    for (const [id, text] of waiting) {
      const keys = keysIn(text) ?? layer.keysOf(get(id) as R)
      for (let i = 0; i < names.length; i++) move(names[i] as I, id, none, keys[i] ?? none)
    }
  }

  function* own(): IterableIterator<R> {
    for (const [id, row] of rows) yield typeof row === 'string' ? hydrate(id, row) : row
  }

  function place(id: string, before: R | undefined, after: R): void {
    rows.set(id, after)
    for (const name of names) move(name, id, before ? spec.indexes[name](before) : none, spec.indexes[name](after))
  }

  function move(name: I, id: string, from: readonly string[], to: readonly string[]): void {
    const index = indexes.get(name) as Map<string, Set<string>>
    for (const key of from) {
      if (to.includes(key)) continue
      const ids = index.get(key)
      ids?.delete(id)
      if (ids?.size === 0) index.delete(key)
    }
    for (const key of to) {
      const ids = index.get(key)
      if (ids) ids.add(id)
      else index.set(key, new Set([id]))
    }
  }

  function* idsBy(name: I, key: string): IterableIterator<string> {
    settle()
    if (base)
      for (const row of base.by(name, key)) if (!rows.has(row.id) || spec.indexes[name](get(row.id) as R).includes(key)) yield row.id
    for (const id of indexes.get(name)?.get(key) ?? none) {
      const below = base?.get(id)
      if (!below || !spec.indexes[name](below).includes(key)) yield id
    }
  }

  const layer: Layer<R, I> = {
    bulk: false,
    keysOf: (row) => names.map((name) => spec.indexes[name](row)),
    hydrateLater(id, text, keys) {
      added++
      rows.set(id, text)
      unindexed.push([id, keys])
    },
    snapshot: () => (base ? [...layer.values()].map((row) => [row.id, row] as const) : [...rows]),
    get,
    has: (id) => rows.has(id) || (base?.has(id) ?? false),
    get size() {
      return added + (base?.size ?? 0)
    },
    *values() {
      if (!base) return yield* own()
      for (const row of base.values()) yield get(row.id) ?? row
      for (const row of own()) if (!base.has(row.id)) yield row
    },
    by(name, key) {
      return [...idsBy(name, key)].sort().map((id) => get(id) as R)
    },
    count(name, key) {
      settle()
      if (!base) return indexes.get(name)?.get(key)?.size ?? 0
      let count = 0
      for (const _ of idsBy(name, key)) count++
      return count
    },
    insert(row) {
      if (get(row.id)) throw new Error(`a row ${row.id} is there already`)
      added++
      place(row.id, undefined, row)
    },
    update(id, recipe) {
      const before = get(id)
      if (!before) return
      settle()
      if (!layer.bulk) {
        const after = immer.produce(before, (draft) => void recipe(draft))
        if (after !== before) place(id, rows.has(id) ? before : undefined, after)
        return
      }
      const keys = names.map((name) => spec.indexes[name](before))
      recipe(before as Draft<R>)
      names.forEach((name, i) => {
        move(name, id, keys[i] as readonly string[], spec.indexes[name](before))
      })
    },
    overlay: () => createTable(spec, layer),
    merge() {
      if (!base) throw new Error('only an overlay can be merged')
      const target = base as Layer<R, I> & { [write]?: typeof put }
      for (const row of own()) target[write]?.(row)
    },
    fork() {
      const copy = createTable(spec)
      for (const row of layer.values()) copy.insert(row)
      return copy
    },
  }

  function put(row: R): void {
    settle()
    const before = get(row.id)
    if (!before) added++
    place(row.id, rows.has(row.id) ? before : undefined, row)
  }
  Object.defineProperty(layer, write, { value: put })
  return layer
}

/** Keys as `hydrateLater` takes them, or undefined for what is none. */
function keysIn(text: string): readonly (readonly string[])[] | undefined {
  try {
    const keys: unknown = JSON.parse(text)
    return Array.isArray(keys) && keys.every(Array.isArray) ? keys : undefined
  } catch {
    return undefined
  }
}

const write = Symbol('write')
const none: readonly string[] = []
