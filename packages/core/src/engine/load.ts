import type { EventStore, LogRecord } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import { Corrupt, Tampered, Unproved } from './errors.ts'
import type { Recorded } from './event.ts'
import type { Machine, State } from './machine.ts'
import { emptyFrontier, extend, type Frontier, rootOf } from './merkle.ts'
import { decode, inspect } from './record.ts'

/** Where to stop: after a position, or after the last record that had been entered by an instant. */
export interface Cut {
  readonly position?: number
  /** UTC, ISO 8601. */
  readonly recordedAt?: string
}

export interface Reading {
  readonly state: State
  readonly position: number
  readonly recordedAt: string
}

/** A log that was folded up to a position. */
export interface Loaded extends Reading {
  readonly frontier: Frontier
}

const nothing = (machine: Machine): Loaded => ({ state: machine.createState(), position: 0, recordedAt: '', frontier: emptyFrontier })

/**
 * Folds a log on plain rows, from its beginning or from where `begun` ends, whose state it takes over.
 * @throws Tampered · Corrupt, with the position
 */
export async function load(
  machine: Machine,
  hasher: Hasher,
  store: Pick<EventStore, 'read'>,
  name: string,
  cut: Cut,
  begun: Loaded = nothing(machine),
): Promise<Loaded> {
  const { state } = begun
  state.setBulk(true)
  let { position, recordedAt, frontier } = begun
  const until = cut.recordedAt === undefined ? undefined : new Date(cut.recordedAt).toISOString()
  pages: for await (const page of store.read(name, { from: position + 1, ...(cut.position !== undefined && { to: cut.position }) })) {
    const leaves: string[] = []
    for (const record of page) {
      if (until !== undefined && record.recordedAt > until) {
        frontier = extend(hasher, frontier, leaves)
        break pages
      }
      if (record.position !== position + 1) throw new Corrupt(record.position, 'gap', `follows position ${position}`)
      machine.evolve(state, decode(machine, hasher, record))
      leaves.push(record.leaf)
      position = record.position
      recordedAt = record.recordedAt
    }
    frontier = extend(hasher, frontier, leaves)
  }
  state.setBulk(false)
  return { state, position, recordedAt, frontier }
}

/** What `verify` found right. */
export interface Verified {
  readonly events: number
  readonly commands: number
  /** RFC 6962 root over all records: 64 hexadecimal digits. */
  readonly root: string
}

export interface VerifyOptions {
  /** Hears how many events were read. */
  readonly onProgress?: (done: number) => void
  /** What is known of the log from elsewhere: that its first `size` events had this root, as a signed checkpoint says. */
  readonly checkpoint?: { readonly size: number; readonly root: string }
}

/**
 * Reads the whole log as a stranger would: every record's hash, form and columns, positions without gaps, times that do not
 * go back, commands whole and used once; and that it still begins as a checkpoint says.
 * @throws Tampered · Corrupt, with the position · Unproved `tooShort` or `otherRoot` against the checkpoint
 */
export async function verifyLog(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  name: string,
  { onProgress, checkpoint }: VerifyOptions = {},
): Promise<Verified> {
  let frontier = emptyFrontier
  let last: { record: LogRecord; event: Recorded } | undefined
  const commands = new Set<string>()
  for await (const page of store.read(name)) {
    for (const record of page) {
      const expected = (last?.record.position ?? 0) + 1
      if (record.position !== expected) throw new Corrupt(record.position, 'gap', `follows position ${expected - 1}`)
      const event = inspect(machine, hasher, record)
      follows(last?.event, event)
      if (event.command.n === 1) {
        if (commands.has(event.command.id)) throw new Tampered(record.position, `command ${event.command.id} stands twice`)
        commands.add(event.command.id)
      }
      last = { record, event }
    }
    const leaves = page.map((record) => record.leaf)
    const until = checkpoint ? checkpoint.size - frontier.size : -1
    if (
      checkpoint &&
      until > 0 &&
      until <= leaves.length &&
      rootOf(hasher, extend(hasher, frontier, leaves.slice(0, until))) !== checkpoint.root
    )
      throw new Unproved('otherRoot', { size: checkpoint.size })
    frontier = extend(hasher, frontier, leaves)
    onProgress?.(frontier.size)
  }
  if (last && last.event.command.n !== last.event.command.of) throw new Corrupt(last.record.position, 'halfCommand', last.event.command.id)
  if (checkpoint && checkpoint.size > frontier.size) throw new Unproved('tooShort', { size: checkpoint.size, events: frontier.size })
  return { events: frontier.size, commands: commands.size, root: rootOf(hasher, frontier) }
}

function follows(before: Recorded | undefined, event: Recorded): void {
  const { position, command } = event
  if (before && event.recordedAt < before.recordedAt) throw new Tampered(position, 'it was recorded before the one it follows')
  const open = before && before.command.n < before.command.of
  const goesOn = open
    ? command.id === before.command.id && command.n === before.command.n + 1 && command.of === before.command.of
    : command.n === 1
  if (!goesOn) throw new Corrupt(position, 'halfCommand', command.id)
}
