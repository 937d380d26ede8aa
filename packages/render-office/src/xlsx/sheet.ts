/** A sheet before it becomes a part of a file: what layouts make, and what nothing but `book.ts` turns into cells. */

/** `null` is an empty cell. A formula carries its value, so that readers that don't compute show it too. */
export type SheetCell =
  | null
  | { readonly text: string; readonly indent?: number; readonly bold?: true; readonly fill?: Fill }
  | { readonly number: number; readonly format: NumberFormat }
  | { readonly day: string }
  | { readonly formula: string; readonly is: number; readonly format: NumberFormat }

/** Colours of a light, and of what is only structure. */
export type Fill = 'done' | 'green' | 'yellow' | 'red' | 'grey' | 'band'

/** `percent` is a share: 0.5 is shown as 50%. `plain` shows a number as it is. */
export type NumberFormat = 'plain' | 'count' | 'percent' | 'money' | 'points'

export interface SheetColumn {
  readonly head: string
  /** Columns of digits; by its texts when left out. */
  readonly width?: number
  readonly align?: 'left' | 'center' | 'right'
  /** What may be entered: the labels of a list of codes. */
  readonly choices?: readonly string[]
  /** Its cells hold labels of lights, and are coloured by what they hold. */
  readonly lights?: true
}

export interface Sheet {
  /** What it would like to be called; the book makes it legal and unique. */
  readonly name: string
  /** The line above the headers. */
  readonly title: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetCell[])[]
  /** A row under the rows, which no filter hides. */
  readonly totals?: readonly SheetCell[]
  /** How many columns stay in sight when the rest is scrolled; 0 when left out. */
  readonly frozen?: number
  /** Lines under the rows, such as what the marks mean. */
  readonly notes?: readonly string[]
}

/** Rows above the data: the title and the headers. */
export const rowsAbove = 2

/** `A`, `B` … `AA` of a column, from 0. */
export function letterOf(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest === 0 ? '' : letterOf(rest - 1)) + String.fromCharCode(65 + (column % 26))
}
