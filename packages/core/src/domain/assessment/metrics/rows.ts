import type { Asked, Measured, MetricSpec, Part } from '../../../engine/metric.ts'
import type { Reader } from '../../../engine/table.ts'
import type { District } from '../../state.ts'
import { addUp, type Total } from './measured.ts'

type Name = keyof District
type Row<N extends Name> = District[N] extends Reader<infer R, infer _> ? R : never
type Index<N extends Name> = District[N] extends Reader<infer _, infer I> ? I : never

/**
 * A metric that looks at the rows of one table that are found under the unit, each by itself. Said in this way, what a unit comes to can be
 * kept: a row that is written changes its own part and no other.
 */
export interface OverRows<N extends Name> {
  readonly table: N
  readonly index: Index<N>
  readonly total: Total
  /** What a row counts for. */
  readonly parts: (state: District, asked: Asked) => (row: Row<N>) => readonly Part[]
  /** The other tables that parts are read from: of a row of theirs, the ids of the rows whose parts it says something about. */
  readonly reads?: { readonly [O in Name]?: (row: Row<O>) => readonly (string | undefined)[] }
  /** Tables whose every row says something about all parts. */
  readonly rules?: readonly Name[]
}

const specs = new WeakMap<MetricSpec<District>['measure'], OverRows<Name>>()

/** Asks each of the unit's rows. */
export function overRows<N extends Name>(spec: OverRows<N>): MetricSpec<District>['measure'] {
  const { table, index, total, parts } = spec
  const measure = (state: District, asked: Asked): Measured => {
    const rows = state[table] as unknown as Reader<Row<N> & { id: string }>
    const found = rows.by(index, asked.unit).flatMap(parts(state, asked))
    return { value: total(addUp(found)), parts: found }
  }
  specs.set(measure, spec as unknown as OverRows<Name>)
  return measure
}

/** How a metric looks at rows, if it was made by `overRows`. */
export const rowsOf = (measure: MetricSpec<District>['measure']): OverRows<Name> | undefined => specs.get(measure)
