import { XMLParser } from 'fast-xml-parser'
import { unzipSync } from 'fflate'

/** What a reader sees of a file that this package wrote, read with other libraries than it was written with. */

type Node = { readonly [name: string]: unknown }

const parser = new XMLParser({
  ignoreAttributes: false,
  preserveOrder: true,
  trimValues: false,
  parseTagValue: false,
  processEntities: true,
})

/** The parts of a zipped file, by path. */
export const partsOf = (bytes: Uint8Array): ReadonlyMap<string, string> =>
  new Map(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, new TextDecoder('utf-8', { fatal: true }).decode(content)]))

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

/** XML as elements. */
export function elementOf(xml: string): Element {
  const roots = (parser.parse(xml) as Node[])
    .map(element)
    .filter((one): one is Element => typeof one === 'object' && !one.name.startsWith('?'))
  const [root] = roots
  if (!root) throw new Error('no root')
  return root
}

function element(node: Node): Element | string {
  if ('#text' in node) return String(node['#text'])
  const [name = ''] = Object.keys(node).filter((key) => key !== ':@')
  const attributes = Object.entries((node[':@'] ?? {}) as Record<string, unknown>).map(([key, value]) => [key.slice(2), String(value)])
  return { name, attributes: Object.fromEntries(attributes), children: (node[name] as Node[]).map(element) }
}

/** All elements of a name, in their order. */
export function all(root: Element, name: string): readonly Element[] {
  const found: Element[] = []
  const visit = (at: Element): void => {
    if (at.name === name) found.push(at)
    for (const child of at.children) if (typeof child !== 'string') visit(child)
  }
  visit(root)
  return found
}

export function first(root: Element, name: string): Element | undefined {
  if (root.name === name) return root
  for (const child of root.children) {
    const found = typeof child === 'string' ? undefined : first(child, name)
    if (found) return found
  }
  return undefined
}

export const textOf = (root: Element): string => root.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')

export interface CellRead {
  readonly ref: string
  readonly type: string | undefined
  readonly formula: string | undefined
  readonly value: string
  readonly style: number
}
export interface SheetRead {
  readonly name: string
  readonly root: Element
  /** By row, then by column. */
  readonly rows: readonly (readonly CellRead[])[]
}

/** What a spreadsheet makes of a character that was written by its number. */
const decoded = (text: string): string =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** A workbook's sheets with their cells as a spreadsheet reads them. */
export function sheetsIn(bytes: Uint8Array): readonly SheetRead[] {
  const parts = partsOf(bytes)
  const part = (path: string) => parts.get(path) ?? ''
  const strings = parts.has('xl/sharedStrings.xml')
    ? all(elementOf(part('xl/sharedStrings.xml')), 'si').map((one) => all(one, 't').map(textOf).join(''))
    : []
  return all(elementOf(part('xl/workbook.xml')), 'sheet').map((sheet, i) => {
    const root = elementOf(part(`xl/worksheets/sheet${i + 1}.xml`))
    const rows = all(root, 'row').map((row) =>
      all(row, 'c').map((cell): CellRead => {
        const type = cell.attributes.t
        const formula = first(cell, 'f')
        const raw = first(cell, 'v') ?? first(cell, 'is')
        const text = raw === undefined ? '' : textOf(raw)
        return {
          ref: cell.attributes.r ?? '',
          type,
          formula: formula && textOf(formula),
          value: decoded(type === 's' ? (strings[Number(text)] ?? '') : text),
          style: Number(cell.attributes.s ?? 0),
        }
      }),
    )
    return { name: sheet.attributes.name ?? '', root, rows }
  })
}

/** Lines of a calendar with their folds undone. */
export const calendarLines = (bytes: Uint8Array): readonly string[] =>
  new TextDecoder('utf-8', { fatal: true })
    .decode(bytes)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')

const unescaped = (text: string): string => text.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))

const visible: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  '.xlsx': (bytes) =>
    sheetsIn(bytes)
      .map(({ name, rows }) => [name, ...rows.map((row) => row.map((cell) => cell.value).join('\t'))].join('\n'))
      .join('\n\n'),
  '.docx': (bytes) =>
    all(elementOf(partsOf(bytes).get('word/document.xml') ?? ''), 'w:p')
      .map((paragraph) => all(paragraph, 'w:t').map(textOf).join(''))
      .join('\n'),
  '.ics': (bytes) =>
    calendarLines(bytes)
      .filter((line) => /^(X-WR-CALNAME|SUMMARY|DESCRIPTION)[;:]/.test(line))
      .map((line) => unescaped(line.slice(line.indexOf(':') + 1)))
      .join('\n'),
}

/** The text that a reader of the file sees. `extension` is the renderer's. */
export function inspect(bytes: Uint8Array, extension: string): string {
  const read = visible[extension]
  if (!read) throw new Error(`no reader of ${extension}`)
  return read(bytes)
}
