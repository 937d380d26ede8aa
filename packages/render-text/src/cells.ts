import type { Cell, Column, Dictionary } from '@bihuan/core'

/** What a cell says: labels for codes, marks for what would disturb a terminal or a reader. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const control = /[\u0000-\u001f\u007f-\u009f]/g
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text in one line without control characters and marks that turn the direction of writing: each becomes a visible sign. */
export const visible = (text: string): string =>
  text
    .replace(/\r\n|[\r\n\u2028\u2029]/g, '⏎')
    .replace(/\t/g, '⇥')
    .replace(control, '␣')
    .replace(direction, '◌')

export interface CellOptions {
  /** `codes` leaves codes as they are, for programs that read the text; labels when left out. */
  readonly codes?: 'labels' | 'codes'
}

/** A cell as text; undefined when there is nothing. */
export function said(
  cell: Cell | undefined,
  column: Column,
  words: Dictionary,
  { codes = 'labels' }: CellOptions = {},
): string | undefined {
  if (cell === null || cell === undefined) return undefined
  if (column.kind === 'percent' && typeof cell === 'number') return `${cell}%`
  if (column.kind === 'flag') return codes === 'codes' ? String(cell) : words.code('flag', String(cell))
  if (column.words !== undefined && codes === 'labels') return words.code(column.words, String(cell))
  return String(cell)
}

export const isNumeric = ({ kind }: Column): boolean => kind === 'number' || kind === 'percent' || kind === 'count' || kind === 'days'
