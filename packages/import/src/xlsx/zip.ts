import { type FileFacts, unreadable } from '../unreadable.ts'
import type { FileCode } from '../words/shape.ts'
import { limits } from './limits.ts'

/** A part of a ZIP archive, as its central directory tells it. Sizes are claims: see {@link inflated}. */
export interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where its local header begins. */
  readonly at: number
}

const refuse = (code: FileCode, facts: FileFacts = {}): never => {
  throw unreadable(code, facts)
}
const damaged = (why: string): never => refuse('badZip', { why })

/**
 * The parts of an archive, by name. Nothing is inflated yet: how many there are, and how large they claim to be together, is checked before.
 * @throws InvalidInput `badZip`, `tooLarge`, `tooManyEntries`, `badName`, `encrypted` at `file`
 */
export function entriesOf(bytes: Uint8Array): ReadonlyMap<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const start = view.getUint32(end + 16, true)
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) damaged('ZIP64')
  if (count > limits.entries) refuse('tooManyEntries', { count, limit: limits.entries })
  if (start + size > end) damaged('central directory')
  const entries = new Map<string, Entry>()
  let total = 0
  let at = start
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) damaged('central directory')
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) damaged('central directory')
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (!sound(name)) refuse('badName', { name })
    if (entries.has(name)) damaged(name)
    if ((view.getUint16(at + 8, true) & 1) === 1) refuse('encrypted')
    const entry: Entry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    }
    if (entry.packed > bytes.length) damaged(name)
    total += entry.size
    if (total > limits.unpacked) refuse('tooLarge', { what: 'ZIP', limit: `${limits.unpacked / 2 ** 20} MiB` })
    entries.set(name, entry)
    at = next
  }
  return entries
}

/** Where the end of the central directory is told: from behind, since a comment may follow. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return damaged('end of the archive')
}

/** Names lead nowhere but into the archive. */
const sound = (name: string): boolean =>
  name.length > 0 &&
  name.length <= 240 &&
  !name.startsWith('/') &&
  !/[\\:]/.test(name) &&
  ![...name].some((sign) => sign < ' ') &&
  !name.split('/').includes('..')

/**
 * A part's bytes. It stops as soon as they are more than the entry says or than `most`, whatever the entry says.
 * @throws InvalidInput `badZip`, `tooLarge` at `file`
 */
export async function inflated(bytes: Uint8Array, entry: Entry, most: number): Promise<Uint8Array> {
  const { name, method, packed, size, at } = entry
  if (size > most) refuse('tooLarge', { what: name, limit: `${most / 2 ** 20} MiB` })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) damaged(name)
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (from + packed > bytes.length) damaged(name)
  const data = bytes.subarray(from, from + packed)
  if (method !== 0 && method !== 8) damaged(`${name}: ${method}`)
  const whole = method === 0 ? data : await inflate(data, name, size)
  if (whole.length !== size || crcOf(whole) !== entry.crc) damaged(name)
  return whole
}

async function inflate(data: Uint8Array, name: string, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size)
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  // Fed in pieces, each only when the one before was taken, so that no more is inflated than is asked for.
  const fed = (async () => {
    for (let from = 0; from < data.length; from += piece) await writer.write(data.slice(from, from + piece))
    await writer.close()
  })().catch(() => undefined)
  const reader = stream.readable.getReader()
  let at = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const bytes = read.value as Uint8Array
      if (at + bytes.length > size) {
        void reader.cancel().catch(() => undefined)
        return refuse('tooLarge', { what: name, limit: `${size} B` })
      }
      whole.set(bytes, at)
      at += bytes.length
    }
  } catch (error) {
    if (error instanceof Error && 'issues' in error) throw error
    damaged(name)
  }
  await fed
  if (at !== size) damaged(name)
  return whole
}

/** What is fed at once: at the highest ratio of deflate it is 4 MiB. */
const piece = 4096

/** A ZIP archive of parts that are not packed. */
export function stored(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const files = [...parts].map(([name, data]) => ({ name: new TextEncoder().encode(name), data, crc: crcOf(data) }))
  const locals = files.reduce((sum, { name, data }) => sum + 30 + name.length + data.length, 0)
  const directory = files.reduce((sum, { name }) => sum + 46 + name.length, 0)
  const whole = new Uint8Array(locals + directory + 22)
  const view = new DataView(whole.buffer)
  let at = 0
  let listed = locals
  for (const { name, data, crc } of files) {
    const header = (place: number) => {
      view.setUint16(place, 20, true)
      view.setUint16(place + 2, 0x0800, true)
      view.setUint32(place + 10, crc, true)
      view.setUint32(place + 14, data.length, true)
      view.setUint32(place + 18, data.length, true)
      view.setUint16(place + 22, name.length, true)
    }
    view.setUint32(listed, 0x02014b50, true)
    view.setUint16(listed + 4, 20, true)
    header(listed + 6)
    view.setUint32(listed + 42, at, true)
    whole.set(name, listed + 46)
    listed += 46 + name.length
    view.setUint32(at, 0x04034b50, true)
    header(at + 4)
    whole.set(name, at + 30)
    whole.set(data, at + 30 + name.length)
    at += 30 + name.length + data.length
  }
  view.setUint32(listed, 0x06054b50, true)
  view.setUint16(listed + 8, files.length, true)
  view.setUint16(listed + 10, files.length, true)
  view.setUint32(listed + 12, directory, true)
  view.setUint32(listed + 16, locals, true)
  return whole
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

export function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let i = 0; i < bytes.length; i++) crc = (table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
