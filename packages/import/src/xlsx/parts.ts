import { unreadable } from '../unreadable.ts'
import { limits } from './limits.ts'
import { type SheetPart, sheetPart } from './sheet-part.ts'
import { attribute, type Tag, walk } from './tags.ts'
import { type Entry, entriesOf, inflated } from './zip.ts'

/** What is read of a workbook: checked, and nothing else. */
export interface Parts {
  readonly sheets: readonly (SheetPart & { readonly name: string })[]
  /** All visible sheets, where none was asked for. */
  readonly others: readonly string[]
  readonly sharedStrings?: string
  /** Number formats and which cells have them. */
  readonly styles?: string
  readonly from1904: boolean
  readonly macros: boolean
}

/**
 * Takes the parts of a workbook that make its tables, each checked before it is read: those of `wanted`, or of all visible sheets.
 * @throws InvalidInput at `file`, with the codes of `FileCode`
 */
export async function partsOf(bytes: Uint8Array, wanted: string | undefined): Promise<Parts> {
  if (bytes.length > limits.file) throw unreadable('tooLarge', { what: 'XLSX', limit: `${limits.file / 2 ** 20} MiB` })
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw unreadable(isEncrypted(bytes) ? 'encrypted' : 'oldXls')
  if (!startsWith(bytes, [0x50, 0x4b])) throw unreadable('notXlsx')
  const entries = entriesOf(bytes)
  let left: number = limits.read
  const textOf = async (name: string): Promise<string> => {
    const entry = entries.get(name) as Entry
    if (entry.size > left) throw unreadable('tooLarge', { what: name, limit: `${limits.read / 2 ** 20} MiB` })
    left -= entry.size
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(await inflated(bytes, entry, limits.part))
    } catch (error) {
      throw error instanceof TypeError ? unreadable('badXml', { part: name }) : error
    }
  }
  if (!entries.has('[Content_Types].xml') || !entries.has('_rels/.rels')) throw unreadable('notXlsx')
  const book = targetsIn(await textOf('_rels/.rels'), '_rels/.rels', '').find(({ type }) => type === 'officeDocument')?.target
  if (book === undefined || !book.endsWith('.xml') || !entries.has(book)) throw unreadable('notXlsx')
  const folder = book.slice(0, book.lastIndexOf('/') + 1)
  const relations = `${folder}_rels/${book.slice(folder.length)}.rels`
  if (!entries.has(relations)) throw unreadable('notXlsx')
  const targets = targetsIn(await textOf(relations), relations, folder)
  const { sheets: listed, from1904 } = bookIn(await textOf(book), book)
  if (listed.length === 0) throw unreadable('notXlsx')
  const visible = listed.filter(({ hidden }) => !hidden)
  const asked = wanted === undefined ? visible : listed.filter(({ name }) => name === wanted)
  if (asked.length === 0) throw unreadable('noSheet', { sheet: wanted ?? '', sheets: listed.map(({ name }) => name).join('、') })
  const partOf = (kind: string) => targets.find(({ type, target }) => type === kind && entries.has(target))?.target

  const stylesAt = partOf('styles')
  const styles = stylesAt === undefined ? undefined : stylesIn(await textOf(stylesAt), stylesAt)
  const stringsAt = partOf('sharedStrings')
  const sharedStrings = stringsAt === undefined ? undefined : await textOf(stringsAt)
  if (sharedStrings !== undefined) checkStrings(sharedStrings, stringsAt as string)
  const sheets: (SheetPart & { readonly name: string })[] = []
  for (const { name, id } of asked) {
    const target = targets.find((one) => one.id === id)
    // Sheets of charts have no table.
    if (target?.type !== 'worksheet') continue
    if (!entries.has(target.target)) throw unreadable('badZip', { why: target.target })
    sheets.push({ name, ...sheetPart(await textOf(target.target), target.target, styles?.percents ?? new Set()) })
  }
  return {
    sheets,
    others: wanted === undefined ? visible.map(({ name }) => name) : [],
    ...(sharedStrings !== undefined && { sharedStrings }),
    ...(styles && { styles: styles.xml }),
    from1904,
    macros: [...entries.keys()].some((name) => /vbaProject\.bin$|\/macrosheets\//i.test(name)),
  }
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte)

/** The names in an OLE file's directory are UTF-16, at even places. */
const isEncrypted = (bytes: Uint8Array): boolean => new TextDecoder('utf-16le').decode(bytes).includes('EncryptedPackage')

interface Target {
  readonly id: string
  /** The last word of the relationship's type, which both editions of the standard share. */
  readonly type: string
  readonly target: string
}

function targetsIn(text: string, part: string, folder: string): readonly Target[] {
  const found: Target[] = []
  walk(text, part, (tag) => {
    if (tag.name !== 'Relationship' || tag.kind === 'close') return
    const [id, type, target] = ['Id', 'Type', 'Target'].map((name) => attribute(text, tag, name))
    if (id === undefined || type === undefined || target === undefined || attribute(text, tag, 'TargetMode') === 'External') return
    found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolved(folder, target) })
  })
  return found
}

/** Within the archive: what leads out of it names no entry. */
function resolved(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/'))
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  return steps.join('/')
}

function bookIn(text: string, part: string) {
  const sheets: { readonly name: string; readonly id: string; readonly hidden: boolean }[] = []
  let from1904 = false
  walk(text, part, (tag) => {
    if (tag.kind === 'close') return
    if (tag.name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute(text, tag, 'date1904') ?? '')
    if (tag.name !== 'sheet' || tag.depth !== 2) return
    const name = attribute(text, tag, 'name')
    const id = idOf(text, tag)
    if (name !== undefined && id !== undefined) sheets.push({ name, id, hidden: /idden$/.test(attribute(text, tag, 'state') ?? '') })
  })
  if (sheets.length > 200) throw unreadable('tooManyEntries', { count: sheets.length, limit: 200 })
  return { sheets, from1904 }
}

/** `r:id`, whatever the prefix: `sheetId` is another name. */
const idOf = (text: string, tag: Tag): string | undefined => attribute(text, tag, 'id')

/** Number formats and cell formats: all that dates and percents are told by. The rest may be megabytes. */
function stylesIn(text: string, part: string): { readonly xml: string; readonly percents: ReadonlySet<string> } {
  const formats: string[] = []
  const cells: string[] = []
  const percentFormats = new Set(['9', '10'])
  const percents = new Set<string>()
  let inCells = false
  walk(text, part, (tag) => {
    if (tag.name === 'cellXfs' && tag.depth === 1) inCells = tag.kind === 'open'
    if (tag.kind === 'close') return
    if (tag.name === 'numFmt' && tag.depth === 2) {
      const id = attribute(text, tag, 'numFmtId') ?? ''
      const code = attribute(text, tag, 'formatCode') ?? ''
      if (!/^\d{1,5}$/.test(id)) return
      formats.push(`<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`)
      if (/%/.test(code.replace(/"[^"]*"|\\./g, ''))) percentFormats.add(id)
    } else if (tag.name === 'xf' && inCells && tag.depth === 2) {
      const id = /^\d{1,5}$/.exec(attribute(text, tag, 'numFmtId') ?? '0')?.[0] ?? '0'
      if (percentFormats.has(id)) percents.add(String(cells.length))
      cells.push(`<xf numFmtId="${id}"/>`)
    }
    if (formats.length + cells.length > 100_000) throw unreadable('tooManyCells', { part })
  })
  const head = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
  return { xml: `${head}<numFmts>${formats.join('')}</numFmts><cellXfs>${cells.join('')}</cellXfs></styleSheet>`, percents }
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function checkStrings(text: string, part: string): void {
  let tags = 0
  walk(text, part, () => {
    if (++tags > limits.tags) throw unreadable('tooManyCells', { part })
  })
}
