import { InvalidInput, isStoreError, StoreError } from '@bihuan/core'
import type { Guarded, PostgresQuery } from './postgres-driver.ts'

/**
 * Forward only: entry n brings a schema from version n to n + 1, all in one transaction. An entry that was released never changes.
 * `$schema` stands for the quoted name.
 *
 * Text is compared by bytes, so that nothing depends on the server's locale. Half of each page of `logs` stays free, since every append
 * makes a new version of one of its rows.
 */
export const migrations: readonly (readonly string[])[] = [
  [
    'CREATE TABLE $schema.store (application text NOT NULL, version integer NOT NULL)',
    `INSERT INTO $schema.store (application, version) VALUES ('bihuan', 0)`,
    `CREATE TABLE $schema.logs (
       id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE, head bigint NOT NULL
     ) WITH (fillfactor = 50)`,
    `CREATE TABLE $schema.events (
       log integer NOT NULL, pos bigint NOT NULL, type text COLLATE "C" NOT NULL, recorded_at text COLLATE "C" NOT NULL,
       command text COLLATE "C", leaf text COLLATE "C" NOT NULL, subjects json NOT NULL, text text COLLATE "C" NOT NULL,
       PRIMARY KEY (log, pos)
     )`,
    'CREATE UNIQUE INDEX events_command ON $schema.events (log, command) WHERE command IS NOT NULL',
    `CREATE TABLE $schema.snapshots (
       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, log text COLLATE "C" NOT NULL, shape text COLLATE "C" NOT NULL,
       position bigint NOT NULL, rows bigint NOT NULL, text text COLLATE "C" NOT NULL,
       state text COLLATE "C" NOT NULL DEFAULT 'writing' CHECK (state IN ('writing', 'whole', 'dropped')),
       written_at timestamptz NOT NULL DEFAULT clock_timestamp()
     )`,
    'CREATE INDEX snapshots_log ON $schema.snapshots (log, position)',
    `CREATE TABLE $schema.snapshot_rows (
       snapshot bigint NOT NULL, n bigint NOT NULL, table_name text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
       keys text COLLATE "C" NOT NULL, text text COLLATE "C" NOT NULL,
       PRIMARY KEY (snapshot, n)
     )`,
    `CREATE VIEW $schema.event_list AS
       SELECT l.name AS log, e.pos AS position, e.type, (e.text::json ->> 'on')::date AS on_day, e.recorded_at::timestamptz AS recorded_at,
         e.text::json #>> '{actor,person}' AS person, e.text::json #>> '{actor,unit}' AS unit,
         e.text::json #>> '{command,name}' AS command, e.text::json #>> '{command,id}' AS command_id,
         e.subjects, e.text::json -> 'data' AS data
       FROM $schema.events e JOIN $schema.logs l ON l.id = e.log`,
    `CREATE VIEW $schema.current_rows AS
       SELECT s.log, s.position AS as_of, r.table_name, r.id, r.text::json AS data
       FROM $schema.snapshots s JOIN $schema.snapshot_rows r ON r.snapshot = s.id
       WHERE s.id = (SELECT n.id FROM $schema.snapshots n WHERE n.log = s.log AND n.state = 'whole' ORDER BY n.position DESC, n.id DESC LIMIT 1)`,
  ],
  [
    'DROP VIEW $schema.current_rows',
    'DROP TABLE $schema.snapshot_rows',
    'DELETE FROM $schema.snapshots',
    'ALTER TABLE $schema.snapshots RENAME COLUMN rows TO parts',
    `CREATE TABLE $schema.snapshot_parts (
       snapshot bigint NOT NULL, n bigint NOT NULL, table_name text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
       keys text COLLATE "C" NOT NULL, text text COLLATE "C" NOT NULL,
       PRIMARY KEY (snapshot, n)
     )`,
    `CREATE VIEW $schema.current_rows AS
       SELECT s.log, s.position AS as_of, p.table_name, r.data ->> 'id' AS id, r.data
       FROM $schema.snapshots s JOIN $schema.snapshot_parts p ON p.snapshot = s.id CROSS JOIN LATERAL json_array_elements(p.text::json) AS r (data)
       WHERE s.id = (SELECT n.id FROM $schema.snapshots n WHERE n.log = s.log AND n.state = 'whole' ORDER BY n.position DESC, n.id DESC LIMIT 1)`,
  ],
]

const tables = (version: number) => ['logs', 'events', 'snapshots', version < 2 ? 'snapshot_rows' : 'snapshot_parts']

const schemaName = /^[a-z_][a-z0-9_]{0,62}$/

/** The name as SQL takes it. @throws InvalidInput when it isn't plain: `[a-z_][a-z0-9_]{0,62}` */
export const quoted = (schema: string): string => {
  if (schemaName.test(schema)) return `"${schema}"`
  throw new InvalidInput([{ path: ['schema'], code: 'invalid_format', message: `not a plain name: ${JSON.stringify(schema)}` }])
}

/** Looks at the server and the schema, and makes or migrates it. A schema that isn't the store's, or is of a newer version, stays as it is. */
export const openPostgres = async ({ ask, transaction }: Guarded, durable: boolean, place: string, schema: string): Promise<void> => {
  await checkServer(ask, durable, place)
  if ((await versionOf(ask, place, schema)) < migrations.length) await transaction((query) => migrate(query, place, schema))
}

const checkServer = async (query: PostgresQuery, durable: boolean, place: string) => {
  const [row = []] = await query(`SELECT current_setting('fsync'), current_setting('server_encoding')`)
  if (durable && row[0] !== 'on')
    throw new StoreError('unsupported', `${place}: the server runs with fsync = ${row[0]} and may lose what it acknowledged`)
  if (row[1] !== 'UTF8') throw new StoreError('unsupported', `${place}: the database's encoding is ${row[1]}, not UTF8`)
}

/** The store's version, 0 for a schema that is empty or not there. Reads only. */
const versionOf = async (query: PostgresQuery, place: string, schema: string): Promise<number> => {
  const at = `${place}: schema ${schema}`
  const found = await query(
    `SELECT relname FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
    schema,
  )
  const names = found.map(([name]) => name as string)
  if (names.length === 0) return 0
  const foreign = new StoreError('notAStore', `${at} holds tables of another application`)
  if (!names.includes('store')) throw foreign
  const [row] = await query(`SELECT application, version FROM ${quoted(schema)}.store`).catch((error: unknown) => {
    throw isStoreError(error) && error.code === 'damaged' ? foreign : error
  })
  if (row?.[0] !== 'bihuan') throw foreign
  const version = Number(row[1])
  if (version > migrations.length) {
    throw new StoreError('newer', `${at}: written by a newer version (format ${version}, this one knows ${migrations.length})`)
  }
  if (!tables(version).every((name) => names.includes(name))) throw new StoreError('damaged', `${at}: its tables are missing`)
  return version
}

const migrate = async (query: PostgresQuery, place: string, schema: string) => {
  // one opener at a time; the next finds the work done
  await query(`SELECT pg_advisory_xact_lock(hashtextextended('bihuan ' || $1, 0))`, schema)
  const version = await versionOf(query, place, schema)
  if (version === migrations.length) return
  // asked first, since IF NOT EXISTS wants the right to make a schema even where there is nothing to make
  const [there] = await query('SELECT 1 FROM pg_namespace WHERE nspname = $1', schema)
  if (there === undefined) await query(`CREATE SCHEMA ${quoted(schema)}`)
  for (const step of migrations.slice(version).flat()) await query(step.replaceAll('$schema', quoted(schema)))
  await query(`UPDATE ${quoted(schema)}.store SET version = ${migrations.length}`)
}
