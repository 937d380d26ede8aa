import {
  type Dictionary,
  type District,
  type FlatTable,
  manualClock,
  openDistrict,
  type Recorded,
  recordOf,
  systemHasher,
} from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import { type Cell, type CellValue, writeXlsx } from 'hucre'

/** A sheet as a test writes it: values row by row, and ranges such as `A1:C1` that are merged. */
export interface TestSheet {
  readonly name?: string
  readonly rows: readonly (readonly CellValue[])[]
  readonly merges?: readonly string[]
  readonly cells?: ReadonlyMap<string, Partial<Cell>>
  readonly hidden?: boolean
}

/** A workbook's bytes. */
export async function workbook(...sheets: readonly TestSheet[]): Promise<Uint8Array> {
  const written = await writeXlsx({
    sheets: sheets.map(({ name, rows, merges = [], cells, hidden }, i) => ({
      name: name ?? `Sheet${i + 1}`,
      rows: rows.map((row) => [...row]),
      merges: merges.map(rangeOf),
      ...(cells && { cells: new Map(cells) }),
      ...(hidden && { hidden }),
    })),
  })
  return new Uint8Array(written)
}

function rangeOf(ref: string) {
  const [from = '', to = ''] = ref.split(':').map((end) => end)
  const place = (end: string) => {
    const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(end) ?? []
    return { row: Number(digits) - 1, col: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 }
  }
  const [start, end] = [place(from), place(to)]
  return { startRow: start.row, startCol: start.col, endRow: end.row, endCol: end.col }
}

/** A view as this project writes it into a workbook: a title, a header in the words of the language, real dates and percents. */
export function exported(title: string, table: FlatTable, words: Dictionary): Promise<Uint8Array> {
  const cells = new Map<string, Partial<Cell>>()
  const rows = table.rows.map((row, i) =>
    table.columns.map(({ key, kind, words: list }, at): CellValue => {
      const value = row[key] ?? null
      if (value === null) return null
      if (kind === 'code' && list !== undefined) return words.code(list, String(value))
      if (kind === 'day') return new Date(`${value}T00:00:00Z`)
      if (kind === 'percent') {
        cells.set(`${i + 2},${at}`, { value: Number(value) / 100, type: 'number', style: { numFmt: '0.##%' } })
        return Number(value) / 100
      }
      return kind === 'number' && typeof value === 'string' && value.length < 16 ? Number(value) : value
    }),
  )
  return workbook({ name: words.view('ledger'), rows: [[title], table.columns.map(({ key }) => words.column(key)), ...rows], cells })
}

/** A district with these facts, each as the one of its command, at a moment: that of the last fact when left out. */
export async function districtOf(
  events: readonly Recorded[],
  machine: Parameters<typeof recordOf>[0],
  at = events.at(-1)?.recordedAt ?? '2026-01-01T00:00:00.000Z',
): Promise<District> {
  const store = memoryStore()
  const records = events.map((event, i) =>
    recordOf(machine, systemHasher, { ...event, position: i + 1, command: { ...event.command, id: `c-${i + 1}`, n: 1, of: 1 } }),
  )
  await store.append('district', 0, records)
  return openDistrict({ store, clock: manualClock(at) })
}

export const office = { person: 'p-office', unit: 'U-office', roles: ['office'] }
