import type { CommandsIn, InputOf } from '@bihuan/core'
import { yuanIn } from './columns.ts'
import type { Ids, Known } from './known.ts'
import type { LedgerCell, LedgerField, LedgerRow } from './ledger.ts'
import { readAmount } from './numbers.ts'
import type { PlanOptions, Say } from './options.ts'
import { codeOf } from './own.ts'
import { bothKinds, isUnitName, namesIn } from './units.ts'

export type TaskInput = InputOf<CommandsIn['task.register']>
export type UnitInput = InputOf<CommandsIn['unit.establish']>

/** Reads what cells mean in a district. What they don't is told. */
export interface Reading {
  readonly known: Known
  readonly options: PlanOptions
  /** Units to be established, by name. */
  readonly units: Map<string, UnitInput>
  readonly problem: Say
  readonly warn: Say
}

/** The ids of the units that a cell names. */
export function unitsIn(cell: LedgerCell, text: string, { known, options, units, problem, warn }: Reading): readonly string[] {
  const names = namesIn(text, (name) => known.unit(name).length > 0)
  return names.flatMap((name) => {
    const ids = known.unit(name)
    if (ids.length === 1) return ids
    if (ids.length > 1) problem(cell, 'ambiguousUnit', { unit: name, ids: ids.join('、') })
    else if (!isUnitName(name)) warn(cell, 'groupUnit', { unit: name })
    else if (!options.createUnits) problem(cell, 'unknownUnit', { unit: name })
    else {
      if (!units.has(name)) {
        units.set(name, { unit: freeId(name, known, units), name, kind: 'department', level: 'district' })
        warn(cell, 'newUnit', { unit: name })
      }
      return [(units.get(name) as UnitInput).unit as string]
    }
    return []
  })
}

/** Two names may give one id, or that of a unit that is called otherwise. */
function freeId(name: string, known: Known, units: ReadonlyMap<string, UnitInput>): string {
  const taken = new Set([...units.values()].map(({ unit }) => unit))
  const id = idFrom(name)
  for (let n = 1; ; n++) {
    const tried = n === 1 ? id : `${id.slice(0, 60)}-${n}`
    if (!taken.has(tried) && known.unit(tried).length === 0) return tried
  }
}

export interface Owners {
  readonly responsible?: string
  readonly cooperating: string[]
}

/** The first lead unit is responsible, the others cooperate, since exactly one is. `mayBeNone`: a task may be without, as in our own export. */
export function ownersOf(row: LedgerRow, reading: Reading, mayBeNone: boolean): Owners | undefined {
  const { known, problem, warn } = reading
  const first = row.cells.get('responsible')
  const second = row.cells.get('cooperating')
  const both = first && bothKinds(first.text)
  const leads = first ? unitsIn(first, both?.responsible ?? first.text, reading) : []
  const named = first ? namesIn(both?.responsible ?? first.text, (name) => known.unit(name).length > 0) : []
  if (named.length === 0 && !mayBeNone) problem(first ?? { column: 'responsible' }, 'noLead')
  if (named.length > 1) warn(first as LedgerCell, 'moreLeads', { units: named.slice(1).join('、') })
  const [responsible, ...others] = leads
  const helping = [
    ...(both ? unitsIn(first as LedgerCell, both.cooperating, reading) : []),
    ...(second ? unitsIn(second, second.text, reading) : []),
  ]
  if (responsible === undefined && (named.length > 0 || !mayBeNone)) {
    // What names nobody leaves the task without a responsible unit: the warning alone would let it through.
    if (first && named.length > 0 && named.every((name) => !isUnitName(name) && known.unit(name).length === 0)) problem(first, 'noLead')
    return undefined
  }
  const cooperating = [...new Set([...others, ...helping])].filter((unit) => unit !== responsible)
  return { ...(responsible !== undefined && { responsible }), cooperating }
}

/** The one that a cell means; what is unknown or means several is told. */
export function oneOf(ids: Ids, several: () => void, none: () => void): string | undefined {
  if (ids.length === 1) return ids[0]
  if (ids.length > 1) several()
  else none()
  return undefined
}

/** The goal that a row names, the heading that it stands under, or the option. */
export function goalOf(row: LedgerRow, { known, options, problem, warn }: Reading): string | undefined {
  const cell = row.cells.get('goal')
  if (!cell && row.section !== undefined) {
    const section = row.section.replace(
      /^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章节部篇]分?)\s*/u,
      '',
    )
    const [goal, ...more] = known.goal(section.replace(/[(（][^()（）]*[)）]$/u, '').trim())
    if (goal !== undefined && more.length === 0) {
      warn({ column: 'goal' }, 'goalOfSection', { section: row.section, goalId: goal })
      return goal
    }
  }
  const wanted = cell?.text ?? options.goal
  const at = cell ?? { column: 'goal' }
  if (wanted === undefined) {
    problem(at, 'noGoal')
    return undefined
  }
  const ids = known.goal(wanted)
  return oneOf(
    ids,
    () => problem(at, 'ambiguousGoal', { goal: wanted, ids: ids.join('、') }),
    () => problem(at, 'unknownGoal', { goal: wanted }),
  )
}

export function leadOf(row: LedgerRow, { known, warn }: Reading): string | undefined {
  const cell = row.cells.get('lead')
  const untold = () => cell && warn(cell, 'unknownPost', { post: cell.text })
  return cell && oneOf(known.post(cell.text), untold, untold)
}

export function amountOf(cell: LedgerCell | undefined, warn: Say): string | undefined {
  if (!cell) return undefined
  const unit = yuanIn(cell.column)
  const amount = readAmount(cell.text, unit)
  if (amount === undefined)
    warn(cell, unit === undefined && readAmount(cell.text, 1) !== undefined ? 'noUnitOfAmount' : 'badAmount', { text: cell.text })
  return amount
}

export function codeIn<C extends string>(cell: LedgerCell | undefined, list: 'taskClass' | 'ambition', warn: Say): C | undefined {
  if (!cell) return undefined
  const code = codeOf(list, cell.text)
  if (code === undefined) warn(cell, 'badClass', { text: cell.text })
  return code as C | undefined
}

/** A text as it stands, of at most so many characters. */
export const textOf = (row: LedgerRow, field: LedgerField): string | undefined => row.cells.get(field)?.text

/** Measures, a line each; a text that is too long for one, at its list marks. */
export const measuresOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => (line.length > 1000 ? line.split(/[；;]/u) : [line]))
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** An id made of what somebody wrote. */
export const idFrom = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 64) || 'unit'
