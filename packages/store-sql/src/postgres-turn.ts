import { type EventStore, isStoreError, StoreError } from '@bihuan/core'
import { checkLogName, checkPositions } from './checks.ts'
import { pages } from './pages.ts'
import type { Guarded, PostgresQuery } from './postgres-driver.ts'
import { type Batch, batchOf, type PostgresLog, postgresLog } from './postgres-log.ts'
import type { TextColumns } from './postgres-text.ts'

type Turn = Parameters<Parameters<NonNullable<EventStore['turn']>>[1]>[0]

interface Connection {
  readonly place: string
  readonly schema: string
  readonly text: TextColumns
  /** Milliseconds for which it may leave its transaction waiting. */
  readonly idle: number
  readonly transaction: Guarded['transaction']
}

/** What is going on in a turn, for a driver with one connection, whose readers would otherwise wait for the turn that waits for them. */
export interface Under {
  readonly query: PostgresQuery
  /** The heads, before the turn, of the logs that it has appended to. */
  readonly before: ReadonlyMap<string, number>
}

/**
 * One transaction that holds the log's row across asynchronous work. What it appends is there for others, and on the disk, when the turn
 * resolves; a turn that rejects leaves nothing.
 */
export const runTurn = <T>(
  { place, schema, text, idle, transaction }: Connection,
  held: string,
  work: (turn: Turn) => Promise<T>,
  begins: (under: Under) => void,
): Promise<{ readonly result: T; readonly touched: readonly string[] }> =>
  transaction(async (query) => {
    const log = postgresLog(query, schema, text)
    const before = new Map<string, number>()
    let over = false
    let broken: unknown

    const step = async <R>(name: string, action: () => Promise<R>): Promise<R> => {
      checkLogName(name)
      if (over) throw new StoreError('closed', `${place}: the turn is over`)
      if (broken) throw broken
      try {
        return await action()
      } catch (error) {
        // the server has given the transaction up, or the connection is gone: going on would append outside of it
        if (isStoreError(error)) broken = error
        throw error
      }
    }

    await log.hold(held, idle)
    begins({ query, before })
    try {
      const result = await work({
        append: (name, expected, records) =>
          step(name, async () => {
            checkPositions(expected, records)
            if (!before.has(name)) before.set(name, await log.head(name))
            await allOrNothing(query, log, name, expected, batchOf(records))
          }),
        read: (name, options) => pages(options, (from, limit) => step(name, () => log.page(name, from, limit, options))),
        head: (name) => step(name, () => log.head(name)),
        findCommand: (name, command) => step(name, () => log.findCommand(name, command)),
      })
      // COMMIT of a transaction that was given up says ROLLBACK, and no error
      if (broken) throw broken
      return { result, touched: [...before.keys()] }
    } finally {
      over = true
    }
  })

const allOrNothing = async (query: PostgresQuery, log: PostgresLog, name: string, expected: number, batch: Batch) => {
  await query('SAVEPOINT step')
  try {
    await log.append(name, expected, batch, false)
  } catch (error) {
    await query('ROLLBACK TO step')
    await query('RELEASE step')
    throw await log.explained(error, name, batch)
  }
  await query('RELEASE step')
}
