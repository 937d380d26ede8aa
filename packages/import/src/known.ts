import type { Cell, CommandCall, ExecuteOptions, FlatTable, Lang, Readable, Sent, ValueIn } from '@bihuan/core'

/** What planning needs of a district: a `District`, a moment or a fork of it, with extra slices or without. */
export interface LedgerDistrict {
  readonly views: Pick<Readable['views'], 'ledger' | 'responsibility' | 'strategyMap'>
  tableOf(name: string, value: unknown, lang?: Lang): FlatTable
  today(): string
  fork(): { sendEach(commands: readonly CommandCall[], options: Omit<ExecuteOptions, 'id'>): Promise<readonly Sent[]> }
}

/** The ids that a name means: one, none, or several. */
export type Ids = readonly string[]

/** What the district has, by id and by every name. */
export interface Known {
  unit(name: string): Ids
  post(name: string): Ids
  goal(name: string): Ids
  /** What the view `ledger` shows of a task; undefined for one that it does not have. */
  task(id: string): KnownTask | undefined
}
type ShownTask = ValueIn<'ledger'>['rows'][number]
export interface KnownTask {
  readonly row: ShownTask
  /** The same as a line of its table. */
  readonly lines: Readonly<Record<Lang, LedgerLine>>
}
export type LedgerLine = Readonly<Record<string, Cell>>

/** Looks up what there is on a day. */
export function knownIn(district: LedgerDistrict, on?: string): Known {
  const day = on === undefined ? {} : { on }
  const { units, leads } = district.views.responsibility(day)
  const goals = district.views.strategyMap(day).strategies.flatMap((strategy) => strategy.goals.flatMap(flat))
  const ledger = district.views.ledger(day)
  const zh = district.tableOf('ledger', ledger, 'zh').rows
  const en = district.tableOf('ledger', ledger, 'en').rows
  const places = new Map(ledger.rows.map(({ task }, i) => [task, i]))
  return {
    unit: index(units.map(({ unit, name }) => ({ id: unit, name }))),
    post: index(leads.map(({ post, title }) => ({ id: post, name: title }))),
    goal: index(goals),
    task: (id) => {
      const at = places.get(id)
      if (at === undefined) return undefined
      return { row: ledger.rows[at] as ShownTask, lines: { zh: zh[at] as LedgerLine, en: en[at] as LedgerLine } }
    },
  }
}

interface Named {
  readonly id: string
  readonly name: string | { readonly zh: string; readonly en: string }
}
interface Node extends Named {
  readonly children: readonly Node[]
}
const flat = (goal: Node): Node[] => [goal, ...goal.children.flatMap(flat)]

/** An id means itself, whatever else is called so. */
function index(list: readonly Named[]): (name: string) => Ids {
  const ids = new Set(list.map(({ id }) => id))
  const byName = new Map<string, string[]>()
  for (const { id, name } of list)
    for (const key of new Set(typeof name === 'string' ? [name] : [name.zh, name.en]))
      byName.set(key.trim(), [...(byName.get(key.trim()) ?? []), id])
  return (name) => (ids.has(name) ? [name] : (byName.get(name) ?? []))
}
