import type { SnapshotHead, SnapshotPart, StoredPart } from '@bihuan/core'
import { invalid } from './checks.ts'
import type { OpenFile } from './files.ts'

/**
 * A snapshot as a file, which is a stream of JSON values where its texts are JSON:
 *
 *     {"snapshot":{"position":7,"shape":"…","parts":2,"text":"…"}}
 *     {"part":{"table":"tasks","id":"T-1","keys":812,"text":65611}}
 *     [["T-1",["G-1"]],…]
 *     [{"id":"T-1",…},…]
 *
 * `keys` and `text` of a part are the bytes of the two lines behind it, so that they are neither escaped nor looked into.
 */

const newline = 10
const firstBlock = 1 << 14
const block = 1 << 20

const isLength = (count: number) => Number.isSafeInteger(count) && count >= 0

/** The last line of a snapshot: without it, or with other numbers, the file is not the one that was saved. */
const lastLine = (parts: number, bytes: number) => `{"end":{"parts":${parts},"bytes":${bytes}}}\n`

const partOf = ({ table, id, keys, text }: SnapshotPart) =>
  `${JSON.stringify({ part: { table, id, keys: Buffer.byteLength(keys), text: Buffer.byteLength(text) } })}\n${keys}\n${text}\n`

/**
 * Writes the head, the parts behind it, and how much there was on the last line.
 * @throws InvalidInput when there are not as many parts as the head says
 */
export const writeSnapshot = async (file: OpenFile, head: SnapshotHead, pages: AsyncIterable<readonly SnapshotPart[]>): Promise<void> => {
  let written = 0
  let at = 0
  const write = async (text: string) => {
    const bytes = Buffer.from(text)
    await file.write(bytes, at)
    at += bytes.length
  }
  const { position, shape, parts, text } = head
  await write(`${JSON.stringify({ snapshot: { position, shape, parts, text } })}\n`)
  for await (const page of pages) {
    await write(page.map(partOf).join(''))
    written += page.length
  }
  if (written !== parts) throw invalid(['parts'], `the head says ${parts}, there are ${written}`)
  await write(lastLine(written, at))
  await file.sync()
}

/** The head, or undefined where the file is not whole. */
export const readHead = async (file: OpenFile): Promise<SnapshotHead | undefined> => {
  const head = parsed(await reading(file).line())?.snapshot
  if (head === undefined) return undefined
  const size = await file.size()
  const ending = Buffer.alloc(Math.min(size, 64))
  await file.read(ending, size - ending.length)
  const end = ending.toString('latin1', ending.lastIndexOf(newline, -2) + 1)
  return end === lastLine(head.parts, size - end.length) ? head : undefined
}

/** Pages of the parts, as far as they can be read. */
export async function* readParts(file: OpenFile): AsyncGenerator<readonly StoredPart[], void, undefined> {
  const size = await file.size()
  const bytes = reading(file)
  await bytes.line()
  for (;;) {
    const part = parsed(await bytes.line())?.part
    if (part === undefined || !isLength(part.keys) || !isLength(part.text) || part.keys + part.text > size) return
    const both = await bytes.take(part.keys + part.text + 2)
    if (both?.[part.keys] !== newline || both.at(-1) !== newline) return
    yield [{ table: part.table, id: part.id, keys: both.subarray(0, part.keys), text: both.subarray(part.keys + 1, -1) }]
  }
}

interface Line {
  readonly snapshot?: SnapshotHead
  readonly part?: { readonly table: string; readonly id: string; readonly keys: number; readonly text: number }
}

const parsed = (line: string | undefined): Line | undefined => {
  try {
    return line === undefined ? undefined : (JSON.parse(line) as Line)
  } catch {
    return undefined
  }
}

/** Reads a file from its beginning on, by lines or by bytes; undefined at its end. */
const reading = (file: OpenFile) => {
  let held: Buffer = Buffer.alloc(0)
  let at = 0

  /** Whether at least `length` more bytes are held now. */
  const more = async (length: number): Promise<boolean> => {
    const before = held.length
    const bytes = Buffer.allocUnsafe(before + Math.max(length, at === 0 ? firstBlock : block))
    held.copy(bytes)
    const read = await file.read(bytes.subarray(before), at)
    at += read
    held = bytes.subarray(0, before + read)
    return read >= length
  }

  const cut = (length: number): Buffer => {
    const bytes = held.subarray(0, length)
    held = held.subarray(length)
    return bytes
  }

  return {
    async line(): Promise<string | undefined> {
      for (let from = 0; ; ) {
        const end = held.indexOf(newline, from)
        if (end >= 0) return cut(end + 1).toString('utf8', 0, end)
        from = held.length
        if (!(await more(1))) return undefined
      }
    },
    async take(length: number): Promise<Buffer | undefined> {
      return held.length >= length || (await more(length - held.length)) ? cut(length) : undefined
    },
  }
}
