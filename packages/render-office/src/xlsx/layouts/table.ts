import type { Shown } from '@bihuan/core'
import { type Text, titleOf } from '../../seen.ts'
import { officeWords } from '../../words/words.ts'
import { cellOf, columnOf } from '../cells.ts'
import type { Sheet, SheetCell } from '../sheet.ts'

/** A view's table as a sheet: all columns, those with details too. */
export function tableSheet(shown: Shown, options: { readonly subject?: Text | null; readonly frozen?: number } = {}): Sheet {
  const { table, words } = shown
  return {
    name: words.view(shown.view),
    title: titleOf(shown, options.subject),
    columns: table.columns.map((column) =>
      columnOf(
        column,
        words,
        table.rows.map((row) => row[column.key]),
      ),
    ),
    rows: table.rows.map((row) => table.columns.map((column): SheetCell => cellOf(row[column.key], column, words))),
    frozen: options.frozen ?? 0,
  }
}

/** The view's table behind a layout that says the same in another way: for who filters it, or reads it with a program. */
export function dataSheet(shown: Shown): Sheet {
  const { table: name } = officeWords(shown.words).sheets
  return { ...tableSheet(shown, { subject: name, frozen: 1 }), name }
}
