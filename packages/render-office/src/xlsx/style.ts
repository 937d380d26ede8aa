import type { Lang } from '@bihuan/core'
import type { CellStyle, ConditionalRule } from 'hucre/xlsx'
import type { Fill, NumberFormat, SheetCell, SheetColumn } from './sheet.ts'

/** Fonts are named, not shipped: 宋体 where Chinese is read, 等线 where English is. Both are on every Chinese Windows. */
const fonts = { zh: { name: '宋体', charset: 134 }, en: { name: '等线', charset: 134 } } as const

export const fontOf = (lang: Lang) => ({ ...fonts[lang], size: 11 })

const fills: Readonly<Record<Fill, string>> = {
  done: 'BDD7EE',
  green: 'C6E0B4',
  yellow: 'FFE699',
  red: 'F4B0A8',
  grey: 'D9D9D9',
  band: 'EDEDED',
}
/** Legible on the fill beside it. */
const inks: Readonly<Record<Exclude<Fill, 'band'>, string>> = {
  done: '1F4E79',
  green: '375623',
  yellow: '7F6000',
  red: '9C0006',
  grey: '404040',
}

const formats: Readonly<Record<NumberFormat | 'day', string>> = {
  plain: 'General',
  count: '0',
  percent: '0.00%',
  money: '#,##0.00',
  points: '0.00',
  day: 'yyyy-mm-dd',
}

const line = { style: 'thin', color: { rgb: 'BFBFBF' } } as const
const border = { top: line, right: line, bottom: line, left: line }
const solid = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb }, bgColor: { rgb } }) as const

export interface Styles {
  readonly title: CellStyle
  readonly head: CellStyle
  readonly note: CellStyle
  /** Of a cell in a column; an empty one has its borders too. */
  of(cell: SheetCell, column: SheetColumn): CellStyle
}

export function stylesIn(lang: Lang): Styles {
  const font = fontOf(lang)
  const made = new Map<string, CellStyle>()
  const memo = (key: string, make: () => CellStyle): CellStyle => {
    const found = made.get(key) ?? make()
    made.set(key, found)
    return found
  }
  return {
    title: { font: { ...font, size: 16, bold: true }, alignment: { vertical: 'center' } },
    head: {
      font: { ...font, bold: true },
      fill: solid('D9E2F3'),
      border,
      alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
    },
    note: { font: { ...font, size: 10 }, alignment: { vertical: 'center' } },
    of(cell, column) {
      const format = cell === null || 'text' in cell ? undefined : 'day' in cell ? 'day' : cell.format
      const text = cell !== null && 'text' in cell ? cell : undefined
      // Digits do not touch the text in the column behind.
      const indent = text?.indent ?? ((column.align ?? 'left') === 'right' ? 1 : undefined)
      const align = column.align ?? 'left'
      return memo([format, align, text?.indent, text?.bold, text?.fill].join(), () => ({
        font: text?.bold ? { ...font, bold: true } : font,
        border,
        alignment: { horizontal: align, vertical: 'center', wrapText: true, ...(indent !== undefined && { indent }) },
        ...(format && { numFmt: formats[format] }),
        ...(text?.fill && { fill: solid(fills[text.fill]) }),
      }))
    },
  }
}

const lights = ['done', 'green', 'yellow', 'red', 'grey'] as const

/** A cell takes the colour of the light whose word it holds, also when the word is changed by hand. */
export const lightRules = (range: string, labelOf: (light: string) => string): ConditionalRule[] =>
  lights.map((light, i) => ({
    type: 'cellIs',
    operator: 'equal',
    priority: i + 1,
    formula: `"${labelOf(light).replaceAll('"', '""')}"`,
    style: { font: { color: { rgb: inks[light] }, bold: true }, fill: solid(fills[light]) },
    range,
  }))
