import { DatabaseSync } from 'node:sqlite'
import {
  Conflict,
  DuplicateCommand,
  type EventStore,
  InvalidInput,
  type LogRecord,
  logName,
  type ReadOptions,
  type SnapshotHead,
  type SnapshotPart,
  StoreError,
} from '@bihuan/core'

const schema = `
  CREATE TABLE IF NOT EXISTS records (log TEXT, position INTEGER, command TEXT, record TEXT, PRIMARY KEY (log, position));
  CREATE UNIQUE INDEX IF NOT EXISTS commands ON records (log, command);
  CREATE TABLE IF NOT EXISTS snapshots (log TEXT, shape TEXT, position INTEGER, head TEXT, parts TEXT, PRIMARY KEY (log, shape));`

const invalid = (path: readonly (string | number)[], message: string) => new InvalidInput([{ path, code: 'invalid_format', message }])

/**
 * A store that keeps every promise and does nothing to be fast: what the broken ones are made of. It survives processes that are
 * killed, which is all it is asked, not machines that are. With `alone`, a second store over the file is refused.
 */
export const plainStore = (path: string, alone = false): EventStore => {
  const holder = alone ? hold(path) : undefined
  // one connection writes, the other shows what is finished
  const writer = new DatabaseSync(path, { timeout: 10_000 })
  writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF')
  writer.exec(schema)
  writer.exec('PRAGMA busy_timeout = 0')
  const reader = new DatabaseSync(path, { timeout: 10_000 })
  const timers = new Set<ReturnType<typeof setInterval>>()
  let queue: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | undefined

  const check = (log = 'any') => {
    if (closing) throw new StoreError('closed', 'the store is closed')
    if (!logName.test(log)) throw invalid(['log'], 'not the name of a log')
  }

  const locked = <T>(work: () => T | Promise<T>): Promise<T> => {
    const done = queue.then(async () => {
      await begin(writer)
      try {
        const result = await work()
        writer.exec('COMMIT')
        return result
      } catch (error) {
        writer.exec('ROLLBACK')
        throw error
      }
    })
    queue = done.catch(() => undefined)
    return done
  }

  /** What both connections are asked; `ask` throws when they may not be. */
  const over = (db: DatabaseSync, ask: (log: string) => void) => {
    const records = (log: string, where = '') =>
      (db.prepare(`SELECT record FROM records WHERE log = ? ${where} ORDER BY position`).all(log) as { record: string }[]).map(
        ({ record }) => JSON.parse(record) as LogRecord,
      )
    return {
      async *read(log: string, options: ReadOptions = {}) {
        const { from = 1, to = Number.MAX_SAFE_INTEGER, types, subject, pageSize = 1000 } = options
        if (!Number.isSafeInteger(pageSize) || pageSize < 1) throw invalid(['pageSize'], 'a page holds 1 record or more')
        for (let next = from; ; ) {
          ask(log)
          const page = records(log, `AND position >= ${next} AND position <= ${to}`)
            .filter((record) => types?.includes(record.type) ?? true)
            .filter((record) => subject === undefined || record.subjects.includes(subject))
            .slice(0, pageSize)
          if (page.length > 0) yield page
          if (page.length < pageSize) return
          next = (page.at(-1)?.position ?? 0) + 1
        }
      },
      async head(log: string) {
        ask(log)
        return headOf(db, log)
      },
      async findCommand(log: string, command: string) {
        ask(log)
        const all = records(log)
        const first = all.findIndex((record) => record.command === command)
        if (first < 0) return undefined
        const next = all.findIndex(({ command }, i) => i > first && command !== undefined)
        return all.slice(first, next < 0 ? undefined : next)
      },
    }
  }

  const add = (log: string, expected: number, records: readonly LogRecord[]) => {
    const head = headOf(writer, log)
    if (head !== expected) throw new Conflict(log, expected, head)
    const seen = new Set<string>()
    const held = writer.prepare('SELECT 1 FROM records WHERE log = ? AND command = ?')
    for (const { command } of records) {
      if (command === undefined) continue
      if (seen.has(command) || held.get(log, command)) throw new DuplicateCommand(log, command)
      seen.add(command)
    }
    const insert = writer.prepare('INSERT INTO records VALUES (?, ?, ?, ?)')
    for (const each of records) insert.run(log, each.position, each.command ?? null, JSON.stringify(each))
  }

  const checked = (expected: number, records: readonly LogRecord[]) => {
    for (const [i, { position }] of records.entries()) {
      if (position !== expected + 1 + i) throw invalid(['records', i, 'position'], `must be ${expected + 1 + i}`)
    }
    return structuredClone(records)
  }

  return {
    supports: { durable: true, multiProcess: !alone, watchesOthers: !alone, turns: true, snapshots: true },

    async append(log, expected, records) {
      check(log)
      const own = checked(expected, records)
      await locked(() => add(log, expected, own))
    },

    ...over(reader, check),

    watch(log, wake) {
      check(log)
      const version = () => JSON.stringify(reader.prepare('PRAGMA data_version').get())
      let seen = version()
      const timer = setInterval(() => {
        const now = version()
        if (now !== seen) wake()
        seen = now
      }, 3)
      timers.add(timer.unref())
      return () => clearInterval(timer)
    },

    async turn(log, work) {
      check(log)
      return locked(async () => {
        let done = false
        const ask = (name: string) => {
          check(name)
          if (done) throw new StoreError('closed', 'the turn is over')
        }
        try {
          return await work({
            ...over(writer, ask),
            async append(name, expected, records) {
              ask(name)
              add(name, expected, checked(expected, records))
            },
          })
        } finally {
          done = true
        }
      })
    },

    snapshots: {
      async find(log, shape) {
        check(log)
        const part = reader.prepare('SELECT head FROM snapshots WHERE log = ? AND shape = ?').get(log, shape)
        return part && (JSON.parse(String(part.head)) as SnapshotHead)
      },
      async *parts(log, head) {
        check(log)
        // by all of the head: another one of the same position and shape may have taken its place
        const sql = 'SELECT parts FROM snapshots WHERE log = ? AND shape = ? AND head = ?'
        const part = reader.prepare(sql).get(log, head.shape, JSON.stringify(head))
        const parts = part ? (JSON.parse(String(part.parts)) as SnapshotPart[]) : []
        for (let from = 0; from < parts.length; from += 1000) yield parts.slice(from, from + 1000)
      },
      async save(log, head, pages) {
        check(log)
        const text = JSON.stringify(head)
        const parts: SnapshotPart[] = []
        for await (const page of pages) parts.push(...structuredClone(page))
        await locked(() => {
          const newest = writer.prepare('SELECT position FROM snapshots WHERE log = ? AND shape = ?').get(log, head.shape)
          if (Number(newest?.position ?? 0) > head.position) return
          writer.prepare('DELETE FROM snapshots WHERE log = ? AND position < ?').run(log, head.position)
          writer
            .prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?)')
            .run(log, head.shape, head.position, text, JSON.stringify(parts))
        })
      },
      async drop(log) {
        check(log)
        await locked(() => writer.prepare('DELETE FROM snapshots WHERE log = ?').run(log))
      },
    },

    async logs() {
      check()
      return reader
        .prepare('SELECT DISTINCT log FROM records ORDER BY log')
        .all()
        .map(({ log }) => String(log))
    },

    close() {
      closing ??= queue.then(() => {
        for (const timer of timers) clearInterval(timer)
        for (const db of [writer, reader, holder]) db?.close()
      })
      return closing
    },
  }
}

const headOf = (db: DatabaseSync, log: string) =>
  Number(db.prepare('SELECT coalesce(max(position), 0) AS head FROM records WHERE log = ?').get(log)?.head)

/** The write lock, tried again while another has it: waiting for it inside SQLite would stop this process, which may be the other. */
const begin = async (db: DatabaseSync) => {
  for (;;) {
    try {
      db.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== 5) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
    }
  }
}

/** A lock that ends with its process. */
const hold = (path: string) => {
  const db = new DatabaseSync(`${path}.lock`, { timeout: 0 })
  try {
    db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    throw new StoreError('busy', `${path}: another process has opened it`, { cause: error })
  }
}
