import type { Dictionary, FlatTable, Shown } from '@bihuan/core'
import fc from 'fast-check'

/** Texts that somebody may type to break a file, or may paste without knowing. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '=1+1',
    '＝HYPERLINK("http://x","y")',
    '+SUM(A1)',
    '-2+3',
    '@cmd',
    '\t=1',
    '#REF!',
    '#N/A',
    '_x0041_',
    '_x005F_x0041_',
    '\u0000\u0007\u001b[31m',
    'a\r\nb\rc\nd\u2028e',
    '\u202e倒写\u2066',
    ']]><!--&amp;<w:p/>',
    'BEGIN:VEVENT\r\nEND:VCALENDAR',
    '\\;,\\n',
    '&C&P&"宋体"',
    '\ud83d\udc68\u200d\ud83d\udc69 𠮷',
    '  两边空格  ',
    ' ',
    '',
    'History',
    "'",
    '长'.repeat(10_000),
    '长'.repeat(33_000),
  ),
)

/** A view of an extension: one text column, a code, a day, a number. */
export const extension = (words: Dictionary, titles: readonly string[], view = 'acme.things'): Shown => {
  const table: FlatTable = {
    columns: [
      { key: 'title', kind: 'text' },
      { key: 'light', kind: 'code', words: 'light' },
      { key: 'due', kind: 'day' },
      { key: 'actual', kind: 'percent' },
      { key: 'amount', kind: 'number' },
    ],
    rows: titles.map((title) => ({ title, light: 'red', due: '2022-09-30', actual: 24.45, amount: '120000000.50' })),
  }
  return { view, value: { on: '2022-09-30' }, table, words }
}
