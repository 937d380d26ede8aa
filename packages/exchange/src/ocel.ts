import { type Lang, type LogRecord, parseWith, type Recorded, rolesOf, systemHasher, verifier } from '@bihuan/core'
import type { Exported, Known } from './known.ts'
import { describe } from './ocel-objects.ts'
import { type OcelEvent, type OcelObject, type OcelType, ocelFile } from './ocel-shape.ts'
import { parsed } from './parsed.ts'
import { type Received, receiver, refuse } from './received.ts'

export interface OcelOptions extends Exported {
  /** Of names and titles that are there in two languages; `zh` when left out. */
  readonly lang?: Lang
}

/** Attributes of every event; the last two make it a record again. */
const common = ['on', 'person', 'unit', 'command', 'leaf', 'record'] as const

/** When an object's first values hold from, by the standard's custom. */
const beginning = '1970-01-01T00:00:00Z'

/**
 * A log as an object-centric event log (OCEL 2.0, JSON), in pieces of text. Every subject of the log is an object, `task:T-1` one of type
 * `task`, related to its events by the field that names it (`responsible`, `items.unit` …). Objects have a few attributes that change over
 * time, such as a task's title, due date and stage, and their relations to each other as they are now. An event's time is when it was
 * entered; its numbers and its answers of yes or no are attributes, and so is the record itself. Events are written as they come; the objects, like
 * the district's state that they are read off, are in memory.
 * @throws Tampered · Corrupt, with the position
 */
export async function* exportOcel({
  records,
  machine,
  hasher = systemHasher,
  lang = 'zh',
}: OcelOptions): AsyncGenerator<string, void, undefined> {
  const seen = verifier(machine, hasher)
  const state = machine.createState()
  state.setBulk(true)
  const roles = new Map([...machine.events].map(([type, { schema }]) => [type, rolesOf(schema)]))
  const eventTypes = declarations()
  const times = ['']
  const objects = new Set<string>()
  yield '{"events":['
  for await (const page of records) {
    let text = ''
    for (const record of page) {
      const event = seen.take(record)
      machine.evolve(state, event)
      times.push(record.recordedAt)
      const about = roles.get(event.type)?.(event.data) ?? new Map<string, readonly string[]>()
      for (const subject of about.keys()) objects.add(subject)
      text += `${record.position === 1 ? '\n' : ',\n'}${JSON.stringify(eventOf(record, event, about, eventTypes))}`
    }
    yield text
  }
  seen.end()
  yield '\n],"objects":['
  const objectTypes = declarations()
  let first = true
  for (const subject of objects) {
    const kind = subject.slice(0, subject.indexOf(':'))
    objectTypes.declare(kind)
    const { attributes = [], related = [] } = describe(state, kind, subject.slice(kind.length + 1), lang) ?? {}
    for (const { name, type } of attributes) objectTypes.declare(kind, name, type)
    const object: OcelObject = {
      id: subject,
      type: kind,
      attributes: attributes.flatMap(({ name, told }) =>
        told.map(({ position, value }, i) => ({ name, value, time: i === 0 ? beginning : (times[position] as string) })),
      ),
      relationships: related.flatMap(([objectId, qualifier]) => (objectId === undefined ? [] : [{ objectId, qualifier }])),
    }
    yield `${first ? '\n' : ',\n'}${JSON.stringify(object)}`
    first = false
  }
  yield `\n],"eventTypes":${JSON.stringify(eventTypes.list())},"objectTypes":${JSON.stringify(objectTypes.list())}}\n`
}

function eventOf(
  record: LogRecord,
  { type, on, actor, command, data }: Recorded,
  about: ReadonlyMap<string, readonly string[]>,
  types: ReturnType<typeof declarations>,
): OcelEvent {
  const values: Record<(typeof common)[number], string> = {
    on,
    person: actor.person,
    unit: actor.unit,
    command: command.name,
    leaf: record.leaf,
    record: record.text,
  }
  const attributes = []
  for (const [name, value] of Object.entries(data as object)) {
    if ((typeof value !== 'number' && typeof value !== 'boolean') || Object.hasOwn(values, name)) continue
    types.declare(type, name, typeof value === 'number' ? 'float' : 'boolean')
    attributes.push({ name, value: String(value) })
  }
  for (const name of common) {
    types.declare(type, name, 'string')
    attributes.push({ name, value: values[name] })
  }
  // An object stands once among an event's, or tools would take it for two steps.
  const relationships = [...about].map(([objectId, roles]) => ({ objectId, qualifier: roles.join(', ') }))
  return { id: idOf(record), type, time: record.recordedAt, attributes, relationships }
}

const idOf = ({ position }: LogRecord) => `e${position}`

/** The types that occur, each with the attributes that occur. */
function declarations() {
  const types = new Map<string, Map<string, OcelType>>()
  return {
    declare(type: string, attribute?: string, of: OcelType = 'string') {
      const attributes = types.get(type) ?? new Map<string, OcelType>()
      types.set(type, attributes)
      // A slice whose events name two things alike: a text holds either.
      if (attribute !== undefined) attributes.set(attribute, (attributes.get(attribute) ?? of) === of ? of : 'string')
    },
    list: () =>
      [...types]
        .sort(byName)
        .map(([name, attributes]) => ({ name, attributes: [...attributes].map(([one, type]) => ({ name: one, type })) })),
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)

/**
 * Reads an object-centric event log that {@link exportOcel} wrote, and gives the same bytes, leaves and root as the log had: each event
 * carries its record. What else is in the file is derived from the records, and not looked at. The text, what it parses to and
 * the records are in memory at once; a text is at most as long as a string may be, 512 MiB in Node.
 * @throws InvalidInput with the place, such as `events[12].attributes`: what is not OCEL 2.0, was not written by bihuan (`notExported`), or was
 * changed (`otherLeaf`, `contradicts`, `gap` …) · Unproved `otherRoot`
 */
export function readOcel(text: string, known: Known): Received {
  const { events } = parseWith(ocelFile, parsed(text))
  const receiving = receiver(known)
  for (const [i, event] of events.entries()) {
    const at = ['events', i, 'attributes']
    const place = (name: string) => event.attributes?.findIndex((attribute) => attribute.name === name) ?? -1
    const value = (name: string) =>
      event.attributes?.[place(name)]?.value ?? refuse(at, 'notExported', `${name} is missing`, { lacks: name })
    const leaf = value('leaf')
    const envelope = parsed(value('record'), [...at, place('record'), 'value'])
    const record = receiving.take(envelope, leaf, [...at, place('record'), 'value'], [...at, place('leaf'), 'value'])
    for (const [name, expected] of Object.entries({ id: idOf(record), type: record.type }))
      if (event[name] !== expected)
        refuse(['events', i, name], 'contradicts', `contradicts the record, which says ${expected}`, { expected })
    const expected = record.recordedAt
    if (Date.parse(event.time) !== Date.parse(expected))
      refuse(['events', i, 'time'], 'contradicts', `contradicts the record, which says ${expected}`, { expected })
  }
  return receiving.end(['events', events.length - 1, 'attributes'])
}
