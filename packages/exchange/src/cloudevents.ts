import { InvalidInput, type LogRecord, parseWith, type Recorded, systemHasher, verifier } from '@bihuan/core'
import { type CloudEvent, cloudEvent } from './cloudevents-shape.ts'
import type { Exported, Known } from './known.ts'
import { parsed } from './parsed.ts'
import { type Path, type Received, receiver, refuse, within } from './received.ts'

export interface CloudEventsOptions extends Exported {
  /** A URI reference that names the log among all that a reader knows; when left out, `urn:bihuan:` and the hash of the first record. */
  readonly source?: string
}

const prefix = 'bihuan.'
const mediaType = 'application/json'

/**
 * A log as a batch of CloudEvents 1.0 in JSON (`application/cloudevents-batch+json`), in pieces of text: one event a line, in the order of
 * the log. `id` is the position, `type` is `bihuan.` and the event's type, `data` is the envelope as it is kept. Each record is checked
 * before it is written. Memory does not grow with the log, but for the ids of its commands.
 *
 * Extension attributes: `sequence` (the position, so that it sorts as text), `leaf` (the record's hash), `subjects` (all of them, with
 * spaces between; an attribute can't be a list), `on` (the day on which the fact holds), `command` (its id). Who acted stands in the data alone,
 * since attributes are what goes into the logs of intermediaries.
 * @throws Tampered · Corrupt, with the position · InvalidInput when `source` is no URI reference
 */
export async function* exportCloudEvents(options: CloudEventsOptions): AsyncGenerator<string, void, undefined> {
  const { records, machine, hasher = systemHasher } = options
  if (options.source !== undefined) parseWith(cloudEvent.shape.source, options.source)
  const seen = verifier(machine, hasher)
  let source = options.source
  for await (const page of records) {
    let text = seen.size === 0 ? '[\n' : ''
    for (const record of page) {
      source ??= `urn:bihuan:${record.leaf}`
      const event = seen.take(record)
      const attributes = JSON.stringify({ specversion: '1.0', source, ...attributesOf(record, event) })
      text += `${record.position === 1 ? '' : ',\n'}${attributes.slice(0, -1)},"data":${record.text}}`
    }
    yield text
  }
  seen.end()
  yield seen.size === 0 ? '[]\n' : '\n]\n'
}

/** The attributes that follow from the record. */
function attributesOf(record: LogRecord, { on, command }: Pick<Recorded, 'on' | 'command'>): Readonly<Record<string, string>> {
  const { position, type, subjects, recordedAt, leaf } = record
  const subject = subjects.find((one) => one.startsWith(`${type.split('.')[0]}:`)) ?? subjects[0]
  return {
    id: String(position),
    type: prefix + type,
    ...(subject !== undefined && { subject }),
    time: recordedAt,
    datacontenttype: mediaType,
    sequence: String(position).padStart(16, '0'),
    leaf,
    ...(subjects.length > 0 && { subjects: subjects.join(' ') }),
    on,
    command: command.id,
  }
}

/**
 * Reads a batch that {@link exportCloudEvents} wrote, also one that an intermediary wrote anew: white space, the order of members and extension
 * attributes of others do not matter; the order of events does. Gives the same bytes, leaves and root as the log had. The text, what it
 * parses to and the records are in memory at once; a text is at most as long as a string may be, 512 MiB in Node.
 * @throws InvalidInput with the place, such as `[12].data.position`: what is no batch of CloudEvents, was not written by bihuan
 * (`notExported`), or was changed (`otherLeaf`, `contradicts`, `gap` …) · Unproved `otherRoot`
 */
export function readCloudEvents(text: string, known: Known): Received {
  const batch = parsed(text)
  if (!Array.isArray(batch))
    throw new InvalidInput([{ path: [], code: 'invalid_type', message: 'is no list', params: { expected: 'array' } }])
  const receiving = receiver(known)
  let source: string | undefined
  for (const [i, one] of batch.entries()) {
    const event = within([i], () => parseWith(cloudEvent, one))
    source ??= event.source
    for (const name of ['leaf', 'data'] as const)
      if (event[name] === undefined || event[name] === null) refuse([i], 'notExported', `${name} is missing`, { lacks: name })
    const record = receiving.take(event.data, String(event.leaf), [i, 'data'], [i, 'leaf'])
    agrees(event, { source, ...attributesOf(record, event.data as Recorded) }, [i])
  }
  return receiving.end([batch.length - 1, 'data'])
}

/** An attribute may have been left out on the way; if it is there, it says what the record says. */
function agrees(event: CloudEvent, expected: Readonly<Record<string, string>>, at: Path): void {
  for (const [name, value] of Object.entries({ subject: undefined, subjects: undefined, ...expected })) {
    const said = event[name]
    if (said === undefined || said === null || said === value) continue
    if (name === 'time' && Date.parse(String(said)) === Date.parse(String(value))) continue
    if (name === 'datacontenttype' && isJson(String(said))) continue
    refuse([...at, name], 'contradicts', `contradicts the record, which says ${value ?? 'nothing'}`, { expected: value ?? '—' })
  }
}

const isJson = (type: string) => /^[^;/]+\/([^;]+\+)?json\s*(;|$)/i.test(type)
