import type { LogRecord } from '@bihuan/core'
import { describe, expect, test } from 'vitest'
import { all, commands, positions, record, type Stores } from './fixture.ts'

export const reading = ({ open }: Stores) =>
  describe('read', () => {
    test('finds nothing in a log that is not there', async () => {
      const store = await open()
      expect(await store.head('a')).toBe(0)
      expect(await all(store.read('a'))).toEqual([])
      expect(await store.findCommand('a', 'c-1')).toBeUndefined()
      expect(await store.logs()).toEqual([])
    })

    test('gives the records between from and to, both included', async () => {
      const store = await open()
      await store.append('a', 0, commands(1, ['c-1', 10]))
      expect(await positions(store.read('a', { from: 4 }))).toEqual([4, 5, 6, 7, 8, 9, 10])
      expect(await positions(store.read('a', { to: 3 }))).toEqual([1, 2, 3])
      expect(await positions(store.read('a', { from: 4, to: 6 }))).toEqual([4, 5, 6])
      expect(await positions(store.read('a', { from: 0, to: 99 }))).toHaveLength(10)
      expect(await positions(store.read('a', { from: 7, to: 6 }))).toEqual([])
      expect(await positions(store.read('a', { from: 11 }))).toEqual([])
    })

    test('gives full pages but for the last, and no empty ones', async () => {
      const store = await open()
      await store.append('a', 0, commands(1, ['c-1', 10]))
      const sizes = async (pageSize: number) => {
        const pages: number[] = []
        for await (const page of store.read('a', { pageSize })) pages.push(page.length)
        return pages
      }
      expect(await sizes(3)).toEqual([3, 3, 3, 1])
      expect(await sizes(5)).toEqual([5, 5])
      expect(await sizes(10)).toEqual([10])
      expect(await sizes(1)).toHaveLength(10)
    })

    test('has pages of 1,000 when nothing is said', async () => {
      const store = await open()
      await store.append('a', 0, commands(1, ['c-1', 1001]))
      const pages: number[] = []
      for await (const page of store.read('a')) pages.push(page.length)
      expect(pages).toEqual([1000, 1])
    })

    test('gives what was there as each page was asked for', async () => {
      const store = await open()
      await store.append('a', 0, commands(1, ['c-1', 4]))
      const seen: number[] = []
      for await (const page of store.read('a', { pageSize: 2 })) {
        seen.push(...page.map(({ position }) => position))
        if (seen.length === 2) await store.append('a', 4, commands(5, ['c-2', 1]))
      }
      expect(seen).toEqual([1, 2, 3, 4, 5])
    })

    test('may be left early and begun again', async () => {
      const store = await open()
      await store.append('a', 0, commands(1, ['c-1', 5]))
      for await (const page of store.read('a', { pageSize: 2 })) {
        expect(page).toHaveLength(2)
        break
      }
      await store.append('a', 5, commands(6, ['c-2', 1]))
      expect(await positions(store.read('a'))).toHaveLength(6)
    })

    test('filters by types, by a subject, and by both, with full pages of what is wanted', async () => {
      const store = await open()
      const kinds = ['task.created', 'task.reported', 'problem.opened']
      const records = Array.from({ length: 30 }, (_, i) =>
        record(i + 1, { type: kinds[i % 3] ?? '', subjects: [`task:T-${i % 5}`, `unit:U-${i % 2}`] }),
      )
      await store.append('a', 0, records)
      const expectation = (wanted: (record: LogRecord) => boolean) => records.filter(wanted).map(({ position }) => position)
      expect(await positions(store.read('a', { types: ['task.created'] }))).toEqual(expectation(({ type }) => type === 'task.created'))
      expect(await positions(store.read('a', { types: ['task.created', 'problem.opened'], pageSize: 7 }))).toEqual(
        expectation(({ type }) => type !== 'task.reported'),
      )
      expect(await positions(store.read('a', { subject: 'task:T-3', pageSize: 2 }))).toEqual(
        expectation(({ subjects }) => subjects.includes('task:T-3')),
      )
      expect(await positions(store.read('a', { subject: 'unit:U-1', types: ['task.reported'], from: 5, to: 25 }))).toEqual(
        expectation(
          ({ position, subjects, type }) => subjects.includes('unit:U-1') && type === 'task.reported' && position >= 5 && position <= 25,
        ),
      )
      expect(await positions(store.read('a', { types: [] }))).toEqual([])
      expect(await positions(store.read('a', { types: ['task'] }))).toEqual([])
      const pages: number[] = []
      for await (const page of store.read('a', { types: ['task.created'], pageSize: 4 })) pages.push(page.length)
      expect(pages).toEqual([4, 4, 2])
    })

    test('takes a subject as a whole and literally', async () => {
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
    })

    test('finds all records of a command, and none of its neighbours’', async () => {
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
    })
  })
