import { type CsvError, parse } from 'csv-parse/sync'
import type { Grid } from './grid.ts'
import { unreadable } from './unreadable.ts'

/** The table in a CSV text. Lines may have any number of fields. @throws InvalidInput `notCsv` at `file`, when quotes do not pair up */
export function csvGrid(text: string): Grid {
  try {
    const lines = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false }) as string[][]
    return { lettered: false, rows: lines.map((line) => line.map((said) => (said === '' ? undefined : { text: said }))) }
  } catch (error) {
    // Lines and fields of any number are taken: only quotes can be wrong.
    throw unreadable('notCsv', { line: String((error as CsvError).lines ?? '?') })
  }
}

/** The text of bytes in UTF-8 or, as spreadsheets in China still write it, GB18030. @throws InvalidInput `notText` at `file` */
export function decoded(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // the next encoding
    }
  }
  throw unreadable('notText')
}
