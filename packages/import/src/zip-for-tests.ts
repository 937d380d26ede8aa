import { deflateRawSync } from 'node:zlib'
import { crcOf } from './xlsx/zip.ts'

/** A part of an archive, and in what its headers lie. */
export interface TestPart {
  readonly name: string
  readonly data: Uint8Array | string
  /** What the headers say of it, where that is not so. */
  readonly says?: { readonly size?: number; readonly packed?: number; readonly crc?: number; readonly flags?: number }
  /** Stands in the directory only: its data are those of the part of this name. */
  readonly like?: string
}

const bytesOf = (data: Uint8Array | string) => (typeof data === 'string' ? new TextEncoder().encode(data) : data)

/** An archive as an attacker writes it. `count` is what its end says of how many parts there are. */
export function archive(parts: readonly TestPart[], count = parts.length): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  const places = new Map<string, { readonly at: number; readonly packed: number; readonly size: number; readonly crc: number }>()
  let at = 0
  for (const { name, data, says = {}, like } of parts) {
    const bytes = bytesOf(data)
    const packed = like === undefined ? deflateRawSync(bytes) : Buffer.alloc(0)
    const place = places.get(like ?? '') ?? { at, packed: packed.length, size: bytes.length, crc: says.crc ?? crcOf(bytes) }
    places.set(name, place)
    const title = Buffer.from(name)
    const header = Buffer.alloc(26)
    header.writeUInt16LE(20, 0)
    header.writeUInt16LE(says.flags ?? 0x0800, 2)
    header.writeUInt16LE(8, 4)
    header.writeUInt32LE(says.crc ?? place.crc, 10)
    header.writeUInt32LE(says.packed ?? place.packed, 14)
    header.writeUInt32LE(says.size ?? place.size, 18)
    header.writeUInt16LE(title.length, 22)
    if (like === undefined) {
      const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), header, title, packed])
      locals.push(local)
      at += local.length
    }
    const entry = Buffer.alloc(46)
    entry.write('PK\u0001\u0002', 0, 'latin1')
    entry.writeUInt16LE(20, 4)
    header.copy(entry, 6)
    entry.writeUInt32LE(place.at, 42)
    directory.push(entry, title)
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(count & 0xffff, 8)
  end.writeUInt16LE(count & 0xffff, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, listed, end]))
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`
const related = (...all: readonly string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`

export const sheetXml = (rows: string, rest = '') =>
  `<?xml version="1.0"?><worksheet xmlns="${main}">${rest}<sheetData>${rows}</sheetData></worksheet>`

/** A row of texts, in cells that hold them themselves. */
export const rowXml = (row: number, ...texts: readonly string[]) =>
  `<row r="${row}">${texts.map((text, i) => `<c r="${String.fromCharCode(65 + i)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`

export const ledgerRows = rowXml(1, '任务', '责任单位', '完成时限') + rowXml(2, '新建公园', '住建局', '2022-06-30')

/** The parts of a plain workbook with a ledger, some of them replaced or added. */
export function parts(over: Readonly<Record<string, string | Uint8Array>> = {}): readonly TestPart[] {
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': related(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('rId2', 'sharedStrings', 'sharedStrings.xml'),
      relation('rId3', 'styles', 'styles.xml'),
    ),
    'xl/worksheets/sheet1.xml': sheetXml(ledgerRows),
    ...over,
  }
  return Object.entries(all).map(([name, data]) => ({ name, data }))
}
