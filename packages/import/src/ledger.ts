import type { Lang } from '@bihuan/core'
import type { Field, Told } from './columns.ts'
import type { RemarkCode } from './words/shape.ts'

/** A place in the file, as a person finds it. */
export interface Place {
  /** Of a workbook. */
  readonly sheet?: string
  /** Row of the sheet or line of the table, from 1; of a JSON list, the place in it, from 1. */
  readonly row: number
  /** The header of the column; the option's name where a value from outside the file is missing. */
  readonly column: string
  /** Of a workbook: `D5`. */
  readonly cell?: string
}

/** Something to be said of a place: `code` names a sentence of `ledgerWords`, with its facts. */
export interface Remark extends Place {
  readonly code: RemarkCode
  readonly facts: Readonly<Record<string, string>>
}

/** A cell of a ledger: what it says, and where it stands. */
export interface LedgerCell {
  readonly column: string
  readonly text: string
  readonly cell?: string
  /** Of a workbook: the number that it holds. */
  readonly number?: number
  /** Of a workbook: the day that it holds, or that its number is. */
  readonly day?: string
  /** The amount's or percent's unit is said by the cell's format: it is shown with a %. */
  readonly percent?: true
}

/** What a row says of how the task goes. It is not taken over. */
export interface RowTold {
  readonly actual?: LedgerCell
  readonly progress?: LedgerCell
  readonly status?: LedgerCell
  readonly note?: LedgerCell
  /** Percent, where `actual` is one. */
  readonly percent?: number
  /** Where `status` says so. */
  readonly onSchedule?: boolean
}

export interface LedgerRow {
  readonly sheet?: string
  readonly row: number
  readonly cells: ReadonlyMap<LedgerField, LedgerCell>
  readonly told: RowTold
  /** The heading that it stands under, in a row of its own: `一、产业发展`. */
  readonly section?: string
}

/** A ledger's own column, besides those that it shares with the ledgers of others. */
export type LedgerField = Field | 'ambition'

export type LedgerFormat = 'csv' | 'json' | 'xlsx'

/** What was read, before anything is known of a district. */
export interface LedgerRead {
  readonly format: LedgerFormat
  readonly sheet?: string
  /** The lines above the header. */
  readonly title?: string
  /** The year that the title, the sheet or the file's name speaks of. */
  readonly year?: number
  /** The view `ledger` as this library writes it, in this language: codes are labels, ids are ids, and what is empty is empty. */
  readonly own?: Lang
  readonly rows: readonly LedgerRow[]
  /** The fields for which there is a column, also where its cells are empty. */
  readonly fields: ReadonlySet<LedgerField>
  /** Headers of columns that are not taken over, as they stand. */
  readonly ignored: readonly string[]
  readonly problems: readonly Remark[]
  readonly warnings: readonly Remark[]
}

export type ToldCells = { [T in Told]?: LedgerCell }
