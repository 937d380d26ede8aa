import type { Column, Dictionary, FlatTable } from '@bihuan/core'
import { createColors } from 'picocolors'
import stringWidth from 'string-width'
import { type CellOptions, isNumeric, said, visible } from './cells.ts'

export interface TerminalOptions extends CellOptions {
  /** Columns of the terminal; 80 when left out. No line is wider. */
  readonly width?: number
  /** Lights in colour. Off when left out: the caller knows whether somebody sees it. */
  readonly colour?: boolean
  /** Columns that are details too. Left out when left out. */
  readonly details?: boolean
}

/** No column is made narrower than this; a table that does not fit then is written as a block for each row. */
const narrowest = 4

/** Wraps text to a display width, between words where it can; a line is never wider. What is indented stays so. */
function wrapped(text: string, width: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  if (indent !== '' && indent.length <= width - narrowest)
    return wrapped(text.slice(indent.length), width - indent.length).map((line) => indent + line)
  const lines: string[] = []
  let line = ''
  let used = 0
  const put = (piece: string, wide: number) => {
    if (used + wide > width) {
      lines.push(line.trimEnd())
      line = ''
      used = 0
      if (piece.trim() === '') return
    }
    line += piece
    used += wide
  }
  for (const { segment: word } of words.segment(text)) {
    const wide = stringWidth(word)
    if (wide <= width) put(word, wide)
    else for (const { segment } of graphemes.segment(word)) if (stringWidth(segment) <= width) put(segment, stringWidth(segment))
  }
  return [...lines, line]
}
const words = new Intl.Segmenter('zh', { granularity: 'word' })
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** A table for people: aligned by display width, wrapped to the terminal, lights as words and, where wanted, in colour. */
export function terminal(whole: FlatTable, dictionary: Dictionary, options: TerminalOptions = {}): string {
  const table = options.details ? whole : { columns: whole.columns.filter((column) => !column.detail), rows: whole.rows }
  const { width = 80, colour = false } = options
  const paint = painter(colour)
  const cells = table.rows.map((row) => table.columns.map((column) => visible(said(row[column.key], column, dictionary, options) ?? '—')))
  const heads = table.columns.map((column) => visible(dictionary.column(column.key)))
  const wanted = table.columns.map((_, i) =>
    Math.max(stringWidth(heads[i] as string), ...cells.map((row) => stringWidth(row[i] as string)), 1),
  )
  const natural = wanted.reduce((sum, wide) => sum + wide, 0)
  const gap = natural + 2 * (table.columns.length - 1) > width && table.columns.length > 12 ? 1 : 2
  const widths = fit(wanted, table.columns.map(isRigid), width - gap * (table.columns.length - 1))
  if (!widths) return blocks(heads, cells, table, width, paint)

  const put = (row: readonly string[], code: (i: number) => string | undefined): string => {
    const columns = row.map((text, i) => wrapped(text, widths[i] as number))
    const height = Math.max(1, ...columns.map((lines) => lines.length))
    return Array.from({ length: height }, (_, at) =>
      columns
        .map((lines, i) => {
          const text = lines[at] ?? ''
          const room = ' '.repeat(Math.max(0, (widths[i] as number) - stringWidth(text)))
          const painted = paint(text, code(i))
          return isNumeric(table.columns[i] as Column) ? room + painted : painted + room
        })
        .join(' '.repeat(gap))
        .trimEnd(),
    ).join('\n')
  }
  const rule = widths.map((wide) => '─'.repeat(wide)).join('─'.repeat(gap))
  const body = cells.map((row, at) => put(row, (i) => lightOf(table, at, i)))
  return `${[put(heads, () => undefined), rule, ...body].join('\n')}\n`
}

const lightOf = (table: FlatTable, row: number, column: number): string | undefined => {
  const { words, key } = table.columns[column] as Column
  return words === 'light' ? String(table.rows[row]?.[key]) : undefined
}

/** Days, numbers and the like are not broken; texts give way. */
const isRigid = (column: Column): boolean => isNumeric(column) || column.kind === 'day' || column.kind === 'flag'

/** Widths that together fill at most `room`: of the texts, the widest give way first. Undefined when they do not fit. */
function fit(wanted: readonly number[], rigid: readonly boolean[], room: number): readonly number[] | undefined {
  const at = (limit: number) => wanted.map((wide, i) => (rigid[i] ? wide : Math.min(wide, limit)))
  const total = (widths: readonly number[]) => widths.reduce((sum, wide) => sum + wide, 0)
  let limit = Math.max(...wanted, narrowest)
  while (limit > narrowest && total(at(limit)) > room) limit--
  let spare = room - total(at(limit))
  if (spare < 0) return undefined
  return at(limit).map((wide, i) => {
    if (wide >= (wanted[i] as number) || spare === 0) return wide
    spare--
    return wide + 1
  })
}

/** A block for each row: `column: cell`, for tables that are wider than the terminal. */
function blocks(
  heads: readonly string[],
  cells: readonly (readonly string[])[],
  table: FlatTable,
  width: number,
  paint: ReturnType<typeof painter>,
): string {
  const gap = 2
  const label = Math.min(Math.max(0, ...heads.map((head) => stringWidth(head))), Math.floor(width / 3))
  const room = Math.max(1, width - label - gap)
  const one = (row: readonly string[], at: number) =>
    row
      .flatMap((text, i) => {
        const names = wrapped(heads[i] as string, Math.max(1, label))
        const lines = wrapped(text, room)
        return Array.from({ length: Math.max(names.length, lines.length) }, (_, line) => {
          const name = names[line] ?? ''
          return `${name}${' '.repeat(Math.max(0, label - stringWidth(name)) + gap)}${paint(lines[line] ?? '', lightOf(table, at, i))}`.trimEnd()
        })
      })
      .join('\n')
  const rule = '─'.repeat(Math.max(1, width))
  return `${[rule, ...cells.map((row, at) => `${one(row, at)}\n${rule}`)].join('\n')}\n`
}

function painter(colour: boolean) {
  const { green, yellow, red, gray, blue } = createColors(colour)
  const paints = new Map([
    ['done', blue],
    ['green', green],
    ['yellow', yellow],
    ['red', red],
    ['grey', gray],
  ])
  return (text: string, light: string | undefined): string =>
    light === undefined || text === '' ? text : (paints.get(light)?.(text) ?? text)
}
