import type { StoreError } from '@bihuan/core'
import { type CommandTable, digestOf, positionIn } from './commands.ts'
import { type Due, type Frame, nothingBefore } from './frame.ts'
import type { Mark, Segment } from './segments.ts'

/** What is known of a log while it is open: where its records lie, not what they say. */
export interface Held {
  /** Each but the last is full, and never written again. */
  readonly segments: HeldSegment[]
  /** The last position, and the hash of the last frame. */
  head: number
  hash: string
  /** Why nothing is written any more: what was refused may be in the file all the same. */
  doubt: StoreError | undefined
}

export interface HeldSegment extends Segment {
  /** The hash of the frame before its first. */
  readonly previous: string
  /** Frames to begin reading at, one for about every 16 KiB. */
  readonly marks: Mark[]
  /** The position of each command's first record, as long as there is no `table`. */
  readonly commands: Map<string, number>
  /** The commands of one that is full. */
  table: CommandTable | undefined
  /** Whether its index is in order. */
  indexed: boolean
}

export const nothingHeld = (): Held => ({ segments: [], head: 0, hash: nothingBefore, doubt: undefined })

export const dueAfter = ({ head, hash }: Held): Due => ({ from: head + 1, previous: hash })

const markEvery = 16_384

/** Begins the next segment: the one before it is full. */
export const beginSegment = (held: Held, path: string): void => {
  const { head, hash } = held
  held.segments.push({ from: head + 1, path, end: 0, previous: hash, marks: [], commands: new Map(), table: undefined, indexed: false })
}

/** Takes in a frame that follows, at the end of the last segment. */
export const hold = (
  held: Held,
  frame: Pick<Frame, 'from' | 'records' | 'sha256' | 'length'>,
  commands: readonly (readonly [string, number])[],
): void => {
  const segment = held.segments.at(-1) as HeldSegment
  const mark = segment.marks.at(-1)
  if (mark === undefined || segment.end - mark.offset >= markEvery) segment.marks.push({ from: frame.from, offset: segment.end })
  segment.end += frame.length
  held.head += frame.records
  held.hash = frame.sha256
  for (const [command, position] of commands) segment.commands.set(command, position)
}

/** The number of the last of `items` that begins at or before `position`, or 0. */
const lastBefore = (items: readonly { readonly from: number }[], position: number): number => {
  let low = 0
  let high = items.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((items[middle] as { from: number }).from <= position) low = middle
    else high = middle - 1
  }
  return low
}

/** The last mark at or before `position`, which the log has, and the number of its segment. */
export const markBefore = ({ segments }: Held, position: number): Mark & { readonly segment: number } => {
  const segment = lastBefore(segments, position)
  const { marks } = segments[segment] as HeldSegment
  return { ...(marks[lastBefore(marks, position)] as Mark), segment }
}

/** The position of the first record of `command`, where the log has it. */
export const positionOf = ({ segments }: Held, command: string): number | undefined => {
  let digest: Buffer | undefined
  for (let i = segments.length - 1; i >= 0; i--) {
    const { commands, table } = segments[i] as HeldSegment
    if (table !== undefined) digest ??= digestOf(command)
    const position = table === undefined ? commands.get(command) : positionIn(table, digest as Buffer)
    if (position !== undefined) return position
  }
  return undefined
}
