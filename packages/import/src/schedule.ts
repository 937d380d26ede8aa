import { daySerial, type Read, readDate, yearIn } from './dates.ts'
import type { LedgerCell, LedgerField, LedgerRow } from './ledger.ts'
import type { PlanOptions, Say } from './options.ts'

export interface Schedule {
  readonly from: string
  readonly due: string
  readonly standing?: true
}

/** From when to when a row's task goes. Undefined when it does not say so, which is told. `titled` is the year that the file's title says. */
export function scheduleOf(
  row: LedgerRow,
  options: PlanOptions & { readonly today: string },
  titled: number | undefined,
  problem: Say,
  warn: Say,
  /** Called when the title's year is what a date was read with. */
  usedTitle: () => void,
): Schedule | undefined {
  const period = row.cells.get('period')
  // "全年" means the year of the period beside it.
  const own = options.year ?? yearIn(period?.text ?? '')
  const year = own ?? titled
  const read = (field: LedgerField): Read | null | undefined => {
    const cell = row.cells.get(field)
    if (!cell) return undefined
    const found = dayIn(cell, year)
    if (!found) problem(cell, dayIn(cell, 2000) ? 'noYear' : 'badDue', { text: cell.text })
    else {
      const day = field === 'from' ? (found.from ?? found.due) : found.due
      if (found.serial) warn(cell, 'serialDue', { text: cell.text, day })
      else if (!found.exact) warn(cell, 'vagueDue', { text: cell.text, day })
      if (found.standing) warn(cell, 'standing', { text: cell.text })
      if (own === undefined && titled !== undefined && !dayIn(cell, undefined)) usedTitle()
    }
    return found ?? null
  }
  const due = read('due')
  const from = read('from')
  const span = due === undefined || from === undefined ? (period ? read('period') : undefined) : undefined
  if (due === null || from === null || (span === null && (options.due === undefined || due === undefined))) return undefined
  const end = due?.due ?? span?.due ?? options.due
  if (end === undefined) {
    problem(period ?? { column: 'due' }, 'noDue')
    return undefined
  }
  const start = from?.from ?? from?.due ?? span?.from ?? options.from ?? (end < options.today ? `${end.slice(0, 4)}-01-01` : options.today)
  if (start > end) {
    problem(row.cells.get('due') ?? { column: 'from' }, 'dueBeforeFrom', { due: end, from: start })
    return undefined
  }
  return { from: start, due: end, ...((due ?? span)?.standing && { standing: true }) }
}

/** The day of a cell: as a spreadsheet holds it, as it is written, or by its serial number. */
function dayIn({ text, day, number }: LedgerCell, year: number | undefined): (Read & { readonly serial?: true }) | undefined {
  if (day !== undefined) return number === undefined ? { due: day, exact: true } : { due: day, exact: false, serial: true }
  // 6.3 in a number may be 3 June or 30 June.
  if (number !== undefined && !Number.isInteger(number)) return undefined
  const serial = /^\d{5}(?:\.0+)?$/.test(text) ? daySerial(Number(text)) : undefined
  return serial === undefined ? readDate(text, year) : { due: serial, exact: false, serial: true }
}
