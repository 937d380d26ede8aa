import type { ValueIn } from '@bihuan/core'
import { inLang, listed, type ShownOf, titleOf } from '../../seen.ts'
import { officeWords } from '../../words/words.ts'
import { dayCell, labelsOf, percentCell, textCell } from '../cells.ts'
import type { Sheet, SheetCell } from '../sheet.ts'

type Row = ValueIn<'wallChart'>['rows'][number]
type Bar = Row['bars'][number]

/** The wall chart as a grid of months: a row a goal, and under it a row a task, coloured over its months and marked where milestones are due. */
export function wallSheets(shown: ShownOf<'wallChart'>): readonly Sheet[] {
  const { value, words } = shown
  const { lang } = words
  const light = (code: string): SheetCell => textCell(words.code('light', code))
  const goalRow = (row: Row): SheetCell[] => [
    { text: inLang(row.name, lang), indent: row.depth - 1, bold: true, fill: 'band' },
    light(row.light),
    percentCell(row.progress),
    textCell(
      listed(
        row.leads.map((lead) => lead.name),
        lang,
      ),
    ),
    null,
    null,
    ...row.months.map((month): SheetCell => {
      if (month.due === 0) return null
      return { text: `${month.reached}/${month.due}${month.late > 0 ? `!${month.late}` : ''}`, bold: true, fill: 'band' }
    }),
  ]
  const barRow = (bar: Bar, depth: number): SheetCell[] => [
    { text: inLang(bar.title, lang), indent: depth },
    light(bar.light),
    percentCell(bar.actual),
    textCell(bar.lead && inLang(bar.lead.name, lang)),
    textCell(bar.responsible && inLang(bar.responsible.name, lang)),
    dayCell(bar.due),
    ...value.months.map((month): SheetCell => monthCell(bar, month)),
  ]
  return [
    {
      name: words.view('wallChart'),
      title: titleOf(shown),
      frozen: 1,
      columns: [
        { head: words.column('title'), width: 34 },
        { head: words.column('light'), align: 'center', lights: true, choices: labelsOf('light', words) ?? [] },
        { head: words.column('progress'), align: 'right' },
        { head: words.column('lead'), width: 30 },
        { head: words.column('responsible'), width: 22 },
        { head: words.column('due'), align: 'center', width: 12 },
        ...value.months.map((month) => ({ head: words.column(month), align: 'center' as const, width: 9 })),
      ],
      rows: value.rows.flatMap((row) => [goalRow(row), ...row.bars.map((bar) => barRow(bar, row.depth))]),
      notes: [officeWords(words).marks],
    },
  ]
}

function monthCell(bar: Bar, month: string): SheetCell {
  const marks = bar.milestones
    .filter((one) => one.due.startsWith(month))
    .map((one) => (one.state !== 'open' ? '●' : one.late > 0 ? '!' : '○'))
  const within = bar.from.slice(0, 7) <= month && month <= bar.due.slice(0, 7)
  if (!within && marks.length === 0) return null
  return { text: marks.join(''), ...(within && { fill: bar.light }) }
}
