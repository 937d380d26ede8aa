import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { Conflict, DuplicateCommand, StoreError } from '@bihuan/core'
import { type FileLayer, type OpenFile, storeError } from './files.ts'
import { encodeFrame, type Frame } from './frame.ts'
import { dueAfter, type Held, hold, markBefore } from './held.ts'
import { readChunk, type Segment, segmentAt } from './segments.ts'

/** An append that was asked for. */
export interface Asked {
  readonly expected: number
  readonly records: number
  readonly commands: readonly (readonly [command: string, position: number])[]
  /** The lines of its records. */
  readonly body: Buffer
}

interface Waiting extends Asked {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** An append that was accepted, as its frame. */
type Accepted = Omit<Frame, 'body' | 'from'> & { readonly from: number; readonly bytes: Buffer; readonly waiting: Waiting }

/** As much as one write takes, unless a single commit is larger. */
const groupBytes = 8 << 20

/**
 * Writes the frames of one log: all appends that wait while a write is under way go into the next one, with one write and one sync. What
 * is refused is told after it, so that every answer rests on what is on the disk.
 */
export const writer = (log: string, folder: string, held: Held, files: FileLayer, segmentBytes: number) => {
  const queue: Waiting[] = []
  let running: Promise<void> | undefined
  let file: OpenFile | undefined
  let broken: StoreError | undefined

  /** Decides on those that wait, in their order: what to write, and whom to refuse. */
  const decide = () => {
    const accepted: Accepted[] = []
    const refused: { readonly waiting: Waiting; readonly error: unknown }[] = []
    const named = new Set<string>()
    let { from, previous } = dueAfter(held)
    let size = 0
    while (queue.length > 0 && size < groupBytes) {
      const waiting = queue.shift() as Waiting
      const { expected, records, commands, body } = waiting
      const twice = firstKnown(commands, named)
      if (expected !== from - 1) refused.push({ waiting, error: new Conflict(log, expected, from - 1) })
      else if (twice !== undefined) refused.push({ waiting, error: new DuplicateCommand(log, twice) })
      else if (records === 0) accepted.push({ waiting, from, records, previous: '', sha256: '', bytes: body, length: 0 })
      else {
        const { bytes, sha256 } = encodeFrame(from, previous ?? '', records, body)
        accepted.push({ waiting, from, records, previous: previous ?? '', sha256, bytes, length: bytes.length })
        for (const [command] of commands) named.add(command)
        from += records
        previous = sha256
        size += bytes.length
      }
    }
    return { accepted, refused }
  }

  /** The first of `commands` that the log has, or that is in `named` or stands among them twice. */
  const firstKnown = (commands: Asked['commands'], named: ReadonlySet<string>): string | undefined => {
    const own = new Set<string>()
    for (const [command] of commands) {
      if (held.commands.has(command) || named.has(command) || own.has(command)) return command
      own.add(command)
    }
    return undefined
  }

  /** The last segment, or a new one where that is full. */
  const segment = async (): Promise<Segment> => {
    const last = held.segments.at(-1)
    if (last !== undefined && last.end < segmentBytes) {
      file ??= await files.open(last.path, 'write')
      return last
    }
    if (last === undefined) {
      await mkdir(folder, { recursive: true })
      await files.syncFolder(dirname(folder))
    }
    await file?.close()
    file = undefined
    const next = segmentAt(folder, held.head + 1)
    file = await files.open(next.path, 'create')
    held.segments.push(next)
    await files.syncFolder(folder)
    return next
  }

  const write = async (accepted: readonly Accepted[]) => {
    const bytes = accepted.flatMap((each) => (each.records > 0 ? each.bytes : []))
    if (bytes.length === 0) return
    try {
      const { end } = await segment()
      await file?.write(bytes.length === 1 ? (bytes[0] as Buffer) : Buffer.concat(bytes), end)
      await file?.sync()
    } catch (error) {
      await undo(error)
      throw storeError(error, folder)
    }
    for (const each of accepted) if (each.records > 0) hold(held, each, each.waiting.commands)
  }

  /** Cuts off what a write that failed may have left, and looks whether the log still ends as it should. */
  const undo = async (cause: unknown) => {
    try {
      // after an error the descriptor is not to be believed any more, least of all its next sync
      await file?.close().catch(() => undefined)
      file = undefined
      const last = held.segments.at(-1)
      if (last === undefined) return
      file = await files.open(last.path, 'write')
      await file.truncate(last.end)
      await file.sync()
      await files.syncFolder(folder)
      await checkEnd(last)
    } catch {
      broken = new StoreError('unavailable', `${folder}: a write failed and could not be undone; open the store again`, { cause })
    }
  }

  const checkEnd = async ({ path, end }: Segment) => {
    if (end === 0) return
    const mark = markBefore(held, held.head)
    let due = { from: mark.from, previous: undefined as string | undefined }
    for (let at = mark.offset; at < end; ) {
      const { frames, next, fault } = await readChunk(files, path, at, end, end - at, due)
      const frame = frames.at(-1)
      if (fault !== undefined || frame === undefined) throw new Error(fault)
      due = { from: frame.from + frame.records, previous: frame.sha256 }
      at = next
    }
    if (due.previous !== held.hash) throw new Error('the last commit is another')
  }

  const run = async () => {
    // callers who were answered just now ask again before this: their appends share the next write
    for (await turn(); queue.length > 0; await turn()) {
      const { accepted, refused } = decide()
      try {
        if (broken) throw broken
        await write(accepted)
        for (const { waiting } of accepted) waiting.resolve()
        for (const { waiting, error } of refused) waiting.reject(error)
      } catch (error) {
        for (const { waiting } of accepted) waiting.reject(error)
        // what they were refused for may not be there now: they are decided on again
        if (broken) for (const { waiting } of refused) waiting.reject(broken)
        else queue.unshift(...refused.map(({ waiting }) => waiting))
      }
    }
    running = undefined
  }

  return {
    append: (asked: Asked): Promise<void> =>
      new Promise((resolve, reject) => {
        queue.push({ ...asked, resolve, reject })
        running ??= run()
      }),

    /** When everything that was asked for is done. Nothing may be asked for afterwards. */
    async end() {
      await running
      await file?.close().catch(() => undefined)
      file = undefined
    },
  }
}
