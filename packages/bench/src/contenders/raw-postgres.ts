import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type LogRecord, leafHash, systemHasher } from '@bihuan/core'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { type PlainModel, plainFold } from '../work/plain-fold.ts'
import { recordsOfAll } from '../work/records.ts'
import { type Call, calls } from '../work/task.ts'
import type { Contender, Place } from './contender.ts'

/** What PostgreSQL allows: the same rows into the same indexes by one prepared statement a commit, with nothing around it. */

const schema = `
  CREATE TABLE IF NOT EXISTS events (
    pos bigint PRIMARY KEY, type text COLLATE "C" NOT NULL, recorded_at text COLLATE "C" NOT NULL, command text COLLATE "C",
    leaf text COLLATE "C" NOT NULL, subjects json NOT NULL, text text COLLATE "C" NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS events_command ON events (command) WHERE command IS NOT NULL;`

async function connected({ postgres }: Place): Promise<pg.Client> {
  if (postgres === undefined) throw new Error('no database was given')
  const client = new pg.Client(postgres)
  await client.connect()
  await client.query(schema)
  return client
}

const one = 'INSERT INTO events VALUES ($1, $2, $3, $4, $5, $6, $7)'
const many = `INSERT INTO events SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::json[], $7::text[])`

const columnsOf = ({ position, type, recordedAt, command, leaf, subjects, text }: LogRecord): unknown[] => [
  position,
  type,
  recordedAt,
  command ?? null,
  leaf,
  JSON.stringify(subjects),
  text,
]

function insert(client: pg.Client, records: readonly LogRecord[]): Promise<unknown> {
  const rows = records.map(columnsOf)
  if (rows.length === 1) return client.query({ name: 'one', text: one, values: rows[0] as unknown[] })
  const values = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))
  return client.query({ name: 'many', text: many, values })
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const lineOf = (record: LogRecord): string =>
  `${columnsOf(record)
    .map((value) => (value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (found) => escapes[found] as string)))
    .join('\t')}\n`

/** Puts records into the table by COPY, in one transaction: the fastest that the server takes. */
export async function copyIn(place: Place, records: readonly LogRecord[]): Promise<void> {
  const client = await connected(place)
  const lines = function* () {
    for (let at = 0; at < records.length; at += 100)
      yield records
        .slice(at, at + 100)
        .map(lineOf)
        .join('')
  }
  await pipeline(Readable.from(lines()), client.query(from('COPY events FROM STDIN')))
  const { rows } = await client.query('SELECT count(*)::int AS count FROM events')
  await client.end()
  if (rows[0]?.count !== records.length) throw new Error(`COPY kept ${rows[0]?.count} rows`)
}

/** Reads pages, hashes each text, parses it and folds it plainly: what any replay that checks has to do, in one thread. */
async function replay(place: Place, model: PlainModel): Promise<number> {
  const client = await connected(place)
  for (let after = '0'; ; ) {
    const text = 'SELECT pos, leaf, text FROM events WHERE pos > $1 ORDER BY pos LIMIT 1000'
    const { rows } = await client.query<string[]>({ name: 'page', text, values: [after], rowMode: 'array' })
    for (const [, leaf, text = ''] of rows) {
      if (leafHash(systemHasher, text) !== leaf) throw new Error('a leaf differs')
      plainFold(model, JSON.parse(text))
    }
    if (rows.length < 1000) break
    after = rows.at(-1)?.[0] ?? after
  }
  await client.end()
  return model.events
}

export const rawPostgres = (group: boolean): Contender => {
  let ready: ReadonlyMap<Call, readonly LogRecord[]> = new Map()
  return {
    does: group ? 'all that wait in one prepared INSERT' : 'one prepared INSERT a call, committed by itself, synchronous_commit on',
    prepare: async (all) => {
      ready = recordsOfAll(all)
    },
    fill: async (place, tasks) => {
      const client = await connected(place)
      const all = [...recordsOfAll(calls(0, tasks)).values()].flat()
      for (let at = 0; at < all.length; at += 2000) await insert(client, all.slice(at, at + 2000))
      await client.end()
    },
    replay,
    async open(place) {
      const client = await connected(place)
      const close = () => client.end()
      if (!group) return { write: (call) => insert(client, ready.get(call) ?? []), close }
      return { write: grouped(client, (call) => ready.get(call) ?? []), close }
    },
  }
}

function grouped(client: pg.Client, recordsFor: (call: Call) => readonly LogRecord[]) {
  let waiting: { readonly records: readonly LogRecord[]; readonly done: () => void; readonly failed: (error: unknown) => void }[] = []
  let busy = false
  async function pump() {
    busy = true
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        const records = group.flatMap((one) => one.records)
        await insert(client, records)
        for (const { done } of group) done()
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    busy = false
  }
  return (call: Call) =>
    new Promise<void>((done, failed) => {
      waiting.push({ records: recordsFor(call), done, failed })
      if (!busy) void pump()
    })
}
