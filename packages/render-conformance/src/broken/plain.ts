import type { Dictionary, Renderer, Shown } from '@bihuan/core'
import type { Inspected } from '../case.ts'
import { said } from '../telling.ts'

/** A renderer of plain lines that keeps every promise: what the broken ones are made of. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const unseen = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
export const escaped = (text: string): string => text.toWellFormed().replace(unseen, '␣').replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export const bytes = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`)

export const tableLines = ({ view, table, words }: Shown, as: (text: string) => string = escaped): string[] => [
  as(words.view(view)),
  table.columns.map(({ key }) => as(words.column(key))).join('\t'),
  ...table.rows.map((row) => table.columns.map((column) => as(said(row[column.key], column, words))).join('\t')),
]

export const errorLines = (error: unknown, words: Dictionary, as: (text: string) => string = escaped): string[] => {
  const { code, sentence, places } = words.error(error)
  return [as(code), as(sentence), ...places.map((place) => [place.path, place.code, place.sentence].map(as).join('\t'))]
}

export const plainRenderer: Renderer = {
  name: 'plain',
  extension: '.txt',
  mediaType: 'text/plain; charset=utf-8',
  shows: () => true,
  render: async (shown) => bytes(tableLines(shown)),
  renderError: async (error, words) => bytes(errorLines(error, words)),
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/

/** What the lines say. A tag in them is data that became markup. */
export function inspect(file: Uint8Array): Inspected {
  const raw = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file)
  const complaints = [...(raw.includes('<') ? ['markup'] : []), ...(control.test(raw) ? ['a control character'] : [])]
  return { text: raw.replaceAll('&lt;', '<').replaceAll('&amp;', '&'), complaints }
}
