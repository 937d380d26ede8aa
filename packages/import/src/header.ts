import type { Lang } from '@bihuan/core'
import { fieldOf, type Told, toldOf } from './columns.ts'
import type { Grid, GridCell } from './grid.ts'
import type { LedgerField } from './ledger.ts'
import { ownField, ownLanguage } from './own.ts'

/** A column of a table: what it is called and what it means, if anything. */
export interface HeaderColumn {
  readonly header: string
  readonly field?: LedgerField
  readonly told?: Told
}

export interface Header {
  /** The rows that it stands in, from 0. */
  readonly first: number
  readonly last: number
  readonly columns: readonly (HeaderColumn | undefined)[]
  readonly own?: Lang
}

/** How many rows may come before it. */
const deepest = 10

/**
 * The header of a ledger: of the first ten rows, the one, or the two with headings over several columns, that mean the most; a column has
 * to name the tasks.
 */
export function headerOf(grid: Grid): Header | undefined {
  let best: Header | undefined
  let most = 0
  // One row before two: a title above a header is no heading of it.
  for (const rows of [single, double])
    for (let first = 0; first < Math.min(deepest, grid.rows.length); first++) {
      const header = rows(grid, first)
      const fields = new Set(header?.columns.flatMap((column) => column?.field ?? column?.told ?? []))
      if (!header || !fields.has('title') || fields.size <= most) continue
      best = header
      most = fields.size
    }
  return best
}

/** A header as one line. */
const nameOf = (cell: GridCell | undefined): string => cell?.text.replace(/\s*\n\s*/g, '').trim() ?? ''

function single(grid: Grid, row: number): Header {
  const names = (grid.rows[row] ?? []).map(nameOf)
  const own = ownLanguage(names)
  return {
    first: row,
    last: row,
    columns: names.map((header) => (header === '' ? undefined : own ? ownColumn(header, own) : column(header, fieldOf(header)))),
    ...(own && { own }),
  }
}

function ownColumn(header: string, own: Lang): HeaderColumn {
  const field = ownField(header, own)
  return { header, ...(field && { field }) }
}

function column(header: string, field: LedgerField | undefined, told = toldOf(header)): HeaderColumn {
  return { header, ...(field !== undefined ? { field } : told !== undefined && { told }) }
}

/** Two rows: a heading over several columns, whose names stand below it. Undefined when the second row is none of a header. */
function double(grid: Grid, row: number): Header | undefined {
  const above = grid.rows[row] ?? []
  const below = grid.rows[row + 1] ?? []
  if (new Set(above.filter((cell) => cell !== undefined)).size < 2) return undefined
  let heading = ''
  let named = 0
  const columns: (HeaderColumn | undefined)[] = []
  for (let at = 0; at < Math.max(above.length, below.length); at++) {
    const top = above[at]
    const name = nameOf(below[at])
    if (top) heading = nameOf(top)
    if (name === '' || below[at] === top) {
      columns.push(top ? column(heading, fieldOf(heading)) : undefined)
      continue
    }
    // Below what is a column by itself stands a task, and not a part of the header.
    if (top && !isWide(top, above, at) && fieldOf(heading) !== undefined) return undefined
    const field = fieldOf(name, heading === '' ? undefined : heading)
    if (field !== undefined) named++
    const full = field === undefined && toldOf(name) === undefined && heading !== '' ? `${heading}/${name}` : name
    columns.push(column(full, field, toldOf(name) ?? toldOf(heading)))
  }
  return named === 0 ? undefined : { first: row, last: row + 1, columns }
}

/** Whether a heading spans columns: merged, or with nothing beside it where cells can't be. */
const isWide = (cell: GridCell, row: readonly (GridCell | undefined)[], at: number): boolean =>
  cell.merged ? cell.merged.right > cell.merged.left : at + 1 < row.length && row[at + 1] === undefined
