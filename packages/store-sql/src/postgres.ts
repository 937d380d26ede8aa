import { setTimeout as sleep } from 'node:timers/promises'
import { type EventStore, InvalidInput, type LogRecord, StoreError } from '@bihuan/core'
import { checkLogName, checkPositions } from './checks.ts'
import { pages } from './pages.ts'
import { type PgDriverOptions, pgDriver } from './pg-driver.ts'
import { guarded, type PostgresDriver } from './postgres-driver.ts'
import { batchOf, postgresLog } from './postgres-log.ts'
import { openPostgres, quoted } from './postgres-schema.ts'
import { postgresSnapshots } from './postgres-snapshots.ts'
import { runTurn, type Under } from './postgres-turn.ts'
import { postgresWatching } from './postgres-watching.ts'
import { queues } from './queues.ts'
import { snapshotsIn } from './snapshots.ts'

export interface PostgresOptions extends PgDriverOptions {
  /** `postgres://user:password@host:port/database`, as pg takes it; `?schema=name` beside it is the store's. */
  readonly url?: string
  /** In place of an address: `pgDriver(pool)`, `pgliteDriver(database)`, or one's own. `close` of the store closes it. */
  readonly driver?: PostgresDriver
  /** The schema in the database that is the store's alone, made if it is not there: `bihuan` by default. */
  readonly schema?: string
  /** Milliseconds between two looks for appends of others while somebody watches and LISTEN is not heard, 1,000 by default. */
  readonly pollInterval?: number
  /**
   * Milliseconds after which the server gives up a turn that asks nothing of it, so that who has frozen in one does not hold up all
   * writers of the log, 60,000 by default.
   */
  readonly turnTimeout?: number
}

/** Milliseconds. Who writes without a pause would else tell as often as it writes, which costs as much. */
const betweenTellings = 5

/** While LISTEN is heard, looking is for what a process did not live to notify. */
const slowPollInterval = 15_000

/**
 * Keeps logs in a schema of a PostgreSQL database, for any number of processes. An append is one statement, durable on the server when it
 * resolves, whatever `synchronous_commit` is set to. Appends to one log through one store run one after the other; logs are independent.
 *
 * @throws InvalidInput for an address or a schema that can't be one · StoreError `notAStore`, `newer`, `damaged`, `unsupported`, `unavailable` when it can't be opened; the schema stays as it was
 */
export const postgresStore = async (options: PostgresOptions): Promise<EventStore> => {
  const { driver, schema, place } = await opened(options)
  const way = guarded(driver)
  const { query, ask, transaction, text } = way
  const writing = postgresLog(query, schema, text)
  const reading = postgresLog(ask, schema, text)
  const queue = queues()
  const channel = JSON.parse(schema) as string
  let closing: Promise<void> | undefined
  let released = false
  let under: Under | undefined

  const checkOpen = (closed = closing !== undefined) => {
    if (closed) throw new StoreError('closed', `${place}: the store is closed`)
  }

  const check = (name: string) => {
    checkOpen()
    checkLogName(name)
  }

  /** How readers reach the log: by any connection; where there is one only and it is in a turn, through it, up to where the turn began. */
  const reach = (name: string) =>
    under ? { log: postgresLog(under.query, schema, text), cut: under.before.get(name) } : { log: reading, cut: undefined }

  const watchers = postgresWatching({
    listen: driver.listen,
    channel,
    notify: (payload) => ask('SELECT pg_notify($1, $2)', channel, payload),
    heads: (logs) => Promise.all(logs.map((log) => reading.head(log))),
    settled: queue.settled,
    interval: options.pollInterval ?? 1000,
    slowInterval: Math.max(slowPollInterval, options.pollInterval ?? 0),
  })

  /**
   * Tells other stores which logs have grown. Not in the statement of the append: NOTIFY holds a lock of the whole server until its
   * commit is on the disk, so that writers of other logs would wait too. The first goes out at once; what comes up while one is on its way,
   * or shortly after it, goes out together.
   */
  const due = new Set<string>()
  let telling: Promise<void> | undefined
  const tell = async () => {
    while (due.size > 0) {
      const logs = JSON.stringify([...due])
      due.clear()
      // who does not hear it looks for it
      await query('SELECT pg_notify($1, log) FROM json_array_elements_text($2::json) AS log', channel, logs).catch(() => undefined)
      await sleep(betweenTellings)
    }
  }
  const grown = (name: string) => {
    watchers.wake(name)
    if (!driver.shared) return
    due.add(name)
    telling ??= tell().finally(() => {
      telling = undefined
    })
  }

  const append = async (name: string, expected: number, records: readonly LogRecord[]) => {
    check(name)
    checkPositions(expected, records)
    // as it is now: what the caller does with it while it waits its turn is the caller's
    const batch = batchOf(records)
    await queue.add(name, async () => {
      try {
        await writing.append(name, expected, batch, true)
      } catch (error) {
        throw await reading.explained(error, name, batch)
      }
    })
  }

  /** Hung on before the caller's handlers: never inside what is still going on. */
  const thenTell = <T>(done: Promise<T>, logs: (result: T) => readonly string[]): Promise<T> => {
    done.then(
      (result) => logs(result).forEach(grown),
      () => undefined,
    )
    return done
  }

  const { durable, shared } = driver
  return {
    supports: { durable, multiProcess: shared, watchesOthers: shared, turns: true, snapshots: true },

    snapshots: snapshotsIn(postgresSnapshots(way, schema), check),

    append: (name, expected, records) => thenTell(append(name, expected, records), () => (records.length > 0 ? [name] : [])),

    async *read(name, options) {
      yield* pages(options, (from, limit) => {
        check(name)
        const { log, cut } = reach(name)
        return log.page(name, from, limit, options, cut)
      })
      const { from = 1, to, types, subject } = options ?? {}
      const everything = from <= 1 && to === undefined && types === undefined && subject === undefined
      if (everything && under === undefined) await reading.checkEnd(name)
    },

    async head(name) {
      check(name)
      const { log, cut } = reach(name)
      return cut ?? log.head(name)
    },

    async findCommand(name, command) {
      check(name)
      const { log, cut = Number.MAX_SAFE_INTEGER } = reach(name)
      const records = await log.findCommand(name, command)
      return records?.every(({ position }) => position <= cut) ? records : undefined
    },

    watch(name, wake) {
      check(name)
      return watchers.add(name, wake)
    },

    async turn(name, work) {
      check(name)
      const begins = (now: Under) => {
        if (!driver.shared) under = now
      }
      const run = () =>
        runTurn({ place, schema, text, idle: options.turnTimeout ?? 60_000, transaction }, name, work, begins).finally(() => {
          if (!driver.shared) under = undefined
        })
      // one turn of a store at a time, so that turns never hold all connections while what they do waits for one
      const { result } = await thenTell(
        queue.add(' turns', () => queue.add(name, run)),
        ({ touched }) => touched,
      )
      return result
    },

    async logs() {
      checkOpen()
      const names = await reach('').log.logs()
      return names.filter((name) => reach(name).cut !== 0)
    },

    close() {
      closing ??= queue.idle().then(async () => {
        if (released) return
        released = true
        await watchers.end()
        await telling
        await driver.close()
      })
      return closing
    },
  }
}

/** The driver over a schema that is ready; closed again where it can't be. */
const opened = async ({ url, driver, schema: wanted, ...settings }: PostgresOptions) => {
  if ((url === undefined) === (driver === undefined)) {
    throw new InvalidInput([{ path: [], code: 'oneOf', message: 'give either url or driver' }])
  }
  // not shown, since a password may stand in it
  if (url !== undefined && !URL.canParse(url)) {
    throw new InvalidInput([
      { path: ['url'], code: 'invalid_format', message: 'not an address such as postgres://user@host:5432/database' },
    ])
  }
  const [address, named] = url === undefined ? [undefined, undefined] : withoutSchema(url)
  const schema = wanted ?? named ?? 'bihuan'
  const made = quoted(schema)
  const used = driver ?? pgDriver(address ?? '', settings)
  try {
    await openPostgres(guarded(used), used.durable, used.place, schema)
  } catch (error) {
    await used.close()
    throw error
  }
  return { driver: used, schema: made, place: used.place }
}

const withoutSchema = (url: string): [address: string, schema: string | undefined] => {
  const schema = /[?&]schema=([^&]*)/.exec(url)?.[1]
  return schema === undefined ? [url, undefined] : [url.replace(/([?&])schema=[^&]*&?/, '$1').replace(/[?&]$/, ''), schema]
}
