import type { LogRecord } from '@bihuan/core'
import { expect } from 'vitest'
import { always } from './case.ts'
import { all, commands, positions, record, sizes } from './records.ts'

/** 30 records of three types, each about one of five tasks and one of two units. */
const kinds = ['task.created', 'task.reported', 'problem.opened']
const mixed = Array.from({ length: 30 }, (_, i) =>
  record(i + 1, { type: kinds[i % 3] ?? '', subjects: [`task:T-${i % 5}`, `unit:U-${i % 2}`] }),
)
const those = (wanted: (record: LogRecord) => boolean) => mixed.filter(wanted).map(({ position }) => position)

export const reading = always({
  'finds nothing in a log that is not there': async ({ open }) => {
    const store = await open()
    expect(await store.head('a')).toBe(0)
    expect(await all(store.read('a'))).toEqual([])
    expect(await store.findCommand('a', 'c-1')).toBeUndefined()
    expect(await store.logs()).toEqual([])
  },

  'gives the records between from and to, both included': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 10]))
    expect(await positions(store.read('a', { from: 4 }))).toEqual([4, 5, 6, 7, 8, 9, 10])
    expect(await positions(store.read('a', { to: 3 }))).toEqual([1, 2, 3])
    expect(await positions(store.read('a', { from: 4, to: 6 }))).toEqual([4, 5, 6])
    expect(await positions(store.read('a', { from: 0, to: 99 }))).toHaveLength(10)
    expect(await positions(store.read('a', { from: 7, to: 6 }))).toEqual([])
    expect(await positions(store.read('a', { from: 11 }))).toEqual([])
  },

  'gives full pages but for the last, and no empty ones': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 10]))
    const of = (pageSize: number) => sizes(store.read('a', { pageSize }))
    expect(await of(3)).toEqual([3, 3, 3, 1])
    expect(await of(5)).toEqual([5, 5])
    expect(await of(10)).toEqual([10])
    expect(await of(1)).toHaveLength(10)
  },

  'has pages of 1,000 when nothing is said': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 1001]))
    expect(await sizes(store.read('a'))).toEqual([1000, 1])
  },

  'gives what was there as each page was asked for': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 4]))
    const seen: number[] = []
    for await (const page of store.read('a', { pageSize: 2 })) {
      seen.push(...page.map(({ position }) => position))
      if (seen.length === 2) await store.append('a', 4, commands(5, ['c-2', 1]))
    }
    expect(seen).toEqual([1, 2, 3, 4, 5])
  },

  'may be read by several at once, each from its own place': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 6]))
    const first = store.read('a', { pageSize: 2 })[Symbol.asyncIterator]()
    const second = store.read('a', { pageSize: 3, from: 2 })[Symbol.asyncIterator]()
    const seen: number[][] = []
    for (const pages of [first, second, first, second, first]) {
      const { value } = (await pages.next()) as { value?: readonly LogRecord[] }
      seen.push((value ?? []).map(({ position }) => position))
    }
    expect(seen).toEqual([
      [1, 2],
      [2, 3, 4],
      [3, 4],
      [5, 6],
      [5, 6],
    ])
  },

  'is not changed by who changes what it gave': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 2]))
    const found = await store.findCommand('a', 'c-1')
    for (const given of [...(await all(store.read('a'))), ...(found ?? [])]) {
      // who gives out frozen records has nothing to fear
      Reflect.set(given, 'text', 'other')
      Reflect.set(given.subjects, 0, 'task:T-9')
    }
    expect(await all(store.read('a'))).toStrictEqual(commands(1, ['c-1', 2]))
    expect(await store.findCommand('a', 'c-1')).toStrictEqual(commands(1, ['c-1', 2]))
  },

  'may be left early and begun again': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 5]))
    for await (const page of store.read('a', { pageSize: 2 })) {
      expect(page).toHaveLength(2)
      break
    }
    await store.append('a', 5, commands(6, ['c-2', 1]))
    expect(await positions(store.read('a'))).toHaveLength(6)
  },

  'gives the records of the types that are asked for': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, mixed)
    expect(await positions(store.read('a', { types: ['task.created'] }))).toEqual(those(({ type }) => type === 'task.created'))
    expect(await positions(store.read('a', { types: ['task.created', 'problem.opened', 'task.created'] }))).toEqual(
      those(({ type }) => type !== 'task.reported'),
    )
  },

  'gives nothing for no types, and takes a type as a whole': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, mixed)
    for (const types of [[], ['task'], ['TASK.CREATED'], ['task.created '], ['task.%'], ['task_created'], ['task.created,task.reported']]) {
      expect(await positions(store.read('a', { types })), JSON.stringify(types)).toEqual([])
    }
  },

  'gives the records that are about the subject that is asked for': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, mixed)
    expect(await positions(store.read('a', { subject: 'task:T-3' }))).toEqual(those(({ subjects }) => subjects.includes('task:T-3')))
    expect(await positions(store.read('a', { subject: 'unit:U-1' }))).toEqual(those(({ subjects }) => subjects.includes('unit:U-1')))
  },

  'joins all that is asked for: subject, types, from and to': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, mixed)
    const wanted = ({ position, subjects, type }: LogRecord) =>
      subjects.includes('unit:U-1') && type === 'task.reported' && position >= 5 && position <= 25
    expect(await positions(store.read('a', { subject: 'unit:U-1', types: ['task.reported'], from: 5, to: 25 }))).toEqual(those(wanted))
    expect(await positions(store.read('a', { subject: 'unit:U-1', types: ['task.reported'] }))).toEqual(
      those(({ subjects, type }) => subjects.includes('unit:U-1') && type === 'task.reported'),
    )
  },

  'fills its pages with what is asked for, over whatever lies between': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, mixed)
    expect(await sizes(store.read('a', { types: ['task.created'], pageSize: 4 }))).toEqual([4, 4, 2])
    expect(await sizes(store.read('a', { types: ['task.created'], pageSize: 5 }))).toEqual([5, 5])
    expect(await sizes(store.read('a', { subject: 'task:T-4', pageSize: 4 }))).toEqual([4, 2])
    expect(await positions(store.read('a', { types: ['task.created', 'problem.opened'], pageSize: 7 }))).toEqual(
      those(({ type }) => type !== 'task.reported'),
    )
    expect(await positions(store.read('a', { subject: 'task:T-4', pageSize: 1, from: 6, to: 29 }))).toEqual([10, 15, 20, 25])
  },

  'takes a subject as a whole and literally': async ({ open }) => {
    const store = await open()
    const odd = ['task:T-1', 'task:T-10', 'task:T_1', 'task:t-1', 'task:%', 'task:"', 'task:\\', 'task:督办', 'task:𠮷', ',', '","', '[]']
    await store.append(
      'a',
      0,
      odd.map((subject, i) => record(i + 1, { subjects: [subject] })),
    )
    await store.append('a', odd.length, [
      record(odd.length + 1, { subjects: ['x:1', 'x:2', 'x:3'] }),
      record(odd.length + 2, { subjects: [] }),
    ])
    for (const [i, subject] of odd.entries()) expect(await positions(store.read('a', { subject })), subject).toEqual([i + 1])
    for (const subject of ['', 'task:T', 'ask:T-1', 'task:T-%', 'x:1","x:2', '*']) {
      expect(await positions(store.read('a', { subject })), subject).toEqual([])
    }
    expect(await positions(store.read('a', { subject: 'x:2' }))).toEqual([odd.length + 1])
  },
})

export const finding = always({
  'finds all records of a command, and none of its neighbours’': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 3], ['c-2', 1], ['c-3', 2]))
    await store.append('a', 6, commands(7, ['c-4', 2]))
    await store.append('b', 0, commands(1, ['c-5', 9]))
    const found = async (command: string) => (await store.findCommand('a', command))?.map(({ position }) => position)
    expect(await found('c-1')).toEqual([1, 2, 3])
    expect(await found('c-2')).toEqual([4])
    expect(await found('c-3')).toEqual([5, 6])
    expect(await found('c-4')).toEqual([7, 8])
    expect(await found('c-5')).toBeUndefined()
    expect(await found('c')).toBeUndefined()
    expect(await store.findCommand('a', 'c-3')).toStrictEqual(commands(5, ['c-3', 2]))
  },

  'finds nothing of a command that is not there, or is only like one that is': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, [record(1), ...commands(2, ['c-1', 2])])
    for (const command of ['c-2', 'c', 'c-', 'c-1%', 'C-1', ' c-1', '', 'undefined', 'null']) {
      expect(await store.findCommand('a', command), JSON.stringify(command)).toBeUndefined()
    }
  },

  'finds a command of more records than a page holds': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 2], ['c-2', 2500]))
    await store.append('a', 2502, commands(2503, ['c-3', 1]))
    expect((await store.findCommand('a', 'c-2'))?.map(({ position }) => position)).toEqual(Array.from({ length: 2500 }, (_, i) => i + 3))
  },
})
