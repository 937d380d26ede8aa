import type { Dictionary, FlatTable } from '@bihuan/core'
import { stringify } from 'csv-stringify/sync'
import { type CellOptions, isNumeric, said } from './cells.ts'

export interface CsvOptions extends CellOptions {
  /** A byte order mark, by which spreadsheets know that it is UTF-8; there when left out. */
  readonly bom?: boolean
}

/** What spreadsheets take for the beginning of a formula, in half and full width, also behind white space. */
const formula = /^[\s]*[=+\-@＝＋－＠\t\r]/

/**
 * A table as CSV (RFC 4180): labels as headers, lines end in CRLF. Text that a spreadsheet would run as a formula is preceded by
 * an apostrophe; numbers stay numbers.
 */
export function csv(table: FlatTable, words: Dictionary, options: CsvOptions = {}): string {
  const header = table.columns.map((column) => words.column(column.key))
  const rows = table.rows.map((row) =>
    table.columns.map((column) => {
      const cell = row[column.key]
      if (isNumeric(column) && typeof cell === 'number') return String(cell)
      return harmless(said(cell, column, words, options) ?? '')
    }),
  )
  return written([header.map(harmless), ...rows], options)
}

/** Records of texts as CSV, in the same way. */
export const records = (of: readonly (readonly string[])[], options: CsvOptions = {}): string =>
  written(
    of.map((record) => record.map(harmless)),
    options,
  )

const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text)

const written = (of: readonly (readonly string[])[], { bom = true }: CsvOptions): string =>
  stringify(of as string[][], { bom, record_delimiter: 'windows' })
