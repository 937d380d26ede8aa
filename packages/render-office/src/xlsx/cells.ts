import type { Cell, Column, Dictionary } from '@bihuan/core'
import { zh } from '@bihuan/core/words'
import type { NumberFormat, SheetCell, SheetColumn } from './sheet.ts'

const empty: SheetCell = null

export const textCell = (text: string | null | undefined): SheetCell =>
  text === null || text === undefined || text === '' ? empty : { text }

export const numberCell = (number: number | null, format: NumberFormat = 'plain'): SheetCell =>
  number === null ? empty : { number, format }

/** Percent points as a share, which is what a spreadsheet's percent is: 24.45 becomes 0.2445. */
export const percentCell = (percent: number | null): SheetCell =>
  percent === null ? empty : { number: Number((percent / 100).toFixed(6)), format: 'percent' }

/** The first day that the calendars of all spreadsheets agree on. */
const firstDay = '1900-03-01'

/** A day as a date; one that spreadsheets have no date for stays text. */
export const dayCell = (day: string | null | undefined): SheetCell => {
  if (day === null || day === undefined) return empty
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && day >= firstDay ? { day } : { text: day }
}

/** A number that came as text, such as money, if a spreadsheet can hold and its format show all of its digits; else it stays text. */
export const decimalCell = (text: string, format: NumberFormat): SheetCell => {
  const digits = text.replace(/[-.]/g, '').length
  const whole = format === 'money' ? /^-?(?:0|[1-9]\d*)(?:\.\d{1,2})?$/ : /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/
  return whole.test(text) && digits <= 15 ? { number: Number(text), format } : textCell(text)
}

/** A cell of a view's table. */
export function cellOf(cell: Cell | undefined, column: Column, words: Dictionary): SheetCell {
  if (cell === null || cell === undefined) return empty
  if (column.kind === 'flag') return { text: words.code('flag', String(cell)) }
  if (column.words !== undefined) return textCell(words.code(column.words, String(cell)))
  if (column.kind === 'day') return dayCell(String(cell))
  const format = formatOf(column)
  if (format === undefined) return textCell(String(cell))
  if (typeof cell !== 'number') return decimalCell(String(cell), format)
  return format === 'percent' ? percentCell(cell) : numberCell(cell, format)
}

function formatOf({ kind, key }: Column): NumberFormat | undefined {
  if (kind === 'percent') return 'percent'
  if (kind === 'count' || kind === 'days') return 'count'
  if (kind !== 'number') return undefined
  return key === 'amount' ? 'money' : 'plain'
}

/** How a column of a view's table looks. Its choices are the labels of its codes, where every cell holds one code and no more. */
export function columnOf(column: Column, words: Dictionary, cells: readonly (Cell | undefined)[]): SheetColumn {
  const head = words.column(column.key)
  if (column.kind === 'flag') return { head, align: 'center', choices: ['true', 'false'].map((code) => words.code('flag', code)) }
  if (column.words === 'light') return { head, align: 'center', lights: true, choices: labelsOf('light', words) ?? [] }
  if (column.words !== undefined) {
    const codes = codesOf(column.words)
    const simple = codes?.length && cells.every((cell) => cell === null || cell === undefined || codes.includes(String(cell)))
    return { head, ...(simple && { choices: labelsOf(column.words, words) ?? [] }) }
  }
  if (column.kind === 'day') return { head, align: 'center', width: 12 }
  return formatOf(column) === undefined ? { head } : { head, align: 'right' }
}

/** The codes of a list of the core's. Those of extensions can't be listed: what may be entered there is left open. */
function codesOf(list: string): readonly string[] | undefined {
  const { codes } = zh
  if (!Object.hasOwn(codes, list)) return undefined
  const labels: Readonly<Record<string, string>> = codes[list as keyof typeof codes]
  // A label with places for numbers belongs to a code that carries them.
  return Object.values(labels).some((label) => label.includes('{')) ? undefined : Object.keys(labels)
}

export const labelsOf = (list: string, words: Dictionary): readonly string[] | undefined =>
  codesOf(list)?.map((code) => words.code(list, code))
