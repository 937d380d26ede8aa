import { setImmediate as turn } from 'node:timers/promises'
import { Conflict, DuplicateCommand } from '@bihuan/core'
import { type Frame, sealFrame } from './frame.ts'
import { type Held, hold, positionOf } from './held.ts'
import type { SegmentWriter } from './segment-writer.ts'

/** An append that was asked for. */
export interface Asked {
  readonly expected: number
  readonly records: number
  readonly commands: readonly (readonly [command: string, position: number])[]
  /** Its frame, not sealed yet. */
  readonly frame: Buffer
}

interface Waiting extends Asked {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** An append that was accepted, as its frame. */
interface Accepted extends Pick<Frame, 'from' | 'records' | 'sha256' | 'length'> {
  readonly waiting: Waiting
}

/** As much as one write takes, unless a single commit is larger. */
const groupBytes = 8 << 20

/**
 * Writes the frames of one log: all appends that wait while a write is under way go into the next one, with one write and one sync. What
 * is refused is told after it, so that every answer rests on what is on the disk.
 */
export const writer = (log: string, held: Held, segments: SegmentWriter) => {
  let queue: Waiting[] = []
  let running: Promise<void> | undefined

  /** Decides on those that wait, in their order: what to write, and whom to refuse. */
  const decide = () => {
    const accepted: Accepted[] = []
    const refused: { readonly waiting: Waiting; readonly error: unknown }[] = []
    const named = new Set<string>()
    let from = held.head + 1
    let previous = held.hash
    let size = 0
    while (queue.length > 0 && size < groupBytes) {
      const waiting = queue.shift() as Waiting
      const { expected, records, commands, frame } = waiting
      const twice = firstKnown(commands, named)
      if (expected !== from - 1) refused.push({ waiting, error: new Conflict(log, expected, from - 1) })
      else if (twice !== undefined) refused.push({ waiting, error: new DuplicateCommand(log, twice) })
      else if (records === 0) accepted.push({ waiting, from, records, sha256: previous, length: 0 })
      else {
        const sha256 = sealFrame(frame, from, previous)
        accepted.push({ waiting, from, records, sha256, length: frame.length })
        for (const [command] of commands) named.add(command)
        from += records
        previous = sha256
        size += frame.length
      }
    }
    return { accepted, refused }
  }

  /** The first of `commands` that the log has, or that is in `named` or stands among them twice. */
  const firstKnown = (commands: Asked['commands'], named: ReadonlySet<string>): string | undefined => {
    const known = commands.find(([command]) => named.has(command) || positionOf(held, command) !== undefined)
    if (known !== undefined) return known[0]
    const own = new Set<string>()
    // one command is the rule, and needs no set
    return commands.length < 2 ? undefined : commands.find(([command]) => own.size === own.add(command).size)?.[0]
  }

  const write = async (accepted: readonly Accepted[]) => {
    const frames = accepted.filter(({ records }) => records > 0)
    if (frames.length === 0) return
    await segments.write(frames.map(({ waiting }) => waiting.frame))
    for (const frame of frames) hold(held, frame, frame.waiting.commands)
  }

  const run = async () => {
    // callers who were answered just now ask again before this: their appends share the next write
    for (await turn(); queue.length > 0; await turn()) {
      const { accepted, refused } = decide()
      try {
        await write(accepted)
        for (const { waiting } of accepted) waiting.resolve()
        for (const { waiting, error } of refused) waiting.reject(error)
      } catch (error) {
        for (const { waiting } of accepted) waiting.reject(error)
        // what they were refused for may not be there now: they are decided on again
        queue = [...refused.map(({ waiting }) => waiting), ...queue]
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
      await segments.close()
    },
  }
}
