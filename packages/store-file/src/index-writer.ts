import type { FileLayer } from './files.ts'
import type { Held, HeldSegment } from './held.ts'
import { writeIndex } from './segment-index.ts'
import { indexPath } from './segments.ts'
import { seal } from './taking-in.ts'

/**
 * Writes the indexes that full segments lack, one after the other, while the log goes on. One that can't be written is left to the next
 * opening: without it everything is right, and an opening slower.
 */
export const indexWriter = (held: Held, files: FileLayer) => {
  let seen = 0
  let writing: Promise<void> = Promise.resolve()

  const write = async (segment: HeldSegment, next: HeldSegment) => {
    await seal(segment)
    const { from, path, end: length, previous, marks, table } = segment
    if (table === undefined) return
    await writeIndex(files, indexPath(path), { length, from, records: next.from - from, previous, sha256: next.previous, marks, table })
    segment.indexed = true
  }

  return {
    /** Begins with those of the segments that have become full. */
    begin(): void {
      for (; seen < held.segments.length - 1; seen++) {
        const [segment, next] = held.segments.slice(seen) as [HeldSegment, HeldSegment]
        if (!segment.indexed) writing = writing.then(() => write(segment, next)).catch(() => undefined)
      }
    },

    /** When those that were begun are written, or could not be. */
    end: (): Promise<void> => writing,
  }
}
