import { isInvalidInput } from '@bihuan/core'
import { describe, expect, it } from 'vitest'
import { joined, paged, yearLog } from './for-tests.ts'
import { type CloudEvent, cloudEvent, cloudEventBatch, exportCloudEvents, readCloudEvents } from './index.ts'

const year = await yearLog()
const text = await joined(exportCloudEvents({ records: paged(year.records), machine: year.machine, source: 'https://nangang.example/log' }))
const events = JSON.parse(text) as CloudEvent[]

const place = (value: unknown) => {
  try {
    readCloudEvents(typeof value === 'string' ? value : JSON.stringify(value), { machine: year.machine })
  } catch (error) {
    if (isInvalidInput(error)) return error.issues.map(({ path, code }) => `${path.join('.')} ${code}`)
    throw error
  }
  return 'accepted'
}

describe('the batch', () => {
  it('follows the specification, one event a line', () => {
    expect(cloudEventBatch.parse(events)).toEqual(events)
    expect(text.split('\n')).toHaveLength(year.records.length + 3)
  })

  it('names each event once, and what it is about', () => {
    expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(year.records.length)
    const started = events.find(({ type }) => type === 'bihuan.task.started')
    expect(started).toMatchObject({
      source: 'https://nangang.example/log',
      datacontenttype: 'application/json',
      subject: expect.stringMatching(/^task:/),
      sequence: expect.stringMatching(/^\d{16}$/),
    })
    expect(events.map(({ sequence }) => sequence).toSorted()).toEqual(events.map(({ sequence }) => sequence))
    expect(events[0]).not.toHaveProperty('subject')
    const assigned = events.filter(({ type, subjects }) => type === 'bihuan.task.assigned' && String(subjects).startsWith('post:'))
    expect(assigned.length).toBeGreaterThan(0)
    for (const { subject } of assigned) expect(subject).toMatch(/^task:/)
    expect(events.filter(({ subjects }) => String(subjects).includes(' ')).length).toBeGreaterThan(1000)
  })

  it('is named by its first record when nothing else names it', async () => {
    const [first] = JSON.parse(await joined(exportCloudEvents({ records: paged(year.records.slice(0, 2)), machine: year.machine })))
    expect(first.source).toBe(`urn:bihuan:${year.records[0]?.leaf}`)
  })

  it('is not written for a source that is no URI reference', async () => {
    await expect(joined(exportCloudEvents({ records: paged([]), machine: year.machine, source: '南 岗' }))).rejects.toSatisfy(
      isInvalidInput,
    )
  })
})

describe('what comes in', () => {
  const small = events.slice(0, 3)
  const with1 = (change: object) => small.map((event, i) => (i === 1 ? { ...event, ...change } : event))

  it('may have been written anew: other white space, another order, attributes left out or added, an instant in another zone', () => {
    const anew = small.map(({ subject: _, subjects: __, sequence: ___, ...event }) =>
      Object.fromEntries(
        Object.entries({
          ...event,
          data: Object.fromEntries(Object.entries(event.data as object).reverse()),
          traceparent: '00-1',
          dataschema: null,
          datacontenttype: 'application/json; charset=utf-8',
          time: String(event.time).replace('.000Z', '+00:00'),
        }).reverse(),
      ),
    )
    expect(place(JSON.stringify(anew, null, 2))).toBe('accepted')
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '[{]', ' notJson'],
    ['a single event', small[0], ' invalid_type'],
    ['an event of another version', with1({ specversion: '0.3' }), '1.specversion invalid_value'],
    ['an event without id', with1({ id: '' }), '1.id too_small'],
    ['a source that is no URI reference', with1({ source: 'a b' }), '1.source invalid_format'],
    ['a time that is none', with1({ time: '2022-02-30' }), '1.time invalid_format'],
    ['an attribute in capitals', with1({ traceParent: 'x' }), '1 unrecognized_keys'],
    ['an attribute that is an object', with1({ trace: {} }), '1.trace'],
    ['a character that is forbidden', with1({ trace: '\u0007' }), '1.trace'],
    ['data in two forms', with1({ data_base64: '' }), '1 unrecognized_keys'],
    ['an event of somebody else', [{ specversion: '1.0', id: '1', source: '/x', type: 'com.example', data: {} }], '0 notExported'],
    ['an event without data', with1({ data: undefined }), '1 notExported'],
    ['data that is no envelope', with1({ data: 5 }), '1.data invalid_type'],
    ['another hash', with1({ leaf: '0'.repeat(64) }), '1.leaf otherLeaf'],
    ['another id', with1({ id: '7' }), '1.id contradicts'],
    ['another type', with1({ type: 'bihuan.task.closed' }), '1.type contradicts'],
    ['another source', with1({ source: '/other' }), '1.source contradicts'],
    ['another time', with1({ time: '2022-01-01T00:00:01Z' }), '1.time contradicts'],
    ['another day', with1({ on: '2021-12-31' }), '1.on contradicts'],
    ['another subject', with1({ subject: 'unit:other' }), '1.subject contradicts'],
    ['data that is not JSON', with1({ datacontenttype: 'application/xml' }), '1.datacontenttype contradicts'],
    ['an event left out', [small[0], small[2]], '1.data.position gap'],
  ])('%s is refused with its place', (_, value, expected) => {
    expect(place(value)).toContainEqual(expect.stringMatching(new RegExp(`^${expected}`)))
  })
})

it.each<[string, object]>([
  ['an id', { id: undefined }],
  ['a source', { source: undefined }],
  ['a type', { type: undefined }],
  ['a version', { specversion: undefined }],
])('an event without %s is none', (_, change) => {
  const minimal = { specversion: '1.0', id: '1', source: '/x', type: 'com.example' }
  expect(cloudEvent.safeParse(minimal).success).toBe(true)
  expect(cloudEvent.safeParse({ ...minimal, ...change }).success).toBe(false)
})
