import * as z from 'zod/mini'
import { monthEnd } from '../domain/days.ts'
import type { Program } from '../engine/decision.ts'
import type { Recorded } from '../engine/event.ts'
import { type Machine, parseWith, type State } from '../engine/machine.ts'
import type { AnyView } from '../engine/slice.ts'
import type { Column, FlatTable } from '../engine/view.ts'
import { difference, must } from './difference.ts'
import { lastOnly } from './last-only.ts'
import { replay, reread } from './laws.ts'
import type { LegalHistory } from './legal-history.ts'
import { apart } from './surroundings.ts'
import { freeze, mustHaveRows, objectsIn, objectsOf, rowsOf, sharedWith } from './unchanged.ts'

/** Laws that hold for every view, of the core and of an embedding program's own slices. Each throws with what it found. */

/** A view as it is asked for. */
export interface Asked {
  readonly name: string
  readonly view: AnyView
  readonly options?: object
}

/** What a view shows on a day. @throws InvalidInput when the options have another shape; whatever the view throws */
export function seen({ view, options = {} }: Asked, state: State, on: string, program: Program): unknown {
  const parsed = parseWith(view.options, options) as object
  return view.compute(state.tables as never, { ...parsed, on } as never, program)
}

/** In the order of (`on`, position), only what holds by the day. */
export const byDay = <E extends Recorded>(events: readonly E[], day: string): readonly E[] =>
  events.filter((event) => event.on <= day).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.position - b.position))

/** The naive fold: only events that hold on the day, in the order of (`on`, position). */
export const foldOn = (machine: Machine, events: readonly Recorded[], day: string): State => replay(machine, reread(byDay(events, day)))

const folds = lastOnly((_: LegalHistory) => new Map<string, State>())

/** The fold on a day, made once for each history and day: folding costs most, and many laws ask about the same days. */
export function foldOf(history: LegalHistory, day: string): State {
  const known = folds(history)
  const fold = known.get(day) ?? foldOn(history.machine, history.events, day)
  known.set(day, fold)
  return fold
}

const values = lastOnly((_: LegalHistory) => new Map<AnyView, Map<string, unknown>>())

/** What a view shows at the end of a history, computed once for all laws that only read it. */
function shown(history: LegalHistory, asked: Asked, day: string): unknown {
  const known = values(history)
  const of = known.get(asked.view) ?? new Map<string, unknown>()
  known.set(asked.view, of)
  const key = called(asked, day)
  if (!of.has(key)) of.set(key, freeze(seen(asked, history.state, day, history.machine)))
  return of.get(key)
}

/** A view on day D is the view of the naive fold. */
export function viewOnDayIsTheFold(history: LegalHistory, asked: Asked, day: string): void {
  const found = difference(seen(asked, foldOf(history, day), day, history.machine), shown(history, asked, day), called(asked, day))
  must(found === undefined, `the fold on the day and the view differ: ${found}`)
}

/** A view's value is JSON and has exactly the view's own shape. */
export function viewIsPlain(history: LegalHistory, asked: Asked, day: string): void {
  const value = shown(history, asked, day)
  const found = difference(value, JSON.parse(JSON.stringify(value)), called(asked, day))
  must(found === undefined, `not JSON: ${found}`)
  const parsed = z.safeParse(asked.view.shape, value)
  must(parsed.success, `${called(asked, day)} does not have its own shape: ${parsed.error?.message}`)
  const kept = difference(value, parsed.data, called(asked, day))
  must(kept === undefined, `its own shape changes it: ${kept}`)
}

const isText = (cell: unknown) => typeof cell === 'string'
const isNumber = (cell: unknown) => typeof cell === 'number' && Number.isFinite(cell)
const isCount = (cell: unknown) => Number.isInteger(cell) && (cell as number) >= 0

const cells: Readonly<Record<Column['kind'], (cell: unknown) => boolean>> = {
  id: isText,
  text: isText,
  code: isText,
  day: (cell) => isText(cell) && /^\d{4}-\d{2}(-\d{2})?$/.test(cell as string),
  // Money is a decimal text.
  number: (cell) => isNumber(cell) || (isText(cell) && /^-?\d+(\.\d+)?$/.test(cell as string)),
  percent: isNumber,
  count: isCount,
  days: isNumber,
  flag: (cell) => typeof cell === 'boolean',
}

/** The rows of a view's table have exactly the declared columns, each a cell of its kind or `null`, in both languages. Making it changes nothing. */
export function tableFits(history: LegalHistory, asked: Asked, day: string): void {
  const value = shown(history, asked, day)
  for (const lang of ['zh', 'en'] as const) {
    const { columns, rows } = asked.view.table(value as never, lang as never) as FlatTable
    const keys = columns.map((column) => column.key)
    must(new Set(keys).size === keys.length, `${asked.name}: a column stands twice in ${keys}`)
    for (const row of rows) {
      const has = Object.keys(row)
      if (has.length !== keys.length || !keys.every((key) => Object.hasOwn(row, key)))
        throw new Error(`${asked.name}: a row has ${has}, the columns are ${keys}`)
      for (const { key, kind } of columns) {
        const cell = row[key]
        if (cell !== null && !cells[kind](cell)) throw new Error(`${asked.name}: ${key} (${kind}) is ${JSON.stringify(cell)}`)
      }
    }
  }
}

/** A view shares nothing with the state: whatever is done to its value, the state stays. */
export function viewSharesNothing(history: LegalHistory, asked: Asked, day: string): void {
  const shared = sharedWith(objectsIn(history.state), shown(history, asked, day), called(asked, day))
  must(shared === undefined, `${shared} is an object of the state`)
}

/** A view depends on nothing but state, day and options, changes none of them, and keeps nothing of what it returns. */
export function viewDependsOnNothingElse(history: LegalHistory, asked: Asked, day: string): void {
  const { machine, state } = history
  const before = rowsOf(state)
  const first = shown(history, asked, day)
  apart(() => {
    const second = seen(asked, state, day, machine)
    const found = difference(first, second, called(asked, day))
    must(found === undefined, `asked twice, it differs: ${found}`)
    const kept = sharedWith(objectsOf(first), second, called(asked, day))
    must(kept === undefined, `asked twice, it gives the same object: ${kept}`)
  })
  mustHaveRows(state, before, called(asked, day))
}

const called = ({ name, options = {} }: Asked, day: string) => `${name}(${JSON.stringify(options)}) on ${day}`

/** All of them, with how many days of a history each is asked about. */
export const viewLaws = {
  'on day D is the naive fold of what holds by then': { law: viewOnDayIsTheFold, days: 3 },
  'is JSON of its own shape': { law: viewIsPlain, days: 1 },
  'has a table of its columns': { law: tableFits, days: 1 },
  'shares nothing with the state': { law: viewSharesNothing, days: 1 },
  'depends on nothing but state, day and options': { law: viewDependsOnNothingElse, days: 1 },
} satisfies Readonly<Record<string, { law: (history: LegalHistory, asked: Asked, day: string) => void; days: number }>>

/** The days that a history speaks of, in order. */
const daysOf = lastOnly(({ events }: LegalHistory): readonly string[] => [...new Set(events.map((event) => event.on))].sort())

/** Days worth a look: the last, and for each pick one of the events', an end of month, one before the first or after the last. */
export function daysIn(history: LegalHistory, picks: readonly number[]): readonly string[] {
  const days = daysOf(history)
  const last = days[days.length - 1] ?? '2026-01-01'
  const beyond = ['2000-01-01', `${last.slice(0, 4)}-12-31`]
  const picked = picks.map((pick) => {
    const at = pick % (2 * days.length + beyond.length)
    const day = days[at % days.length] ?? last
    return at < days.length ? day : at < 2 * days.length ? monthEnd(day) : (beyond[at - 2 * days.length] ?? last)
  })
  return [...new Set([last, ...picked])]
}
