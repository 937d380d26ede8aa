import type { Dictionary, FlatTable, ValueIn } from '@bihuan/core'
import { widthOf } from '../plain.ts'
import { dayIn, inLang } from '../seen.ts'
import { officialWords } from '../words/words.ts'
import type { Block, DocumentTable } from './blocks.ts'
import { sizes } from './measures.ts'

type LedgerRow = ValueIn<'ledger'>['rows'][number]

/** Tasks as documents list them: who answers for each, by when, and how it stands. */
export function taskTable(tasks: readonly LedgerRow[], words: Dictionary): Block {
  const { lang } = words
  const own = officialWords(words)
  return {
    kind: 'table',
    columns: [
      { head: own.ordinal, share: 7, align: 'center' },
      { head: words.column('title'), share: 18 },
      { head: words.column('responsible'), share: 18 },
      { head: words.column('lead'), share: 16 },
      { head: words.column('due'), share: 20, align: 'center' },
      { head: words.column('planned'), share: 12, align: 'center' },
      { head: words.column('actual'), share: 11, align: 'center' },
      { head: words.column('light'), share: 8, align: 'center' },
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
    // English words are longer than Chinese ones, and not to be broken.
    size: lang === 'zh' ? sizes.five : sizes.smallFive,
  }
}

/** What a cell of a view's table says in a document; nothing is a dash. */
function said(cell: FlatTable['rows'][number][string] | undefined, column: FlatTable['columns'][number], words: Dictionary): string {
  if (cell === null || cell === undefined || cell === '') return '—'
  if (column.kind === 'percent' && typeof cell === 'number') return `${cell}%`
  if (column.kind === 'flag') return words.code('flag', String(cell))
  return column.words === undefined ? String(cell) : words.code(column.words, String(cell))
}

/** A view's table, without the columns that are details, and how much room it asks for: columns of a Chinese character's half. */
export function viewTable({ columns: all, rows }: FlatTable, words: Dictionary): { readonly table: DocumentTable; readonly room: number } {
  const columns = all.filter((column) => !column.detail)
  const texts = rows.map((row) => columns.map((column) => said(row[column.key], column, words)))
  const rigid = (kind: string) => kind === 'day' || kind === 'percent'
  const shares = columns.map((column, i) => {
    const body = texts.reduce((width, row) => Math.max(width, widthOf(row[i] as string)), 2)
    const head = widthOf(words.column(column.key))
    return Math.max(Math.min(body, rigid(column.kind) ? 12 : 22), Math.min(head, 8), 4) + 2.5
  })
  const size = columns.length <= 8 ? sizes.smallFour : columns.length <= 12 ? sizes.five : sizes.smallFive
  return {
    room: (shares.reduce((sum, share) => sum + share, 0) * size) / sizes.smallFour,
    table: {
      kind: 'table',
      columns: columns.map((column, i) => ({
        head: words.column(column.key),
        share: shares[i] as number,
        align: column.kind === 'text' || column.kind === 'id' ? 'left' : column.words !== undefined ? 'left' : 'center',
      })),
      rows: texts,
      size,
    },
  }
}
