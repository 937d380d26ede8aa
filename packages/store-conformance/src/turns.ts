import { type EventStore, isConflict, isDuplicateCommand } from '@bihuan/core'
import { expect, vi } from 'vitest'
import { where } from './case.ts'
import { all, commands, pause, positions, record, rejection } from './records.ts'

const turnOf = (store: EventStore): NonNullable<EventStore['turn']> => {
  if (store.turn === undefined) throw new Error('supports.turns is true, but there is no turn')
  return store.turn
}

/** Whether a turn has begun: which of two that wait for a lock gets it first is nobody's promise. */
const beginning = () => {
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  return { begun, begin: () => begin() }
}

export const turns = where(({ turns }) => turns, {
  'gives what the work gives, with its appends kept': async ({ open }) => {
    const store = await open()
    const result = await turnOf(store)('a', async (turn) => {
      const head = await turn.head('a')
      await turn.append('a', head, commands(1, ['c-1', 2]))
      await pause()
      await turn.append('a', 2, commands(3, ['c-2', 1]))
      return 'done'
    })
    expect(result).toBe('done')
    expect(await all(store.read('a'))).toStrictEqual(commands(1, ['c-1', 2], ['c-2', 1]))
    expect(await store.findCommand('a', 'c-1')).toHaveLength(2)
  },

  'sees its own appends': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 1]))
    await turnOf(store)('a', async (turn) => {
      await turn.append('a', 1, commands(2, ['c-2', 2]))
      expect(await turn.head('a')).toBe(3)
      expect(await positions(turn.read('a', { from: 2 }))).toEqual([2, 3])
      expect(await turn.findCommand('a', 'c-2')).toHaveLength(2)
      expect(await turn.findCommand('a', 'c-1')).toHaveLength(1)
    })
  },

  'keeps other writers of the same store out until it is over, then serves them': async ({ open }) => {
    const store = await open()
    const order: string[] = []
    const { begun, begin } = beginning()
    const turn = turnOf(store)('a', async (turn) => {
      begin()
      await pause()
      await turn.append('a', 0, commands(1, ['c-1', 1]))
      await pause()
      order.push('turn')
    })
    await begun
    const outside = store.append('a', 0, commands(1, ['c-2', 1])).catch((error: unknown) => {
      order.push('outside')
      return error
    })
    await turn
    expect(await outside).toSatisfy(isConflict)
    expect(order).toEqual(['turn', 'outside'])
    expect(await positions(store.read('a'))).toEqual([1])
  },

  'gives turns one at a time': async ({ open }) => {
    const store = await open()
    let within = 0
    let most = 0
    const take = (n: number) =>
      turnOf(store)('a', async (turn) => {
        most = Math.max(most, ++within)
        const head = await turn.head('a')
        await pause(3)
        await turn.append('a', head, commands(head + 1, [`c-${n}`, 2]))
        within--
      })
    await Promise.all(Array.from({ length: 8 }, (_, n) => take(n)))
    expect(most, 'turns at once').toBe(1)
    expect(await positions(store.read('a'))).toEqual(Array.from({ length: 16 }, (_, i) => i + 1))
  },

  'shows nobody outside what it has not finished': async ({ open }) => {
    const store = await open()
    await store.append('a', 0, commands(1, ['c-1', 1]))
    await turnOf(store)('a', async (turn) => {
      await turn.append('a', 1, commands(2, ['c-2', 2]))
      expect(await store.head('a')).toBe(1)
      expect(await positions(store.read('a'))).toEqual([1])
      expect(await positions(store.read('a', { from: 2, to: 3 }))).toEqual([])
      expect(await store.findCommand('a', 'c-2')).toBeUndefined()
      expect(await store.findCommand('a', 'c-1')).toHaveLength(1)
    })
    expect(await store.head('a')).toBe(3)
  },

  'leaves nothing when its work rejects, and rejects with the same error': async ({ open }) => {
    const store = await open()
    const own = new Error('own')
    const error = await rejection(
      turnOf(store)('a', async (turn) => {
        await turn.append('a', 0, commands(1, ['c-1', 1]))
        throw own
      }),
    )
    expect(error).toBe(own)
    expect(await store.head('a')).toBe(0)
    expect(await store.findCommand('a', 'c-1')).toBeUndefined()
    expect(await store.logs()).toEqual([])
    await store.append('a', 0, commands(1, ['c-1', 1]))
  },

  'goes on after an append of its own was refused, which leaves nothing': async ({ open }) => {
    const store = await open()
    await turnOf(store)('a', async (turn) => {
      await turn.append('a', 0, commands(1, ['c-1', 2]))
      expect(await rejection(turn.append('a', 0, commands(1, ['c-2', 1])))).toSatisfy(isConflict)
      expect(await rejection(turn.append('a', 2, commands(3, ['c-3', 2], ['c-1', 1])))).toSatisfy(isDuplicateCommand)
      expect(await turn.head('a')).toBe(2)
      await turn.append('a', 2, commands(3, ['c-3', 1]))
    })
    expect(await all(store.read('a'))).toStrictEqual(commands(1, ['c-1', 2], ['c-3', 1]))
  },

  'wakes watchers when it is over': async ({ open }) => {
    const store = await open()
    const wake = vi.fn()
    store.watch('a', wake)
    await turnOf(store)('a', async (turn) => {
      await turn.append('a', 0, [record(1)])
      await pause()
      // a wake-up so far has shown nothing
      wake.mockClear()
    })
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 2000)
  },

  'refuses what comes through it once it is over': async ({ open }) => {
    const store = await open()
    let kept: Pick<EventStore, 'append' | 'read' | 'head' | 'findCommand'> | undefined
    await turnOf(store)('a', async (turn) => {
      kept = turn
    })
    const closed = { name: 'StoreError', code: 'closed' }
    expect(await rejection(kept?.append('a', 0, [record(1)]) ?? Promise.resolve())).toMatchObject(closed)
    expect(await rejection(kept?.head('a') ?? Promise.resolve())).toMatchObject(closed)
    expect(await rejection(kept?.findCommand('a', 'c-1') ?? Promise.resolve())).toMatchObject(closed)
    expect(await rejection(all(kept?.read('a') ?? store.read('a')))).toMatchObject(closed)
    expect(await store.head('a')).toBe(0)
  },

  'keeps other stores over the same medium out, without standing in its own way': {
    needs: ({ multiProcess }) => multiProcess,
    async run({ open, reopen }) {
      const store = await open()
      const other = await reopen(store)
      let over = false
      const { begun, begin } = beginning()
      const turn = turnOf(store)('a', async (turn) => {
        begin()
        await turn.append('a', 0, commands(1, ['c-1', 1]))
        await pause()
        expect(await other.head('a')).toBe(0)
        await pause()
        over = true
      })
      await begun
      const error = await other.append('a', 0, commands(1, ['c-2', 1])).catch((error: unknown) => error)
      expect(over, 'the turn is over when the other is answered').toBe(true)
      await turn
      expect(error).toSatisfy(isConflict)
      expect(await other.head('a')).toBe(1)
    },
  },
})
