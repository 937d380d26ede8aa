import type { Dictionary } from '@bihuan/core'
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import { officialWords } from '../words/words.ts'
import { columnWidths, type TableColumn, type TableRows } from './columns.ts'
import { character, linePitch, sizes } from './measures.ts'
import { type Face, type Piece, runOptions, runs } from './type.ts'

/** What the body of a document is made of. Headings are numbered by their level as they come. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: Piece | readonly Piece[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | DocumentTable

export interface DocumentTable {
  readonly kind: 'table'
  readonly columns: readonly TableColumn[]
  readonly rows: TableRows
  /** Half points; 小四 when left out. */
  readonly size?: number
}

export const paragraph = (...text: Piece[]): Block => ({ kind: 'paragraph', text })
export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text })

const faces: readonly Face[] = ['first', 'second', 'body']

/** Lines at the standard's pitch, whatever font stands in for the one that is named. */
export const pitch = { line: linePitch, lineRule: LineRuleType.EXACT } as const

/** The style of text that does not keep to the grid of the body's lines, such as a table's. */
export const offGrid = 'OffGrid'

export function compiled(blocks: readonly Block[], words: Dictionary, width: number): (Paragraph | Table)[] {
  const own = officialWords(words)
  const counters = [0, 0, 0]
  return blocks.flatMap((block): (Paragraph | Table)[] => {
    if (block.kind === 'table')
      return [tableOf(block, words, width), new Paragraph({ style: offGrid, spacing: { line: 120, lineRule: LineRuleType.EXACT } })]
    if (block.kind === 'paragraph') {
      const pieces = typeof block.text === 'object' && 'length' in block.text ? block.text : [block.text]
      return [
        new Paragraph({
          alignment: AlignmentType.JUSTIFIED,
          indent: { firstLine: 2 * character },
          spacing: pitch,
          children: runs(pieces, runOptions('body', sizes.three, words)),
        }),
      ]
    }
    const { level } = block
    counters[level - 1] = (counters[level - 1] as number) + 1
    counters.fill(0, level)
    return [
      new Paragraph({
        indent: { firstLine: 2 * character },
        spacing: pitch,
        // The third level numbers sentences as well, which may part.
        keepNext: level < 3,
        outlineLevel: level - 1,
        children: runs(
          [own.numbered(level, counters[level - 1] as number) + block.text],
          runOptions(faces[level - 1] as Face, sizes.three, words),
        ),
      }),
    ]
  })
}

const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const

function tableOf({ columns, rows, size = sizes.smallFour }: DocumentTable, words: Dictionary, width: number): Table {
  const widths = columnWidths(columns, rows, size, width)
  const cell = (pieces: readonly Piece[], i: number, face: Face, align: 'left' | 'center' | 'right') =>
    new TableCell({
      width: { size: widths[i] as number, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      children: [
        new Paragraph({
          style: offGrid,
          alignment: align,
          spacing: { line: size * 13, lineRule: LineRuleType.EXACT },
          children: runs(pieces, runOptions(face, size, words)),
        }),
      ],
    })
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { left: 70, right: 70, top: 40, bottom: 40, marginUnitType: WidthType.DXA },
    borders: { top: thin, bottom: thin, left: thin, right: thin, insideHorizontal: thin, insideVertical: thin },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ head }, i) => cell([head], i, 'first', 'center')) }),
      ...rows.map(
        (row) =>
          new TableRow({
            // Only a row that is surely less than a page may be kept together.
            cantSplit: row.every((piece) => typeof piece !== 'string' || piece.length < 300),
            children: columns.map(({ align = 'left' }, i) => cell([row[i] ?? '—'], i, 'body', align)),
          }),
      ),
    ],
  })
}
