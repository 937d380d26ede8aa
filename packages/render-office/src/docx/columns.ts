import { widestWord, widthOf } from '../plain.ts'
import { type Piece, said } from './type.ts'

/** How wide the columns of a document's table are: so that no word is broken and no day parted where that can be had. */

export interface TableColumn {
  readonly head: string
  /** What is centred is short, and stays in one line. */
  readonly align?: 'left' | 'center' | 'right'
  /** How much room it has at least: columns of half a Chinese character. */
  readonly least?: number
}

export type TableRows = readonly (readonly (Piece | null)[])[]

/** Beside a text stand the cell's margins, and what a font may be wider than is reckoned. */
const beside = 1.8
/** A long text gets so many columns where there is room, and four Chinese characters where there is none. */
const wished = 64
const least = 8

/** Half a Chinese character of a size in half points: twips. */
export const halfCharacter = (size: number): number => size * 5

/** Chinese beside digits is set a quarter of a character apart. */
const gaps = /(?<=\p{sc=Han})(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=\p{sc=Han})/gu
const wide = (text: string): number => widthOf(text) + (text.match(gaps)?.length ?? 0) / 2

/** A head is broken between words; a Chinese one of up to four characters not at all, a longer one in its middle. */
const headOf = (head: string): number =>
  Math.max(widestWord(head) * 1.1, widthOf(head) <= 8 ? wide(head) : Math.min(wide(head) / 2 + 1, 12))

interface Need {
  readonly least: number
  readonly most: number
}

function needsOf(columns: readonly TableColumn[], rows: TableRows): readonly Need[] {
  return columns.map(({ head, align, least: given = 0 }, i) => {
    const texts = rows.map((row) => said(row[i] ?? '—'))
    const most = texts.reduce((widest, text) => Math.max(widest, wide(text)), 1)
    const word = texts.reduce((widest, text) => Math.max(widest, widestWord(text)), 1)
    const body = align === 'center' ? Math.min(most, 24) : Math.max(Math.min(word, 24), Math.min(most, least))
    const lowest = Math.max(body, headOf(head), given) + beside
    return { least: lowest, most: Math.max(lowest, Math.min(most, wished) + beside) }
  })
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** Ten Chinese characters of a text in a line are pleasant to read. */
const pleasant = 20

/** The room that a table needs: so that no word is broken, and so that it is pleasant to read. Columns of half a Chinese character. */
export function roomOf(columns: readonly TableColumn[], rows: TableRows): { readonly least: number; readonly pleasant: number } {
  const needs = needsOf(columns, rows)
  return {
    least: sum(needs.map((need) => need.least)),
    pleasant: sum(needs.map((need) => Math.max(need.least, Math.min(need.most, pleasant)))),
  }
}

/** Widths in twips that fill `width`: each column's least first, then what texts ask for, then the same to each. */
export function columnWidths(columns: readonly TableColumn[], rows: TableRows, size: number, width: number): readonly number[] {
  const needs = needsOf(columns, rows)
  const room = width / halfCharacter(size)
  const lowest = sum(needs.map((need) => need.least))
  if (lowest >= room) return needs.map((need) => Math.floor((width * need.least) / lowest))
  const asked = sum(needs.map((need) => need.most - need.least))
  const part = asked === 0 ? 0 : Math.min(1, (room - lowest) / asked)
  const rest = Math.max(0, room - lowest - asked) / needs.length
  return needs.map((need) => Math.floor((need.least + (need.most - need.least) * part + rest) * halfCharacter(size)))
}
