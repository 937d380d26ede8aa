import type { CommandsIn, InputOf, Readable } from '@bihuan/core'
import type { SaidCode } from '../texts/shape.ts'
import type { Field } from './columns.ts'
import { readDate } from './dates.ts'
import type { Ledger, LedgerRow } from './read.ts'

type TaskInput = InputOf<CommandsIn['task.register']>
type UnitInput = InputOf<CommandsIn['unit.establish']>

/** Something to be said of a place in the file. */
export interface Remark {
  readonly row: number
  readonly column: string
  readonly code: SaidCode
  readonly facts: Readonly<Record<string, string>>
}

export interface Plan {
  readonly units: readonly UnitInput[]
  readonly tasks: readonly TaskInput[]
  readonly problems: readonly Remark[]
  readonly warnings: readonly Remark[]
}

export interface PlanOptions {
  readonly goal?: string
  readonly from?: string
  readonly due?: string
  readonly year?: number
  readonly createUnits?: boolean
  /** Stands before each number, to make ids of it. */
  readonly prefix?: string
  readonly today: string
}

/** What the district has, by id and by every name. */
export interface Known {
  unit(name: string): string | undefined
  post(name: string): string | undefined
  goal(name: string): string | undefined
  hasTask(id: string): boolean
}

export function knownIn(district: Readable): Known {
  const { units, leads } = district.views.responsibility()
  const goals = district.views.strategyMap().strategies.flatMap((strategy) => strategy.goals.flatMap(flat))
  const tasks = new Set(district.views.ledger().rows.map((row) => row.task))
  const index = (list: readonly { readonly id: string; readonly name: string | { readonly zh: string; readonly en: string } }[]) => {
    const ids = new Map<string, string>()
    for (const { id, name } of list) for (const key of typeof name === 'string' ? [id, name] : [id, name.zh, name.en]) ids.set(key, id)
    return (name: string) => ids.get(name)
  }
  return {
    unit: index(units.map(({ unit, name }) => ({ id: unit, name }))),
    post: index(leads.map(({ post, title }) => ({ id: post, name: title }))),
    goal: index(goals),
    hasTask: (id) => tasks.has(id),
  }
}

interface Node {
  readonly id: string
  readonly name: string | { readonly zh: string; readonly en: string }
  readonly children: readonly Node[]
}
const flat = (goal: Node): Node[] => [goal, ...goal.children.flatMap(flat)]

/** Plans what an imported ledger would register, and collects every problem: all of them, not the first. */
export function planImport(ledger: Ledger, known: Known, options: PlanOptions): Plan {
  const problems: Remark[] = []
  const warnings: Remark[] = []
  const units = new Map<string, UnitInput>()
  const ids = new Set<string>()
  const tasks = ledger.rows.flatMap((row) => {
    const place = (field: Field, fallback: string) => row.cells.get(field)?.column ?? fallback
    const problem = (column: string, code: SaidCode, facts: Readonly<Record<string, string>> = {}) =>
      void problems.push({ row: row.row, column, code, facts })
    const warn = (column: string, code: SaidCode, facts: Readonly<Record<string, string>> = {}) =>
      void warnings.push({ row: row.row, column, code, facts })
    const unitIds = (names: readonly string[], column: string) => names.flatMap((name) => unitOf(name, column))

    function unitOf(name: string, column: string): readonly string[] {
      const id = known.unit(name)
      if (id !== undefined) return [id]
      if (!isUnitName(name)) {
        warn(column, 'groupUnit', { unit: name })
        return []
      }
      if (!options.createUnits) {
        problem(column, 'unknownUnit', { unit: name })
        return []
      }
      if (!units.has(name)) {
        units.set(name, { unit: idFrom(name), name, kind: 'department', level: 'district' })
        warn(column, 'newUnit', { unit: name })
      }
      return [idFrom(name)]
    }

    const title = row.cells.get('title')?.text
    if (title === undefined) {
      problem(place('title', 'title'), 'noTitle')
      return []
    }
    const leadColumn = place('responsible', 'responsible')
    const named = namesIn(row.cells.get('responsible')?.text)
    const [responsible, ...others] = unitIds(named, leadColumn)
    if (named.length === 0) problem(leadColumn, 'noLead')
    if (named.length > 1) warn(leadColumn, 'moreLeads', { units: named.slice(1).join('、') })
    const cooperating = [
      ...new Set([...others, ...unitIds(namesIn(row.cells.get('cooperating')?.text), place('cooperating', 'cooperating'))]),
    ].filter((unit) => unit !== responsible)
    const leader = row.cells.get('lead')
    const lead = leader && known.post(leader.text)
    if (leader && lead === undefined) warn(leader.column, 'unknownPost', { post: leader.text })
    const goal = goalOf(row, known, options, problem)
    const schedule = scheduleOf(row, options, problem, warn)
    const id = taskId(row, ids, known, options.prefix ?? '', problem, warn)
    if (responsible === undefined || goal === undefined || schedule === undefined || id === undefined) return []
    const content = row.cells.get('content')?.text
    const scale = row.cells.get('scale')?.text
    const source = row.cells.get('source')?.text
    const amount = amountOf(row, warn)
    const funding = { ...(amount !== undefined && { amount }), ...(source !== undefined && { source }) }
    return [
      {
        task: id,
        title,
        goal,
        responsible,
        cooperating,
        schedule,
        content: content ?? title,
        ...(lead !== undefined && { lead }),
        ...(scale !== undefined && { scale }),
        ...(Object.keys(funding).length > 0 && { funding }),
      } satisfies TaskInput,
    ]
  })
  return { units: [...units.values()], tasks, problems, warnings }
}

type Say = (column: string, code: SaidCode, facts?: Readonly<Record<string, string>>) => void

/** Names in one cell. */
const namesIn = (text: string | undefined): readonly string[] =>
  text === undefined
    ? []
    : [
        ...new Set(
          text
            .split(/[、,，;；\n/]+/u)
            .map((name) => name.trim())
            .filter((name) => name !== ''),
        ),
      ]

/** "各街道", "相关部门" and the like name nobody. */
const isUnitName = (name: string): boolean => !/各|相关|有关|其他|全体|所有|等(?:单位|部门)?$/u.test(name)

const idFrom = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 64) || 'unit'

function goalOf(row: LedgerRow, known: Known, options: PlanOptions, problem: Say): string | undefined {
  const cell = row.cells.get('goal')
  const wanted = cell?.text ?? options.goal
  if (wanted === undefined) {
    problem('--goal', 'noGoal')
    return undefined
  }
  const goal = known.goal(wanted)
  if (goal === undefined) problem(cell?.column ?? '--goal', 'unknownGoal', { goal: wanted })
  return goal
}

function scheduleOf(row: LedgerRow, options: PlanOptions, problem: Say, warn: Say): { from: string; due: string } | undefined {
  const period = row.cells.get('period')
  // "全年" means the year of the period beside it.
  const year = options.year ?? Number(/\b(?:19|20)\d{2}/.exec(period?.text ?? '')?.[0] ?? Number.NaN)
  const read = (field: Field) => {
    const cell = row.cells.get(field)
    if (!cell) return undefined
    const found = readDate(cell.text, Number.isNaN(year) ? undefined : year)
    if (!found) problem(cell.column, 'badDue', { text: cell.text })
    else if (!found.exact) warn(cell.column, 'vagueDue', { text: cell.text, day: field === 'from' ? (found.from ?? found.due) : found.due })
    return found ?? null
  }
  const due = read('due')
  const from = read('from')
  const span = due === undefined || from === undefined ? (period ? read('period') : undefined) : undefined
  if (due === null || from === null || (span === null && (options.due === undefined || due === undefined))) return undefined
  const end = due?.due ?? span?.due ?? options.due
  if (end === undefined) {
    problem(period?.column ?? '--due', 'noDue')
    return undefined
  }
  const start = from?.from ?? from?.due ?? span?.from ?? options.from ?? (end < options.today ? `${end.slice(0, 4)}-01-01` : options.today)
  if (start > end) {
    problem(row.cells.get('due')?.column ?? '--from', 'dueBeforeFrom', { due: end, from: start })
    return undefined
  }
  return { from: start, due: end }
}

function amountOf(row: LedgerRow, warn: Say): string | undefined {
  const cell = row.cells.get('amount')
  const amount = cell?.text.replace(/[,，\s]/g, '')
  if (cell === undefined || amount === undefined || /^\d+(\.\d{1,2})?$/.test(amount)) return amount
  warn(cell.column, 'badAmount', { text: cell.text })
  return undefined
}

/** The number that the ledger gives a task, behind the prefix; its line where there is none or the number stands twice. */
function taskId(row: LedgerRow, taken: Set<string>, known: Known, prefix: string, problem: Say, warn: Say): string | undefined {
  const cell = row.cells.get('no')
  const number = idFrom(prefix + (cell?.text ?? `row-${row.row}`))
  const id = taken.has(number) ? `${number}.${row.row}` : number
  if (cell && id !== number) warn(cell.column, 'twiceId', { number: cell.text, id })
  if (known.hasTask(id)) {
    problem(cell?.column ?? 'no', 'takenId', { id })
    return undefined
  }
  taken.add(id)
  return id
}
