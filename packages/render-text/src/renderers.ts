import type { Dictionary, Renderer } from '@bihuan/core'
import { type CellOptions, visible } from './cells.ts'
import { type CsvOptions, csv, records } from './csv.ts'
import { escaped, markdown } from './markdown.ts'
import { type TerminalOptions, terminal } from './terminal.ts'

/** The text renderers under the port of all renderers: every view as its table, in UTF-8. */

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A Markdown document: the view's name, its day, and the table. */
export const markdownRenderer = (options: CellOptions = {}): Renderer => ({
  name: 'markdown',
  extension: '.md',
  mediaType: 'text/markdown; charset=utf-8',
  shows: () => true,
  render: async ({ view, value, table, words }) =>
    bytes(`# ${[words.view(view), ...dayOf(value)].map(escaped).join(' · ') || '—'}\n\n${markdown(table, words, options)}`),
  async renderError(error, words) {
    const { code, sentence, places } = words.error(error)
    const list = places.map(
      (place) =>
        `- ${[place.path, place.code, place.sentence]
          .filter((part) => part !== '')
          .map(escaped)
          .join(' — ')}\n`,
    )
    return bytes(`${escaped(sentence)} (${escaped(code)})\n${list.length === 0 ? '' : `\n${list.join('')}`}`)
  },
})

/** A CSV file of the view's table alone. An error is a record of its code and sentence, and one for each place. */
export const csvRenderer = (options: CsvOptions = {}): Renderer => ({
  name: 'csv',
  extension: '.csv',
  mediaType: 'text/csv; charset=utf-8',
  shows: () => true,
  render: async ({ table, words }) => bytes(csv(table, words, options)),
  async renderError(error, words) {
    const { code, sentence, places } = words.error(error)
    return bytes(records([['', code, sentence], ...places.map((place) => [place.path, place.code, place.sentence])], options))
  },
})

/** Text for a terminal: the view's name, its day, and the aligned table. What is wider than `width` wraps. */
export const terminalRenderer = (options: TerminalOptions = {}): Renderer => ({
  name: 'terminal',
  extension: '.txt',
  mediaType: 'text/plain; charset=utf-8',
  shows: () => true,
  render: async ({ view, value, table, words }) =>
    bytes(`${[words.view(view), ...dayOf(value)].map(visible).join(' · ')}\n\n${terminal(table, words, options)}`),
  renderError: async (error, words) => bytes(told(error, words)),
})

function told(error: unknown, words: Dictionary): string {
  const { code, sentence, places } = words.error(error)
  const lines = places.map((place) => `  ${visible(place.path)}: ${visible(place.sentence)} (${visible(place.code)})\n`)
  return `${visible(sentence)} (${visible(code)})\n${lines.join('')}`
}

/** The day that a value speaks of, where it says so. */
function dayOf(value: unknown): string[] {
  const on = typeof value === 'object' && value !== null && 'on' in value ? value.on : undefined
  return typeof on === 'string' ? [on] : []
}
