import { fieldOf, toldOf } from './columns.ts'
import { csvGrid, decoded } from './csv.ts'
import { yearIn } from './dates.ts'
import type { Grid } from './grid.ts'
import { type Header, headerOf } from './header.ts'
import type { LedgerCell, LedgerField, LedgerFormat, LedgerRead, Remark, ToldCells } from './ledger.ts'
import { rowsOf, saidIn, toldIn } from './rows.ts'
import { unreadable } from './unreadable.ts'
import { readBook } from './xlsx/workbook.ts'

export interface ReadLedgerOptions {
  /** What the file is; told by what it begins with when left out. */
  readonly format?: LedgerFormat
  /** The file's name: a year in it counts, and one that ends in `.xlsx` has to be a workbook. */
  readonly name?: string
  /** The sheet of a workbook; the first visible one with a ledger's header when left out. */
  readonly sheet?: string
}

/**
 * Reads a ledger of tasks as districts keep it: CSV (UTF-8 or GB18030), a JSON list of objects, or an XLSX workbook. Nothing of a
 * district is asked: see `planLedger`. What can't be understood at a place is told in `problems` and `warnings`, in the order of the file.
 *
 * A workbook is read within fixed limits, which are checked before anything is unzipped; its formulas are not evaluated and its macros left
 * alone.
 * @throws InvalidInput with one issue at `file` and a code of `FileCode`, for which `tellFile` has the sentence
 */
export async function readLedger(input: Uint8Array | string, options: ReadLedgerOptions = {}): Promise<LedgerRead> {
  const format = options.format ?? formatOf(input, options.name)
  if (format === 'xlsx') {
    if (typeof input === 'string') throw unreadable('notXlsx')
    return fromBook(input, options)
  }
  const text = typeof input === 'string' ? input : decoded(input)
  if (format === 'json') return fromJson(text, options)
  const grid = csvGrid(text)
  const header = headerOf(grid)
  if (!header) throw unreadable('noRows')
  return readGrid('csv', grid, header, options)
}

function formatOf(input: Uint8Array | string, name = ''): LedgerFormat {
  if (/\.xls[xmb]?$/i.test(name)) return 'xlsx'
  if (
    typeof input !== 'string' &&
    (magic(input, 'PK\u0003\u0004') || magic(input, 'PK\u0005\u0006') || magic(input, '\u00d0\u00cf\u0011\u00e0'))
  )
    return 'xlsx'
  const head = typeof input === 'string' ? input.slice(0, 1000) : new TextDecoder('latin1').decode(input.subarray(0, 1000))
  return /^(?:\ufeff|ï»¿)?\s*[[{]/.test(head) ? 'json' : 'csv'
}
const magic = (bytes: Uint8Array, signs: string): boolean => [...signs].every((sign, i) => bytes[i] === sign.charCodeAt(0))

async function fromBook(bytes: Uint8Array, options: ReadLedgerOptions): Promise<LedgerRead> {
  const { grids, others, macros } = await readBook(bytes, options.sheet)
  for (const grid of grids) {
    const header = headerOf(grid)
    if (!header) continue
    const read = readGrid('xlsx', grid, header, options)
    const place = { sheet: grid.sheet as string, row: 1, column: 'A' }
    const unread = others.filter((name) => name !== grid.sheet)
    const more: Remark[] = []
    if (macros) more.push({ ...place, code: 'macros', facts: {} })
    if (unread.length > 0) more.push({ ...place, code: 'otherSheets', facts: { sheets: unread.join('、') } })
    return { ...read, warnings: [...more, ...read.warnings] }
  }
  throw unreadable('noRows')
}

function readGrid(format: LedgerFormat, grid: Grid, header: Header, { name = '' }: ReadLedgerOptions): LedgerRead {
  const read = rowsOf(grid, header)
  if (!read.rows.some((row) => row.cells.has('title')) && (header.own === undefined || read.rows.length > 0)) throw unreadable('noRows')
  const above = new Set(grid.rows.slice(0, header.first).flatMap((line) => line.flatMap((cell) => cell?.text.trim() || [])))
  const title = [...above].join(' ')
  const year = yearIn(title) ?? yearIn(grid.sheet ?? '') ?? yearIn(name)
  return {
    format,
    ...(grid.sheet !== undefined && { sheet: grid.sheet }),
    ...(title !== '' && { title }),
    ...(year !== undefined && { year }),
    ...(header.own && { own: header.own }),
    fields: new Set(header.columns.flatMap((column) => column?.field ?? [])),
    ...read,
  }
}

function fromJson(text: string, { name = '' }: ReadLedgerOptions): LedgerRead {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw unreadable('notJson', { why: (error as Error).message })
  }
  const list = (Array.isArray(value) ? value : [value]).filter((row): row is object => typeof row === 'object' && row !== null)
  const ignored = new Set<string>()
  const rows = list.flatMap((row, i) => {
    const cells = new Map<LedgerField, LedgerCell>()
    const told: ToldCells = {}
    for (const [column, held] of Object.entries(row)) {
      if (held === null || held === undefined || typeof held === 'boolean') continue
      const said = saidIn(plainText(held))
      if (said === '') continue
      // `task` is the task's text in the open data of districts, and its id in none of them.
      const field = column === 'task' ? 'title' : fieldOf(column)
      if (field !== undefined && !cells.has(field)) {
        cells.set(field, { column, text: said })
        continue
      }
      ignored.add(column)
      const meant = toldOf(column)
      if (meant !== undefined) told[meant] ??= { column, text: said }
    }
    return cells.size === 0 ? [] : [{ row: i + 1, cells, told: toldIn(told) }]
  })
  if (!rows.some((row) => row.cells.has('title'))) throw unreadable('noRows')
  const year = yearIn(name)
  const fields = new Set(rows.flatMap((row) => [...row.cells.keys()]))
  return { format: 'json', ...(year !== undefined && { year }), fields, rows, ignored: [...ignored], problems: [], warnings: [] }
}

const plainText = (cell: unknown): string =>
  Array.isArray(cell) ? cell.map(String).join('、') : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
