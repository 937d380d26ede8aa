import { readFile } from 'node:fs/promises'
import { type CsvError, parse } from 'csv-parse/sync'
import { noFile, Usage } from '../io.ts'
import { type Field, fieldOf } from './columns.ts'

/** A cell of a ledger: what it says, and where it stands. */
export interface LedgerCell {
  readonly column: string
  readonly text: string
}

export interface LedgerRow {
  /** Line of the table, the header being line 1; of a JSON list, the place from 1. */
  readonly row: number
  readonly cells: ReadonlyMap<Field, LedgerCell>
}

export interface Ledger {
  readonly rows: readonly LedgerRow[]
  /** Columns that mean nothing here. */
  readonly ignored: readonly string[]
}

/** Reads a ledger from CSV (UTF-8 or GB18030) or from a JSON list of objects. @throws Usage */
export async function readLedger(file: string): Promise<Ledger> {
  const bytes = await readFile(file).catch((error: Error) => Promise.reject(noFile(file, error)))
  const text = decoded(bytes, file)
  return /^\s*[[{]/.test(text) ? fromJson(text, file) : fromCsv(text, file)
}

function decoded(bytes: Uint8Array, file: string): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // the next encoding
    }
  }
  throw new Usage('notText', { file })
}

function fromJson(text: string, file: string): Ledger {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Usage('notJson', { file, why: (error as Error).message })
  }
  const list = (Array.isArray(value) ? value : [value]).filter((row): row is object => typeof row === 'object' && row !== null)
  return ledgerOf(
    list.map(
      (row) =>
        new Map(
          Object.entries(row).flatMap(([key, cell]) =>
            cell === null || cell === undefined || typeof cell === 'boolean' ? [] : [[key, plainText(cell)] as const],
          ),
        ),
    ),
    1,
    file,
    // `task` is the task's text in the open data of districts, and its id in none of them.
    (key) => (key === 'task' ? 'title' : fieldOf(key)),
  )
}

const plainText = (cell: unknown): string =>
  Array.isArray(cell) ? cell.map(String).join('、') : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)

function fromCsv(text: string, file: string): Ledger {
  let lines: string[][]
  try {
    lines = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false }) as string[][]
  } catch (error) {
    // Lines and fields of any number are taken: only quotes can be wrong.
    throw new Usage('notCsv', { file, line: String((error as CsvError).lines ?? '?') })
  }
  const at = lines.slice(0, 10).findIndex((line) => line.some((cell) => fieldOf(cell) === 'title'))
  if (at < 0) throw new Usage('noRows', { file })
  const headers = lines[at] as string[]
  const rows = lines
    .slice(at + 1)
    .map((line) => new Map(headers.flatMap((header, i) => (header.trim() === '' ? [] : [[header, line[i] ?? ''] as const]))))
  return ledgerOf(rows, at + 2, file, fieldOf)
}

function ledgerOf(
  rows: readonly ReadonlyMap<string, string>[],
  first: number,
  file: string,
  field: (header: string) => Field | undefined,
): Ledger {
  const ignored = new Set<string>()
  const read = rows.map((row, i) => {
    const cells = new Map<Field, LedgerCell>()
    for (const [column, text] of row) {
      const meant = field(column)
      const said = text.trim().replace(/^'(?=[=+\-@＝＋－＠])/u, '')
      if (said === '' || said === '—') continue
      if (meant === undefined || cells.has(meant)) ignored.add(column)
      else cells.set(meant, { column, text: said })
    }
    return { row: first + i, cells }
  })
  const filled = read.filter((row) => row.cells.size > 0)
  if (!filled.some((row) => row.cells.has('title'))) throw new Usage('noRows', { file })
  return { rows: filled, ignored: [...ignored] }
}
