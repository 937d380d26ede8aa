import { existsSync, readFileSync } from 'node:fs'
import { isInvalidInput, type State } from '@bihuan/core'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joined, logs, paged, yearLog } from './for-tests.ts'
import { exportOcel, type OcelFile, ocelFile, readOcel } from './index.ts'
import { describe as describeObject } from './ocel-objects.ts'

const year = await yearLog()
const written = async (lang: 'zh' | 'en' = 'zh') =>
  JSON.parse(await joined(exportOcel({ records: paged(year.records), machine: year.machine, lang }))) as OcelFile
const file = await written()

const place = (value: unknown) => {
  try {
    readOcel(JSON.stringify(value), { machine: year.machine })
  } catch (error) {
    if (isInvalidInput(error)) return error.issues.map(({ path, code }) => `${path.join('.')} ${code}`)
    throw error
  }
  return 'accepted'
}

// The schema and the example of the standard say nothing about a licence, so that they are not kept here.
const shared = new URL('../../../../shared/data/ocel/', import.meta.url)
const there = existsSync(new URL('schema_ocel2.json', shared))
const standard = there
  ? "the standard's own schema"
  : "the standard's own schema (left out: shared/data/ocel is not beside this repository)"
const json = (name: string) => JSON.parse(readFileSync(new URL(name, shared), 'utf8'))

/** Files that are not OCEL 2.0, made from one that is. */
const broken: readonly (readonly [string, object])[] = [
  ['no events', { events: undefined }],
  ['events that are no list', { events: {} }],
  ['an event without time', { events: [{ id: 'e1', type: 'x' }] }],
  ['an event whose time is none', { events: [{ id: 'e1', type: 'x', time: 'yesterday' }] }],
  ['a value that is no text', { events: [{ id: 'e1', type: 'x', time: '2022-01-01T00:00:00Z', attributes: [{ name: 'a', value: 1 }] }] }],
  ['a relation without qualifier', { objects: [{ id: 'o', type: 'x', relationships: [{ objectId: 'p' }] }] }],
  ['an object’s value without time', { objects: [{ id: 'o', type: 'x', attributes: [{ name: 'a', value: 'b' }] }] }],
  ['a type without attributes', { objectTypes: [{ name: 'x' }] }],
]

describe('the file', () => {
  it('has the form of the standard', () => {
    expect(ocelFile.parse(file)).toEqual(file)
  })

  it.runIf(there)(`and of ${standard}, which refuses what the shape refuses`, () => {
    const ajv = new Ajv({ strict: false })
    ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)) && text.includes('T'))
    const validate = ajv.compile(json('schema_ocel2.json'))
    expect(validate(file) || validate.errors).toBe(true)
    expect(ocelFile.safeParse(json('ocel20_example.jsonocel')).success).toBe(true)
    for (const [_, change] of broken) expect(validate(JSON.parse(JSON.stringify({ ...file, ...change })))).toBe(false)
  })

  it('names every event and object once, and declares their types and attributes', () => {
    expect(new Set(file.events.map(({ id }) => id)).size).toBe(year.records.length)
    expect(new Set(file.objects.map(({ id }) => id)).size).toBe(file.objects.length)
    const declared = new Set(
      [...file.eventTypes, ...file.objectTypes].flatMap(({ name, attributes }) => [
        name,
        ...attributes.map((one) => `${name}/${one.name}`),
      ]),
    )
    const used = [...file.events, ...file.objects].flatMap(({ type, attributes }) => [
      type,
      ...(attributes ?? []).map((one) => `${type}/${one.name}`),
    ])
    expect(used.filter((name) => !declared.has(name))).toEqual([])
    expect([...declared].filter((name) => !used.includes(name))).toEqual([])
  })

  it('relates to objects that are there, each once in an event, whatever the history', async () => {
    const holds = (one: OcelFile) => {
      const ids = new Set(one.objects.map(({ id }) => id))
      for (const { id, relationships = [] } of [...one.events, ...one.objects])
        expect([id, relationships.filter(({ objectId }) => !ids.has(objectId))]).toEqual([id, []])
      for (const { id, relationships = [] } of one.events)
        expect([id, new Set(relationships.map(({ objectId }) => objectId)).size]).toEqual([id, relationships.length])
    }
    holds(file)
    const written = fc.asyncProperty(logs(60), async ({ machine, records }) =>
      holds(JSON.parse(await joined(exportOcel({ records: paged(records), machine })))),
    )
    await fc.assert(written, { numRuns: 60 })
  })

  it('relates an event to its subjects by the fields that name them', () => {
    const registered = file.events.find(({ relationships = [] }) => relationships.some(({ qualifier }) => qualifier === 'responsible'))
    expect(registered?.type).toBe('task.registered')
    for (const [i, { relationships = [] }] of file.events.entries())
      expect(relationships.map(({ objectId }) => objectId)).toEqual(year.records[i]?.subjects)
  })

  it('tells how a task changed: its stages, as they became known', () => {
    const task = file.objects.find(({ id }) => id === 'task:haxi-complex')
    const stages = (task?.attributes ?? []).filter(({ name }) => name === 'stage')
    expect(stages.slice(0, 2)).toEqual([
      { name: 'stage', value: 'registered', time: '1970-01-01T00:00:00Z' },
      { name: 'stage', value: 'underWay', time: expect.stringMatching(/^2022-/) },
    ])
    expect(task?.relationships).toContainEqual({ objectId: 'unit:housing', qualifier: 'responsible' })
    for (const { attributes = [] } of file.objects)
      for (const name of new Set(attributes.map((one) => one.name))) {
        const times = attributes.filter((one) => one.name === name).map(({ time }) => Date.parse(time))
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }
  })

  it('leaves an object as it is when a late entry speaks of an earlier day than what is known', () => {
    const names = [
      { on: '2022-01-01', position: 2, value: '旧名' },
      { on: '2022-02-01', position: 9, value: '补记的名称' },
      { on: '2022-03-01', position: 5, value: '新名' },
    ]
    const units = new Map([['u', { id: 'u', names, kind: 'office' }]])
    const told = describeObject({ tables: { units } } as unknown as State, 'unit', 'u', 'zh')?.attributes[0]?.told
    expect(told?.map(({ value }) => value)).toEqual(['旧名', '新名'])
  })

  it('has numbers and answers of yes or no as attributes', () => {
    const reported = file.eventTypes.find(({ name }) => name === 'progress.reported')
    expect(reported?.attributes).toContainEqual({ name: 'percent', type: 'float' })
    expect(file.events.find(({ type }) => type === 'progress.reported')?.attributes).toContainEqual({
      name: 'percent',
      value: expect.stringMatching(/^\d+(\.\d+)?$/),
    })
  })

  it('names things in the language asked for', async () => {
    const titleIn = (from: OcelFile) => from.objects.find(({ id }) => id === 'task:haxi-complex')?.attributes?.[0]?.value
    expect(titleIn(file)).toMatch(/\p{Script=Han}/u)
    expect(titleIn(await written('en'))).toBe('Haxi urban complex')
  })
})

describe('what comes in', () => {
  const small = { ...file, events: file.events.slice(0, 3) }
  const with1 = (change: object) => ({ ...small, events: small.events.map((event, i) => (i === 1 ? { ...event, ...change } : event)) })
  const attributes = small.events[1]?.attributes ?? []
  const value = (name: string, text: string) =>
    with1({ attributes: attributes.map((one) => (one.name === name ? { name, value: text } : one)) })

  it('may say of objects what it likes: they are derived', () => {
    expect(place({ ...small, objects: [] })).toBe('accepted')
  })

  it.each(broken)('%s is refused', (_, change) => {
    expect(place({ ...small, ...change })).not.toBe('accepted')
  })

  it.each<[string, unknown, string]>([
    ['a file of somebody else', with1({ attributes: [] }), 'events.1.attributes notExported'],
    ['a record that is not JSON', value('record', '{'), 'events.1.attributes.\\d+.value notJson'],
    ['a record that is no envelope', value('record', '{}'), 'events.1.attributes.\\d+.value.position invalid_type'],
    ['another hash', value('leaf', '0'.repeat(64)), 'events.1.attributes.\\d+.value otherLeaf'],
    ['another id', with1({ id: 'e7' }), 'events.1.id contradicts'],
    ['another type', with1({ type: 'task.started' }), 'events.1.type contradicts'],
    ['another time', with1({ time: '2022-01-01T00:00:01Z' }), 'events.1.time contradicts'],
    ['an event left out', { ...small, events: [small.events[0], small.events[2]] }, 'events.1.attributes.\\d+.value.position gap'],
  ])('%s is refused with its place', (_, given, expected) => {
    expect(place(given)).toContainEqual(expect.stringMatching(new RegExp(`^${expected}`)))
  })

  it.runIf(there)(`the standard's example is not ours${there ? '' : ` (${standard})`}`, () => {
    expect(place(json('ocel20_example.jsonocel'))).toEqual(['events.0.attributes notExported'])
  })
})
