import type { LogRecord } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import type { Random } from '../ports/random.ts'
import { canonical, canonicalOrdered, hasLoneSurrogate } from './canonical.ts'
import { Corrupt, type InputIssue, InvalidInput, isInvalidInput, Tampered } from './errors.ts'
import { type AnyFact, type Envelope, envelopeShape, type Recorded } from './event.ts'
import { type EventDef, eventDef, type Machine, parseWith } from './machine.ts'
import { leafHash, toHex } from './merkle.ts'
import { shapeOf } from './shape.ts'

/** What all events of one command have in common. */
export type Header = Omit<Envelope, 'v' | 'position' | 'type' | 'version' | 'salt' | 'command'> & {
  readonly command: { readonly id: string; readonly name: string; readonly digest: string }
}

/** Makes the records of one command's facts, whose envelopes differ in little. */
export type Encoder = (
  fact: AnyFact,
  position: number,
  n: number,
  of: number,
) => {
  readonly record: LogRecord
  /** The fact as handlers and listeners see it: its data from the same text, so that live and replay are one. */
  readonly event: Recorded
}

export function encoder(machine: Machine, hasher: Hasher, random: Random, header: Header): Encoder {
  const { actor, basis, causation, correlation, on, onBehalfOf, recordedAt } = header
  const { digest, id, name } = header.command
  // Canonical text in parts, in the order of its keys; what is the same for all is written once.
  const member = (key: string, value: unknown) => (value === undefined ? '' : `"${key}":${canonical(value)},`)
  const first = `{${member('actor', actor)}${member('basis', basis)}${member('causation', causation)}"command":{"digest":"${digest}",${member('id', id)}"n":`
  const second = `,${member('name', name)}"of":`
  const third = `},${member('correlation', correlation)}"data":`
  const fourth = `,${member('on', on)}${member('onBehalfOf', onBehalfOf)}"position":`
  const fifth = `,"recordedAt":"${recordedAt}","salt":"`

  return ({ type, data: said }, position, n, of) => {
    const { version, schema, subjects: subjectsOf } = machine.events.get(type) as EventDef
    const salt = toHex(random.bytes(16))
    const isPlain = shapeOf(schema).plain
    const told = textOf(said, isPlain)
    const text = `${first}${n}${second}${of}${third}${told}${fourth}${position}${fifth}${salt}","type":${JSON.stringify(type)},"v":1,"version":${version}}`
    const data: unknown = isPlain ? said : JSON.parse(told)
    const command = { digest, id, n, name, of }
    const event = { actor, command, correlation, data, on, position, recordedAt, salt, type, v: 1, version } as Mutable<Recorded>
    if (basis !== undefined) event.basis = basis
    if (causation !== undefined) event.causation = causation
    if (onBehalfOf !== undefined) event.onBehalfOf = onBehalfOf
    const leaf = leafHash(hasher, text)
    const subjects = subjectsOf(data)
    const record: LogRecord =
      n === 1 ? { position, type, recordedAt, subjects, command: id, leaf, text } : { position, type, recordedAt, subjects, leaf, text }
    return { record, event }
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Reads a record back, in this version's shape.
 * @throws Tampered when bytes and leaf differ · Corrupt when this version can't read it
 */
export function decode(machine: Machine, hasher: Hasher, record: LogRecord): Recorded {
  if (leafHash(hasher, record.text) !== record.leaf) throw new Tampered(record.position, 'the text does not have its leaf hash')
  const event = parseText(record)
  const def = eventDef(machine, record.position, event.type, event.version)
  return event.version === def.version ? event : { ...event, version: def.version, data: def.upcast(event.data, event.version) }
}

function parseText(record: LogRecord): Recorded {
  try {
    return JSON.parse(record.text) as Recorded
  } catch {
    throw new Corrupt(record.position, 'notJson', 'the text is not JSON')
  }
}

/**
 * The record of an envelope that came from elsewhere, with its columns read off it and its leaf computed.
 * @throws InvalidInput with every place where it is not an envelope, or its data not of the shape that its type has; `unknownType` and
 * `newerVersion` when this version can't read it
 */
export function recordOf(machine: Machine, hasher: Hasher, envelope: unknown): LogRecord {
  const { position, type, version, recordedAt, command } = parseWith(envelopeShape, envelope)
  const def = machine.events.get(type)
  if (!def) throw invalid({ path: ['type'], code: 'unknownType', message: `there is no event type ${type}`, params: { type } })
  if (version > def.version)
    throw invalid({ path: ['version'], code: 'newerVersion', message: `known up to ${def.version}`, params: { known: def.version } })
  const data = inShape(def, (envelope as Envelope & { readonly data: unknown }).data, version)
  const text = textOf(envelope)
  const record = { position, type, recordedAt, subjects: def.subjects(data), leaf: leafHash(hasher, text), text }
  return command.n === 1 ? { ...record, command: command.id } : record
}

const invalid = (...issues: readonly InputIssue[]) => new InvalidInput(issues)

function inShape(def: EventDef, said: unknown, version: number): unknown {
  let data = said
  try {
    if (version < def.version) data = def.upcast(said, version)
    parseWith(def.schema, data)
    return data
  } catch (error) {
    if (isInvalidInput(error)) throw invalid(...error.issues.map((issue) => ({ ...issue, path: ['data', ...issue.path] })))
    // An upcaster reads what it expects of its version, and this is something else.
    throw invalid({ path: ['data'], code: 'invalid_type', message: (error as Error).message, params: { expected: def.type } })
  }
}

/**
 * Canonical text. `isOrdered`: its objects have their keys in order, as what a plain shape gives.
 * @throws InvalidInput `loneSurrogate` with its place
 */
export function textOf(value: unknown, isOrdered = false): string {
  try {
    return isOrdered ? canonicalOrdered(value) : canonical(value)
  } catch (error) {
    const path = halfIn(value)
    if (!path) throw error
    throw invalid({ path, code: 'loneSurrogate', message: (error as Error).message })
  }
}

/** Where a text holds half of a surrogate pair. */
function halfIn(value: unknown): InputIssue['path'] | undefined {
  if (typeof value === 'string') return hasLoneSurrogate(value) ? [] : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, member] of Object.entries(value)) {
    const path = hasLoneSurrogate(key) ? [] : halfIn(member)
    if (path) return [Array.isArray(value) ? Number(key) : key, ...path]
  }
  return undefined
}

/**
 * Checks everything that a record says: hash, canonical form, envelope and data in their shapes, and that each column
 * beside the text says what the text says.
 * @throws Tampered · Corrupt
 */
export function inspect(machine: Machine, hasher: Hasher, record: LogRecord): Recorded {
  const { position } = record
  if (leafHash(hasher, record.text) !== record.leaf) throw new Tampered(position, 'the text does not have its leaf hash')
  const raw = parseText(record)
  try {
    parseWith(envelopeShape, raw)
  } catch (error) {
    throw new Corrupt(position, 'badShape', (error as Error).message)
  }
  if (canonical(raw) !== record.text) throw new Tampered(position, 'the text is not in canonical form')
  const def = eventDef(machine, position, raw.type, raw.version)
  const event = decode(machine, hasher, record)
  try {
    parseWith(def.schema, event.data)
  } catch (error) {
    throw new Corrupt(position, 'badShape', (error as Error).message)
  }
  const columns: readonly (readonly [string, unknown, unknown])[] = [
    ['position', record.position, raw.position],
    ['type', record.type, raw.type],
    ['recordedAt', record.recordedAt, raw.recordedAt],
    ['command', record.command, raw.command.n === 1 ? raw.command.id : undefined],
    ['subjects', record.subjects.join(' '), def.subjects(event.data).join(' ')],
  ]
  for (const [name, column, said] of columns)
    if (column !== said) throw new Tampered(position, `the ${name} beside the text differs from the text`)
  return event
}
