import { type EventStore, StoreError } from '@bihuan/core'
import type { turns } from '../turns.ts'
import { ownOnly } from './watches.ts'
import { type BrokenStores, like, mutex } from './wrapping.ts'

type Turn = Parameters<Parameters<NonNullable<EventStore['turn']>>[1]>[0]

/** Hands the work over to the store itself: nobody is kept out, nothing is taken back. */
export const noTurn = like((store) => ({ turn: async (_, work) => work(store) }))

/** Another turn than the store's own for the work. */
const handing = (change: (turn: Turn, store: EventStore) => Partial<Turn>) =>
  like((store) => ({
    turn: async (log, work) => {
      if (store.turn === undefined) throw new StoreError('unsupported', 'there is no turn to break')
      return store.turn(log, (turn) => work({ ...turn, ...change(turn, store) }))
    },
  }))

/** Something else around the store's own turn. */
const around = (change: <T>(taken: () => Promise<T>) => Promise<T>) =>
  like((store) => ({
    turn: async (log, work) =>
      change(() => store.turn?.(log, work) ?? Promise.reject(new StoreError('unsupported', 'there is no turn to break'))),
  }))

export const turning: BrokenStores<typeof turns> = {
  'gives what the work gives, with its appends kept': [
    {
      breaks: 'gives nothing back',
      says: /expected undefined to be 'done'/,
      make: around(async (taken) => {
        await taken()
        return undefined as never
      }),
    },
    {
      breaks: 'takes everything back at the end',
      says: /expected \[\] to strictly equal/,
      make: like((store) => ({
        turn: async (log, work) => {
          let result: Awaited<ReturnType<typeof work>> | undefined
          await store
            .turn?.(log, async (turn) => {
              result = await work(turn)
              throw new Error('back')
            })
            .catch((error: Error) => (error.message === 'back' ? undefined : Promise.reject(error)))
          return result as Awaited<ReturnType<typeof work>>
        },
      })),
    },
  ],
  'sees its own appends': [
    {
      breaks: 'sees what everybody sees',
      says: /expected 1 to be 3/,
      make: handing((_, { head, read, findCommand }) => ({ head, read, findCommand })),
    },
  ],
  'keeps other writers of the same store out until it is over, then serves them': [
    { breaks: 'lets others in', says: /already holds|ends at 1, not at 0|deeply equal/, make: noTurn },
  ],
  'gives turns one at a time': [{ breaks: 'gives all at once', says: /ends at|turns at once/, make: noTurn }],
  'shows nobody outside what it has not finished': [{ breaks: 'shows it', says: /expected 3 to be 1/, make: noTurn }],
  'leaves nothing when its work rejects, and rejects with the same error': [
    { breaks: 'takes nothing back', says: /expected 1 to be \+?0/, make: noTurn },
    {
      breaks: 'makes an error of the store of it',
      says: /to be Error: own/,
      make: around((taken) =>
        taken().catch((cause) => {
          throw new StoreError('unavailable', 'the turn failed', { cause })
        }),
      ),
    },
  ],
  'goes on after an append of its own was refused, which leaves nothing': [
    {
      breaks: 'is broken after a refusal',
      says: /the turn is broken/,
      make: handing((turn) => {
        let broken = false
        const append: Turn['append'] = async (log, expected, records) => {
          if (broken) throw new StoreError('unavailable', 'the turn is broken')
          broken = true
          await turn.append(log, expected, records)
          broken = false
        }
        return {
          append,
          async head(log) {
            if (broken) throw new StoreError('unavailable', 'the turn is broken')
            return turn.head(log)
          },
        }
      }),
    },
    {
      breaks: 'keeps what came before the refused command',
      says: /expected 4 to be 2/,
      make: handing((turn) => ({
        async append(log, expected, records) {
          await turn.append(log, expected, records).catch(async (error) => {
            if (error.name === 'DuplicateCommand') await turn.append(log, expected, records.slice(0, -1))
            throw error
          })
        },
      })),
    },
  ],
  'wakes watchers when it is over': [{ breaks: 'wakes only for appends outside of turns', says: /to be called/, make: ownOnly }],
  'refuses what comes through it once it is over': [
    { breaks: 'goes on being usable', says: /expected a rejection/, make: handing((_, { head }) => ({ head })) },
    {
      breaks: 'lets what comes too late through to the log',
      says: /expected a rejection/,
      make: handing((turn, store) => ({
        append: (log, expected, records) =>
          turn
            .append(log, expected, records)
            .catch((error) => (error.code === 'closed' ? store.append(log, expected, records) : Promise.reject(error))),
      })),
    },
  ],
  'keeps other stores over the same medium out, without standing in its own way': [
    {
      breaks: 'keeps out only who comes through the same store',
      says: /the turn is over when the other is answered/,
      make: like((store) => {
        const alone = mutex()
        return {
          append: (log, expected, records) => alone(() => store.append(log, expected, records)),
          turn: (_, work) => alone(() => work(store)),
        }
      }),
    },
  ],
}
