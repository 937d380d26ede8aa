import { tableOf } from './commands.ts'
import { damaged, type FileLayer, using } from './files.ts'
import { beginSegment, dueAfter, type Held, type HeldSegment, hold } from './held.ts'
import { commandsOf } from './lines.ts'
import { readIndex } from './segment-index.ts'
import { dueAtEnd, endsTorn, indexPath, readChunk, type Segment, segmentsIn, short } from './segments.ts'

const chunkSize = 1 << 20

/** What a broken-off write left behind the last whole commit. */
export interface Tail {
  readonly segment: Segment
  readonly bytes: number
}

/**
 * Takes in what `folder` holds behind what is held: a full segment by its index, where that is in order; of any other each byte is read
 * once and checked.
 * @throws StoreError `damaged`, with the position, for whatever is neither a whole commit nor a torn tail
 */
export const takeIn = async (held: Held, files: FileLayer, folder: string): Promise<Tail | undefined> => {
  const found = await segmentsIn(folder)
  if (found.length < held.segments.length) throw damaged(folder, held.head, 'a segment is gone')
  for (let i = Math.max(0, held.segments.length - 1); i < found.length; i++) {
    const { from, path } = found[i] as Segment
    const full = i < found.length - 1
    if (i === held.segments.length) {
      if (from !== held.head + 1) throw damaged(path, held.head + 1, 'another segment comes before it, and is not there')
      if (full && (await takeInIndex(held, files, path))) continue
      beginSegment(held, path)
    }
    const tail = await takeInSegment(held, files)
    if (tail !== undefined && full) throw damaged(path, held.head + 1, short)
    if (!full) return tail
    await seal(held.segments[i] as HeldSegment)
  }
  return undefined
}

/** Takes in a segment by its index: one of this log, and of a file that still has its length and its last frame. */
const takeInIndex = async (held: Held, files: FileLayer, path: string): Promise<boolean> => {
  const index = await readIndex(files, indexPath(path))
  if (index === undefined || index.from !== held.head + 1 || index.previous !== held.hash) return false
  const { length, from, records, previous, sha256, table } = index
  const marks = [...index.marks]
  const mark = marks.at(-1)
  if (mark === undefined || (await sizeOf(files, path)) !== length) return false
  const due = await dueAtEnd(files, path, mark, length)
  if (due?.from !== from + records || due.previous !== sha256) return false
  held.segments.push({ from, path, end: length, previous, marks, commands: new Map(), table, indexed: true })
  held.head += records
  held.hash = sha256
  return true
}

const sizeOf = (files: FileLayer, path: string): Promise<number> => using(files, path, 'read', (file) => file.size())

const takeInSegment = async (held: Held, files: FileLayer): Promise<Tail | undefined> => {
  const segment = held.segments.at(-1) as HeldSegment
  const { path } = segment
  const size = await sizeOf(files, path)
  if (size < segment.end) throw damaged(path, held.head, short)
  while (segment.end < size) {
    const { frames, fault } = await readChunk(files, path, segment.end, size, chunkSize, dueAfter(held))
    for (const frame of frames) {
      const commands = commandsOf(frame)
      if (commands === undefined) throw damaged(path, frame.from, 'the lines are not those of the commit’s positions')
      hold(held, frame, commands)
    }
    if (fault === undefined) continue
    if (await endsTorn(files, path, segment.end, size, dueAfter(held))) return { segment, bytes: size - segment.end }
    throw damaged(path, held.head + 1, fault)
  }
  return undefined
}

/** Keeps the commands of a segment that has become full as a table, which takes a third of the memory or less. */
export const seal = async (segment: HeldSegment): Promise<void> => {
  segment.table ??= await tableOf(segment.commands)
  segment.commands.clear()
}
