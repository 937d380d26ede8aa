import { hash } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type CommandTable, entryBytes } from './commands.ts'
import { type FileLayer, using } from './files.ts'
import type { Mark } from './segments.ts'

/**
 * What an opening has to know of a full segment, in a file beside it, so that the segment is not read. A line of JSON says how much of what
 * follows:
 *
 *     {"index":{"version":1,"length":67109012,"from":1,"records":94512,"previous":"…","sha256":"…","marks":3871,"commands":94512}}
 *
 * Then come the marks, each as position and offset of 8 bytes, the table of the commands, and the SHA-256 of all of that. `previous` and
 * `sha256` are the hashes of the frame before the segment and of its last one: they tie it to the segment, as that is tied to the log.
 */
export interface SegmentIndex {
  /** Bytes of the segment. */
  readonly length: number
  readonly from: number
  readonly records: number
  readonly previous: string
  readonly sha256: string
  readonly marks: readonly Mark[]
  readonly table: CommandTable
}

const version = 1
const newline = 10
const markBytes = 16
const hashBytes = 32

const encodeIndex = ({ marks, table, ...segment }: SegmentIndex): Buffer => {
  const head = { version, ...segment, marks: marks.length, commands: table.length / entryBytes }
  const places = Buffer.alloc(marks.length * markBytes)
  for (const [n, { from, offset }] of marks.entries()) {
    places.writeBigUInt64BE(BigInt(from), n * markBytes)
    places.writeBigUInt64BE(BigInt(offset), n * markBytes + 8)
  }
  const body = Buffer.concat([Buffer.from(`${JSON.stringify({ index: head })}\n`), places, table])
  return Buffer.concat([body, hash('sha256', body, 'buffer')])
}

type Head = Omit<SegmentIndex, 'marks' | 'table'> & { readonly version: number; readonly marks: number; readonly commands: number }

/** The index, or undefined where the bytes are not whole or of another version. @throws SyntaxError where the head is no JSON */
const decodeIndex = (bytes: Buffer): SegmentIndex | undefined => {
  const body = bytes.subarray(0, Math.max(0, bytes.length - hashBytes))
  if (!hash('sha256', body, 'buffer').equals(bytes.subarray(body.length))) return undefined
  const start = body.indexOf(newline) + 1
  const { index: head } = JSON.parse(body.toString('latin1', 0, start)) as { readonly index?: Head }
  if (head?.version !== version) return undefined
  const { length, from, records, previous, sha256 } = head
  const marked = start + head.marks * markBytes
  if (body.length !== marked + head.commands * entryBytes) return undefined
  const number = (at: number) => Number(body.readBigUInt64BE(at))
  const marks = Array.from({ length: head.marks }, (_, n) => {
    const at = start + n * markBytes
    return { from: number(at), offset: number(at + 8) }
  })
  return { length, from, records, previous, sha256, marks, table: body.subarray(marked) }
}

/** The index in a file. Whatever keeps it from being read, the answer is undefined: then the segment itself is read. */
export const readIndex = async (files: FileLayer, path: string): Promise<SegmentIndex | undefined> => {
  try {
    return await using(files, path, 'read', async (file) => {
      const bytes = Buffer.allocUnsafe(await file.size())
      return decodeIndex(bytes.subarray(0, await file.read(bytes, 0)))
    })
  } catch {
    return undefined
  }
}

/** Writes an index in the place of the one that is there. It gets its name once it is whole and on the disk. */
export const writeIndex = async (files: FileLayer, path: string, index: SegmentIndex): Promise<void> => {
  const temporary = `${path}.tmp`
  try {
    // a crash may have left one
    await rm(temporary, { force: true })
    await using(files, temporary, 'create', async (file) => {
      await file.write(encodeIndex(index), 0)
      await file.sync()
    })
    await rename(temporary, path)
    await files.syncFolder(dirname(path))
  } finally {
    await rm(temporary, { force: true })
  }
}
