import { linesIn, plain, widestWord, widthOf } from '../plain.ts'
import type { Sheet, SheetCell, SheetColumn } from './sheet.ts'

/** How wide columns and how high rows are: so that all of a text is seen, on a screen and on paper. */

/** A text column is never made narrower than this, nor wider than that. */
const narrowest = 10
const widest = 38
/** The cell's margins, and what a font may be wider than is reckoned. */
const beside = 3
/** What a page of A3 across shows at a size that can be read: where there is more, long texts are wrapped. */
const page = 260

/** Widths in digits of the book's font, where a Chinese character takes two. */
export function widthsOf(columns: readonly SheetColumn[], rows: Sheet['rows']): readonly number[] {
  const wanted = columns.map((column, i) => {
    const body = rows.reduce((width, row) => Math.max(width, widthOfCell(row[i] ?? null)), 4)
    const word = rows.reduce((width, row) => Math.max(width, widestWordOf(row[i] ?? null)), 0)
    // The button of the filter stands in the head.
    const head = widthOf(column.head)
    return {
      given: column.width,
      texts: rows.some((row) => isText(row[i] ?? null)),
      // A word that is no longer than this is not broken.
      least: Math.max(narrowest, Math.min(word, 20) + beside),
      wide: Math.max(body + beside, Math.min(head, 10) + 3),
    }
  })
  const at = (limit: number) =>
    wanted.map(({ given, texts, least, wide }) => given ?? (texts ? Math.min(wide, Math.max(least, limit)) : wide))
  const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0)
  let limit = widest
  while (limit > narrowest && total(at(limit)) > page) limit--
  return at(limit)
}

const isText = (cell: SheetCell): boolean => cell !== null && 'text' in cell

const widestWordOf = (cell: SheetCell): number => (cell !== null && 'text' in cell ? widestWord(cell.text.slice(0, 4000)) : 0)

function widthOfCell(cell: SheetCell): number {
  if (cell === null) return 0
  if ('text' in cell) return widthOf(cell.text) + 2 * (cell.indent ?? 0)
  if ('day' in cell) return 10
  const number = 'formula' in cell ? cell.is : cell.number
  if (cell.format === 'money') return number.toFixed(2).length * 1.35
  return cell.format === 'percent' ? 7 : String(number).length
}

/** Points of a line of 11-point text, and the highest row that there is. */
const line = 15
const highest = 409

export function heightOf(row: readonly SheetCell[], widths: readonly number[]): number {
  let lines = 1
  row.forEach((cell, i) => {
    if (cell === null || !('text' in cell)) return
    const room = Math.max(2, (widths[i] as number) - 2.5 - 2 * (cell.indent ?? 0))
    // What is this long fills the highest row anyway.
    lines = Math.max(lines, cell.text.length > 4000 ? highest : linesIn(plain(cell.text), room))
  })
  return Math.min(highest, lines * line + 3)
}
