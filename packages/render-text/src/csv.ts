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
      const text = said(cell, column, words, options) ?? ''
      return formula.test(text) ? `'${text}` : text
    }),
  )
  return stringify([header, ...rows], { bom: options.bom ?? true, record_delimiter: 'windows' })
}
