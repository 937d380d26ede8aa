import { unreadable } from '../unreadable.ts'
import { limits } from './limits.ts'
import { attribute, type Tag, walk } from './tags.ts'

/** A worksheet with nothing but its cells and merged ranges, and which cells are shown as percents. */
export interface SheetPart {
  readonly xml: string
  /** By {@link placeKey}. */
  readonly percents: ReadonlySet<number>
}

export const placeKey = (row: number, column: number): number => row * 16_384 + column

/**
 * Takes out of a worksheet what makes a table, and leaves the rest: styles of empty cells, pictures, rules and the like, which may be
 * far larger than the table. How many cells there are, and how far apart, is checked before any of them is read.
 * @throws InvalidInput `badXml`, `declaresEntities`, `tooManyCells` at `file`
 */
export function sheetPart(text: string, part: string, percentStyles: ReadonlySet<string>): SheetPart {
  const cells: { readonly start: number; readonly end: number }[] = []
  const kept: string[] = []
  const merges: string[] = []
  const percents = new Set<number>()
  const tooMany = () => unreadable('tooManyCells', { part })
  /** A cell or row without a place of its own stands behind the one before: then nothing may be left out. */
  let placed = true
  let data: { start: number; end: number } | undefined
  let row = -1
  let column = -1
  let lastRow = -1
  let lastColumn = -1
  let filled = 0
  walk(text, part, (tag) => {
    if (tag.name === 'sheetData' && tag.depth === 1) {
      if (tag.kind === 'open' && !data) data = { start: tag.end, end: tag.end }
      else if (tag.kind === 'close' && data) data.end = tag.start
    } else if (tag.name === 'mergeCell' && tag.kind !== 'close') {
      const ref = attribute(text, tag, 'ref')
      if (ref && /^[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}$/.test(ref)) merges.push(`<mergeCell ref="${ref}"/>`)
      if (merges.length > 100_000) throw tooMany()
    } else if (tag.name === 'row' && tag.kind !== 'close' && tag.depth === 2) {
      const at = attribute(text, tag, 'r')
      if (at === undefined) placed = false
      row = at === undefined ? row + 1 : Number(at) - 1
      column = -1
      if (tag.kind === 'empty') cells.push(tag)
    } else if (tag.name === 'c' && tag.kind !== 'close' && tag.depth === 3) {
      column = columnOf(tag)
      if (tag.kind === 'empty') cells.push(tag)
      else {
        filled++
        lastRow = Math.max(lastRow, row)
        lastColumn = Math.max(lastColumn, column)
        const style = percentStyles.size > 0 ? attribute(text, tag, 's') : undefined
        if (style !== undefined && percentStyles.has(style)) percents.add(placeKey(row, column))
      }
      if (filled > limits.cells || cells.length > 3 * limits.cells) throw tooMany()
    }
  })
  function columnOf(tag: Tag): number {
    const at = attribute(text, tag, 'r')
    if (at === undefined) {
      placed = false
      return column + 1
    }
    const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(at)
    if (!match) throw unreadable('badXml', { part })
    // The cell's own row counts, also where it stands in the row of another.
    row = Number(match[2]) - 1
    return [...(match[1] as string)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  }
  if (!placed && (cells.length > limits.cells || lastRow + cells.length > limits.rows)) throw tooMany()
  if (lastRow >= limits.rows || lastColumn >= limits.columns || (lastRow + 1) * (lastColumn + 1) > limits.rectangle) throw tooMany()
  if (data) {
    let from = data.start
    if (placed)
      for (const { start, end } of cells) {
        if (start < data.start || end > data.end) continue
        kept.push(text.slice(from, start))
        from = end
      }
    kept.push(text.slice(from, data.end))
  }
  const head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
  return {
    xml: `${head}${kept.join('')}</sheetData>${merges.length > 0 ? `<mergeCells>${merges.join('')}</mergeCells>` : ''}</worksheet>`,
    percents,
  }
}
