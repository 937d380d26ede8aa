import type { Inspected } from '@bihuan/render-conformance'
import { XMLValidator } from 'fast-xml-parser'
import { all, type CellRead, calendarLines, type Element, elementOf, inspect, partsOf, sheetsIn } from './inspect.ts'

/** What files of this package say, and what is wrong with them: as the suite for renderers asks. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff\u202a-\u202e\u2066-\u2069]/

/** What is wrong with a zipped file of XML, whatever is in it: a part that can't be read, or one that leads elsewhere. */
function packageComplaints(parts: ReadonlyMap<string, string>): string[] {
  const complaints: string[] = []
  for (const [path, xml] of parts) {
    const valid = XMLValidator.validate(xml)
    if (valid !== true) complaints.push(`${path}: ${valid.err.msg}`)
    if (unseen.test(xml.replaceAll('\r\n', ''))) complaints.push(`${path}: a control character`)
    if (/<!DOCTYPE|<!ENTITY/.test(xml)) complaints.push(`${path}: a document type`)
    if (!path.endsWith('.rels')) continue
    for (const { attributes } of all(elementOf(xml), 'Relationship')) {
      if (attributes.TargetMode === 'External') complaints.push(`${path}: leads to ${attributes.Target}`)
      if (/hyperlink|externalLink|oleObject|attachedTemplate|vbaProject/.test(attributes.Type ?? ''))
        complaints.push(`${path}: ${attributes.Type}`)
    }
  }
  return complaints
}

/** Formulas of the layouts: sums and ranks over cells. One with a text, a sheet or another function in it came from data. */
const ownFormula = /^(?:ROUND|SUM|SUMPRODUCT|EXACT|\$?[A-Z]{1,2}\$?\d+|\d+|[-+*(),:=<>])+$/

/** Formats that have a number and no code in the file (ECMA-376, 18.8.30). */
const builtIn = [
  ['1', '0'],
  ['2', '0.00'],
  ['4', '#,##0.00'],
  ['10', '0.00%'],
] as const

const dayOf = (serial: number): string => new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)

/** A cell's value in its format, of those that this package uses. */
function displayed({ type, value, formula }: CellRead, format: string): string {
  if (value === '' || (type !== undefined && type !== 'n' && formula === undefined)) return value
  if (format === 'yyyy-mm-dd') return dayOf(Number(value))
  if (format === '0.00%') return `${(Number(value) * 100).toFixed(2)}%`
  if (format === '0.00' || format === '#,##0.00') return Number(value).toFixed(2)
  if (format === '0') return Number(value).toFixed(0)
  return value
}

export function inspectXlsx(bytes: Uint8Array): Inspected {
  const parts = partsOf(bytes)
  const styles = elementOf(parts.get('xl/styles.xml') ?? '')
  const codes = new Map(all(styles, 'numFmt').map(({ attributes }) => [attributes.numFmtId, attributes.formatCode ?? '']))
  for (const [id, code] of builtIn) codes.set(id, code)
  const [cellStyles] = all(styles, 'cellXfs')
  const formats = all(cellStyles as Element, 'xf').map(({ attributes }) => codes.get(attributes.numFmtId ?? '') ?? '')
  const complaints = packageComplaints(parts)
  const lines = sheetsIn(bytes).flatMap(({ name, root, rows }) => {
    for (const link of all(root, 'hyperlink')) complaints.push(`${name}: a link ${JSON.stringify(link.attributes)}`)
    for (const cell of rows.flat()) {
      if (cell.formula !== undefined && !ownFormula.test(cell.formula)) complaints.push(`${name}: ${cell.ref} is =${cell.formula}`)
      if (cell.type === 'e') complaints.push(`${name}: ${cell.ref} is the error ${cell.value}`)
    }
    return [name, ...rows.flatMap((row) => row.map((cell) => displayed(cell, formats[cell.style] ?? '')))]
  })
  return { text: lines.join('\n'), complaints }
}

/** What text may be made of in a document: fields, links and what is embedded are not among it. */
const live = ['w:hyperlink', 'w:fldSimple', 'w:object', 'w:drawing', 'w:pict', 'w:altChunk', 'w:sdt', 'w:ins', 'w:del', 'w:vanish']

export function inspectDocx(bytes: Uint8Array): Inspected {
  const parts = partsOf(bytes)
  const complaints = packageComplaints(parts)
  for (const [path, xml] of parts) {
    if (!/^word\/(?:document|footer\d*)\.xml$/.test(path)) continue
    const root = elementOf(xml)
    for (const name of live) if (all(root, name).length > 0) complaints.push(`${path}: ${name}`)
    const fields = all(root, 'w:instrText').map(({ children }) => children.join('').trim())
    for (const field of fields) if (field !== 'PAGE') complaints.push(`${path}: a field ${field}`)
  }
  return { text: inspect(bytes, '.docx'), complaints }
}

/** What a calendar of days may hold: nothing that rings, invites, or leads anywhere. */
const properties = {
  calendar: ['VERSION', 'PRODID', 'NAME', 'X-WR-CALNAME'],
  event: [
    'UID',
    'SEQUENCE',
    'DTSTAMP',
    'DTSTART',
    'X-MICROSOFT-CDO-ALLDAYEVENT',
    'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT',
    'SUMMARY',
    'DESCRIPTION',
  ],
} as const

export function inspectIcs(bytes: Uint8Array): Inspected {
  const complaints: string[] = []
  const raw = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (raw.replaceAll('\r\n', '').match(/[\r\n\u2028\u2029]/)) complaints.push('a line end of another kind')
  if (unseen.test(raw.replaceAll('\r\n', ''))) complaints.push('a control character')
  const lines = calendarLines(bytes)
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-2) !== 'END:VCALENDAR' || lines.at(-1) !== '') complaints.push('no calendar')
  let inside: keyof typeof properties = 'calendar'
  for (const line of lines.slice(1, -2)) {
    const turn = inside === 'calendar' ? 'BEGIN:VEVENT' : 'END:VEVENT'
    if (line === turn) inside = inside === 'calendar' ? 'event' : 'calendar'
    else if (!properties[inside].some((name) => line.startsWith(`${name}:`) || line.startsWith(`${name};`)))
      complaints.push(`${inside}: ${line.slice(0, 60)}`)
  }
  if (inside !== 'calendar') complaints.push('an event without an end')
  return { text: inspect(bytes, '.ics'), complaints }
}
