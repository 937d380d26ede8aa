import type { Draft } from 'immer'
import { Immer } from 'immer'
import { eachOf, Part } from './part.ts'

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
  /** Without making a row that nobody asked for yet. */
  ids(): IterableIterator<string>
  /** Rows found under `key` in an index, by id: the same rows give the same order, however they came about. */
  by(index: I, key: string): readonly R[]
  /** How many rows `by` would give, without making them. */
  count(index: I, key: string): number
  /** Under which keys an index finds a row. */
  keys(index: I, row: R): readonly string[]
  /** Grows with every row that is written; undefined of a draft, which is never read twice. */
  version(): number | undefined
  /** Ids of the rows written since it was `version`, the same one perhaps several times; undefined when that is too long ago to tell. */
  since(version: number): readonly string[] | undefined
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
  /**
   * The same without a draft, for what is written often: the recipe may set members of the row, and change the `lists` that are named,
   * but nothing inside of what they hold. Live it works on a copy of the row and of those lists. Returns whether the row was there.
   */
  revise<K extends ListsOf<R>>(id: string, lists: readonly K[], recipe: (row: Revised<R, K>) => void): boolean
}

/** The members of a row that are lists. */
export type ListsOf<R> = { [M in keyof R]-?: R[M] extends readonly unknown[] ? M : never }[keyof R]
/** A row whose members may be set, and whose lists `K` may be changed. */
export type Revised<R, K> = { -readonly [M in keyof R]: M extends K ? (R[M] extends readonly (infer T)[] ? T[] : R[M]) : R[M] }

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
   * Takes in rows as text, which the table does not hold yet: `keys` and `text` as in a part of a snapshot. The keys are read when the table
   * is first asked for anything, the rows of the part when one of them is.
   */
  hydrateLater(keys: string | Uint8Array, text: string | Uint8Array): void
  /** What gives the rows as they are now, whatever is written meanwhile, as often as it is called. */
  snapshot(): () => Iterable<R>
  /** While true, recipes run on the plain rows: for replay into rows that nobody else holds. */
  bulk: boolean
  /** A layer over this one, which tells when it is first written to. This one must not change while the overlay is in use. */
  overlay(onWritten?: (layer: Layer<R, I>) => void): Layer<R, I>
  /** Writes an overlay's rows into its base, and leaves the overlay empty. */
  merge(): void
  /** Empties an overlay, as if nothing had been written to it. */
  drop(): void
  /** A copy that shares the rows, not the maps: for what-if and as-of. */
  fork(): Layer<R, I>
}

const inside = Symbol('inside')

/** Ids by key. */
type Index = Map<string, Set<string>>

/** What layers of one table ask of each other. */
interface Whole<R extends Row, I extends string> extends Layer<R, I> {
  readonly [inside]: {
    idsBy(name: I, key: string): Iterable<string>
    put(row: R): void
    take(rows: ReadonlyMap<string, R | Part<R>>): void
  }
}

export function createTable<R extends Row, I extends string>(
  spec: TableSpec<R, I>,
  under?: Layer<R, I>,
  onWritten: (layer: Layer<R, I>) => void = () => undefined,
): Layer<R, I> {
  const base = under as Whole<R, I> | undefined
  const names = Object.keys(spec.indexes) as I[]
  /** A row from a snapshot is in its part until somebody asks for it. */
  const rows = new Map<string, R | Part<R>>()
  /** Parts whose ids nobody asked for yet. */
  const unread: Part<R>[] = []
  /** Those that were asked for, of this layer's own rows: what nobody asks for is not kept. */
  const indexes = new Map<I, Index>()
  /** Rows of an overlay that its base does not have. */
  let added = 0
  /** Ids in the order in which they were written, the last of them; `forgotten` were before. */
  let written: string[] = []
  let forgotten = 0

  function held(): ReadonlyMap<string, R | Part<R>> {
    if (unread.length === 0) return rows
    for (const part of unread.splice(0)) for (const [id] of part.keys()) rows.set(id, part)
    return rows
  }

  function get(id: string): R | undefined {
    const row = held().get(id)
    if (row === undefined) return base?.get(id)
    return row instanceof Part ? hydrated(id, row) : row
  }

  /** A row of a part, none of which was asked for before. From now on all of them are rows of the table. */
  function hydrated(id: string, part: Part<R>): R {
    for (const row of part.rows()) rows.set(row.id, row)
    return rows.get(id) as R
  }

  function indexed(name: I): Index {
    const known = indexes.get(name)
    if (known) return known
    const index: Index = new Map()
    const keysOf = spec.indexes[name]
    const parts = new Set<Part<R>>()
    for (const [id, row] of held()) {
      if (row instanceof Part) parts.add(row)
      else move(index, id, none, keysOf(row))
    }
    const place = 1 + names.indexOf(name)
    for (const part of parts) for (const of of part.keys()) move(index, of[0], none, of[place] as readonly string[])
    indexes.set(name, index)
    return index
  }

  function* own(): IterableIterator<R> {
    // who goes through all of them needs no ids first
    for (const part of unread.splice(0)) for (const row of part.rows()) rows.set(row.id, row)
    for (const [id, row] of held()) yield row instanceof Part ? hydrated(id, row) : row
  }

  function place(id: string, before: R | undefined, after: R): void {
    if (base && rows.size === 0) onWritten(layer)
    rows.set(id, after)
    if (!base) note(id)
    for (const [name, index] of indexes) {
      const keysOf = spec.indexes[name]
      move(index, id, before ? keysOf(before) : none, keysOf(after))
    }
  }

  /** A row of a bulk replay is written in place. */
  function rewritten(row: R, recipe: (row: R) => void): void {
    forget()
    if (indexes.size === 0) {
      recipe(row)
      return
    }
    const keys = [...indexes.keys()].map((name) => spec.indexes[name](row))
    recipe(row)
    let i = 0
    for (const [name, index] of indexes) move(index, row.id, keys[i++] as readonly string[], spec.indexes[name](row))
  }

  function note(id: string): void {
    written.push(id)
    if (written.length <= remembered) return
    forgotten += remembered / 2
    written = written.slice(remembered / 2)
  }

  /** For what is written without telling which rows. */
  function forget(): void {
    forgotten += written.length + 1
    if (written.length > 0) written = []
  }

  /** Ids under a key, in no order. A row of the base that is here too counts as it is here. */
  function idsBy(name: I, key: string): Iterable<string> {
    const below = base?.[inside].idsBy(name, key)
    if (below && rows.size === 0) return below
    const here = indexed(name).get(key) ?? nothing
    if (!below) return here
    const ids = [...here]
    for (const id of below) if (!rows.has(id)) ids.push(id)
    return ids
  }

  const layer: Whole<R, I> = {
    bulk: false,
    version: () => (base ? undefined : forgotten + written.length),
    since: (version) => (base || version < forgotten ? undefined : written.slice(version - forgotten)),
    keys: (name, row) => spec.indexes[name](row),
    keysOf: (row) => names.map((name) => spec.indexes[name](row)),
    hydrateLater(keys, text) {
      unread.push(new Part(keys, text))
      indexes.clear()
      forget()
    },
    snapshot() {
      const now = base ? [...layer.values()].map((row) => [row.id, row] as const) : [...held()]
      return () => eachOf(now)
    },
    get,
    has: (id) => held().has(id) || (base?.has(id) ?? false),
    get size() {
      return base ? base.size + added : held().size
    },
    *values() {
      if (!base) return yield* own()
      for (const row of base.values()) yield get(row.id) ?? row
      for (const row of own()) if (!base.has(row.id)) yield row
    },
    *ids() {
      if (base) yield* base.ids()
      for (const id of held().keys()) if (!base?.has(id)) yield id
    },
    by(name, key) {
      const ids = [...idsBy(name, key)]
      return (ids.length > 1 ? ids.sort() : ids).map((id) => get(id) as R)
    },
    count(name, key) {
      const ids = idsBy(name, key)
      return ids instanceof Set ? ids.size : (ids as readonly string[]).length
    },
    insert(row) {
      if (layer.has(row.id)) throw new Error(`a row ${row.id} is there already`)
      added++
      place(row.id, undefined, row)
    },
    update(id, recipe) {
      const before = get(id)
      if (!before) return
      if (!layer.bulk) {
        const after = immer.produce(before, (draft) => void recipe(draft))
        if (after !== before) place(id, rows.has(id) ? before : undefined, after)
        return
      }
      rewritten(before, recipe as (row: R) => void)
    },
    revise(id, lists, recipe) {
      const before = get(id)
      if (!before) return false
      if (layer.bulk) {
        rewritten(before, recipe as (row: R) => void)
        return true
      }
      const after = { ...before }
      for (const list of lists) after[list] = [...(before[list] as readonly unknown[])] as never
      recipe(after as never)
      place(id, rows.has(id) ? before : undefined, after)
      return true
    },
    overlay: (heard) => createTable(spec, layer, heard),
    merge() {
      if (!base) throw new Error('only an overlay can be merged')
      for (const [id, row] of rows) base[inside].put(row instanceof Part ? hydrated(id, row) : row)
      layer.drop()
    },
    drop() {
      if (!base) throw new Error('only an overlay can be dropped')
      if (rows.size === 0) return
      rows.clear()
      indexes.clear()
      added = 0
    },
    fork() {
      const copy = createTable(spec) as Whole<R, I>
      copy[inside].take(base ? new Map([...layer.values()].map((row) => [row.id, row])) : held())
      return copy
    },
    [inside]: {
      idsBy,
      put(row) {
        const before = get(row.id)
        if (!before) added++
        place(row.id, rows.has(row.id) ? before : undefined, row)
      },
      take(from) {
        for (const [id, row] of from) rows.set(id, row)
      },
    },
  }

  return layer
}

function move(index: Index, id: string, from: readonly string[], to: readonly string[]): void {
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

const none: readonly string[] = []
const nothing: ReadonlySet<string> = new Set()

/** How many writes a table can tell of. */
const remembered = 8192
