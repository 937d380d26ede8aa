import {
  Corrupt,
  type InputIssue,
  InvalidInput,
  isCorrupt,
  isInvalidInput,
  isTampered,
  type LogRecord,
  type Machine,
  recordOf,
  systemHasher,
  type Tampered,
  Unproved,
  type Verified,
  verifier,
} from '@bihuan/core'
import type { Known } from './known.ts'

/** A log as it came in a file: found right, and not kept yet. */
export interface Received extends Verified {
  readonly records: readonly LogRecord[]
}

/** Where something stands in a file: `[12, 'data', 'position']`. */
export type Path = InputIssue['path']

/** Takes in the envelopes of a file in their order. */
export interface Receiver {
  /**
   * Checks an envelope against the leaf hash that came with it, and against those before it. The paths say where both stand.
   * @throws InvalidInput with the place: what has another shape, `otherLeaf`, `gap`, `halfCommand`, `outOfPlace`
   */
  take(envelope: unknown, leaf: string, at: Path, leafAt: Path): LogRecord
  /** @throws InvalidInput `halfCommand` when the last command is not there as a whole · Unproved `otherRoot` */
  end(at: Path): Received
}

export function receiver({ machine, hasher = systemHasher, root }: Known): Receiver {
  const seen = verifier(machine, hasher)
  const records: LogRecord[] = []
  const fold = folding(machine)
  return {
    take(envelope, leaf, at, leafAt) {
      const record = within(at, () => recordOf(machine, hasher, envelope))
      if (record.leaf !== leaf) refuse(leafAt, 'otherLeaf', `the record has hash ${record.leaf}`)
      try {
        fold(seen.take(record))
      } catch (error) {
        throw isTampered(error) || isCorrupt(error) ? misplaced(error, at, seen.size + 1) : error
      }
      records.push(record)
      return record
    },
    end(at) {
      try {
        const verified = seen.end()
        if (root !== undefined && root !== verified.root) throw new Unproved('otherRoot', { size: verified.events })
        return { ...verified, records }
      } catch (error) {
        throw isCorrupt(error) ? misplaced(error, at, seen.size) : error
      }
    },
  }
}

/** Ends a reading with the place and a code. */
export function refuse(path: Path, code: string, message: string, params: Readonly<Record<string, unknown>> = {}): never {
  throw new InvalidInput([{ path, code, message, params }])
}

/** Puts the place of a part before the places in it. */
export function within<T>(at: Path, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!isInvalidInput(error)) throw error
    throw new InvalidInput(error.issues.map((issue) => ({ ...issue, path: [...at, ...issue.path] })))
  }
}

/** Handlers must be able to follow: a log whose records are well-formed and make no sense could never be opened. */
function folding(machine: Machine): (event: Parameters<Machine['evolve']>[1]) => void {
  const state = machine.createState()
  state.setBulk(true)
  return (event) => {
    try {
      machine.evolve(state, event)
    } catch (error) {
      throw new Corrupt(event.position, 'badShape', (error as Error).message)
    }
  }
}

/** The records themselves are right at this point: it is their order that is not. */
function misplaced(error: Tampered | Corrupt, at: Path, expected: number): InvalidInput {
  const code = isCorrupt(error) && error.code !== 'badShape' ? error.code : 'outOfPlace'
  const place = code === 'gap' ? ['position'] : code === 'halfCommand' ? ['command'] : []
  return new InvalidInput([{ path: [...at, ...place], code, message: error.what, params: { expected, what: error.what } }])
}
