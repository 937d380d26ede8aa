import { keeping, type Written } from '../../engine/keeping.ts'
import type { AnyMetric, Asked, MetricSpec, Part } from '../../engine/metric.ts'
import type { Reader, Row } from '../../engine/table.ts'
import type { District } from '../state.ts'
import { addUp, type PartSums } from './metrics/measured.ts'
import { type OverRows, rowsOf } from './metrics/rows.ts'

/** What each unit's rows come to, and what each row brought in. */
interface Tally {
  readonly units: Map<string, PartSums>
  readonly rows: Map<string, readonly (PartSums & { readonly unit: string })[]>
  put(id: string): void
}
type Spec = OverRows<keyof District>
type Period = Omit<Asked, 'unit'>

/** What units come to in a period as it is known on a day. Two periods are kept: rounds over the year and the quarter go on at the same time. */
const tallies = keeping<District, [from: string, to: string, on: string], Map<Spec, Tally>>({
  most: 2,
  begin: () => new Map(),
  follow(kept, state, written) {
    for (const [spec, tally] of kept) {
      const ids = spec.rules?.some((name) => written[name]) ? undefined : concerned(state, spec, written)
      if (!ids || ids.size > tally.rows.size / 4 + 100) kept.delete(spec)
      else for (const id of ids) tally.put(id)
    }
    return true
  },
})

/** The rows whose parts may be others now. */
function concerned(state: District, { table, reads = {} }: Spec, written: Written<District>): Set<string> {
  const ids = new Set(written[table])
  for (const name of Object.keys(reads) as (keyof District)[])
    for (const id of written[name] ?? [])
      for (const concern of reads[name]?.(state[name].get(id) as never) ?? []) if (concern !== undefined) ids.add(concern)
  return ids
}

function tallyOf(state: District, { table, index, parts }: Spec, period: Period): Tally {
  const rows = state[table] as unknown as Reader<Row>
  const asking = new Map<string, (row: never) => readonly Part[]>()
  const partsOf = (unit: string) => {
    const ask = asking.get(unit) ?? parts(state, { ...period, unit })
    asking.set(unit, ask)
    return ask
  }
  const tally: Tally = {
    units: new Map(),
    rows: new Map(),
    put(id) {
      const row = rows.get(id)
      if (!row) return
      for (const { unit, sum, count } of tally.rows.get(id) ?? []) add(tally.units, unit, -sum, -count)
      const brought = [...new Set(rows.keys(index, row))].flatMap((unit) => {
        const { sum, count } = addUp(partsOf(unit)(row as never))
        return count === 0 ? [] : [{ unit, sum, count }]
      })
      for (const { unit, sum, count } of brought) add(tally.units, unit, sum, count)
      if (brought.length > 0) tally.rows.set(id, brought)
      else tally.rows.delete(id)
    },
  }
  for (const { id } of rows.values()) tally.put(id)
  return tally
}

function add(units: Map<string, PartSums>, unit: string, sum: number, count: number): void {
  const sums = units.get(unit)
  if (!sums) units.set(unit, { sum, count })
  else {
    sums.sum += sum
    sums.count += count
  }
}

const none: PartSums = { sum: 0, count: 0 }

/** Values of metrics in a period, without what they rest on: kept where a metric says how it looks at rows, else asked for anew. */
export function valuesIn(state: District, period: Period): (metric: AnyMetric, unit: string) => number | undefined {
  const kept = tallies(state, period.from, period.to, period.on)
  return (metric, unit) => {
    const { measure } = metric as unknown as MetricSpec<District>
    const spec = rowsOf(measure)
    if (!spec) return measure(state, { ...period, unit }).value
    const tally = kept.get(spec) ?? tallyOf(state, spec, period)
    kept.set(spec, tally)
    return spec.total(tally.units.get(unit) ?? none)
  }
}
