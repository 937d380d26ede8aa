import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type FileLayer, isMissing, using } from './files.ts'
import { type Due, type Frame, frameAt, headerLimit, isTorn } from './frame.ts'

/** A file of a log's frames. Its name is the position of its first record, so that names in order are segments in order. */
export interface Segment {
  readonly from: number
  readonly path: string
  /** Bytes of whole commits; what lies behind is not part of the log. */
  end: number
}

/** A frame that reading may begin at, and where it lies in its segment. */
export interface Mark {
  readonly from: number
  readonly offset: number
}

const digits = 16
const suffix = '.ndjson'

/** The path of a segment's index. */
export const indexPath = (segment: string): string => `${segment.slice(0, -suffix.length)}.index`

export const segmentPath = (folder: string, from: number): string => join(folder, `${String(from).padStart(digits, '0')}${suffix}`)

/** The segments in a log's folder, in their order; none where there is no folder. */
export const segmentsIn = async (folder: string): Promise<Segment[]> => {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
  return names
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => ({ from: Number(name.slice(0, -suffix.length)), path: join(folder, name), end: 0 }))
}

/** Some frames in a row, and where the next one begins. */
export interface Chunk {
  readonly frames: readonly Frame[]
  readonly next: number
  /** What is wrong with the one that begins there; `short` when the file ends before it does. */
  readonly fault?: string
}

export const short = 'the segment ends within a commit'

/**
 * Reads whole frames from `at` on, about `size` bytes of them, at least one; none at `end`.
 * The frames share their memory with one buffer, which is as large as what was read.
 */
export const readChunk = (files: FileLayer, path: string, at: number, end: number, size: number, due: Due): Promise<Chunk> =>
  using(files, path, 'read', async (file) => {
    let wanted = Math.min(size, end - at)
    for (;;) {
      const bytes = Buffer.allocUnsafe(wanted)
      const length = await file.read(bytes, at)
      const { frames, next, needed, fault } = framesIn(bytes.subarray(0, length), due)
      if (frames.length > 0 || fault !== undefined || wanted === 0)
        return { frames, next: at + next, ...(fault !== undefined && { fault }) }
      if (length < wanted || wanted === end - at) return { frames, next: at, fault: short }
      wanted = Math.min(Math.max(needed, 2 * wanted), end - at)
    }
  })

const framesIn = (bytes: Buffer, due: Due): { frames: Frame[]; next: number; needed: number; fault?: string } => {
  const frames: Frame[] = []
  let { from, previous } = due
  let at = 0
  while (at < bytes.length) {
    const frame = frameAt(bytes, at, { from, previous })
    if (typeof frame === 'number') return { frames, next: at, needed: frame }
    // what comes before the fault is right, and is told first
    if (typeof frame === 'string')
      return frames.length > 0 ? { frames, next: at, needed: 0 } : { frames, next: at, needed: 0, fault: frame }
    frames.push(frame)
    at += frame.length
    from += frame.records
    previous = frame.sha256
  }
  return { frames, next: at, needed: 0 }
}

/** What is due at `end`, behind the frames from `mark` on; undefined where one of them is not whole. */
export const dueAtEnd = async (files: FileLayer, path: string, { from, offset }: Mark, end: number): Promise<Due | undefined> => {
  let due: Due = { from, previous: undefined }
  for (let at = offset; at < end; ) {
    const { frames, next } = await readChunk(files, path, at, end, end - at, due)
    const frame = frames.at(-1)
    if (frame === undefined) return undefined
    due = { from: frame.from + frame.records, previous: frame.sha256 }
    at = next
  }
  return due
}

/** Whether what follows the whole commits of a segment is only a commit that was broken off, or zeros that a crash left. */
export const endsTorn = (files: FileLayer, path: string, at: number, size: number, due: Due): Promise<boolean> =>
  using(files, path, 'read', async (file) => {
    const length = (await lastWritten(file.read, at, size)) - at
    const core = Buffer.alloc(Math.min(length, headerLimit))
    await file.read(core, at)
    return isTorn(core, length, due)
  })

const block = 65_536

/** The end of what is not zero between `at` and `size`. */
const lastWritten = async (read: (bytes: Uint8Array, at: number) => Promise<number>, at: number, size: number): Promise<number> => {
  for (let end = size; end > at; ) {
    const start = Math.max(at, end - block)
    const bytes = Buffer.alloc(end - start)
    await read(bytes, start)
    for (let i = bytes.length; i > 0; i--) if (bytes[i - 1] !== 0) return start + i
    end = start
  }
  return at
}
