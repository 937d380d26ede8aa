import { Conflict, Corrupt, DuplicateCommand, type LogRecord, type ReadOptions, StoreError } from '@bihuan/core'
import { type PostgresQuery, type PostgresRow, type PostgresValue, sqlState } from './postgres-driver.ts'
import type { TextColumns } from './postgres-text.ts'
import { subjectsOf } from './subjects.ts'

/**
 * An append is one statement. It takes the log's row only where `head` is still what the writer decided on, moves it, and puts the
 * records behind it; where it takes no row it puts none.
 *
 * Why that is right at READ COMMITTED: two writers at the same head meet at that row. The second waits for the first to end and then
 * looks at the row as it has become, not as it was in its snapshot (EvalPlanQual), so that `head = $2` fails; if the first rolled back it
 * goes on. Positions come from `head`, which is part of the transaction, and not from a sequence, which would keep holes. A log that is not
 * there yet is taken by the unique index on its name in the same way.
 *
 * A few records are parameters each, for which there is least to do; more are one of JSON: arrays with unnest were slower, and drivers
 * write arrays in different ways. Who turned synchronous_commit off gets it back for this transaction: what is acknowledged is on the disk.
 */
const append = (schema: string, head: string, rows: string) => `
  WITH head AS (${head} RETURNING id),
  put AS (
    INSERT INTO ${schema}.events (log, pos, type, recorded_at, command, leaf, subjects, text)
    SELECT head.id, r.position, r.type, r."recordedAt", r.command, r.leaf, r.subjects, r.text
    FROM head, ${rows}
  )
  SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END FROM head`

/** How often an append begins again that a rollback of another writer, or the server, threw back without an answer. */
const patience = 20

const asJson = `json_to_recordset($4::json) AS r
      (position bigint, type text, "recordedAt" text, command text, leaf text, subjects json, text text)`

/** So many records are parameters of their own. */
const few = 4
const types = ['bigint', 'text', 'text', 'text', 'text', 'json', 'text']

const asValues = (records: number) => {
  const row = (n: number) => `(${types.map((type, i) => `$${4 + n * types.length + i}::${type}`).join(', ')})`
  const rows = Array.from({ length: records }, (_, n) => row(n))
  return `(VALUES ${rows.join(', ')}) AS r (position, type, "recordedAt", command, leaf, subjects, text)`
}

/** The statement for batches of 1, 2 … records in values, and for those in JSON at 0. */
const appends = (schema: string, head: string): readonly string[] =>
  Array.from({ length: few + 1 }, (_, records) => append(schema, head, records === 0 ? asJson : asValues(records)))

/** Records as they are handed to the server, and as they were when they were handed to the store. */
export interface Batch {
  readonly size: number
  /** Of each record its own, or all as one text of JSON. */
  readonly values: readonly PostgresValue[]
  /** The ids of its commands, in order. */
  readonly commands: readonly string[]
}

export const batchOf = (records: readonly LogRecord[]): Batch => ({
  size: records.length,
  // half of a surrogate pair, which a driver would exchange for a mark, the server refuses in JSON
  values: records.length <= few && records.every(isWellFormed) ? records.flatMap(valuesOf) : [JSON.stringify(records)],
  commands: records.flatMap(({ command }) => command ?? []),
})

const valuesOf = ({ position, type, recordedAt, command, leaf, subjects, text }: LogRecord): readonly PostgresValue[] => [
  position,
  type,
  recordedAt,
  command ?? null,
  leaf,
  JSON.stringify(subjects),
  text,
]

const isWellFormed = ({ type, recordedAt, command = '', leaf, text }: LogRecord): boolean =>
  [type, recordedAt, command, leaf, text].every((one) => one.isWellFormed())

/** The store's statements in `schema`, which is quoted. `query` runs each alone, or all in one transaction. */
export const postgresLog = (query: PostgresQuery, schema: string, text: TextColumns) => {
  const sql = statementsOf(schema, text)
  const record = recordIn(text)

  const head = async (log: string): Promise<number> => Number((await query(sql.head, log))[0]?.[0] ?? 0)

  /** The first command of the batch that the log holds or that the batch names again. */
  const duplicateOf = async (log: string, { commands }: Batch): Promise<string | undefined> => {
    const held = new Set((await query(sql.held, log, JSON.stringify(commands))).map(([command]) => text.in(command as string)))
    return commands.find((command, i) => held.has(command) || commands.indexOf(command) < i)
  }

  return {
    head,

    /**
     * One round trip when it succeeds. What went wrong is asked for afterwards.
     * @param alone whether each statement is a transaction of its own, so that one which failed may be sent again
     */
    async append(log: string, expected: number, { size, values }: Batch, alone: boolean): Promise<void> {
      for (let tries = 1; ; tries++) {
        if (size > 0) {
          try {
            const statement = (expected === 0 ? sql.first : sql.next)[values.length === 1 ? 0 : size] as string
            if ((await query(statement, log, expected, size, ...values)).length > 0) return
          } catch (error) {
            // a deadlock, or a role whose transactions are serializable: the server undid it, and nothing was appended
            if (!alone || !sqlState(error)?.startsWith('40') || tries >= patience) throw error
          }
        }
        const actual = await head(log)
        if (actual !== expected) throw new Conflict(log, expected, actual)
        if (size === 0) return
        if (tries >= patience) throw new StoreError('busy', `log ${log}: other writers came and went at position ${expected}`)
      }
    },

    /** `error` of an append, told as the command's where it is. Not in a transaction that the error has broken. */
    async explained(error: unknown, log: string, batch: Batch): Promise<unknown> {
      if (sqlState(error) !== '23505') return error
      const command = await duplicateOf(log, batch)
      return command === undefined ? error : new DuplicateCommand(log, command)
    },

    /** At most `limit` records from `from` on that `options` wants, none after `cut`. */
    async page(log: string, from: number, limit: number, options: ReadOptions = {}, cut = Number.MAX_SAFE_INTEGER): Promise<LogRecord[]> {
      const { to = cut, types, subject } = options
      const range = [log, from, Math.min(to, cut), limit]
      if (types === undefined && subject === undefined) return (await query(sql.page, ...range)).map(record)
      const filters = [types ? JSON.stringify(types) : null, subject ?? null, subject === undefined ? null : JSON.stringify(subject)]
      return (await query(sql.filtered, ...range, ...filters)).map(record)
    },

    /** @throws Corrupt when the log's head is not where its last record is: read alone, neither shows that something is missing */
    async checkEnd(log: string): Promise<void> {
      const [row] = await query(sql.ends, log)
      if (row === undefined) return
      const [head, last] = [Number(row[0]), Number(row[1] ?? 0)]
      if (head !== last) throw new Corrupt(Math.min(head, last) + 1, 'gap', `the log's head is ${head}, its last record is at ${last}`)
    },

    async findCommand(log: string, command: string): Promise<LogRecord[] | undefined> {
      const records = (await query(sql.command, log, command)).map(record)
      return records.length > 0 ? records : undefined
    },

    /** Names in the order of their bytes. A log that a turn took and left empty is none. */
    logs: async (): Promise<string[]> => (await query(sql.logs)).map(([name]) => name as string),

    /**
     * Holds the log's row until the transaction ends, so that nobody else appends; makes it where there is none. The server gives the
     * transaction up when nothing is asked of it for `idle` milliseconds.
     */
    hold: async (log: string, idle: number): Promise<void> => void (await query(sql.hold, log, `${idle}`)),
  }
}

export type PostgresLog = ReturnType<typeof postgresLog>

const statementsOf = (schema: string, text: TextColumns) => {
  const of = text.of
  const columns = `e.pos, ${of('e.type')}, ${of('e.recorded_at')}, e.subjects::text, ${of('e.command')}, ${of('e.leaf')}, ${of('e.text')}`
  const idOf = `(SELECT id FROM ${schema}.logs WHERE name = $1)`
  const page = `SELECT ${columns} FROM ${schema}.events e WHERE e.log = ${idOf} AND e.pos >= $2::bigint AND e.pos <= $3::bigint`
  return {
    first: appends(
      schema,
      `INSERT INTO ${schema}.logs AS l (name, head) VALUES ($1, $3::bigint)
       ON CONFLICT (name) DO UPDATE SET head = l.head + $3::bigint WHERE l.head = $2::bigint`,
    ),
    next: appends(schema, `UPDATE ${schema}.logs SET head = head + $3::bigint WHERE name = $1 AND head = $2::bigint`),
    head: `SELECT head FROM ${schema}.logs WHERE name = $1`,
    held: `SELECT ${text.of('command')} FROM ${schema}.events WHERE log = ${idOf} AND command IN (SELECT json_array_elements_text($2::json))`,
    page: `${page} ORDER BY e.pos LIMIT $4`,
    // strpos only narrows, cheaply; jsonb decides, since a subject may hold what looks like the array's own punctuation
    filtered: `${page} AND ($5::text IS NULL OR e.type IN (SELECT json_array_elements_text($5::json)))
      AND ($6::text IS NULL OR (strpos(e.subjects::text, $7) > 0 AND e.subjects::jsonb ? $6)) ORDER BY e.pos LIMIT $4`,
    ends: `SELECT head, (SELECT max(pos) FROM ${schema}.events WHERE log = id) FROM ${schema}.logs WHERE name = $1`,
    // from the one that names it up to the next that names any; the || keeps the planner from the index of commands, which is not in
    // the order of positions
    command: `
      WITH first AS (SELECT log, pos FROM ${schema}.events WHERE log = ${idOf} AND command = $2)
      SELECT ${columns} FROM first, ${schema}.events e WHERE e.log = first.log AND e.pos >= first.pos AND e.pos < coalesce(
        (SELECT n.pos FROM ${schema}.events n WHERE n.log = first.log AND n.pos > first.pos AND n.command || '' IS NOT NULL
         ORDER BY n.pos LIMIT 1), ${Number.MAX_SAFE_INTEGER})
      ORDER BY e.pos`,
    logs: `SELECT name FROM ${schema}.logs WHERE head > 0 ORDER BY name`,
    // whoever freezes in its turn would hold up all writers of the log: the server takes it back, in the transaction's own setting
    hold: `INSERT INTO ${schema}.logs AS l (name, head) VALUES ($1, 0) ON CONFLICT (name) DO UPDATE SET head = l.head
      RETURNING set_config('idle_in_transaction_session_timeout', $2, true)`,
  }
}

const recordIn =
  ({ in: plain }: TextColumns) =>
  (row: PostgresRow): LogRecord => {
    const [pos, type, recordedAt, subjects, command, leaf, text] = row as readonly [unknown, ...string[]] as readonly [
      unknown,
      string,
      string,
      string,
      string | null,
      string,
      string,
    ]
    const position = Number(pos)
    const about = subjectsOf(position, subjects)
    return command === null
      ? { position, type: plain(type), recordedAt: plain(recordedAt), subjects: about, leaf: plain(leaf), text: plain(text) }
      : {
          position,
          type: plain(type),
          recordedAt: plain(recordedAt),
          subjects: about,
          command: plain(command),
          leaf: plain(leaf),
          text: plain(text),
        }
  }
