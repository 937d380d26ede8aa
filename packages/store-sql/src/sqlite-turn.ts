import { type EventStore, isStoreError, StoreError } from '@bihuan/core'
import { checkLogName, checkPositions } from './checks.ts'
import { pages } from './pages.ts'
import { type Query, storeError } from './sqlite-driver.ts'
import type { SqliteLog } from './sqlite-log.ts'
import type { SqliteTransactions } from './sqlite-transaction.ts'

type Work<T> = Parameters<NonNullable<EventStore['turn']>>[1] extends (turn: infer Turn) => unknown ? (turn: Turn) => Promise<T> : never

interface Connection {
  readonly path: string
  readonly query: Query
  readonly log: SqliteLog
  readonly patiently: <T>(work: () => T) => Promise<T>
  readonly transactions: SqliteTransactions
}

/**
 * One transaction held across asynchronous work. What it appends is there for others, and on the disk, when the turn resolves; a turn
 * that rejects leaves nothing. Readers beside it use the same connection, so `cut` tells how far they may see meanwhile.
 */
export const turns = ({ path, query, log, patiently, transactions }: Connection) => {
  /** The heads, before the turn, of the logs that it has appended to. */
  const before = new Map<string, number>()

  return {
    cut: (name: string): number => before.get(name) ?? Number.MAX_SAFE_INTEGER,

    async run<T>(work: Work<T>): Promise<{ result: T; touched: readonly string[] }> {
      await patiently(transactions.begin)
      let over = false
      let broken: StoreError | undefined

      const step = <R>(action: () => R): R => {
        if (over) throw new StoreError('closed', `${path}: the turn is over`)
        if (broken) throw broken
        try {
          return action()
        } catch (error) {
          const told = storeError(error, path)
          // SQLite may have rolled the whole turn back; going on would append outside of it
          if (isStoreError(told)) broken = told
          throw told
        }
      }

      try {
        const result = await work({
          async append(name, expected, records) {
            checkLogName(name)
            checkPositions(expected, records)
            step(() => {
              if (!before.has(name)) before.set(name, log.head(name))
              allOrNothing(query, () => log.append(name, expected, records))
            })
          },
          read: (name, options) =>
            pages(options, async (from, limit) => {
              checkLogName(name)
              return step(() => log.page(name, from, limit, options))
            }),
          async head(name) {
            checkLogName(name)
            return step(() => log.head(name))
          },
          async findCommand(name, command) {
            checkLogName(name)
            return step(() => log.findCommand(name, command))
          },
        })
        step(transactions.commit)
        return { result, touched: [...before.keys()] }
      } catch (error) {
        transactions.undo()
        throw error
      } finally {
        over = true
        before.clear()
      }
    },
  }
}

const allOrNothing = (query: Query, work: () => void) => {
  query('SAVEPOINT step')
  try {
    work()
  } catch (error) {
    try {
      query('ROLLBACK TO step')
      query('RELEASE step')
    } catch {
      // the transaction is gone, and the savepoint with it
    }
    throw error
  }
  query('RELEASE step')
}
