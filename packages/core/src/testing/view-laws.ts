import { monthEnd } from '../domain/days.ts'
import type { Program } from '../engine/decision.ts'
import type { Recorded } from '../engine/event.ts'
import { type Machine, parseWith, type State } from '../engine/machine.ts'
import type { AnyView } from '../engine/slice.ts'
import type { FlatTable } from '../engine/view.ts'
import { difference, must } from './difference.ts'
import type { LegalHistory } from './histories.ts'
import { evolveAll, textOf } from './laws.ts'

/** Laws that hold for every view, of the core and of an embedding program's own slices. Each throws with what it found. */

/** A view as it is asked for. */
export interface Asked {
  readonly name: string
  readonly view: AnyView
  readonly options?: object
}

export function seen({ view, options = {} }: Asked, state: State, on: string, program: Program): unknown {
  const parsed = parseWith(view.options, options) as object
  return view.compute(state.tables as never, { ...parsed, on } as never, program)
}

/** The naive fold: only events that hold on the day, in the order of (`on`, position). */
export const foldOn = (machine: Machine, events: readonly Recorded[], day: string): State =>
  evolveAll(
    machine,
    machine.createState(),
    events.filter((event) => event.on <= day).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.position - b.position)),
  )

/** A view on day D is the view of the naive fold. */
export function viewOnDayIsTheFold(
  history: LegalHistory,
  asked: Asked,
  day: string,
  fold = foldOn(history.machine, history.events, day),
): void {
  const found = difference(seen(asked, fold, day, history.machine), seen(asked, history.state, day, history.machine), called(asked, day))
  must(found === undefined, `the fold on the day and the view differ: ${found}`)
}

/** A view's value is JSON and has exactly the view's own shape. */
export function viewIsPlain({ machine, state }: LegalHistory, asked: Asked, day: string): void {
  const value = seen(asked, state, day, machine)
  const found = difference(value, JSON.parse(JSON.stringify(value)), called(asked, day))
  must(found === undefined, `not JSON: ${found}`)
  const parsed = asked.view.shape.safeParse(value)
  must(parsed.success, `${called(asked, day)} does not have its own shape: ${parsed.error?.message}`)
  const kept = difference(value, parsed.data, called(asked, day))
  must(kept === undefined, `its own shape changes it: ${kept}`)
}

/** The rows of a view's table have exactly the declared columns, each a cell of its kind, in both languages. */
export function tableFits({ machine, state }: LegalHistory, asked: Asked, day: string): void {
  for (const lang of ['zh', 'en'] as const) {
    const { columns, rows } = asked.view.table(seen(asked, state, day, machine) as never, lang as never) as FlatTable
    const keys = columns.map((column) => column.key)
    must(new Set(keys).size === keys.length, `${asked.name}: a column stands twice in ${keys}`)
    for (const row of rows) {
      must(
        Object.keys(row).sort().join() === [...keys].sort().join(),
        `${asked.name}: a row has ${Object.keys(row)}, the columns are ${keys}`,
      )
      for (const { key, kind } of columns) {
        const cell = row[key]
        const fits =
          cell === null ||
          (kind === 'flag'
            ? typeof cell === 'boolean'
            : ['percent', 'count', 'days'].includes(kind)
              ? typeof cell === 'number'
              : cell !== undefined)
        must(fits && (typeof cell !== 'object' || cell === null), `${asked.name}: ${key} (${kind}) is ${JSON.stringify(cell)}`)
      }
    }
  }
}

/** A view shares nothing with the state: whatever is done to its value, the state stays. */
export function viewSharesNothing({ machine, state }: LegalHistory, asked: Asked, day: string): void {
  const before = textOf(state)
  spoil(seen(asked, state, day, machine))
  must(textOf(state) === before, `${called(asked, day)} shares objects with the state`)
}

/** A view depends on nothing but state, day and options, and changes none of them. */
export function viewDependsOnNothingElse({ machine, state }: LegalHistory, asked: Asked, day: string): void {
  const before = textOf(state)
  const found = difference(seen(asked, state, day, machine), seen(asked, state.fork(), day, machine), called(asked, day))
  must(found === undefined, `asked twice, it differs: ${found}`)
  must(textOf(state) === before, `${called(asked, day)} changes the state`)
}

const called = ({ name, options = {} }: Asked, day: string) => `${name}(${JSON.stringify(options)}) on ${day}`

function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const member of Object.values(value)) spoil(member)
  if (Array.isArray(value)) value.push('spoilt')
  else Object.assign(value, { id: 'spoilt', zh: 'spoilt', on: 'spoilt', spoilt: true })
}

/** Days worth a look: of the events, between them, ends of months, before the first and after the last; `pick` chooses some. */
export function daysIn({ events }: LegalHistory, picks: readonly number[]): readonly string[] {
  const on = [...new Set(events.map((event) => event.on))].sort()
  const first = on[0] ?? '2026-01-01'
  const last = on[on.length - 1] ?? first
  const days = [...on, ...on.map(monthEnd), `${last.slice(0, 4)}-12-31`, '2000-01-01']
  return [...new Set([last, ...picks.map((pick) => days[pick % days.length] ?? last)])]
}
