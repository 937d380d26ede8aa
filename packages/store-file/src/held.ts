import type { StoreError } from '@bihuan/core'
import { damaged, type FileLayer, using } from './files.ts'
import { type Due, type Frame, nothingBefore } from './frame.ts'
import { commandsOf } from './lines.ts'
import { endsTorn, readChunk, type Segment, segmentsIn, short } from './segments.ts'

/** What is known of a log while it is open: where its records lie, not what they say. */
export interface Held {
  readonly segments: Segment[]
  /** The last position, and the hash of the last frame. */
  head: number
  hash: string
  /** The position of each command's first record. */
  readonly commands: Map<string, number>
  /** Frames to begin reading at, one for about every 16 KiB. */
  readonly marks: Mark[]
  /** Why nothing is written any more: what was refused may be in the file all the same. */
  doubt: StoreError | undefined
}

export interface Mark {
  readonly from: number
  readonly segment: number
  readonly offset: number
}

export const nothingHeld = (): Held => ({ segments: [], head: 0, hash: nothingBefore, commands: new Map(), marks: [], doubt: undefined })

export const dueAfter = ({ head, hash }: Held): Due => ({ from: head + 1, previous: hash })

const markEvery = 16_384

/** Takes in a frame that follows, at the end of the last segment. */
export const hold = (
  held: Held,
  frame: Pick<Frame, 'from' | 'records' | 'sha256' | 'length'>,
  commands: readonly (readonly [string, number])[],
): void => {
  const number = held.segments.length - 1
  const segment = held.segments[number] as Segment
  const mark = held.marks.at(-1)
  if (mark === undefined || mark.segment !== number || segment.end - mark.offset >= markEvery) {
    held.marks.push({ from: frame.from, segment: number, offset: segment.end })
  }
  segment.end += frame.length
  held.head += frame.records
  held.hash = frame.sha256
  for (const [command, position] of commands) held.commands.set(command, position)
}

/** The last mark at or before `position`, which the log has. */
export const markBefore = ({ marks }: Held, position: number): Mark => {
  let low = 0
  let high = marks.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((marks[middle] as Mark).from <= position) low = middle
    else high = middle - 1
  }
  return marks[low] as Mark
}

const chunkSize = 1 << 20

/** What a broken-off write left behind the last whole commit. */
export interface Tail {
  readonly segment: Segment
  readonly bytes: number
}

/**
 * Takes in what `folder` holds behind what is held, each byte read once and checked.
 * @throws StoreError `damaged`, with the position, for whatever is neither a whole commit nor a torn tail
 */
export const takeIn = async (held: Held, files: FileLayer, folder: string): Promise<Tail | undefined> => {
  const found = await segmentsIn(folder)
  if (found.length < held.segments.length) throw damaged(folder, held.head, 'a segment is gone')
  for (let i = Math.max(0, held.segments.length - 1); i < found.length; i++) {
    const { from, path } = found[i] as Segment
    if (i === held.segments.length) {
      if (from !== held.head + 1) throw damaged(path, held.head + 1, 'another segment comes before it, and is not there')
      held.segments.push({ from, path, end: 0 })
    }
    const tail = await takeInSegment(held, files)
    if (tail === undefined) continue
    if (i < found.length - 1) throw damaged(path, held.head + 1, short)
    return tail
  }
  return undefined
}

const takeInSegment = async (held: Held, files: FileLayer): Promise<Tail | undefined> => {
  const segment = held.segments.at(-1) as Segment
  const { path } = segment
  const size = await using(files, path, 'read', (file) => file.size())
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
