import type { SnapshotHead } from '@bihuan/core'
import { leftAfter, portion, type SnapshotTables } from './snapshots.ts'
import type { Query } from './sqlite-driver.ts'

interface Connection {
  readonly query: Query
  readonly patiently: <T>(work: () => T) => Promise<T>
  /** One transaction of its own, in the order of this process's writers. */
  readonly transaction: <T>(work: () => T) => Promise<T>
}

const behind = `SELECT 1 FROM snapshots WHERE log = ? AND shape = ? AND state = 'whole' AND position > ?`

const now = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`

export const sqliteSnapshots = ({ query, patiently, transaction }: Connection): SnapshotTables => {
  const liesBehind = (log: string, { shape, position }: SnapshotHead) => query(behind, log, shape, position).length > 0

  return {
    find: (log, shape) =>
      patiently(() => {
        const [row] = query(
          `SELECT position, shape, parts, text FROM snapshots WHERE log = ? AND shape = ? AND state = 'whole' ORDER BY position DESC LIMIT 1`,
          log,
          shape,
        )
        return row && { position: row[0] as number, shape: row[1] as string, parts: row[2] as number, text: row[3] as string }
      }),

    numberOf: (log, { shape, position, parts, text }) =>
      patiently(
        () =>
          query(
            `SELECT id FROM snapshots WHERE log = ? AND shape = ? AND position = ? AND parts = ? AND text = ? AND state = 'whole'`,
            log,
            shape,
            position,
            parts,
            text,
          )[0]?.[0] as number | undefined,
      ),

    page: (snapshot, n, limit) =>
      patiently(() =>
        query(
          `SELECT n, table_name, id, CAST(keys AS BLOB), CAST(text AS BLOB) FROM snapshot_parts
           WHERE snapshot = (SELECT id FROM snapshots WHERE id = ? AND state = 'whole') AND n >= ? ORDER BY n LIMIT ?`,
          snapshot,
          n,
          limit,
        ).map((row) => {
          const [n, table, id, keys, text] = row as readonly [number, string, string, Uint8Array, Uint8Array]
          return { n, table, id, keys, text }
        }),
      ),

    begin: (log, head) =>
      transaction(() => {
        if (liesBehind(log, head)) return undefined
        const { position, shape, parts, text } = head
        return query(
          `INSERT INTO snapshots (log, shape, position, parts, text, written_at) VALUES (?, ?, ?, ?, ?, ${now}) RETURNING id`,
          log,
          shape,
          position,
          parts,
          text,
        )[0]?.[0] as number
      }),

    add: (snapshot, n, page) =>
      transaction(() => {
        const alive = query(`UPDATE snapshots SET written_at = ${now} WHERE id = ? AND state = 'writing' RETURNING id`, snapshot).length > 0
        if (!alive) return false
        for (const [i, { table, id, keys, text }] of page.entries()) {
          query(
            'INSERT INTO snapshot_parts (snapshot, n, table_name, id, keys, text) VALUES (?, ?, ?, ?, ?, ?)',
            snapshot,
            n + i,
            table,
            id,
            keys,
            text,
          )
        }
        return true
      }),

    finish: (snapshot, log, head) =>
      transaction(() => {
        const old = liesBehind(log, head)
        const state = old ? 'dropped' : 'whole'
        const mine = query(`UPDATE snapshots SET state = ? WHERE id = ? AND state = 'writing' RETURNING id`, state, snapshot).length > 0
        if (!mine || old) return mine
        query(
          `UPDATE snapshots SET state = 'dropped' WHERE log = ? AND state = 'whole' AND id <> ?
             AND (position < ? OR (position = ? AND shape = ?))`,
          log,
          snapshot,
          head.position,
          head.position,
          head.shape,
        )
        return true
      }),

    async drop(which) {
      await transaction(() =>
        typeof which === 'number'
          ? query(`UPDATE snapshots SET state = 'dropped' WHERE id = ? AND state = 'writing'`, which)
          : query(`UPDATE snapshots SET state = 'dropped' WHERE log = ? AND state = 'whole'`, which),
      )
    },

    clean: () =>
      transaction(() => {
        const [left] = query(
          `SELECT id FROM snapshots
           WHERE state = 'dropped' OR (state = 'writing' AND written_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-${leftAfter} seconds'))
           ORDER BY id LIMIT 1`,
        )
        if (left === undefined) return false
        const id = left[0] as number
        query(`UPDATE snapshots SET state = 'dropped' WHERE id = ?`, id)
        const gone = query(
          `DELETE FROM snapshot_parts WHERE snapshot = ? AND n IN (SELECT n FROM snapshot_parts WHERE snapshot = ? ORDER BY n LIMIT ${portion}) RETURNING n`,
          id,
          id,
        )
        if (gone.length < portion) query('DELETE FROM snapshots WHERE id = ?', id)
        return true
      }),
  }
}
