import { isInvalidInput, isRefused } from '@bihuan/core'
import type { Change } from './change.ts'
import type { LedgerDistrict } from './known.ts'
import type { LedgerCell, LedgerField, LedgerRow, Remark } from './ledger.ts'
import type { TaskInput, UnitInput } from './task.ts'

/** A command that a row would send. */
export type Planned = { readonly row: LedgerRow } & (
  | { readonly command: 'unit.establish'; readonly input: UnitInput }
  | { readonly command: 'task.register'; readonly input: TaskInput }
  | Change
)

// Who may import is asked when it is done. Here only what the rules say of the content is.
const office = { person: 'import', unit: 'import', roles: ['office'] }
const basis = { kind: 'document', title: 'import' } as const

/**
 * Sends the commands to a fork of the district, and tells what was refused, by command. Where the embedding program lets the office not do
 * it, nothing can be found out beforehand.
 */
export async function tryOut(
  district: LedgerDistrict,
  planned: readonly Planned[],
  on: string | undefined,
): Promise<ReadonlyMap<Planned, Remark>> {
  const refused = new Map<Planned, Remark>()
  if (planned.length === 0) return refused
  const sent = await district.fork().sendEach(planned, { actor: office, basis, ...(on !== undefined && { on }) })
  for (const [i, one] of planned.entries()) {
    const answer = sent[i]
    if (!answer || 'outcome' in answer) continue
    const { error } = answer
    if (isRefused(error)) {
      if (error.refusal.code === 'forbidden') return refused
      refused.set(one, remark(one.row, 'title', 'refused', { refusal: JSON.stringify(error.refusal) }))
    } else if (isInvalidInput(error)) {
      const [issue] = error.issues
      refused.set(one, remark(one.row, fieldAt(issue?.path ?? []), 'invalid', { issue: JSON.stringify(issue) }))
    } else throw error
  }
  return refused
}

function remark(row: LedgerRow, field: LedgerField, code: 'refused' | 'invalid', facts: Remark['facts']): Remark {
  const cell: LedgerCell | undefined = row.cells.get(field) ?? row.cells.get('title')
  return {
    ...(row.sheet !== undefined && { sheet: row.sheet }),
    row: row.row,
    column: cell?.column ?? field,
    ...(cell?.cell !== undefined && { cell: cell.cell }),
    code,
    facts,
  }
}

/** The column that a place in an input comes from. */
function fieldAt(path: readonly (string | number)[]): LedgerField {
  const [first, second] = path
  if (first === 'task') return 'no'
  if (first === 'funding') return second === 'source' ? 'source' : 'amount'
  if (first === 'schedule') return second === 'from' ? 'from' : 'due'
  return typeof first === 'string' && first !== 'unit' && first !== 'reason' ? (first as LedgerField) : 'title'
}
