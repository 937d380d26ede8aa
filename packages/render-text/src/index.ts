export { type CellOptions, visible } from './cells.ts'
export { type CsvOptions, csv } from './csv.ts'
export { markdown } from './markdown.ts'
export { csvRenderer, markdownRenderer, terminalRenderer } from './renderers.ts'
export { type TerminalOptions, terminal } from './terminal.ts'

/** A view's value as JSON for people and programs: two spaces, one newline at the end. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
