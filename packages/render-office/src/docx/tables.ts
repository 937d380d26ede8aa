import type { Dictionary, FlatTable, ValueIn } from '@bihuan/core'
import { dayIn, inLang } from '../seen.ts'
import { officialWords } from '../words/words.ts'
import type { Block, DocumentTable } from './blocks.ts'
import { halfCharacter, roomOf, type TableColumn } from './columns.ts'
import { sizes, textWidth, textWidthAcross } from './measures.ts'

/** Of a document's tables: English words are longer than Chinese ones, and not to be broken. */
export const tableSize = ({ lang }: Dictionary): number => (lang === 'zh' ? sizes.five : sizes.smallFive)

type LedgerRow = ValueIn<'ledger'>['rows'][number]

/** Tasks as documents list them: who answers for each, by when, and how it stands. */
export function taskTable(tasks: readonly LedgerRow[], words: Dictionary): Block {
  const { lang } = words
  const own = officialWords(words)
  return {
    kind: 'table',
    columns: [
      { head: own.ordinal, align: 'center' },
      { head: words.column('title') },
      { head: words.column('responsible') },
      { head: words.column('lead') },
      { head: words.column('due'), align: 'center' },
      { head: words.column('planned'), align: 'center' },
      { head: words.column('actual'), align: 'center' },
      { head: words.column('light'), align: 'center' },
    ],
    rows: tasks.map((task, i) => [
      String(i + 1),
      inLang(task.title, lang),
      task.responsible && inLang(task.responsible.name, lang),
      task.lead && inLang(task.lead.name, lang),
      dayIn(task.due, words),
      own.percent(task.planned),
      own.percent(task.actual),
      words.code('light', task.light),
    ]),
    size: tableSize(words),
  }
}

/** What a cell of a view's table says in a document; nothing is a dash. */
function said(cell: FlatTable['rows'][number][string] | undefined, column: FlatTable['columns'][number], words: Dictionary): string {
  if (cell === null || cell === undefined || cell === '') return '—'
  if (column.kind === 'percent' && typeof cell === 'number') return `${cell}%`
  if (column.kind === 'flag') return words.code('flag', String(cell))
  return column.words === undefined ? String(cell) : words.code(column.words, String(cell))
}

/** Sizes of a view's table, from the largest. */
const tableSizes = [sizes.smallFour, sizes.five, sizes.smallFive, sizes.six, sizes.smallSix] as const

/**
 * A view's table, with or without the columns that are details, in the largest size in which its words fit: on a page that stands in the two
 * largest, else on its side.
 */
export function viewTable(
  { columns: all, rows: cells }: FlatTable,
  words: Dictionary,
  details: boolean,
): { readonly table: DocumentTable; readonly across: boolean } {
  const shown = all.filter((column) => details || !column.detail)
  const columns = shown.map((column): TableColumn => {
    const short = column.kind !== 'text' && column.kind !== 'id' && column.words === undefined
    return { head: words.column(column.key), align: short ? 'center' : 'left' }
  })
  const rows = cells.map((row) => shown.map((column) => said(row[column.key], column, words)))
  const room = roomOf(columns, rows)
  const fits = (asked: number, width: number) => (size: number) => asked * halfCharacter(size) <= width
  const standing = columns.length <= 8 ? tableSizes.slice(0, 2).find(fits(room.pleasant, textWidth)) : undefined
  const size =
    standing ??
    tableSizes.slice(0, 3).find(fits(room.pleasant, textWidthAcross)) ??
    tableSizes.find(fits(room.least, textWidthAcross)) ??
    sizes.smallSix
  return { table: { kind: 'table', columns, rows, size }, across: standing === undefined }
}
