import type { LogRecord, ReadOptions } from '@bihuan/core'
import { checkPageSize } from './checks.ts'
import { damaged, type FileLayer } from './files.ts'
import type { Due, Frame } from './frame.ts'
import { type Held, markBefore } from './held.ts'
import { decodeLine, linesOf } from './lines.ts'
import { readChunk, type Segment } from './segments.ts'

const firstChunk = 1 << 15
const largestChunk = 1 << 20

/**
 * Gives the frames that hold one position after another, which never go back. It keeps no file open between two chunks, so that who stops
 * asking leaves nothing behind.
 */
const frameReader = (files: FileLayer) => {
  let frames: readonly Frame[] = []
  let taken = 0
  let place: { segment: number; offset: number; due: Due } | undefined
  let size = firstChunk

  return async (held: Held, position: number): Promise<Frame> => {
    for (;;) {
      while (taken < frames.length) {
        const frame = frames[taken++] as Frame
        if (frame.from + frame.records > position) return frame
      }
      if (place === undefined) {
        const { segment, offset, from } = markBefore(held, position)
        place = { segment, offset, due: { from, previous: undefined } }
      }
      let { segment, offset, due } = place
      while (offset >= (held.segments[segment] as Segment).end) {
        segment++
        offset = 0
      }
      const { path, end } = held.segments[segment] as Segment
      const chunk = await readChunk(files, path, offset, end, size, due)
      if (chunk.fault !== undefined) throw damaged(path, due.from, chunk.fault)
      const last = chunk.frames.at(-1) as Frame
      place = { segment, offset: chunk.next, due: { from: last.from + last.records, previous: last.sha256 } }
      frames = chunk.frames
      taken = 0
      size = Math.min(2 * size, largestChunk)
    }
  }
}

/** Pages of what `options` wants, each as of the moment it is asked for, which is when `current` is called. */
export async function* readPages(files: FileLayer, current: () => Promise<Held>, options: ReadOptions = {}) {
  const { from = 1, to = Number.POSITIVE_INFINITY, types, subject, pageSize = 1000 } = options
  checkPageSize(pageSize)
  const typed = types && new Set(types)
  const wanted = (record: LogRecord) =>
    (typed === undefined || typed.has(record.type)) && (subject === undefined || record.subjects.includes(subject))
  const frameWith = frameReader(files)
  let lines: readonly string[] = []
  let first = 0
  for (let next = Math.max(1, Math.ceil(from)); ; ) {
    const held = await current()
    const end = Math.min(to, held.head)
    const page: LogRecord[] = []
    while (next <= end && page.length < pageSize) {
      if (next >= first + lines.length) {
        const frame = await frameWith(held, next)
        first = frame.from
        lines = linesOf(frame)
      }
      const stop = Math.min(end, first + lines.length - 1)
      for (; next <= stop && page.length < pageSize; next++) {
        const record = decodeLine(lines[next - first] as string)
        if (wanted(record)) page.push(record)
      }
    }
    if (page.length > 0) yield page as readonly LogRecord[]
    if (page.length < pageSize) return
  }
}

/** The records of the command whose first one is at `first`: up to the next that names any. */
export const readCommand = async (files: FileLayer, held: Held, first: number): Promise<LogRecord[]> => {
  const records: LogRecord[] = []
  for await (const page of readPages(files, async () => held, { from: first, pageSize: 20 })) {
    for (const record of page) {
      if (record.command !== undefined && record.position > first) return records
      records.push(record)
    }
  }
  return records
}
