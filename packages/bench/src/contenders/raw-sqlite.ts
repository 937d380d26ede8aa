import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type LogRecord, leafHash, systemHasher } from '@bihuan/core'
import { type PlainModel, plainFold } from '../work/plain-fold.ts'
import { recordsOfAll } from '../work/records.ts'
import { type Call, calls } from '../work/task.ts'
import type { Contender, Place } from './contender.ts'

/** What SQLite allows: the same rows into the same indexes by prepared statements of node:sqlite, with nothing around them. */

const schema = `
  CREATE TABLE IF NOT EXISTS events (
    pos INTEGER PRIMARY KEY, type TEXT NOT NULL, recorded_at TEXT NOT NULL, command TEXT, leaf TEXT NOT NULL, subjects TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS events_command ON events (command) WHERE command IS NOT NULL;`

export function durable(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL')
  // after the journal mode, since there are builds that fall to NORMAL as they enter WAL
  db.exec('PRAGMA synchronous = FULL')
  return db
}

function opened({ folder }: Place) {
  const db = durable(join(folder, 'log.db'))
  db.exec(schema)
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)')
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')]
  const put = ({ position, type, recordedAt, subjects, command, leaf, text }: LogRecord) =>
    insert.run(position, type, recordedAt, command ?? null, leaf, JSON.stringify(subjects), text)
  const transaction = (records: Iterable<LogRecord>) => {
    begin.run()
    for (const record of records) put(record)
    commit.run()
  }
  return { db, put, transaction }
}

/** Reads the rows, hashes each text, parses it and folds it plainly: what any replay that checks has to do, in one thread. */
function replay(place: Place, model: PlainModel): number {
  const { db } = opened(place)
  const rows = db.prepare('SELECT leaf, text FROM events ORDER BY pos')
  for (const row of rows.iterate()) {
    const { leaf, text } = row as { leaf: string; text: string }
    if (leafHash(systemHasher, text) !== leaf) throw new Error('a leaf differs')
    plainFold(model, JSON.parse(text))
  }
  db.close()
  return model.events
}

export const rawSqlite = (): Contender => {
  let ready: ReadonlyMap<Call, readonly LogRecord[]> = new Map()
  return {
    does: 'node:sqlite, WAL, synchronous FULL, one transaction a call',
    prepare: async (all) => {
      ready = recordsOfAll(all)
    },
    fill: async (place, tasks) => {
      const { db, transaction } = opened(place)
      transaction([...recordsOfAll(calls(0, tasks)).values()].flat())
      db.close()
    },
    replay: async (place, model) => replay(place, model),
    async open(place) {
      const { db, put, transaction } = opened(place)
      return {
        async write(call) {
          const records = ready.get(call) ?? []
          // one row is a transaction by itself
          if (records.length === 1) put(records[0] as LogRecord)
          else transaction(records)
        },
        close: async () => db.close(),
      }
    },
  }
}
