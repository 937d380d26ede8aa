import type { LedgerCell } from './ledger.ts'
import type { RemarkCode } from './words/shape.ts'

export interface PlanOptions {
  /** The goal of tasks for which the file names none: its id, or its name in either language. */
  readonly goal?: string
  /** First day and due date, `YYYY-MM-DD`, of tasks for which the file has none. */
  readonly from?: string
  readonly due?: string
  /** The year of dates that have none; what the period beside them or the file's title says when left out. */
  readonly year?: number
  /** Units that are not there yet are established, as departments of the district with their names as ids. */
  readonly createUnits?: boolean
  /** Stands before each number, to make ids of it. */
  readonly prefix?: string
  /**
   * What becomes of rows whose task is there already: `refuse` makes each a problem, so that a file is not imported twice; `change` plans what
   * differs, and nothing where nothing does. Left out: `change` for what this library exported, `refuse` for any other file.
   */
  readonly existing?: 'refuse' | 'change'
  /** The day on which it is to hold, `YYYY-MM-DD`; the district's today when left out. */
  readonly on?: string
}

/** Says something of a cell of the row at hand. */
export type Say = (at: Pick<LedgerCell, 'column' | 'cell'>, code: RemarkCode, facts?: Readonly<Record<string, string>>) => void
