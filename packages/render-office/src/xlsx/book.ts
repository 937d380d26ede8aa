import type { Dictionary } from '@bihuan/core'
import { type Cell, type CellStyle, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { cut, inOneLine, plain } from '../plain.ts'
import { officeWords } from '../words/words.ts'
import { repacked } from '../zip.ts'
import { heightOf, widthsOf } from './fit.ts'
import { legalNames } from './names.ts'
import { letterOf, rowsAbove, type Sheet, type SheetCell, type SheetColumn } from './sheet.ts'
import { fontOf, lightRules, type Styles, stylesIn } from './style.ts'

/** Characters that a cell holds at most. */
const longestText = 32_767

/** What a spreadsheet reads as a character by its number, such as `_x0041_` for A, is written so that it stays what it is. */
const coded = /_(?=x[0-9A-Fa-f]{4}_)/g

/** Sheets as a file: the same sheets give the same bytes. `day` is the one that the file says it was made on. */
export async function book(sheets: readonly Sheet[], words: Dictionary, day: string): Promise<Uint8Array> {
  const own = officeWords(words)
  const lists = listsFor(sheets)
  const names = legalNames([...sheets.map((sheet) => sheet.name), own.lists], own.sheet)
  const listName = names.at(-1) as string
  const styles = stylesIn(words.lang)
  const made = sheets.map((sheet, i) => written(sheet, names[i] as string, { words, styles, lists, listName }))
  const at = new Date(`${day}T00:00:00Z`)
  const bytes = await writeXlsx({
    sheets: lists.length > 0 ? [...made, listSheet(lists, listName)] : made,
    defaultFont: fontOf(words.lang),
    properties: {
      title: inOneLine(sheets.map((sheet) => sheet.title).join('; ')).slice(0, 250),
      creator: 'bihuan',
      created: at,
      modified: at,
    },
    namedRanges: made.map(({ name }) => ({ name: '_xlnm.Print_Titles', range: `'${name}'!$1:$${rowsAbove}`, scope: name })),
  })
  return repacked(bytes)
}

interface Context {
  readonly words: Dictionary
  readonly styles: Styles
  readonly lists: readonly (readonly string[])[]
  readonly listName: string
}

function written(sheet: Sheet, name: string, { words, styles, lists, listName }: Context): WriteSheet {
  const own = officeWords(words)
  const { columns, rows, frozen = 0, notes = [], totals } = sheet
  const say = (text: string) => fitting(plain(text), own.cutAt)
  const all = [...rows, ...(totals ? [totals] : [])]
  const last = rowsAbove + Math.max(1, rows.length)
  const area = (i: number) => `${letterOf(i)}${rowsAbove + 1}:${letterOf(i)}${last}`
  const widths = widthsOf(columns, rows)
  const wide = widths.reduce((sum, width) => sum + width, 0)
  const cells = new Map<string, Partial<Cell>>()
  const put = (row: number, column: number, cell: Partial<Cell>) => cells.set(`${row},${column}`, cell)
  put(0, 0, shownText(say(inOneLine(sheet.title)), styles.title))
  columns.forEach((column, i) => {
    put(1, i, shownText(say(inOneLine(column.head)), styles.head))
  })
  // Most cells of a column look alike: those that do are given as values, which takes the library a fraction of the time and room.
  const usual = columns.map((column, i) => styles.of(rows.find((row) => row[i])?.[i] ?? null, column))
  const values = all.map((row, r) =>
    columns.map((column, c) => {
      const cell = compiled(row[c] ?? null, column, styles, say)
      if (cell.style === usual[c] && !cell.formula && !cell.richText) return cell.value ?? null
      put(rowsAbove + r, c, cell)
      return null
    }),
  )
  notes.forEach((note, i) => {
    put(rowsAbove + all.length + 1 + i, 0, shownText(say(inOneLine(note)), styles.note))
  })
  return {
    name,
    columns: widths.map((width, i) => ({ width, style: usual[i] as CellStyle })),
    rows: [[], columns.map(() => null), ...values],
    cells,
    rowDefs: new Map<number, { height: number }>([
      [0, { height: 28 }],
      [
        1,
        {
          height: heightOf(
            columns.map(({ head }) => ({ text: head })),
            widths.map((width) => width - 3),
          ),
        },
      ],
      ...all.map((row, i): [number, { height: number }] => [rowsAbove + i, { height: heightOf(row, widths) }]),
    ]),
    freezePane: { rows: rowsAbove, ...(frozen > 0 && { columns: frozen }) },
    autoFilter: { range: `A${rowsAbove}:${letterOf(columns.length - 1)}${last}` },
    conditionalRules: columns.flatMap((column, i) =>
      column.lights ? lightRules(area(i), (light) => plain(words.code('light', light))) : [],
    ),
    dataValidations: columns.flatMap((column, i) => (column.choices?.length ? [choosing(column.choices, area(i), lists, listName)] : [])),
    pageSetup: {
      paperSize: wide > 150 ? 'a3' : 'a4',
      orientation: wide > 85 ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { top: 0.6, bottom: 0.7, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
      horizontalCentered: true,
    },
    headerFooter: { oddFooter: `&C${own.pageOf('&P', '&N')}` },
  }
}

/** Excel's own error values as text would become errors: those are written as rich text, which stays text. */
const errorValue = /^#(?:VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!|GETTING_DATA|SPILL!|CALC!)$/

const shownText = (text: string, style: Cell['style'] & object): Partial<Cell> =>
  errorValue.test(text) ? { value: text, richText: [{ text }], style } : { value: text.replace(coded, '_x005F_'), style }

function compiled(cell: SheetCell, column: SheetColumn, styles: Styles, say: (text: string) => string): Partial<Cell> {
  const style = styles.of(cell, column)
  if (cell === null) return { style }
  if ('text' in cell) return shownText(say(cell.text), style)
  if ('day' in cell) return { value: new Date(`${cell.day}T00:00:00Z`), style }
  if ('formula' in cell) return { formula: cell.formula, formulaResult: cell.is, style }
  return { value: cell.number, style }
}

function fitting(text: string, cutAt: (length: number) => string): string {
  if (text.length <= longestText) return text
  const note = cutAt(text.length)
  return cut(text, longestText - note.length) + note
}

/** A list of choices stands in its validation when it is short, else on a hidden sheet. */
const fits = (choices: readonly string[]) => choices.join(',').length <= 250 && !choices.some((choice) => /[,"\n]/.test(choice))

function listsFor(sheets: readonly Sheet[]): readonly (readonly string[])[] {
  const all = sheets.flatMap((sheet) => sheet.columns.flatMap(({ choices }) => (choices?.length && !fits(choices) ? [choices] : [])))
  return [...new Map(all.map((choices) => [JSON.stringify(choices), choices])).values()]
}

const listSheet = (lists: readonly (readonly string[])[], name: string): WriteSheet => ({
  name,
  hidden: true,
  rows: Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, row) => lists.map((list) => list[row] ?? null)),
})

/** Other entries are warned of, not forbidden: a district may have words of its own. */
function choosing(choices: readonly string[], range: string, lists: Context['lists'], listName: string): DataValidation {
  const rule = { type: 'list', range, allowBlank: true, showErrorMessage: true, errorStyle: 'warning' } as const
  if (fits(choices)) return { ...rule, values: choices.map(plain) }
  const at = lists.findIndex((list) => JSON.stringify(list) === JSON.stringify(choices))
  const letter = letterOf(at)
  return { ...rule, formula1: `'${listName}'!$${letter}$1:$${letter}$${choices.length}` }
}
