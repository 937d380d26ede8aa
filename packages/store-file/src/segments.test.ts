import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFiles } from './files.ts'
import { fileStore } from './index.ts'
import { folder, namesIn } from './testing/folder.ts'
import { all, command, fill, record } from './testing/records.ts'

const { place } = folder()

const segments = (path: string) => namesIn(path).map((name) => readFileSync(join(path, 'a', name), 'utf8'))

const odd = [
  '{"a":1}',
  '{"a": 1, "b" : [] }',
  '{"event":{"text":",\\"event\\":"}}',
  '{"a":"\u2028\ufeff𠮷"}',
  '{\n"a":1}',
  '{"a":1}\r\n',
  ' {"a":1}',
  '{"a":1} {}',
  '{"a":1',
  '{"a":"\ud800"}',
  '\ufeff{}',
  '[]',
  '',
  'no JSON, "event":{',
  ',"event":{}',
]

test('every line is JSON, and gives each event as an object or, where the text is none, as that text', async () => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 1000 })
  const records = odd.map((text, i) => record(i + 1, { text, subjects: [`a:${text}`], type: text, ...(i % 4 === 0 && { command: text }) }))
  for (let i = 0; i < records.length; i += 4) await store.append('a', i, records.slice(i, i + 4))
  expect(await all(store)).toStrictEqual(records)
  await store.close()
  const lines = segments(path).flatMap((text) => {
    expect(text.endsWith('\n')).toBe(true)
    return text.slice(0, -1).split('\n')
  })
  const parsed = lines.map((line) => JSON.parse(line))
  const events = parsed.filter(({ commit }) => commit === undefined)
  expect(events.map(({ position }) => position)).toEqual(records.map(({ position }) => position))
  expect(events.map(({ event, text }) => (event === undefined ? text : event))).toEqual(
    odd.map((text, i) => (i < 4 ? JSON.parse(text) : text)),
  )
  expect(events.map(({ subjects }) => subjects)).toEqual(records.map(({ subjects }) => subjects))
  const commits = parsed.flatMap(({ commit }) => commit ?? [])
  expect(commits.map(({ from, records }) => [from, records])).toEqual([
    [1, 4],
    [5, 4],
    [9, 4],
    [13, 3],
  ])
})

const jq = (() => {
  try {
    return execFileSync('jq', ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
})()

test.skipIf(jq === undefined)(
  `jq reads the segments as the documents say (${jq ?? 'skipped: there is no jq on this machine'})`,
  async () => {
    const path = place()
    const store = fileStore({ path, segmentBytes: 1 })
    const records = [1, 2, 3].map((position) => record(position, { text: `{"data":${position}}` }))
    for (const each of records) await store.append('a', each.position - 1, [each])
    await store.close()
    const document = readFileSync(new URL('../../../docs/store-file.md', import.meta.url), 'utf8')
    const [, examples = ''] = /```sh\n([^`]*)```/.exec(document) ?? []
    const lines = examples.replaceAll('nangang/district', join(path, 'a')).trim().split('\n')
    expect(lines.map((line) => execFileSync('sh', ['-c', line], { encoding: 'utf8' }))).toEqual([
      records.map(({ text }) => `${text}\n`).join(''),
      records.map(({ position, type }) => `${position}\t${type}\n`).join(''),
      records.map(({ position }) => `${position}\n`).join(''),
    ])
  },
)

test('a segment that is full is followed by the next; a commit is never split', async () => {
  const path = place()
  const store = fileStore({ path, segmentBytes: 2500 })
  const records = await fill(store, [1, 1, 50, 1, 1, 1, 1, 1, 1, 1])
  await store.close()
  const texts = segments(path)
  expect(texts.length).toBeGreaterThan(2)
  for (const text of texts.slice(0, -1)) expect(text.length).toBeGreaterThanOrEqual(2500)
  for (const text of texts) expect(text.startsWith('{"crc32"')).toBe(true)
  const again = fileStore({ path, segmentBytes: 2500 })
  expect(await all(again)).toStrictEqual(records)
  expect(await again.findCommand('a', 'c-3')).toStrictEqual(records.slice(2, 52))
  for (let from = 1; from <= records.length; from++) {
    const { value } = await again.read('a', { from, pageSize: 3 })[Symbol.asyncIterator]().next()
    expect(value).toStrictEqual(records.slice(from - 1, from + 2))
  }
  await again.close()
})

test('finds its way in a log of many chunks, from any position', async () => {
  const store = fileStore({ path: place(), segmentBytes: 300_000 })
  const text = JSON.stringify({ filler: '闭环'.repeat(500) })
  const records = Array.from({ length: 40 }, (_, n) => command(1 + n * 12, 12)).flat()
  for (let i = 0; i < 480; i += 12)
    await store.append(
      'a',
      i,
      records.slice(i, i + 12).map((each) => ({ ...each, text })),
    )
  for (const from of [1, 2, 12, 13, 100, 239, 240, 241, 470, 480]) {
    const positions: number[] = []
    for await (const page of store.read('a', { from, pageSize: 7 })) positions.push(...page.map(({ position }) => position))
    expect(positions).toEqual(Array.from({ length: 481 - from }, (_, i) => from + i))
  }
  for (const first of [1, 13, 229, 469])
    expect((await store.findCommand('a', `c-${first}`))?.map(({ position }) => position)[0]).toBe(first)
  await store.close()
})

test('of appends that wait together each is decided on after the ones before it', async () => {
  const store = fileStore({ path: place() })
  const outcomes = await Promise.allSettled([
    store.append('a', 0, command(1, 2, 'x')),
    store.append('a', 2, command(3, 1, 'x')),
    store.append('a', 1, command(2, 1, 'y')),
    store.append('a', 2, [...command(3, 1, 'y'), ...command(4, 1, 'y')]),
    store.append('a', 2, []),
    store.append('a', 0, []),
    store.append('a', 2, command(3, 1, 'z')),
  ])
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'done' : outcome.reason.name))).toEqual([
    'done',
    'DuplicateCommand',
    'Conflict',
    'DuplicateCommand',
    'done',
    'Conflict',
    'done',
  ])
  expect(await all(store)).toStrictEqual([...command(1, 2, 'x'), ...command(3, 1, 'z')])
  await store.close()
})

test('appends that wait for each other share a write', async () => {
  const syncs: number[] = []
  const files = {
    ...nodeFiles,
    async open(path: string, mode: 'read' | 'write' | 'create') {
      const file = await nodeFiles.open(path, mode)
      return { ...file, sync: () => file.sync().then(() => void syncs.push(1)) }
    },
  }
  const store = fileStore({ path: place(), files })
  await Promise.all(Array.from({ length: 64 }, (_, i) => store.append('a', i, command(i + 1, 1))))
  expect(syncs).toHaveLength(1)
  await Promise.all(Array.from({ length: 64 }, (_, i) => store.append('a', 64 + i, command(65 + i, 1))))
  expect(syncs).toHaveLength(2)
  await store.close()
})
