import { cellName, type Grid, type GridCell } from './grid.ts'
import type { Header } from './header.ts'
import type { LedgerCell, LedgerField, LedgerRow, Remark, RowTold, ToldCells } from './ledger.ts'
import { isTotal, kindOfLine } from './lines.ts'
import { readOnSchedule, readPercent } from './numbers.ts'

export interface Rows {
  readonly rows: readonly LedgerRow[]
  readonly ignored: readonly string[]
  readonly problems: readonly Remark[]
  readonly warnings: readonly Remark[]
}

/** A row while it is read. */
interface Draft {
  readonly row: number
  readonly cells: Map<LedgerField, LedgerCell>
  readonly told: ToldCells
  readonly section?: string
}

/** What a text in CSV or JSON says, without what is put there before a formula; empty for a dash. */
export const saidIn = (text: string): string => withoutDash(text.trim().replace(/^'(?=[=+\-@＝＋－＠])/u, ''))
const withoutDash = (text: string): string => (text === '—' ? '' : text)

/** Reads the tasks below a header. Totals, notes and headings are passed over, each with a warning. */
export function rowsOf(grid: Grid, header: Header): Rows {
  const { sheet } = grid
  const own = header.own !== undefined
  // Of a workbook that this project wrote, every text is what it is.
  const said = grid.lettered ? (text: string) => (own ? text.trim() : withoutDash(text.trim())) : saidIn
  const problems: Remark[] = []
  const warnings: Remark[] = []
  const ignored = new Set<string>()
  const formulas = new Map<number, { row: number; count: number }>()
  const drafts: Draft[] = []
  let section: string | undefined
  const place = (row: number, at: number) => ({
    ...(sheet !== undefined && { sheet }),
    row: row + 1,
    column: header.columns[at]?.header ?? (grid.lettered ? cellName(row, at).replace(/\d+$/, '') : String(at + 1)),
    ...(grid.lettered && { cell: cellName(row, at) }),
  })
  const titleAt = header.columns.findIndex((column) => column?.field === 'title')

  for (let row = header.last + 1; row < grid.rows.length; row++) {
    const line = grid.rows[row] as readonly (GridCell | undefined)[]
    // What only goes on from a row above, or to the right, is no content of its own.
    const here = line.flatMap((cell, at) =>
      cell && begins(cell, row, at) && (said(cell.text) !== '' || cell.formula) ? [{ cell, at }] : [],
    )
    if (here.length === 0) continue
    const [first] = here as [{ cell: GridCell; at: number }]
    const skip = (code: 'headerRow' | 'totalRow' | 'noteRow' | 'sectionRow') =>
      void warnings.push({ ...place(row, first.at), code, facts: code === 'headerRow' ? {} : { text: brief(first.cell.text) } })
    if (!own && repeats(line, header)) {
      skip('headerRow')
      continue
    }
    const title = line[titleAt]
    if (!own && (isTotal(first.cell.text) || (title && isTotal(title.text)))) {
      skip('totalRow')
      continue
    }
    const kind = kindOfLine(
      here.map(({ cell }) => cell.text),
      { wide: isWide(first.cell), named: first.at === titleAt, titled: title !== undefined && begins(title, row, titleAt) },
    )
    if (kind !== 'task') {
      if (kind === 'sectionRow') section = said(first.cell.text)
      skip(kind)
      continue
    }
    const cells = new Map<LedgerField, LedgerCell>()
    const told: ToldCells = {}
    for (const [at, cell] of line.entries()) {
      const column = header.columns[at]
      // A cell that goes on to the right belongs to the column that it begins in.
      if (!cell || !column || (cell.merged && cell.merged.left !== at)) continue
      const where = place(row, at)
      const { field } = column
      const taken = field !== undefined && !cells.has(field)
      if (taken && cell.error) problems.push({ ...where, code: 'errorCell', facts: { text: cell.text } })
      if (taken && cell.formula === 'empty') problems.push({ ...where, code: 'noValue', facts: {} })
      if (taken && cell.formula === 'stored')
        formulas.set(at, { row: formulas.get(at)?.row ?? row, count: (formulas.get(at)?.count ?? 0) + 1 })
      const text = said(cell.text)
      if (text === '' || (taken && cell.error)) continue
      const read: LedgerCell = {
        column: column.header,
        text,
        ...(grid.lettered && { cell: cellName(row, at) }),
        ...(cell.number !== undefined && { number: cell.number }),
        ...(cell.day !== undefined && { day: cell.day }),
        ...(cell.percent && { percent: cell.percent }),
      }
      if (taken) cells.set(field, read)
      else {
        ignored.add(column.header)
        if (column.told !== undefined && told[column.told] === undefined) told[column.told] = read
      }
    }
    if (cells.size === 0) continue
    const before = drafts.at(-1)
    if (title?.merged && title.merged.top < row && title.merged.top > header.last && before) {
      join(before, cells, told, (at, code, text) =>
        warnings.push({
          ...(sheet !== undefined && { sheet }),
          row: row + 1,
          column: at.column,
          ...(at.cell !== undefined && { cell: at.cell }),
          code,
          facts: { first: String(before.row), ...(text !== undefined && { text }) },
        }),
      )
      continue
    }
    drafts.push({ row: row + 1, cells, told, ...(section !== undefined && { section }) })
  }
  for (const [at, { row, count }] of formulas) warnings.push({ ...place(row, at), code: 'formula', facts: { count: String(count) } })
  return {
    rows: drafts.map(({ told, ...draft }) => ({ ...(sheet !== undefined && { sheet }), ...draft, told: toldIn(told) })),
    ignored: [...ignored],
    problems,
    warnings,
  }
}

const begins = ({ merged }: GridCell, row: number, at: number): boolean => !merged || (merged.top === row && merged.left === at)
const isWide = ({ merged }: GridCell): boolean => merged !== undefined && merged.right > merged.left
const brief = (text: string): string => (text.trim().length > 40 ? `${text.trim().slice(0, 40)}…` : text.trim())

/** The header once more, as at the top of a printed page. */
function repeats(line: readonly (GridCell | undefined)[], { columns }: Header): boolean {
  const named = columns.flatMap((column, at) => (column?.field !== undefined && line[at] ? [line[at].text.trim() === column.header] : []))
  return named.length > 1 && named.every((same) => same)
}

/** Fields of which more than one row of a task may say something. */
const lists: readonly LedgerField[] = ['content', 'measures', 'cooperating']

/** A row of the same task: what it adds to lists is taken, what it says otherwise is told. */
function join(
  before: Draft,
  cells: ReadonlyMap<LedgerField, LedgerCell>,
  told: ToldCells,
  warn: (at: LedgerCell, code: 'joinedRow' | 'leftOut', text?: string) => void,
): void {
  const title = cells.get('title') as LedgerCell
  warn(title, 'joinedRow')
  for (const [field, cell] of cells) {
    const old = before.cells.get(field)
    if (field === 'no' || old?.text === cell.text) continue
    if (!old) before.cells.set(field, cell)
    else if (lists.includes(field)) before.cells.set(field, { ...old, text: `${old.text}\n${cell.text}` })
    else warn(cell, 'leftOut', cell.text)
  }
  for (const name of Object.keys(told) as (keyof ToldCells)[]) if (told[name]) before.told[name] ??= told[name]
}

export function toldIn(told: ToldCells): RowTold {
  const actual = told.actual && readPercent(told.actual.text)
  const onSchedule = told.status && readOnSchedule(told.status.text)
  return { ...told, ...(actual && { percent: actual.value }), ...(onSchedule !== undefined && { onSchedule }) }
}
