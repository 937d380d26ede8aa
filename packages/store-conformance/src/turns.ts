import { type EventStore, isConflict, isDuplicateCommand, type StoreCapabilities } from '@bihuan/core'
import { describe, expect, test, vi } from 'vitest'
import { all, commands, positions, record, rejection, type Stores } from './fixture.ts'

const turnOf = (store: EventStore): NonNullable<EventStore['turn']> => {
  if (store.turn === undefined) throw new Error('supports.turns is true, but there is no turn')
  return store.turn
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 20))

/** Nothing for a store without turns, whose `turn` is absent; that is tested with what it declares. */
export const turns = ({ open, reopen }: Stores, supports: StoreCapabilities) =>
  supports.turns &&
  describe('turn', () => {
    test('gives what the work gives, with its appends kept', async () => {
      const store = await open()
      const result = await turnOf(store)('a', async (turn) => {
        const head = await turn.head('a')
        await turn.append('a', head, commands(1, ['c-1', 2]))
        await pause()
        await turn.append('a', 2, commands(3, ['c-2', 1]))
        expect(await turn.head('a')).toBe(3)
        expect(await positions(turn.read('a', { from: 2 }))).toEqual([2, 3])
        expect(await turn.findCommand('a', 'c-1')).toHaveLength(2)
        return 'done'
      })
      expect(result).toBe('done')
      expect(await positions(store.read('a'))).toEqual([1, 2, 3])
    })

    test('keeps other writers of the same store out until it is over, then serves them', async () => {
      const store = await open()
      const order: string[] = []
      const turn = turnOf(store)('a', async (turn) => {
        await pause()
        await turn.append('a', 0, commands(1, ['c-1', 1]))
        await pause()
        order.push('turn')
      })
      const outside = store.append('a', 0, commands(1, ['c-2', 1])).catch((error: unknown) => {
        order.push('outside')
        return error
      })
      const next = turnOf(store)('a', async (turn) => {
        order.push('next')
        await turn.append('a', 1, commands(2, ['c-3', 1]))
      })
      await Promise.all([turn, next])
      expect(await outside).toSatisfy(isConflict)
      expect(order).toEqual(['turn', 'outside', 'next'])
      expect(await positions(store.read('a'))).toEqual([1, 2])
    })

    test('shows nobody outside what it has not finished', async () => {
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
    })

    test('leaves nothing when its work rejects, and rejects with the same error', async () => {
      const store = await open()
      const own = new Error('own')
      const wake = vi.fn()
      store.watch('a', wake)
      const error = await rejection(
        turnOf(store)('a', async (turn) => {
          await turn.append('a', 0, commands(1, ['c-1', 1]))
          throw own
        }),
      )
      expect(error).toBe(own)
      expect(await store.head('a')).toBe(0)
      expect(await store.logs()).toEqual([])
      expect(wake).not.toHaveBeenCalled()
      await store.append('a', 0, commands(1, ['c-1', 1]))
    })

    test('goes on after an append of its own was refused, which leaves nothing', async () => {
      const store = await open()
      await turnOf(store)('a', async (turn) => {
        await turn.append('a', 0, commands(1, ['c-1', 2]))
        expect(await rejection(turn.append('a', 0, commands(1, ['c-2', 1])))).toSatisfy(isConflict)
        expect(await rejection(turn.append('a', 2, commands(3, ['c-3', 2], ['c-1', 1])))).toSatisfy(isDuplicateCommand)
        expect(await turn.head('a')).toBe(2)
        await turn.append('a', 2, commands(3, ['c-3', 1]))
      })
      expect(await all(store.read('a'))).toStrictEqual(commands(1, ['c-1', 2], ['c-3', 1]))
    })

    test('wakes watchers when it is over', async () => {
      const store = await open()
      const wake = vi.fn()
      store.watch('a', wake)
      await turnOf(store)('a', async (turn) => {
        await turn.append('a', 0, [record(1)])
        await pause()
        expect(wake).not.toHaveBeenCalled()
      })
      await vi.waitFor(() => expect(wake).toHaveBeenCalled())
    })

    test('refuses what comes through it once it is over', async () => {
      const store = await open()
      let kept: Pick<EventStore, 'append' | 'read' | 'head'> | undefined
      await turnOf(store)('a', async (turn) => {
        kept = turn
      })
      expect(await rejection(kept?.append('a', 0, [record(1)]) ?? Promise.resolve())).toMatchObject({ code: 'closed' })
      expect(await rejection(kept?.head('a') ?? Promise.resolve())).toMatchObject({ code: 'closed' })
      expect(await store.head('a')).toBe(0)
    })

    if (supports.multiProcess) {
      test('keeps other stores over the same medium out, without standing in its own way', async () => {
        const store = await open()
        const other = await reopen(store)
        let over = false
        const turn = turnOf(store)('a', async (turn) => {
          await turn.append('a', 0, commands(1, ['c-1', 1]))
          await pause()
          expect(await other.head('a')).toBe(0)
          await pause()
          over = true
        })
        const outside = other.append('a', 0, commands(1, ['c-2', 1])).catch((error: unknown) => error)
        const error = await outside
        expect(over).toBe(true)
        await turn
        expect(error).toSatisfy(isConflict)
        expect(await other.head('a')).toBe(1)
      })
    }
  })
