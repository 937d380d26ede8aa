import { describeRenderer, type Inspected } from '@bihuan/render-conformance'
import { parse } from 'csv-parse/sync'
import { marked } from 'marked'
import { csvRenderer, markdownRenderer, terminalRenderer } from './index.ts'

const decoded = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

const tags = new Set(['h1', 'p', 'ul', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'])

/** As HTML, to which only headings, tables and lists may lead. */
function inspectMarkdown(bytes: Uint8Array): Inspected {
  const source = decoded(bytes)
  const page = marked.parse(source, { gfm: true, async: false })
  const odd = [...page.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)]
    .filter(([, tag = '', rest = '']) => !tags.has(tag) || !/^( align="right")?$/.test(rest))
    .map(([whole]) => whole)
  const text = page.replace(/<[^>]*>/g, ' ').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
  const named = text.replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt'])
  return {
    text: named.replaceAll('&#39;', "'"),
    complaints: [...odd, ...(controls.test(source.replaceAll('\n', '')) ? ['a control character'] : [])],
  }
}

/** What a spreadsheet would run. */
const formula = /^\s*[=+\-@＝＋－＠]/

function inspectCsv(bytes: Uint8Array): Inspected {
  const rows: string[][] = parse(decoded(bytes), { bom: true, relax_column_count: false })
  const cells = rows.flat()
  return {
    text: cells.map((cell) => cell.replace(/^'/, '')).join('\n') + cells.join('\n'),
    complaints: cells.filter((cell) => formula.test(cell) && !/^-?\d+(\.\d+)?%?$/.test(cell)),
  }
}

function inspectTerminal(bytes: Uint8Array): Inspected {
  const text = decoded(bytes)
  return { text, complaints: controls.test(text.replaceAll('\n', '')) ? ['a control character'] : [] }
}

describeRenderer('markdownRenderer', markdownRenderer(), { inspect: inspectMarkdown })
describeRenderer('csvRenderer', csvRenderer(), { inspect: inspectCsv })
// wide enough that no cell wraps, which would part its text
describeRenderer('terminalRenderer', terminalRenderer({ width: 100_000, details: true }), { inspect: inspectTerminal })
