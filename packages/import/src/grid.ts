/** A cell as it stands in a table, whatever the table was written as. */
export interface GridCell {
  readonly text: string
  readonly number?: number
  readonly day?: string
  readonly percent?: true
  /** `stored`: a formula whose value is taken · `empty`: one without a value. */
  readonly formula?: 'stored' | 'empty'
  /** It holds `#REF!` or the like. */
  readonly error?: true
  /** The range that it holds for, where cells were merged. */
  readonly merged?: Range
}

/** Rows and columns from 0, both ends included. */
export interface Range {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** A table. A cell that holds for a merged range stands, as the same object, in each place of it. */
export interface Grid {
  readonly sheet?: string
  readonly rows: readonly (readonly (GridCell | undefined)[])[]
  /** Whether columns have letters: places in it are told as `D5`. */
  readonly lettered: boolean
}

/** `D5`, of a row and a column from 0. */
export function cellName(row: number, column: number): string {
  let letters = ''
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1) letters = String.fromCharCode(65 + (left % 26)) + letters
  return `${letters}${row + 1}`
}
