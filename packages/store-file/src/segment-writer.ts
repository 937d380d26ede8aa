import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StoreError } from '@bihuan/core'
import { type FileLayer, type OpenFile, storeError } from './files.ts'
import { beginSegment, type Held, markBefore } from './held.ts'
import { indexWriter } from './index-writer.ts'
import { dueAtEnd, type Segment, segmentPath } from './segments.ts'

/** Writes behind what is held of a log, in its last segment or a new one. */
export const segmentWriter = (folder: string, held: Held, files: FileLayer, segmentBytes: number) => {
  let file: OpenFile | undefined
  const indexes = indexWriter(held, files)
  indexes.begin()

  /** Where to write: the last segment, or a new one where that is full. */
  const place = async (): Promise<{ readonly to: OpenFile; readonly at: number }> => {
    const last = held.segments.at(-1)
    if (last !== undefined && last.end < segmentBytes) {
      file ??= await files.open(last.path, 'write')
      return { to: file, at: last.end }
    }
    if (last === undefined) {
      await mkdir(folder, { recursive: true })
      await files.syncFolder(dirname(folder))
    }
    await close()
    const path = segmentPath(folder, held.head + 1)
    file = await files.open(path, 'create')
    beginSegment(held, path)
    await files.syncFolder(folder)
    return { to: file, at: 0 }
  }

  const close = async () => {
    const open = file
    file = undefined
    await open?.close()
  }

  /**
   * Cuts off what a write that failed may have left, and looks whether the log still ends as it should. The descriptor is another one:
   * after an error the old one is not to be believed, least of all when it syncs the next time.
   */
  const undo = async (cause: unknown) => {
    try {
      await close().catch(() => undefined)
      const last = held.segments.at(-1)
      if (last === undefined) return
      file = await files.open(last.path, 'write')
      await file.truncate(last.end)
      await file.sync()
      await files.syncFolder(folder)
      await checkEnd(last)
    } catch {
      held.doubt = new StoreError('unavailable', `${folder}: a write failed and could not be undone; the store has to be opened again`, {
        cause,
      })
    }
  }

  const checkEnd = async ({ path, end }: Segment) => {
    if (end === 0) return
    const due = await dueAtEnd(files, path, markBefore(held, held.head), end)
    if (due?.previous !== held.hash) throw new Error('the last commit is not there, or another')
  }

  return {
    /**
     * The frames are on the disk when it resolves, and where it can be helped none of them is in the file when it rejects.
     * @throws StoreError `unavailable`; also for every later write, where one that failed could not be undone
     */
    async write(frames: readonly Buffer[]): Promise<void> {
      if (held.doubt) throw held.doubt
      try {
        const { to, at } = await place()
        await to.write(frames.length === 1 ? (frames[0] as Buffer) : Buffer.concat(frames), at)
        await to.sync()
      } catch (error) {
        await undo(error)
        throw storeError(error, folder)
      }
      indexes.begin()
    },

    async close(): Promise<void> {
      await close().catch(() => undefined)
      await indexes.end()
    },
  }
}

export type SegmentWriter = ReturnType<typeof segmentWriter>
