import type { Cell, Column, FlatTable } from '@bihuan/core'
import { type Child, html, type Markup } from '../markup.ts'
import { isLight, light } from './lights.ts'
import type { Page } from './page.ts'

/** A column of a table that was laid out by hand. */
export interface Head<R> {
  readonly head: string
  /** `n` number, `d` day, `k` code, `i` id, `x` long text, `h` what the row is called. */
  readonly look?: 'n' | 'd' | 'k' | 'i' | 'x' | 'h'
  readonly cell: (row: R, at: number) => Child
}

const pageLength = 100

/** How a table of so many columns is printed: small from nine on, and on pages that lie on their side from twelve on. */
const printed = (columns: number): string => (columns < 9 ? '' : columns < 12 ? ' many' : ' many across')

/** Something of so many columns, which scrolls in itself and by the keyboard too. */
export const scroller = (name: string, columns: number, inner: Child): Markup =>
  html`<div class="scroll${printed(columns)}" role="group" tabindex="0" aria-label="${name}">${inner}</div>`

export interface TableOptions<R> {
  readonly name: string
  readonly columns: readonly Head<R>[]
  readonly rows: readonly R[]
  /** The address of a row, when something leads to it. */
  readonly id?: (row: R) => string | undefined
}

/** A table in pages of a hundred rows, of which the first is open. Nothing when it has no rows. */
export function table<R>({ name, columns, rows, id }: TableOptions<R>, { own }: Page): Markup {
  if (rows.length === 0) return html`<p class="note">${own.nothing}</p>`
  const heads = html`<thead><tr>${columns.map(({ head, look }) => html`<th scope="col"${look === 'n' || look === 'x' ? html` class="${look}"` : null}>${head}`)}</thead>`
  const line = (row: R, at: number) => {
    const address = id?.(row)
    return html`<tr${address === undefined ? null : html` id="${address}"`}>${columns.map(({ look, cell }) => {
      const inner = cell(row, at)
      if (look === 'h') return html`<th scope="row">${inner}</th>`
      return look ? html`<td class="${look}">${long(inner)}` : html`<td>${long(inner)}`
    })}</tr>`
  }
  const whole = (from: number, to: number, called: string) =>
    scroller(
      called,
      columns.length,
      html`<table>${heads}<tbody>${rows.slice(from, to).map((row, at) => line(row, from + at))}</tbody></table>`,
    )
  if (rows.length <= pageLength) return whole(0, rows.length, name)
  const pages = Array.from({ length: Math.ceil(rows.length / pageLength) }, (_, at) => {
    const [from, to] = [at * pageLength, Math.min(rows.length, (at + 1) * pageLength)]
    const called = own.rowsFromTo(from + 1, to, rows.length)
    return html`<details${at === 0 ? html` open` : null}><summary>${called}</summary>${whole(from, to, `${name} ${called}`)}</details>`
  })
  return html`<div class="pages">${pages}</div>`
}

/** Text that is very long scrolls in its cell, where the keyboard reaches it. */
export const long = (inner: Child): Child =>
  typeof inner === 'string' && inner.length > 240 ? html`<span class="cut" tabindex="0" role="group">${inner}</span>` : inner

const looks: Readonly<Record<Column['kind'], 'n' | 'd' | 'k' | 'i' | 'x'>> = {
  id: 'i',
  text: 'x',
  code: 'k',
  day: 'd',
  number: 'n',
  percent: 'n',
  count: 'n',
  days: 'n',
  flag: 'k',
}

/** What a cell of a flat table says; a dash when there is nothing. */
export function said(cell: Cell | undefined, column: Column, page: Page): Child {
  if (cell === null || cell === undefined) return '—'
  if (column.words === 'light' && isLight(cell)) return light(cell, page)
  if (column.kind === 'percent' && typeof cell === 'number') return `${cell}%`
  if (column.kind === 'flag') return page.words.code('flag', String(cell))
  if (column.words !== undefined) return page.words.code(column.words, String(cell))
  const text = String(cell)
  const inner = text.trimStart()
  const spaces = /^ +/.exec(text)?.[0].length ?? 0
  return spaces > 0 && inner !== '' ? stepped(inner, Math.ceil(spaces / 2)) : text
}

const deepest = 6

/** A name that stands so many steps inward, with all of its lines. */
export const stepped = (name: string, steps: number): Child =>
  steps < 1 ? name : html`<span class="step s${Math.min(deepest, steps)}">${long(name)}</span>`

/** Any table of records. Short codes of several words wrap where there is much to say. */
export const flat = (of: FlatTable, name: string, page: Page): Markup =>
  table(
    {
      name,
      rows: of.rows,
      columns: of.columns.map((column) => ({
        head: page.words.column(column.key),
        look: column.kind === 'code' && many(of, column.key) ? 'x' : looks[column.kind],
        cell: (row: FlatTable['rows'][number]) => said(row[column.key], column, page),
      })),
    },
    page,
  )

const many = ({ rows }: FlatTable, key: string) => rows.some((row) => typeof row[key] === 'string' && (row[key] as string).includes('; '))
