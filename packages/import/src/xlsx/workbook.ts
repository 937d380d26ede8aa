import { HucreError, type Sheet } from 'hucre'
import { readXlsx } from 'hucre/xlsx'
import { daySerial } from '../dates.ts'
import type { Grid, GridCell, Range } from '../grid.ts'
import { unreadable } from '../unreadable.ts'
import { limits } from './limits.ts'
import { type Parts, partsOf } from './parts.ts'
import { placeKey, type SheetPart } from './sheet-part.ts'
import { stored } from './zip.ts'

// The one file that knows the library which reads workbooks. It is given a workbook of our own making, of parts that were checked.

/** The tables of a workbook. */
export interface Book {
  readonly grids: readonly Grid[]
  readonly others: readonly string[]
  readonly macros: boolean
}

/**
 * Reads the sheet of this name, or all that are visible. Formulas are not evaluated: their stored values are taken. Macros are left alone.
 * @throws InvalidInput at `file`, with the codes of `FileCode`
 */
export async function readBook(bytes: Uint8Array, sheet?: string): Promise<Book> {
  const parts = await partsOf(bytes, sheet)
  const { sheets } = await readXlsx(stored(written(parts))).catch((error: unknown) => {
    if (error instanceof HucreError || error instanceof RangeError) throw unreadable('badXml', { part: error.message })
    throw error
  })
  let room: number = limits.merged
  const grids = parts.sheets.map((part, i) => {
    const grid = gridOf(sheets[i] as Sheet, part, parts.from1904, room)
    room -= grid.covered
    return { sheet: part.name, lettered: true, rows: grid.rows }
  })
  return { grids, others: parts.others, macros: parts.macros }
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The parts as a whole workbook again. Sheets are called by number: names are nobody's business but ours. */
function written({ sheets, sharedStrings, styles, from1904 }: Parts): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, string>()
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`
  const all = (inner: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`
  files.set('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>')
  files.set('_rels/.rels', all(relation('rId1', 'officeDocument', 'xl/workbook.xml')))
  const related = sheets.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/s${i}.xml`))
  if (sharedStrings !== undefined) related.push(relation('strings', 'sharedStrings', 'sharedStrings.xml'))
  if (styles !== undefined) related.push(relation('styles', 'styles', 'styles.xml'))
  files.set('xl/_rels/workbook.xml.rels', all(related.join('')))
  const list = sheets.map((_, i) => `<sheet name="s${i}" sheetId="${i + 1}" r:id="s${i}"/>`).join('')
  files.set(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr date1904="${from1904}"/><sheets>${list}</sheets></workbook>`,
  )
  if (sharedStrings !== undefined) files.set('xl/sharedStrings.xml', sharedStrings)
  if (styles !== undefined) files.set('xl/styles.xml', styles)
  for (const [i, { xml }] of sheets.entries()) files.set(`xl/worksheets/s${i}.xml`, xml)
  const encoder = new TextEncoder()
  return new Map([...files].map(([name, text]) => [name, encoder.encode(text)]))
}

function gridOf(sheet: Sheet, part: SheetPart, from1904: boolean, room: number) {
  const rows = sheet.rows.map((values, row) =>
    values.map((value, column): GridCell | undefined => {
      const details = sheet.cells?.get(`${row},${column}`)
      const formula = details?.formula === undefined ? undefined : value === null || value === '' ? 'empty' : 'stored'
      const cell = cellOf(value, part.percents.has(placeKey(row, column)), from1904)
      if (details?.type === 'error') return { text: String(value), error: true }
      if (formula === 'empty') return { text: '', formula }
      return cell && (formula ? { ...cell, formula } : cell)
    }),
  )
  let covered = 0
  for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
    const range: Range = {
      top: startRow,
      left: startCol,
      bottom: Math.min(endRow, rows.length - 1),
      right: Math.min(endCol, (rows[0]?.length ?? 0) - 1),
    }
    const first = rows[range.top]?.[range.left]
    if (!first || range.bottom < range.top || range.right < range.left) continue
    covered += (range.bottom - range.top + 1) * (range.right - range.left + 1)
    if (covered > room) throw unreadable('tooManyCells', { part: 'mergeCells' })
    const whole = { ...first, merged: range }
    for (let row = range.top; row <= range.bottom; row++)
      for (let column = range.left; column <= range.right; column++) (rows[row] as (GridCell | undefined)[])[column] = whole
  }
  return { rows, covered }
}

function cellOf(value: unknown, percent: boolean, from1904: boolean): GridCell | undefined {
  if (value === null || value === undefined || value === '') return undefined
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return undefined
    const day = value.toISOString().slice(0, 10)
    return { text: day, day }
  }
  if (typeof value !== 'number') return { text: String(value) }
  // A sum such as 0.1 + 0.2 is stored with 17 digits; spreadsheets show 15.
  const number = Number(value.toPrecision(15))
  const day = daySerial(number, from1904)
  return {
    text: percent ? `${Number((number * 100).toPrecision(15))}%` : plainNumber(number),
    number,
    ...(percent && { percent }),
    ...(!percent && day !== undefined && { day }),
  }
}

/** Without an exponent. */
function plainNumber(value: number): string {
  const short = String(value)
  if (!short.includes('e')) return short
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, '')
}
