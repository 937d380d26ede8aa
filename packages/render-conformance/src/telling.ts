import type { Cell, Column, Dictionary, Shown } from '@bihuan/core'
import type { Bench } from './case.ts'

/** Whether a file says what a table says. */

/**
 * What is left of a text when everything is taken away that a file may show in another way: white space, marks and signs that can't
 * be seen and the signs that stand for them, and what groups digits.
 */
export const skeleton = (text: string): string =>
  text.normalize('NFC').replace(/[\s\p{C}\u2400-\u2426\u23ce\u2423\u21e5\u25cc\ufffd,]/gu, '')

/** What a cell says, as a label where it holds a code; nothing where there is nothing. */
export function said(cell: Cell | undefined, column: Column, words: Dictionary): string {
  if (cell === null || cell === undefined) return ''
  if (column.kind === 'flag') return words.code('flag', String(cell))
  return column.words === undefined ? String(cell) : words.code(column.words, String(cell))
}

/** @throws Error that names the first cell of which nothing is found */
export function mustTell(text: string, { view, table, words }: Shown): void {
  const whole = skeleton(text)
  const known = new Set<string>()
  for (const [at, row] of table.rows.entries())
    for (const column of table.columns) {
      const cell = skeleton(said(row[column.key], column, words))
      if (known.has(cell)) continue
      if (!whole.includes(cell))
        throw new Error(`${view}: row ${at + 1} says ${column.key} ${JSON.stringify(cell.slice(0, 80))}, which is not shown`)
      known.add(cell)
    }
}

/** A view that is shown as its table has the heads of its columns. @throws Error that names the first that is not found */
export function mustHead(text: string, { view, table, words }: Shown): void {
  const whole = skeleton(text)
  if (table.rows.length === 0) return
  for (const { key } of table.columns)
    if (!whole.includes(skeleton(words.column(key)))) throw new Error(`${view}: the column ${key} is not named`)
}

/** Renders, reads, and checks that all is there; gives the text. @throws Error with what is not */
export async function mustShow({ renderer, read, tells }: Bench, shown: Shown): Promise<string> {
  const bytes = await rendered(shown, () => renderer.render(shown))
  const text = await read(bytes).catch((error: unknown) => {
    throw new Error(`${shown.view} in ${shown.words.lang}: ${messageOf(error)}`)
  })
  if (tells === 'all') mustTell(text, shown)
  else if (!skeleton(text).includes(skeleton(shown.words.view(shown.view)))) throw new Error(`${shown.view}: its name is not shown`)
  return text
}

async function rendered(shown: Shown, render: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    const bytes = await render()
    if (!(bytes instanceof Uint8Array) || bytes.length === 0) throw new Error('no bytes come out')
    return bytes
  } catch (error) {
    throw new Error(`${shown.view} in ${shown.words.lang} is not rendered: ${messageOf(error)}`)
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
