import type { Renderer, Shown } from '@bihuan/core'
import { onOf } from '../seen.ts'
import { officeWords } from '../words/words.ts'
import { book } from './book.ts'
import { textCell } from './cells.ts'
import { sheetsOf } from './layouts/index.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The day on a file's label when what it shows has none. */
const noDay = '2000-01-01'

/** Views as workbooks: a view of several tables has several sheets, and one that has no layout of its own is its table. */
export function xlsxRenderer(): Renderer {
  return {
    name: 'xlsx',
    extension: '.xlsx',
    mediaType,
    shows: () => true,
    render: async (shown) => workbook([shown]),
    renderError: async (error, words) => {
      const own = officeWords(words)
      const { code, sentence, places } = words.error(error)
      const rows = [[null, textCell(code), textCell(sentence)], ...places.map((one) => [one.path, one.code, one.sentence].map(textCell))]
      const columns = [own.columns.place, own.columns.code, own.columns.sentence].map((head) => ({ head }))
      return book([{ name: own.error, title: `${own.error}: ${sentence}`, columns, rows }], words, noDay)
    },
  }
}

/**
 * Several views in one book, a sheet or more each, in the language of the first. The same views give the same bytes.
 * @throws RangeError when there is none
 */
export async function workbook(shown: readonly Shown[]): Promise<Uint8Array> {
  const [first] = shown
  if (!first) throw new RangeError('a workbook has at least one view')
  return book(shown.flatMap(sheetsOf), first.words, onOf(first.value) ?? noDay)
}
