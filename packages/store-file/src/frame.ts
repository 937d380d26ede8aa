import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/**
 * A commit as it lies in a segment: one line that says what follows, and the lines of its records.
 *
 *     {"crc32":"…","sha256":"…","commit":{"from":1,"previous":"…","records":2,"bytes":812}}
 *
 * `sha256` covers every byte of the frame behind it, `previous` is that of the frame before, so that no frame can be changed, taken out
 * or exchanged alone. `crc32` covers the header behind it: a header that is right about itself can be believed when it says that the
 * file is shorter than its frame, which is how a torn tail is told from a damaged one.
 */
export interface Frame {
  /** Position of its first record. */
  readonly from: number
  readonly records: number
  readonly sha256: string
  /** Where the lines of its records lie. */
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  /** Bytes of the whole, header included. */
  readonly length: number
}

/** What the frame at a place must be: the one after another. `previous` is absent where a reader begins in the middle. */
export interface Due {
  readonly from: number
  readonly previous: string | undefined
}

/** `previous` of the first frame of a log. */
export const nothingBefore = '0'.repeat(64)

const newline = 10
const headerStart = '{"crc32":"'
const crcStart = headerStart.length
const crcEnd = crcStart + 8
const shaStart = '{"crc32":"00000000","sha256":"'.length
const shaEnd = shaStart + 64

/** Longer than any header: its numbers have 16 digits at most. */
export const headerLimit = 320

const sizes = /^","records":(\d{1,16}),"bytes":(\d{1,16})\}\}$/

const checksum = (header: string | Uint8Array) => crc32(header).toString(16).padStart(8, '0')

const commitStart = (from: number) => `","commit":{"from":${from},"previous":"`

/** A frame of records whose lines are `lines`; {@link sealFrame} makes it whole, once it is known which one it follows. */
export const draftFrame = (from: number, records: number, lines: string): Buffer => {
  const size = Buffer.byteLength(lines)
  const blank = `{"crc32":"00000000","sha256":"${nothingBefore}${commitStart(from)}${nothingBefore}`
  const header = `${blank}","records":${records},"bytes":${size}}}\n`
  const bytes = Buffer.allocUnsafe(header.length + size)
  bytes.write(header, 'latin1')
  bytes.write(lines, header.length)
  return bytes
}

/** Writes into a draft what it follows, and its hashes. @returns its `sha256` */
export const sealFrame = (bytes: Buffer, from: number, previous: string): string => {
  bytes.write(previous, shaEnd + commitStart(from).length, 'latin1')
  const sha256 = hash('sha256', bytes.subarray(shaEnd))
  bytes.write(sha256, shaStart, 'latin1')
  bytes.write(checksum(bytes.subarray(crcEnd, bytes.indexOf(newline))), crcStart, 'latin1')
  return sha256
}

interface Header {
  readonly records: number
  readonly sha256: string
  /** Where the lines of the records begin and end. */
  readonly start: number
  readonly end: number
}

/** The header at `at`, undefined where the bytes end before it does, or what is wrong with it. */
const headerAt = (bytes: Buffer, at: number, due: Due): Header | string | undefined => {
  const found = bytes.indexOf(newline, at)
  if (found < 0 && bytes.length - at < headerLimit) return undefined
  if (found < 0 || found - at >= headerLimit) return 'not the beginning of a commit'
  const line = bytes.toString('latin1', at, found)
  if (!line.startsWith(headerStart)) return 'not the beginning of a commit'
  if (line.slice(crcStart, crcEnd) !== checksum(line.slice(crcEnd))) return 'the commit’s header does not have its checksum'
  const commit = commitStart(due.from)
  const previousStart = shaEnd + commit.length
  if (!line.startsWith(commit, shaEnd)) return 'the commit is of another position'
  if (due.previous !== undefined && !line.startsWith(due.previous, previousStart)) return 'the commit does not follow the one before it'
  const [, records, size] = sizes.exec(line.slice(previousStart + 64)) ?? []
  if (records === undefined) return 'not the header of a commit'
  const start = found + 1
  return { records: Number(records), sha256: line.slice(shaStart, shaEnd), start, end: start + Number(size) }
}

/** The frame at `at`; how many bytes it needs, where there are fewer; or what is wrong with it. */
export const frameAt = (bytes: Buffer, at: number, due: Due): Frame | number | string => {
  const header = headerAt(bytes, at, due)
  if (header === undefined) return headerLimit
  if (typeof header === 'string') return header
  const { records, sha256, start, end } = header
  if (end > bytes.length) return end - at
  if (hash('sha256', bytes.subarray(at + shaEnd, end)) !== sha256) return 'the commit does not have its hash'
  return { from: due.from, records, sha256, bytes, start, end, length: end - at }
}

/**
 * Whether a write that was broken off can have left `core`, the beginning of a tail of `length` bytes before its zeros: less than the
 * frame that is due, and nothing else.
 */
export const isTorn = (core: Buffer, length: number, due: Due): boolean => {
  if (length === 0) return true
  const header = headerAt(core, 0, due)
  if (header !== undefined) return typeof header !== 'string' && length < header.end
  const text = core.toString('latin1')
  const digits = '·'.repeat(8)
  const known = `{"crc32":"${digits}","sha256":"${digits.repeat(8)}","commit":{"from":${due.from},"previous":"${due.previous}","records":`
  for (let i = 0; i < Math.min(text.length, known.length); i++) {
    if (known[i] === '·' ? !/[0-9a-f]/.test(text[i] as string) : text[i] !== known[i]) return false
  }
  const behind = text.slice(known.length).replace(/^\d{0,16}/, '')
  return ',"bytes":'.startsWith(behind) || /^,"bytes":\d{1,16}\}{0,2}$/.test(behind)
}
