import { type FileLayer, using } from './files.ts'
import { dueAfter, type Held, nothingHeld } from './held.ts'
import { cutOff, type Recovered } from './recovery.ts'
import { segmentWriter } from './segment-writer.ts'
import { endsTorn, readChunk, segmentsIn } from './segments.ts'
import { takeIn } from './taking-in.ts'
import { type Asked, writer } from './writer.ts'

/** One log of an open store. */
export interface OpenLog {
  /** What is known of it now. */
  current(): Promise<Held>
  append(asked: Asked): Promise<void>
  /** Resolves when all that was asked for is done. */
  end(): Promise<void>
}

export interface LogOptions {
  readonly files: FileLayer
  readonly segmentBytes: number
  readonly onRecovered: (recovered: Recovered) => void
}

/** Opens a log for its one writer: what a crash left of a commit is cut off. @throws StoreError `damaged` */
export const openLog = async (log: string, folder: string, { files, segmentBytes, onRecovered }: LogOptions): Promise<OpenLog> => {
  const held = nothingHeld()
  const tail = await takeIn(held, files, folder)
  const cut = tail && once(async () => onRecovered({ log, position: held.head, bytes: tail.bytes, path: await cutOff(files, tail) }))
  // a disk without room for the copy keeps nobody from reading; appends try again
  await cut?.().catch(() => undefined)
  const { append, end } = writer(log, held, segmentWriter(folder, held, files, segmentBytes))
  return {
    current: async () => held,
    async append(asked) {
      await cut?.()
      await append(asked)
    },
    end,
  }
}

/** Runs `work` until it has succeeded once, never twice at the same time. */
const once = (work: () => Promise<void>) => {
  let done: Promise<void> | undefined
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined
      throw error
    })
    return done
  }
}

/** Looks at a log that another process may be writing: each call takes in the whole commits that have come, and changes nothing. */
export const followLog = (folder: string, files: FileLayer): Pick<OpenLog, 'current'> => {
  let held = nothingHeld()
  let looking: Promise<unknown> = Promise.resolve()

  const look = async () => {
    const known = held.head
    try {
      await takeIn(held, files, folder)
    } catch (error) {
      // a writer whose disk failed has cut back what was seen here: then it is all read again, once
      held = nothingHeld()
      if (known === 0) throw error
      const again = nothingHeld()
      await takeIn(again, files, folder)
      held = again
    }
    return held
  }

  return {
    current() {
      const looked = looking.then(look)
      looking = looked.catch(() => undefined)
      return looked
    },
  }
}

const glance = 65_536

/** Whether a log has a record, without reading more of it than the first commit. One that is damaged has: reading it will tell. */
export const hasRecords = async (folder: string, files: FileLayer): Promise<boolean> => {
  const [first, second] = await segmentsIn(folder)
  if (first === undefined || second !== undefined) return first !== undefined
  const { path } = first
  const size = await using(files, path, 'read', (file) => file.size())
  const { frames, fault } = await readChunk(files, path, 0, size, glance, dueAfter(nothingHeld()))
  return frames.length > 0 || (fault !== undefined && !(await endsTorn(files, path, 0, size, dueAfter(nothingHeld()))))
}
