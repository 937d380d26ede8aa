import type { SnapshotHead, SnapshotRow } from '@bihuan/core'
import { invalid } from './checks.ts'
import type { OpenFile } from './files.ts'

const newline = 10
const firstBlock = 1 << 14
const largestBlock = 1 << 20
const pageSize = 1000

/** The last line of a snapshot: without it, or with other numbers, the file is not the one that was saved. */
const lastLine = (rows: number, bytes: number) => `{"end":{"rows":${rows},"bytes":${bytes}}}\n`

/**
 * Writes the head on the first line, a row on each line behind it, and how much there was on the last.
 * @throws InvalidInput when there are not as many rows as the head says
 */
export const writeSnapshot = async (file: OpenFile, head: SnapshotHead, rows: AsyncIterable<readonly SnapshotRow[]>): Promise<void> => {
  let written = 0
  let at = 0
  const write = async (text: string) => {
    const bytes = Buffer.from(text)
    await file.write(bytes, at)
    at += bytes.length
  }
  const { position, shape, text } = head
  await write(`${JSON.stringify({ snapshot: { position, shape, rows: head.rows, text } })}\n`)
  for await (const page of rows) {
    await write(page.map(({ table, id, keys, text }) => `${JSON.stringify({ table, id, keys, text })}\n`).join(''))
    written += page.length
  }
  if (written !== head.rows) throw invalid(['rows'], `the head says ${head.rows}, there are ${written}`)
  await write(lastLine(written, at))
  await file.sync()
}

/** The head, or undefined where the file is not whole. */
export const readHead = async (file: OpenFile): Promise<SnapshotHead | undefined> => {
  for await (const line of lines(file)) {
    const head = parsed(line)?.snapshot
    if (head === undefined) return undefined
    const size = await file.size()
    const ending = Buffer.alloc(Math.min(size, 64))
    await file.read(ending, size - ending.length)
    const end = ending.toString('latin1', ending.lastIndexOf(newline, -2) + 1)
    return end === lastLine(head.rows, size - end.length) ? head : undefined
  }
  return undefined
}

/** Pages of the rows, as far as they can be read. */
export async function* readRows(file: OpenFile): AsyncGenerator<readonly SnapshotRow[], void, undefined> {
  let page: SnapshotRow[] = []
  let number = 0
  for await (const line of lines(file)) {
    if (number++ === 0) continue
    const row = parsed(line)
    if (row?.table === undefined) break
    page.push(row as SnapshotRow)
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

const parsed = (line: string): ({ readonly snapshot?: SnapshotHead } & Partial<SnapshotRow>) | undefined => {
  try {
    return JSON.parse(line) as { readonly snapshot?: SnapshotHead }
  } catch {
    return undefined
  }
}

/** The whole lines of a file, whose ends are those of the bytes: a text may hold U+2028. */
async function* lines(file: OpenFile): AsyncGenerator<string, void, undefined> {
  let rest = Buffer.alloc(0)
  let size = firstBlock
  for (let at = 0; ; size = Math.min(2 * size, largestBlock)) {
    const bytes = Buffer.allocUnsafe(size)
    const length = await file.read(bytes, at)
    if (length === 0) return
    at += length
    const all = Buffer.concat([rest, bytes.subarray(0, length)])
    let start = 0
    for (let end = all.indexOf(newline); end >= 0; end = all.indexOf(newline, start)) {
      yield all.toString('utf8', start, end)
      start = end + 1
    }
    rest = all.subarray(start)
  }
}
