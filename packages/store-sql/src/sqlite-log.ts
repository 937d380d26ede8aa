import { Conflict, DuplicateCommand, type LogRecord, type ReadOptions } from '@bihuan/core'
import { isUniqueViolation, type Query, type Row } from './sqlite-driver.ts'
import { subjectsOf } from './subjects.ts'

const columns = 'pos, type, recorded_at, subjects, command, leaf, text'

const headOf = 'SELECT id, coalesce((SELECT max(pos) FROM events WHERE log = id), 0) FROM logs WHERE name = ?'

// one row a call: a single INSERT from a JSON parameter was 1.5 times slower, since SQLite parses it all again
const insert = 'INSERT INTO events (log, pos, type, recorded_at, command, leaf, subjects, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'

const ofType = 'AND type IN (SELECT value FROM json_each(?))'
// instr only narrows, cheaply; json_each decides, since a subject may hold what looks like the array's own punctuation
const ofSubject = 'AND instr(subjects, ?) > 0 AND EXISTS (SELECT 1 FROM json_each(subjects) WHERE value = ?)'

/**
 * The records of one command: from the one that names it up to the next that names any. The unary plus keeps the planner from
 * looking for that one in the index of commands, which is not in the order of positions.
 */
const ofCommand = `
  WITH first (log, pos) AS (SELECT log, pos FROM events WHERE log = ? AND command = ?)
  SELECT ${columns} FROM events WHERE log = (SELECT log FROM first) AND pos >= (SELECT pos FROM first) AND pos < coalesce(
    (SELECT pos FROM events WHERE log = (SELECT log FROM first) AND pos > (SELECT pos FROM first) AND +command IS NOT NULL
     ORDER BY pos LIMIT 1), ${Number.MAX_SAFE_INTEGER})
  ORDER BY pos`

/** The statements of the store, synchronous and without transactions of their own. */
export const sqliteLog = (query: Query) => {
  const find = (log: string) => {
    const [row] = query(headOf, log)
    return row && { id: row[0] as number, head: row[1] as number }
  }

  return {
    head: (log: string): number => find(log)?.head ?? 0,

    /** Inside a transaction that already holds the write lock; what it throws asks for a rollback. */
    append(log: string, expected: number, records: readonly LogRecord[]): void {
      const found = find(log)
      const head = found?.head ?? 0
      if (head !== expected) throw new Conflict(log, expected, head)
      if (records.length === 0) return
      const id = found?.id ?? (query('INSERT INTO logs (name) VALUES (?) RETURNING id', log)[0]?.[0] as number)
      for (const { position, type, recordedAt, command, leaf, subjects, text } of records) {
        try {
          query(insert, id, position, type, recordedAt, command ?? null, leaf, JSON.stringify(subjects), text)
        } catch (error) {
          if (command === undefined || !isUniqueViolation(error)) throw error
          if (query('SELECT 1 FROM events WHERE log = ? AND command = ?', id, command).length === 0) throw error
          throw new DuplicateCommand(log, command)
        }
      }
    },

    /** At most `limit` records from `from` on that `options` wants, none after `cut`. */
    page(log: string, from: number, limit: number, options: ReadOptions = {}, cut = Number.MAX_SAFE_INTEGER): LogRecord[] {
      const { to = cut, types, subject } = options
      const found = find(log)
      if (found === undefined) return []
      const sql = `SELECT ${columns} FROM events WHERE log = ? AND pos >= ? AND pos <= ?
        ${types ? ofType : ''} ${subject === undefined ? '' : ofSubject} ORDER BY pos LIMIT ?`
      const filters = [...(types ? [JSON.stringify(types)] : []), ...(subject === undefined ? [] : [JSON.stringify(subject), subject])]
      return query(sql, found.id, from, Math.min(to, cut), ...filters, limit).map(record)
    },

    findCommand(log: string, command: string): LogRecord[] | undefined {
      const found = find(log)
      const records = found ? query(ofCommand, found.id, command).map(record) : []
      return records.length > 0 ? records : undefined
    },

    /** Names in the order of their bytes, which for names of logs is that of `sort()`. */
    logs: (): string[] => query('SELECT name FROM logs ORDER BY name').map(([name]) => name as string),
  }
}

export type SqliteLog = ReturnType<typeof sqliteLog>

const record = (row: Row): LogRecord => {
  const [position, type, recordedAt, subjects, command, leaf, text] = row as readonly [
    number,
    string,
    string,
    string,
    string | null,
    string,
    string,
  ]
  const about = subjectsOf(position, subjects)
  return command === null
    ? { position, type, recordedAt, subjects: about, leaf, text }
    : { position, type, recordedAt, subjects: about, command, leaf, text }
}
