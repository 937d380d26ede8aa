import type { Shown, ValueIn } from '@bihuan/core'

/** A ledger of `count` rows, made of the rows of a small one. */
export function manyRows(shown: Shown<'ledger', ValueIn<'ledger'>>, count: number): Shown<'ledger', ValueIn<'ledger'>> {
  const { value, table } = shown
  const rows = Array.from({ length: count }, (_, i) => ({ ...value.rows[i % value.rows.length], task: `T-${i}` })) as typeof value.rows
  return {
    ...shown,
    value: { ...value, total: count, rows },
    table: { columns: table.columns, rows: rows.map((row, i) => ({ ...table.rows[i % table.rows.length], task: row.task })) },
  }
}
