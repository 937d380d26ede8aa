import type { LogRecord } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import { Corrupt, Tampered } from './errors.ts'
import type { Recorded } from './event.ts'
import type { Machine } from './machine.ts'
import { emptyFrontier, extend, rootOf } from './merkle.ts'
import { inspect } from './record.ts'

/** What `verify` found right. */
export interface Verified {
  readonly events: number
  readonly commands: number
  /** RFC 6962 root over all records: 64 hexadecimal digits. */
  readonly root: string
}

/** Looks at the records of a log one after another, wherever they come from. It remembers the commands' ids, and no record. */
export interface Verifier {
  /**
   * Takes the next record: its hash, form and columns, its position and time after those before it, its command whole and used once.
   * @returns the event, in this version's shape
   * @throws Tampered · Corrupt, with the position
   */
  take(record: LogRecord): Recorded
  /** How many records were taken. */
  readonly size: number
  /** Whether the last command is complete, so that a log may end here. */
  readonly whole: boolean
  /** RFC 6962 root over what was taken. */
  root(): string
  /** Ends the log here. @throws Corrupt `halfCommand` */
  end(): Verified
}

/** Hashes of leaves that are joined at once. */
const pace = 1000

export function verifier(machine: Machine, hasher: Hasher): Verifier {
  const commands = new Set<string>()
  let frontier = emptyFrontier
  let leaves: string[] = []
  let last: Recorded | undefined
  const join = () => {
    frontier = extend(hasher, frontier, leaves)
    leaves = []
  }
  const whole = () => last === undefined || last.command.n === last.command.of
  const root = () => {
    join()
    return rootOf(hasher, frontier)
  }
  return {
    take(record) {
      const expected = (last?.position ?? 0) + 1
      if (record.position !== expected) throw new Corrupt(record.position, 'gap', `follows position ${expected - 1}`)
      const event = inspect(machine, hasher, record)
      follows(last, event)
      if (event.command.n === 1) {
        if (commands.has(event.command.id)) throw new Tampered(record.position, `command ${event.command.id} stands twice`)
        commands.add(event.command.id)
      }
      last = event
      if (leaves.push(record.leaf) === pace) join()
      return event
    },
    get size() {
      return frontier.size + leaves.length
    },
    get whole() {
      return whole()
    },
    root,
    end() {
      if (last && !whole()) throw new Corrupt(last.position, 'halfCommand', last.command.id)
      return { events: last?.position ?? 0, commands: commands.size, root: root() }
    },
  }
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
