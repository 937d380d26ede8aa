/**
 * Errors that callers tell apart. They are branded with registered symbols, so that an error made by the ESM copy of
 * this package is recognised by its CommonJS copy and the other way round, which `instanceof` does not do.
 *
 * Nothing here is prose for people: `words/` turns a code and its facts into a sentence.
 */

/** One place in an input where something is wrong. `path` is empty when the whole value is meant. */
export interface InputIssue {
  readonly path: readonly (string | number)[]
  /** zod's issue code, or `unknownCommand`, `unknownField` and the like. */
  readonly code: string
  /** What zod says of it, in English; `explain` in `words/` gives it in either language. */
  readonly message: string
  /** Facts of the issue that a sentence may need: `expected`, `minimum`, `values`, `keys` … */
  readonly params?: Readonly<Record<string, unknown>>
}

/** Why a command is not accepted: a code, the rule of DOMAIN section 4 behind it, and the facts that a sentence needs. */
export interface Refusal {
  readonly code: string
  readonly rule?: string
}

const brand = (name: string) => Symbol.for(`bihuan.${name}`)

const branded = (name: string, error: Error) => {
  error.name = name
  Object.defineProperty(error, brand(name), { value: true })
}

const has = (name: string, value: unknown) => typeof value === 'object' && value !== null && brand(name) in value

/** The command is well-formed, but a rule or the policy does not allow it now. Nothing was recorded. */
export class Refused<R extends Refusal = Refusal> extends Error {
  readonly refusal: R
  /** Of several commands that were sent together, the place of the one that was refused, from 0. */
  readonly at?: number
  constructor(refusal: R) {
    super(refusal.code)
    branded('Refused', this)
    this.refusal = refusal
  }
}
/** Whether `error` is a {@link Refused}, whichever copy of the package made it. */
export const isRefused = (error: unknown): error is Refused => has('Refused', error)

/** The input does not have the shape that the command, view or file asks for. Nothing was recorded. */
export class InvalidInput extends Error {
  readonly issues: readonly InputIssue[]
  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => `${issue.path.join('.') || '(input)'}: ${issue.message}`).join('; '))
    branded('InvalidInput', this)
    this.issues = issues
  }
}
export const isInvalidInput = (error: unknown): error is InvalidInput => has('InvalidInput', error)

/** The log has moved on: it ends at `actual`, not at `expected`. Nothing was appended. */
export class Conflict extends Error {
  readonly log: string
  readonly expected: number
  readonly actual: number
  constructor(log: string, expected: number, actual: number) {
    super(`log ${log} ends at ${actual}, not at ${expected}`)
    branded('Conflict', this)
    this.log = log
    this.expected = expected
    this.actual = actual
  }
}
export const isConflict = (error: unknown): error is Conflict => has('Conflict', error)

/** A command id of the batch is already in the log. Nothing was appended. */
export class DuplicateCommand extends Error {
  readonly log: string
  readonly command: string
  constructor(log: string, command: string) {
    super(`log ${log} already holds command ${command}`)
    branded('DuplicateCommand', this)
    this.log = log
    this.command = command
  }
}
export const isDuplicateCommand = (error: unknown): error is DuplicateCommand => has('DuplicateCommand', error)

/** The store could not do what was asked: disk, network, permissions. `cause` holds the driver's own error. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    branded('StoreError', this)
    this.code = code
  }
}
/**
 * `unavailable`: it may work later · `busy`: another writer holds it · `notAStore`: the place holds something else ·
 * `damaged`: the medium is broken · `newer`: written by a newer version · `closed` · `unsupported`: see `supports`.
 */
export type StoreErrorCode = 'unavailable' | 'busy' | 'notAStore' | 'damaged' | 'newer' | 'closed' | 'unsupported'
export const isStoreError = (error: unknown): error is StoreError => has('StoreError', error)

/** The bytes at `position` are not those that were recorded: a leaf hash, a column or the envelope does not fit. */
export class Tampered extends Error {
  readonly position: number
  readonly what: string
  /** Of a copy that ends here: how many records before it the copy holds. */
  readonly copied?: number
  constructor(position: number, what: string) {
    super(`position ${position}: ${what}`)
    branded('Tampered', this)
    this.position = position
    this.what = what
  }
}
export const isTampered = (error: unknown): error is Tampered => has('Tampered', error)

/** The record at `position` can't be read by this version: not JSON, an unknown event type, a newer version, a gap. */
export class Corrupt extends Error {
  readonly position: number
  readonly code: CorruptCode
  readonly what: string
  /** Of a copy that ends here: how many records before it the copy holds. */
  readonly copied?: number
  constructor(position: number, code: CorruptCode, what: string) {
    super(`position ${position}: ${code}: ${what}`)
    branded('Corrupt', this)
    this.position = position
    this.code = code
    this.what = what
  }
}
export type CorruptCode = 'notJson' | 'unknownType' | 'newerVersion' | 'badShape' | 'gap' | 'halfCommand'
export const isCorrupt = (error: unknown): error is Corrupt => has('Corrupt', error)

/** A proof, checkpoint or signature does not prove what it should. `facts` holds what a sentence needs. */
export class Unproved extends Error {
  readonly code: UnprovedCode
  readonly facts: Readonly<Record<string, string | number>>
  constructor(code: UnprovedCode, facts: Readonly<Record<string, string | number>>) {
    super(
      `${code}${Object.entries(facts)
        .map(([name, value]) => ` ${name}=${value}`)
        .join('')}`,
    )
    branded('Unproved', this)
    this.code = code
    this.facts = facts
  }
}
/**
 * `badCheckpoint`, `badProof`: not in the form that is asked for · `badSignature`: a trusted key's signature does not fit · `noQuorum`: too few
 * trusted keys signed · `otherOrigin`: of another log · `tooShort`: the log ends before the checkpoint does · `otherRoot`: the log is not the
 * one that the checkpoint speaks of · `notIncluded`: the event is not the one of the proof.
 */
export type UnprovedCode =
  | 'badCheckpoint'
  | 'badProof'
  | 'badSignature'
  | 'noQuorum'
  | 'otherOrigin'
  | 'tooShort'
  | 'otherRoot'
  | 'notIncluded'
export const isUnproved = (error: unknown): error is Unproved => has('Unproved', error)
