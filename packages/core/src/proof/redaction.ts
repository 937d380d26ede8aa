import { Corrupt, Unproved } from '../engine/errors.ts'
import type { Envelope } from '../engine/event.ts'
import { emptyFrontier, extend, leafHash, rootOf } from '../engine/merkle.ts'
import type { LogRecord } from '../ports/event-store.ts'
import { type Hasher, systemHasher } from '../ports/hasher.ts'
import type { Checkpoint } from './checkpoint.ts'

/** What a redacted copy's reader learns: how much there is, how much of it was withheld, and that all of it has the checkpoint's root. */
export interface RedactedCopy {
  readonly events: number
  readonly withheld: number
  readonly root: string
}

/**
 * A copy of a log for publication, as lines of text without line ends: an event's canonical JSON, or, where it is withheld, an object with
 * its position and leaf hash. What is sealed stays sealed: no key is in it. The salt in each event keeps a withheld one from being guessed.
 * @param withhold says which records are withheld
 */
export async function* redacted(
  pages: AsyncIterable<readonly LogRecord[]>,
  withhold: (record: LogRecord) => boolean,
): AsyncIterable<readonly string[]> {
  for await (const page of pages)
    yield page.map((record) => (withhold(record) ? JSON.stringify({ position: record.position, withheld: record.leaf }) : record.text))
}

/**
 * Checks a redacted copy, or a whole one, against a checkpoint, without the log.
 * @throws Corrupt with the position of a line that is neither event nor withheld · Unproved `tooShort` or `otherRoot`
 */
export async function verifyRedacted(
  lines: AsyncIterable<string> | Iterable<string>,
  checkpoint: Pick<Checkpoint, 'size' | 'root'>,
  hasher: Hasher = systemHasher,
): Promise<RedactedCopy> {
  let frontier = emptyFrontier
  let withheld = 0
  for await (const line of lines) {
    if (line === '') continue
    const position = frontier.size + 1
    const said = parsed(line, position)
    if (said.position !== position) throw new Corrupt(position, 'gap', `the line says position ${said.position}`)
    const stub = said.withheld !== undefined
    if (stub) withheld++
    frontier = extend(hasher, frontier, [stub ? (said.withheld as string) : leafHash(hasher, line)])
    if (frontier.size === checkpoint.size && rootOf(hasher, frontier) !== checkpoint.root)
      throw new Unproved('otherRoot', { size: checkpoint.size })
  }
  if (frontier.size < checkpoint.size) throw new Unproved('tooShort', { size: checkpoint.size, events: frontier.size })
  return { events: frontier.size, withheld, root: rootOf(hasher, frontier) }
}

type Line = Pick<Envelope, 'position'> & { readonly withheld?: string }

function parsed(line: string, position: number): Line {
  let said: unknown
  try {
    said = JSON.parse(line)
  } catch {
    throw new Corrupt(position, 'notJson', 'the line is not JSON')
  }
  if (typeof said !== 'object' || said === null || !('position' in said)) throw new Corrupt(position, 'badShape', 'the line is no event')
  if ('withheld' in said && !/^[0-9a-f]{64}$/.test(String(said.withheld)))
    throw new Corrupt(position, 'badShape', 'withheld is no leaf hash')
  return said as Line
}
