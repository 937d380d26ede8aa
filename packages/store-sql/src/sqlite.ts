import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EventStore, type LogRecord, StoreError } from '@bihuan/core'
import { checkLogName, checkPositions } from './checks.ts'
import { pages } from './pages.ts'
import { snapshotsIn } from './snapshots.ts'
import { nodeSqlite, type SqliteDriver, sqliteCode, statements, storeError } from './sqlite-driver.ts'
import { sqliteLog } from './sqlite-log.ts'
import { openSqlite } from './sqlite-schema.ts'
import { sqliteSnapshots } from './sqlite-snapshots.ts'
import { sqliteTransactions } from './sqlite-transaction.ts'
import { turns } from './sqlite-turn.ts'
import { watching } from './watching.ts'

export interface SqliteOptions {
  /** The file, created if it is not there (its folder is not), or `:memory:`. */
  readonly path: string
  /** Milliseconds to wait for another process's write before `StoreError` `busy`, 5,000 by default. */
  readonly busyTimeout?: number
  /** Milliseconds between two looks for appends of other processes while somebody watches, 50 by default. */
  readonly pollInterval?: number
  /** Opens a connection; node:sqlite by default. */
  readonly driver?: (path: string) => SqliteDriver
}

/**
 * Keeps logs in a SQLite file, which several processes of one machine may share. Every append is one transaction that is on the disk
 * (write-ahead log, synchronous FULL) when it resolves. Appends of one process run one after the other.
 *
 * @throws StoreError `notAStore`, `newer`, `damaged`, `unavailable`, `busy` when the file can't be opened; it is left as it was
 */
export const sqliteStore = (options: SqliteOptions): EventStore => {
  const { busyTimeout = 5000, pollInterval = 50, driver = nodeSqlite } = options
  // resolved, so that neither a later chdir nor a name that looks like a URI changes what is meant
  const path = options.path === ':memory:' ? options.path : resolve(options.path)
  const shared = path !== ':memory:'
  const db = openSqlite(path, driver, busyTimeout)
  const query = statements(db)
  const log = sqliteLog(query)
  const transactions = sqliteTransactions(query)
  const watchers = watching(shared ? pollInterval : undefined, () => query('PRAGMA data_version')[0]?.[0])
  let closing: Promise<void> | undefined
  let released = false
  let queue: Promise<unknown> = Promise.resolve()

  const checkOpen = (closed = closing !== undefined) => {
    if (closed) throw new StoreError('closed', `${path}: the store is closed`)
  }

  const check = (name: string) => {
    checkOpen()
    checkLogName(name)
  }

  /** Runs `work`, again after a pause while another process holds what it needs. Without contention it runs at once. */
  const patiently = async <T>(work: () => T): Promise<T> => {
    const deadline = performance.now() + busyTimeout
    for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
      checkOpen(released)
      try {
        return work()
      } catch (error) {
        if (sqliteCode(error) !== 'busy' || performance.now() >= deadline) throw storeError(error, path)
      }
      await sleep(pause * (0.5 + Math.random()))
    }
  }

  /** Writers of this process, one after the other: the connection has one transaction at most. */
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }

  const transaction = <T>(work: () => T): Promise<T> =>
    queued(() =>
      patiently(() => {
        transactions.begin()
        try {
          const result = work()
          transactions.commit()
          return result
        } catch (error) {
          transactions.undo()
          throw error
        }
      }),
    )

  const append = async (name: string, expected: number, records: readonly LogRecord[]) => {
    check(name)
    checkPositions(expected, records)
    await transaction(() => log.append(name, expected, records))
  }

  const turn = turns({ path, query, log, patiently, transactions })

  /** Wakes the watchers of the logs that `done` tells. Hung on before the caller's handlers: never inside what is still going on. */
  const thenWake = <T>(done: Promise<T>, logs: (result: T) => readonly string[]): Promise<T> => {
    done.then(
      (result) => {
        for (const name of logs(result)) watchers.wake(name)
      },
      () => undefined,
    )
    return done
  }

  return {
    supports: { durable: shared, multiProcess: shared, watchesOthers: shared, turns: true, snapshots: true },

    snapshots: snapshotsIn(sqliteSnapshots({ query, patiently, transaction }), check),

    append: (name, expected, records) => thenWake(append(name, expected, records), () => [name]),

    read: (name, options) =>
      pages(options, (from, limit) => {
        check(name)
        return patiently(() => log.page(name, from, limit, options, turn.cut(name)))
      }),

    async head(name) {
      check(name)
      return patiently(() => Math.min(log.head(name), turn.cut(name)))
    },

    async findCommand(name, command) {
      check(name)
      return patiently(() => {
        const records = log.findCommand(name, command)
        // "not there" is an answer to rely on
        if (records === undefined) transactions.settle()
        return records?.every(({ position }) => position <= turn.cut(name)) ? records : undefined
      })
    },

    watch(name, wake) {
      check(name)
      return watchers.add(name, wake)
    },

    async turn(name, work) {
      check(name)
      const { result } = await thenWake(
        queued(() => turn.run(work)),
        ({ touched }) => touched,
      )
      return result
    },

    async logs() {
      checkOpen()
      return patiently(() => log.logs().filter((name) => turn.cut(name) > 0))
    },

    close() {
      closing ??= queue.then(() => {
        released = true
        watchers.end()
        transactions.tryToSettle()
        db.close()
      })
      return closing
    },
  }
}
