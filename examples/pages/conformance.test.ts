import type { Renderer } from '@bihuan/core'
import { describeRenderer } from '@bihuan/render-conformance'

/** A renderer of one's own: the table as JSON. */
const json: Renderer = {
  name: 'json',
  extension: '.json',
  mediaType: 'application/json',
  shows: () => true,
  async render({ view, table, words }) {
    const said = (column: (typeof table.columns)[number], cell: unknown) => {
      if (cell === null) return null
      if (column.kind === 'flag') return words.code('flag', String(cell))
      return column.words === undefined ? cell : words.code(column.words, String(cell))
    }
    const rows = table.rows.map((row) => table.columns.map((column) => said(column, row[column.key])))
    return written({ view: words.view(view), columns: table.columns.map(({ key }) => words.column(key)), rows })
  },
  renderError: async (error, words) => written(words.error(error)),
}

const written = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [String(value)]

describeRenderer(
  'my renderer',
  json,
  { inspect: (bytes) => ({ text: textsIn(JSON.parse(new TextDecoder().decode(bytes))).join('\n'), complaints: [] }) },
  { runs: 3 },
)
