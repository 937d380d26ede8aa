import { expect, vi } from 'vitest'
import { where } from './case.ts'
import { all, commands, positions, record, rejection } from './records.ts'

/** Two stores of one process over one medium. */
export const sharing = where(({ multiProcess }) => multiProcess, {
  'see each other’s appends, conflicts and commands': async ({ open, reopen }) => {
    const store = await open()
    const other = await reopen(store)
    await store.append('a', 0, commands(1, ['c-1', 2]))
    expect(await other.head('a')).toBe(2)
    expect(await other.logs()).toEqual(['a'])
    expect(await rejection(other.append('a', 0, commands(1, ['c-2', 1])))).toMatchObject({ expected: 0, actual: 2 })
    expect(await rejection(other.append('a', 2, commands(3, ['c-1', 1])))).toMatchObject({ command: 'c-1' })
    await other.append('a', 2, commands(3, ['c-2', 1]))
    expect(await positions(store.read('a'))).toEqual([1, 2, 3])
    expect(await store.findCommand('a', 'c-2')).toHaveLength(1)
  },

  'let one of two appends at the same position win': async ({ open, reopen }) => {
    const store = await open()
    const other = await reopen(store)
    for (let head = 0; head < 20; head += 2) {
      const outcomes = await Promise.allSettled(
        [store, other].map((each, n) => each.append('a', head, commands(head + 1, [`c-${head}-${n}`, 2]))),
      )
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const won = outcomes[0]?.status === 'fulfilled' ? 0 : 1
      expect(await all(store.read('a', { from: head + 1 }))).toStrictEqual(commands(head + 1, [`c-${head}-${won}`, 2]))
    }
  },

  'lose and double nothing when they append at once and try again on a conflict': async ({ open, reopen }) => {
    const store = await open()
    const other = await reopen(store)
    const run = async (name: string, at: typeof store) => {
      for (let n = 0; n < 20; ) {
        const head = await at.head('a')
        const error = await at.append('a', head, commands(head + 1, [`${name}-${n}`, 2])).catch((error: unknown) => error)
        if (error === undefined) n++
        else expect(error).toMatchObject({ name: 'Conflict' })
      }
    }
    await Promise.all([run('x', store), run('y', other), run('z', store)])
    expect(await positions(store.read('a'))).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
    for (const name of ['x', 'y', 'z']) {
      for (let n = 0; n < 20; n++) expect(await other.findCommand('a', `${name}-${n}`)).toHaveLength(2)
    }
  },

  'go on when the other is closed': async ({ open, reopen }) => {
    const store = await open()
    const other = await reopen(store)
    await other.append('a', 0, [record(1)])
    await other.close()
    await store.append('a', 1, [record(2)])
    expect(await positions(store.read('a'))).toEqual([1, 2])
  },

  'hear each other’s appends, again and again': {
    needs: ({ watchesOthers }) => watchesOthers,
    async run({ open, reopen }) {
      const store = await open()
      const other = await reopen(store)
      const wake = vi.fn()
      store.watch('a', wake)
      for (let position = 0; position < 3; position++) {
        wake.mockClear()
        await other.append('a', position, [record(position + 1)])
        await vi.waitFor(() => expect(wake, `append ${position + 1}`).toHaveBeenCalled(), 2000)
        expect(await store.head('a')).toBe(position + 1)
      }
    },
  },
})
