import type { Dictionary, FlatTable } from '@bihuan/core'
import { type CellOptions, isNumeric, said, visible } from './cells.ts'

/** What means something in Markdown or HTML, in the middle of a line of a table. */
const special = /[\\`*_{}[\]()#+!|<>~&$^@]|:(?=\/\/)|(?<=www)\./gi

/** Text as Markdown that shows it and nothing else. */
export const escaped = (text: string): string => visible(text).replace(special, (sign) => `&#${sign.codePointAt(0)};`)

/** A table as GitHub-flavoured Markdown. Nothing in the data becomes markup. */
export function markdown(table: FlatTable, words: Dictionary, options: CellOptions = {}): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rows = table.rows.map((row) => line(table.columns.map((column) => escaped(said(row[column.key], column, words, options) ?? '—'))))
  return `${[line(table.columns.map((column) => escaped(words.column(column.key)))), line(table.columns.map((column) => (isNumeric(column) ? '---:' : '---'))), ...rows].join('\n')}\n`
}
