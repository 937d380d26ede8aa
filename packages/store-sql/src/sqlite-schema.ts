import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from '@bihuan/core'
import { type Query, type SqliteDriver, sqliteCode, statements, storeError } from './sqlite-driver.ts'

/** 'bihu' in ASCII: what `file` and PRAGMA application_id say of a store's file. */
export const applicationId = 0x62696875

/**
 * Forward only: entry n brings a file from version n to n + 1, in one transaction. An entry that was released never changes.
 *
 * A rowid table with a unique index took 5 to 10 % more appends than WITHOUT ROWID (rows of 800 bytes leave few to an inner page)
 * and read as fast. `leaf` is hexadecimal text: as a blob it was neither smaller on the page nor faster, and people read these files.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE logs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE events (
     log INTEGER NOT NULL, pos INTEGER NOT NULL, type TEXT NOT NULL, recorded_at TEXT NOT NULL,
     command TEXT, leaf TEXT NOT NULL, subjects TEXT NOT NULL, text TEXT NOT NULL,
     PRIMARY KEY (log, pos)
   ) STRICT;
   CREATE UNIQUE INDEX events_command ON events (log, command) WHERE command IS NOT NULL;`,
  `CREATE TABLE snapshots (
     id INTEGER PRIMARY KEY, log TEXT NOT NULL, shape TEXT NOT NULL, position INTEGER NOT NULL, rows INTEGER NOT NULL, text TEXT NOT NULL,
     state TEXT NOT NULL DEFAULT 'writing' CHECK (state IN ('writing', 'whole', 'dropped')), written_at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX snapshots_log ON snapshots (log, position);
   CREATE TABLE snapshot_rows (
     snapshot INTEGER NOT NULL, n INTEGER NOT NULL, table_name TEXT NOT NULL, id TEXT NOT NULL, keys TEXT NOT NULL, text TEXT NOT NULL,
     PRIMARY KEY (snapshot, n)
   ) STRICT;
   CREATE VIEW event_list AS
     SELECT l.name AS log, e.pos AS position, e.type, e.text ->> '$.on' AS on_day, e.recorded_at,
       e.text ->> '$.actor.person' AS person, e.text ->> '$.actor.unit' AS unit,
       e.text ->> '$.command.name' AS command, e.text ->> '$.command.id' AS command_id,
       e.subjects, e.text -> '$.data' AS data
     FROM events e JOIN logs l ON l.id = e.log;
   CREATE VIEW current_rows AS
     SELECT s.log, s.position AS as_of, r.table_name, r.id, r.text AS data
     FROM snapshots s JOIN snapshot_rows r ON r.snapshot = s.id
     WHERE s.id = (SELECT n.id FROM snapshots n WHERE n.log = s.log AND n.state = 'whole' ORDER BY n.position DESC, n.id DESC LIMIT 1);`,
  `DROP VIEW current_rows;
   DROP TABLE snapshot_rows;
   DELETE FROM snapshots;
   ALTER TABLE snapshots RENAME COLUMN rows TO parts;
   CREATE TABLE snapshot_parts (
     snapshot INTEGER NOT NULL, n INTEGER NOT NULL, table_name TEXT NOT NULL, id TEXT NOT NULL, keys TEXT NOT NULL, text TEXT NOT NULL,
     PRIMARY KEY (snapshot, n)
   ) STRICT;
   CREATE VIEW current_rows AS
     SELECT s.log, s.position AS as_of, p.table_name, r.value ->> '$.id' AS id, r.value AS data
     FROM snapshots s JOIN snapshot_parts p ON p.snapshot = s.id, json_each(p.text) r
     WHERE s.id = (SELECT n.id FROM snapshots n WHERE n.log = s.log AND n.state = 'whole' ORDER BY n.position DESC, n.id DESC LIMIT 1);`,
]

/** Opens `path`, creating or migrating the store. A file that is not one, or not of this version, is closed untouched. */
export const openSqlite = (path: string, driver: (path: string) => SqliteDriver, busyTimeout: number): SqliteDriver => {
  if (path !== ':memory:' && !existsSync(dirname(path))) throw new StoreError('unavailable', `${path}: its folder does not exist`)
  let db: SqliteDriver | undefined
  try {
    db = driver(path)
    prepareFile(db, path, busyTimeout)
    return db
  } catch (error) {
    db?.close()
    if (sqliteCode(error) !== 'notAStore' || !startsLikeSqlite(path)) throw storeError(error, path)
    throw new StoreError('damaged', `${path}: begins like a SQLite file, but is none`, { cause: error })
  }
}

const prepareFile = (db: SqliteDriver, path: string, busyTimeout: number) => {
  const query = statements(db)
  const pragma = (name: string) => query(`PRAGMA ${name}`)[0]?.[0]
  db.exec(`PRAGMA busy_timeout = ${busyTimeout}`)
  const version = identify(query, path)
  enterWal(query, path, busyTimeout)
  // after the journal mode, since drivers are built that fall to NORMAL as they enter WAL; fullfsync counts on macOS only
  db.exec('PRAGMA synchronous = FULL')
  db.exec('PRAGMA fullfsync = ON')
  if (pragma('synchronous') !== 2) throw new StoreError('unsupported', `${path}: the driver does not keep synchronous = FULL`)
  if (version < migrations.length) migrate(db, query, path)
  // from here on waiting is the store's: SQLite's own would block the event loop, and with it a turn of the same process
  db.exec('PRAGMA busy_timeout = 0')
}

/** The store's version, 0 for an empty file. Reads only. */
const identify = (query: Query, path: string): number => {
  const [row] = query(
    `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema), (SELECT count(*) FROM sqlite_schema WHERE name IN ('logs', 'events'))
     FROM pragma_application_id, pragma_user_version`,
  )
  const [id, version, objects, tables] = row as readonly number[] as readonly [number, number, number, number]
  if (id === 0 && version === 0 && objects === 0) return 0
  if (id !== applicationId) throw new StoreError('notAStore', `${path}: a SQLite file of another application`)
  if (version > migrations.length) {
    throw new StoreError('newer', `${path}: written by a newer version (format ${version}, this one knows ${migrations.length})`)
  }
  if (tables !== 2) throw new StoreError('damaged', `${path}: its tables are missing`)
  return version
}

const enterWal = (query: Query, path: string, busyTimeout: number) => {
  const deadline = Date.now() + busyTimeout
  for (;;) {
    try {
      const mode = query('PRAGMA journal_mode')[0]?.[0]
      if (mode === 'wal' || (mode === 'memory' && path === ':memory:')) return
      const entered = query('PRAGMA journal_mode = WAL')[0]?.[0]
      if (entered === 'wal') return
      throw new StoreError('unsupported', `${path}: the place it lies in does not allow write-ahead logging (journal ${entered})`)
    } catch (error) {
      // two processes that create the file at once: SQLite does not call its busy handler for this change
      if (sqliteCode(error) !== 'busy' || Date.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

const migrate = (db: SqliteDriver, query: Query, path: string) => {
  db.exec('BEGIN IMMEDIATE')
  try {
    // asked again inside: another process may have migrated while this one waited
    const version = identify(query, path)
    for (const step of migrations.slice(version)) db.exec(step)
    db.exec(`PRAGMA application_id = ${applicationId}`)
    db.exec(`PRAGMA user_version = ${migrations.length}`)
    db.exec('COMMIT')
  } catch (error) {
    try {
      db.exec('ROLLBACK')
    } catch {
      // SQLite has rolled back already; the first error is the one to tell
    }
    throw error
  }
}

const startsLikeSqlite = (path: string): boolean => {
  const magic = Buffer.alloc(16)
  const file = openSync(path, 'r')
  try {
    const length = readSync(file, magic, 0, 16, 0)
    return length > 0 && 'SQLite format 3\0'.startsWith(magic.toString('latin1', 0, length))
  } finally {
    closeSync(file)
  }
}
