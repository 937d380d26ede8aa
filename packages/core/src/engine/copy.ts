import type { EventStore, LogRecord } from '../ports/event-store.ts'
import { type Hasher, systemHasher } from '../ports/hasher.ts'
import { InvalidInput, isCorrupt, isTampered, StoreError } from './errors.ts'
import type { Machine } from './machine.ts'
import { emptyFrontier, extend, leafHash, rootOf } from './merkle.ts'
import { type Verified, verifier } from './verifier.ts'

export interface CopyOptions {
  readonly from: Pick<EventStore, 'read' | 'head' | 'logs'>
  readonly to: Pick<EventStore, 'append' | 'read' | 'head'>
  readonly log: string
  /** Name of the copy; that of the log when left out. */
  readonly as?: string
  /** Knows the events' shapes: a record of another type is not copied. */
  readonly machine: Machine
  readonly hasher?: Hasher
  /** How many records an append has at least, but for the last: a command is never split. 1,000 when left out. */
  readonly batch?: number
  /** Hears how many records the copy has, of how many. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface Copied extends Verified {
  /** How many records were added now; the others were there from a copy that had broken off. */
  readonly added: number
}

/**
 * Copies a log into another store, or under another name, record for record: the copy has the same root. Each record is checked as
 * `verify` checks it before it is appended, and the copy's bytes are read back and hashed at the end. The target is empty, or holds the
 * beginning of this log, as after a copy that broke off; then it goes on from there. Nobody else may write to it meanwhile.
 *
 * @throws InvalidInput `noSuchLog` · InvalidInput `otherLog` with the first position at which the target holds something else, then nothing
 * was appended · Tampered or Corrupt with the position in the source; `copied` says how many records before it the copy holds, which
 * are whole commands · Conflict when somebody else writes to the target · StoreError, also `damaged` when the copy reads back otherwise
 */
export async function copyLog(options: CopyOptions): Promise<Copied> {
  const { from, to, log, as = log, machine, hasher = systemHasher, batch = 1000, onProgress } = options
  const total = await from.head(log)
  if (total === 0)
    throw new InvalidInput([
      { path: ['log'], code: 'noSuchLog', message: `the store has no log ${log}`, params: { log, logs: await from.logs() } },
    ])
  const held = await to.head(as)
  const there = singly(to.read(as, { to: held }))
  const seen = verifier(machine, hasher)
  let command: LogRecord[] = []
  let checked: LogRecord[] = []
  let copied = 0
  const append = async () => {
    if (checked.length === 0) return
    await to.append(as, copied, checked)
    copied += checked.length
    checked = []
  }
  try {
    for await (const page of from.read(log)) {
      for (const record of page) {
        seen.take(record)
        if (record.position <= held) {
          if (!isSame(record, (await there.next()).value)) throw otherLog(as, record.position)
          copied = record.position
          continue
        }
        command.push(record)
        if (!seen.whole) continue
        checked.push(...command)
        command = []
        if (checked.length >= batch) await append()
      }
      onProgress?.(copied, Math.max(total, seen.size))
    }
    if (seen.size < held) throw otherLog(as, seen.size + 1)
    const verified = seen.end()
    await append()
    const root = await rootIn(to, as, verified.events, hasher)
    if (root !== verified.root) throw new StoreError('damaged', `the copy of ${log} reads back with root ${root}, not ${verified.root}`)
    onProgress?.(verified.events, verified.events)
    return { ...verified, added: verified.events - held }
  } catch (error) {
    if (!isTampered(error) && !isCorrupt(error)) throw error
    await append()
    throw Object.assign(error, { copied })
  } finally {
    await there.return(undefined)
  }
}

const otherLog = (log: string, position: number) =>
  new InvalidInput([
    {
      path: ['to'],
      code: 'otherLog',
      message: `log ${log} holds something else from position ${position} on`,
      params: { log, position },
    },
  ])

async function* singly(pages: AsyncIterable<readonly LogRecord[]>): AsyncGenerator<LogRecord, undefined> {
  for await (const page of pages) yield* page
}

const isSame = (a: LogRecord, b: LogRecord | undefined): boolean =>
  b !== undefined &&
  a.position === b.position &&
  a.type === b.type &&
  a.recordedAt === b.recordedAt &&
  a.command === b.command &&
  a.leaf === b.leaf &&
  a.text === b.text &&
  a.subjects.join(' ') === b.subjects.join(' ')

/** The root of what a store gives back, from the texts themselves. */
async function rootIn(store: Pick<EventStore, 'read'>, log: string, size: number, hasher: Hasher): Promise<string> {
  let frontier = emptyFrontier
  for await (const page of store.read(log, { to: size }))
    frontier = extend(
      hasher,
      frontier,
      page.map((record) => leafHash(hasher, record.text)),
    )
  return rootOf(hasher, frontier)
}
