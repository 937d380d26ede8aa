import { readFileSync, writeFileSync } from 'node:fs'
import { type Figure, met } from './figures.ts'
import type { Comparison } from './run.ts'
import { shown, targetOf } from './table.ts'

/** The documents whose tables are generated, between `<!-- bench: NAME -->` and `<!-- /bench -->`. */
const documents = { en: 'performance.md', zh: 'performance.zh.md' } as const
export type Lang = keyof typeof documents

const headings = {
  en: { what: 'what', ratio: 'ratio', rounds: 'of the rounds', target: 'target', met: 'met', yes: 'yes', no: 'no', median: 'median' },
  zh: { what: '项目', ratio: '比值', rounds: '各轮范围', target: '目标', met: '达到', yes: '是', no: '否', median: '中位数' },
} as const

/** What the short form leaves out. */
const notMeasured = { en: 'Not measured by this form.', zh: '这一形式没有测量。' } as const

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')

const ratioTable = ({ ratios }: Comparison, lang: Lang): string => {
  const words = headings[lang]
  return tableOf(
    [words.what, words.ratio, words.rounds, words.target, words.met],
    ratios.map((one) => [
      `\`${one.name}\``,
      shown(one.ratio),
      `${shown(one.min)}–${shown(one.max)}`,
      targetOf(one),
      met(one) ? words.yes : words.no,
    ]),
  )
}

const figureTable = (figures: readonly Figure[], lang: Lang): string => {
  const words = headings[lang]
  return tableOf(
    [words.what, words.median, words.rounds],
    figures.map(({ name, median, min, max }) => [`\`${name}\``, shown(median), `${shown(min)}–${shown(max)}`]),
  )
}

const machineText = ({ machine, versions, failed }: Comparison, lang: Lang, command: string): string => {
  const { cpu, cores, memory, system, node, fdatasync } = machine
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const left = failed.map(({ name }) => `\`${name}\``)
  return lang === 'en'
    ? `Measured by \`${command}\`. Machine: ${cpu}, ${cores} cores, ${memory} GiB, ${system}, Node ${node}; a write of 400 bytes with fdatasync takes ${fdatasync} µs.
Versions: ${all.join(', ')}.${left.length > 0 ? `\nNot measured: ${left.join(', ')}.` : ''}`
    : `由 \`${command}\` 测得。机器：${cpu}，${cores}核，${memory} GiB，${system}，Node ${node}；写400字节并fdatasync用时${fdatasync}微秒。
版本：${all.join('、')}。${left.length > 0 ? `\n未能测量：${left.join('、')}。` : ''}`
}

/** A block's text by its name: `machine`, `ratios`, or `figures` with the beginnings of the names that it shows. */
function blockOf(name: string, found: Comparison, lang: Lang, command: string): string {
  if (name === 'machine') return machineText(found, lang, command)
  if (name === 'ratios') return ratioTable(found, lang)
  const [kind, ...beginnings] = name.split(' ')
  if (kind !== 'figures') throw new Error(`there is no block ${name}`)
  const figures = found.figures.filter((figure) => beginnings.some((beginning) => figure.name.startsWith(beginning)))
  return figures.length === 0 ? notMeasured[lang] : figureTable(figures, lang)
}

/** A document with its generated blocks as a comparison gives them. @throws Error for a block of another name */
export const refreshed = (text: string, found: Comparison, lang: Lang, command: string): string =>
  text.replace(
    /(<!-- bench: (\S[^>]*?) -->\n)[\s\S]*?(<!-- \/bench -->)/g,
    (_, open: string, name: string, close: string) => `${open}${blockOf(name, found, lang, command)}\n${close}`,
  )

/** Writes the generated blocks of docs/performance.md and docs/performance.zh.md, with the command that measured them. */
export function writeDocuments(found: Comparison, command: string): void {
  for (const lang of ['en', 'zh'] as const) {
    const path = new URL(`../../../../docs/${documents[lang]}`, import.meta.url)
    writeFileSync(path, refreshed(readFileSync(path, 'utf8'), found, lang, command))
  }
}
