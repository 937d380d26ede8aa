import { type EventStore, isConflict, isDuplicateCommand, isInvalidInput } from '@bihuan/core'
import { expect } from 'vitest'
import { always } from './case.ts'
import { all, commands, positions, record, rejection } from './records.ts'

export const appending = always({
  'gives back what it was given, field by field, at positions 1, 2, 3 …': async ({ open }) => {
    const store = await open()
    const first = commands(1, ['c-1', 3])
    const second = commands(4, ['c-2', 1], ['c-3', 2])
    await store.append('a', 0, first)
    expect(await store.head('a')).toBe(3)
    await store.append('a', 3, second)
    expect(await store.head('a')).toBe(6)
    expect(await all(store.read('a'))).toStrictEqual([...first, ...second])
  },

  'of nothing changes nothing, yet tells when the log has moved on': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, [])
    expect(await store.logs()).toEqual([])
    await store.append('a', 0, [record(1)])
    await store.append('a', 1, [])
    expect(await rejection(store.append('a', 0, []))).toSatisfy(isConflict)
    expect(await store.head('a')).toBe(1)
  },

  'at a position before the head is a conflict that tells the head, and leaves nothing': ({ open }) => misplaced(open, 1),

  'at a position after the head is a conflict that tells the head, and leaves nothing': ({ open }) => misplaced(open, 3),

  'refuses a first append that expects more than nothing': async ({ open }) => {
    const store = await open()
    expect(await rejection(store.append('a', 4, [record(5)]))).toMatchObject({ expected: 4, actual: 0 })
    expect(await store.logs()).toEqual([])
  },

  'refuses a command that the log holds, names it and leaves nothing of the batch': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 1], ['c-2', 2]))
    const error = await rejection(store.append('a', 3, commands(4, ['c-3', 2], ['c-2', 1], ['c-4', 1])))
    expect(error).toSatisfy(isDuplicateCommand)
    expect(error).toMatchObject({ log: 'a', command: 'c-2' })
    expect(await positions(store.read('a'))).toEqual([1, 2, 3])
    expect(await store.findCommand('a', 'c-3')).toBeUndefined()
    expect(await store.findCommand('a', 'c-2')).toHaveLength(2)
    await store.append('a', 3, commands(4, ['c-3', 1]))
    expect(await store.head('a')).toBe(4)
  },

  'refuses a command that comes twice in one batch, and leaves nothing, not even a new log': async ({ open }) => {
    const store = await open()
    const error = await rejection(store.append('a', 0, commands(1, ['c-1', 2], ['c-2', 1], ['c-1', 1])))
    expect(error).toSatisfy(isDuplicateCommand)
    expect(error).toMatchObject({ log: 'a', command: 'c-1' })
    expect(await store.head('a')).toBe(0)
    expect(await all(store.read('a'))).toEqual([])
    expect(await store.logs()).toEqual([])
  },

  'refuses positions that do not follow the expected one, and leaves nothing': async ({ open }) => {
    const store = await open()
    for (const batch of [[record(2)], [record(0)], [record(1), record(3)], [record(1), record(1)], [record(1), record(2), record(2)]]) {
      expect(await rejection(store.append('a', 0, batch))).toSatisfy(isInvalidInput)
      expect(await store.head('a')).toBe(0)
    }
    expect(await all(store.read('a'))).toEqual([])
    expect(await store.logs()).toEqual([])
  },

  'keeps logs apart: positions, commands and conflicts are each log’s own': async ({ open }) => {
    const store = await open()
    await store.append('b', 0, commands(1, ['c-1', 2]))
    await store.append('a', 0, commands(1, ['c-1', 1]))
    await store.append('b-2', 0, commands(1, ['c-9', 1]))
    await store.append('a', 1, commands(2, ['c-2', 1]))
    expect(await store.findCommand('b', 'c-1')).toHaveLength(2)
    expect(await store.findCommand('b', 'c-2')).toBeUndefined()
    expect([await store.head('a'), await store.head('b'), await store.head('b-2')]).toEqual([2, 2, 1])
    expect(await store.logs()).toEqual(['a', 'b', 'b-2'])
  },

  'lets exactly one of many appends at the same position win': async ({ open }) => {
    const store = await open()
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, n) =>
        store.append('a', 0, commands(1, [`c-${n}`, 2])).then(
          () => `c-${n}`,
          (error: unknown) => error,
        ),
      ),
    )
    const won = outcomes.filter((outcome) => typeof outcome === 'string')
    expect(won).toHaveLength(1)
    expect(outcomes.filter(isConflict)).toHaveLength(63)
    expect(await all(store.read('a'))).toStrictEqual(commands(1, [String(won[0]), 2]))
  },

  'keeps its own copy: who changes a record after handing it over does not change the log': async ({ open }) => {
    const store = await open()
    const subjects = ['task:T-1']
    const given = { ...record(1), subjects }
    await store.append('a', 0, [given])
    subjects.push('task:T-2')
    given.text = 'other'
    expect(await all(store.read('a'))).toStrictEqual([record(1)])
  },

  'tells the conflict where the command is in the log as well': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 2]))
    expect(await rejection(store.append('a', 0, commands(1, ['c-1', 2])))).toSatisfy(isConflict)
    expect(await rejection(store.append('a', 1, commands(2, ['c-2', 1], ['c-2', 1])))).toSatisfy(isConflict)
  },

  'takes thousands of records at once': async ({ open }) => {
    const store = await open()
    const given = commands(1, ['c-1', 1], ['c-2', 11_999])
    await store.append('a', 0, given)
    expect(await store.head('a')).toBe(12_000)
    expect(await all(store.read('a'))).toStrictEqual(given)
  },

  'takes records without a command': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, [record(1), record(2)])
    await store.append('a', 2, [record(3)])
    expect(await all(store.read('a'))).toStrictEqual([record(1), record(2), record(3)])
  },

  'tells commands apart by every character': async ({ open }) => {
    const store = await open()
    const ids = ['c-1', 'C-1', 'c-1 ', ' c-1', 'c-10', 'c_1', 'é', 'e\u0301', '督', '\u{20bb7}', 'valueOf', '__proto__', '']
    await store.append('a', 0, commands(1, ...ids.map((id) => [id, 1] as const)))
    for (const [i, id] of ids.entries()) {
      expect(await store.findCommand('a', id), JSON.stringify(id)).toMatchObject([{ position: i + 1, command: id }])
      expect(await rejection(store.append('a', ids.length, commands(ids.length + 1, [id, 1])))).toMatchObject({ command: id })
    }
  },

  'keeps every byte of the text and the fields beside it': async ({ open }) => {
    const store = await open()
    const texts = {
      'astral and combining characters': JSON.stringify('𠮷野家 👩‍👩‍👧‍👦 e\u0301 \u{10ffff}'),
      'line separators and a byte order mark': '"a\u2028b\u2029c\ufeff"',
      'a byte order mark first': '\ufeff{}',
      'escaped controls': String.raw`"\u0000\u001f\\u0000\"\n"`,
      'what SQL, JSON and shells take for their own': String.raw`'; DROP TABLE events;-- %_ ? :a $1 \x00 \\N`,
      'spaces and line ends at the ends': ' \r\n{"a":1}\r\n ',
      nothing: '',
      'a megabyte': JSON.stringify('环'.repeat(350_000)),
    }
    for (const [i, [what, text]] of Object.entries(texts).entries()) {
      const command = text.slice(0, 200) || 'empty'
      const given = [record(1, { text, type: 'a.b', command, subjects: ['task:督-1', 'unit:甲"乙\\'] })]
      await store.append(`a-${i}`, 0, given)
      expect(await all(store.read(`a-${i}`)), what).toStrictEqual(given)
      expect(await store.findCommand(`a-${i}`, command), what).toStrictEqual(given)
    }
  },
})

const misplaced = async (open: () => Promise<EventStore>, expected: number) => {
  const store = await open()
  await store.append('a', 0, commands(1, ['c-1', 2]))
  const error = await rejection(store.append('a', expected, commands(expected + 1, ['c-2', 2])))
  expect(error).toSatisfy(isConflict)
  expect(error).toMatchObject({ log: 'a', expected, actual: 2 })
  expect(await positions(store.read('a'))).toEqual([1, 2])
  expect(await store.findCommand('a', 'c-2')).toBeUndefined()
  await store.append('a', 2, commands(3, ['c-2', 1]))
  expect(await store.head('a')).toBe(3)
}
