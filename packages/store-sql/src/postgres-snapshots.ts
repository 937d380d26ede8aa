import type { SnapshotHead } from '@bihuan/core'
import type { Guarded } from './postgres-driver.ts'
import { leftAfter, portion, type SnapshotTables } from './snapshots.ts'

/** The tables of snapshots in `schema`, which is quoted. */
export const postgresSnapshots = ({ query, ask, transaction, text }: Guarded, schema: string): SnapshotTables => {
  const snapshots = `${schema}.snapshots`
  const parts = `${schema}.snapshot_parts`
  const behind = `SELECT 1 FROM ${snapshots} WHERE log = $1 AND shape = $2 AND state = 'whole' AND position > $3::bigint`
  const columns = ['table_name', 'id', 'keys', 'text'].map(text.of).join(', ')
  const tried = (log: string, { shape, position }: SnapshotHead) => [log, shape, position] as const

  return {
    async find(log, shape) {
      const [row] = await ask(
        `SELECT position, ${text.of('shape')}, parts, ${text.of('text')} FROM ${snapshots} WHERE log = $1 AND shape = $2 AND state = 'whole' ORDER BY position DESC LIMIT 1`,
        log,
        shape,
      )
      return row && { position: Number(row[0]), shape: text.in(row[1] as string), parts: Number(row[2]), text: text.in(row[3] as string) }
    },

    async numberOf(log, head) {
      const [row] = await ask(
        `SELECT id FROM ${snapshots} WHERE log = $1 AND shape = $2 AND position = $3::bigint AND parts = $4::bigint AND text = $5 AND state = 'whole'`,
        ...tried(log, head),
        head.parts,
        head.text,
      )
      return row && Number(row[0])
    },

    async page(snapshot, n, limit) {
      const found = await ask(
        `SELECT n, ${columns} FROM ${parts}
         WHERE snapshot = (SELECT id FROM ${snapshots} WHERE id = $1::bigint AND state = 'whole') AND n >= $2::bigint ORDER BY n LIMIT $3`,
        snapshot,
        n,
        limit,
      )
      return found.map((row) => {
        const [table, id, keys, body] = row.slice(1).map((value) => text.in(value as string)) as [string, string, string, string]
        return { n: Number(row[0]), table, id, keys, text: body }
      })
    },

    async begin(log, head) {
      const [row] = await query(
        `INSERT INTO ${snapshots} (log, shape, position, parts, text) SELECT $1, $2, $3::bigint, $4::bigint, $5
         WHERE NOT EXISTS (${behind}) RETURNING id`,
        ...tried(log, head),
        head.parts,
        head.text,
      )
      return row && Number(row[0])
    },

    async add(snapshot, n, page) {
      const added = await query(
        `WITH alive AS (
           UPDATE ${snapshots} SET written_at = clock_timestamp() WHERE id = $1::bigint AND state = 'writing' RETURNING id
         ), put AS (
           INSERT INTO ${parts} (snapshot, n, table_name, id, keys, text)
           SELECT alive.id, $2::bigint + r.i, r."table", r.id, r.keys, r.text
           FROM alive, json_to_recordset($3::json) AS r (i bigint, "table" text, id text, keys text, text text)
         )
         SELECT id FROM alive`,
        snapshot,
        n,
        JSON.stringify(page.map(({ table, id, keys, text }, i) => ({ i, table, id, keys, text }))),
      )
      return added.length > 0
    },

    finish: (snapshot, log, head) =>
      transaction(async (query) => {
        // two that finish at once would not see each other
        await query(`SELECT pg_advisory_xact_lock(hashtextextended('bihuan ' || $1 || ' ' || $2, 0))`, schema, log)
        const old = (await query(behind, ...tried(log, head))).length > 0
        const [mine] = await query(
          `UPDATE ${snapshots} SET state = $2 WHERE id = $1::bigint AND state = 'writing' RETURNING id`,
          snapshot,
          old ? 'dropped' : 'whole',
        )
        if (mine === undefined || old) return mine !== undefined
        await query(
          `UPDATE ${snapshots} SET state = 'dropped' WHERE log = $1 AND state = 'whole' AND id <> $4::bigint
             AND (position < $3::bigint OR (position = $3::bigint AND shape = $2))`,
          ...tried(log, head),
          snapshot,
        )
        return true
      }),

    async drop(which) {
      if (typeof which === 'number') {
        await query(`UPDATE ${snapshots} SET state = 'dropped' WHERE id = $1::bigint AND state = 'writing'`, which)
      } else await query(`UPDATE ${snapshots} SET state = 'dropped' WHERE log = $1 AND state = 'whole'`, which)
    },

    async clean() {
      const [left] = await query(
        `SELECT id FROM ${snapshots} WHERE state = 'dropped' OR (state = 'writing' AND written_at < clock_timestamp() - ${leftAfter} * interval '1 second')
         ORDER BY id LIMIT 1`,
      )
      if (left === undefined) return false
      const id = Number(left[0])
      await query(`UPDATE ${snapshots} SET state = 'dropped' WHERE id = $1::bigint`, id)
      const gone = await query(
        `DELETE FROM ${parts} WHERE snapshot = $1::bigint AND n IN (SELECT n FROM ${parts} WHERE snapshot = $1::bigint ORDER BY n LIMIT ${portion}) RETURNING n`,
        id,
      )
      if (gone.length < portion) await query(`DELETE FROM ${snapshots} WHERE id = $1::bigint`, id)
      return true
    },
  }
}
