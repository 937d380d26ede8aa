import { inLang, type ShownOf, titleOf } from '../../seen.ts'
import { officeWords } from '../../words/words.ts'
import { dayCell, labelsOf, numberCell, textCell } from '../cells.ts'
import { letterOf, rowsAbove, type Sheet, type SheetCell, type SheetColumn } from '../sheet.ts'
import { tableSheet } from './table.ts'

const right = (head: string): SheetColumn => ({ head, align: 'right' })

/**
 * A round's units by group. Points and ranks are formulas over the parts: whoever changes a part sees both change. A tie is decided by the
 * column behind, which holds the order in which the scheme put the units.
 */
export function leagueSheets(shown: ShownOf<'leagueTable'>): readonly Sheet[] {
  const { value, words } = shown
  const { lang } = words
  const own = officeWords(words)
  const names = value.groups.map((group) => inLang(group.name, lang))
  // Two groups of one name are told apart, since the formulas tell them by their names.
  const labels = value.groups.map(({ group }, i) => {
    const name = names[i] as string
    return names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${group})`
  })
  const rows = value.groups.flatMap((group, i) => group.rows.map((row) => ({ label: labels[i] as string, row })))
  const first = rowsAbove + 1
  const last = rowsAbove + rows.length
  const all = (column: number) => `$${letterOf(column)}$${first}:$${letterOf(column)}$${last}`
  const [group, score, base, adjustment, tie] = [0, 3, 4, 7, 10]
  return [
    {
      name: words.view('leagueTable'),
      title: titleOf(shown, value.name ?? value.round),
      frozen: 3,
      columns: [
        { head: words.column('unitGroup') },
        right(words.column('rank')),
        { head: words.column('unit') },
        right(words.column('score')),
        right(words.column('base')),
        right(words.column('bonus')),
        right(words.column('deduction')),
        right(words.column('adjustment')),
        { head: words.column('grade'), align: 'center' },
        { head: words.column('vetoed'), align: 'center', choices: labelsOf('flag', words) ?? [] },
        right(own.columns.tie),
      ],
      rows: rows.map(({ label, row }, i): readonly SheetCell[] => {
        const at = (column: number) => `${letterOf(column)}${first + i}`
        const same = `EXACT(${all(group)},${at(group)})`
        return [
          textCell(label),
          {
            formula: `1+SUMPRODUCT(${same}*(${all(score)}>${at(score)}))+SUMPRODUCT(${same}*(${all(score)}=${at(score)})*(${all(tie)}<${at(tie)}))`,
            is: row.rank,
            format: 'count',
          },
          textCell(inLang(row.unit.name, lang)),
          { formula: `ROUND(SUM(${at(base)}:${at(adjustment)}),2)`, is: row.points, format: 'points' },
          numberCell(row.base, 'points'),
          numberCell(row.bonus, 'points'),
          numberCell(row.deduction, 'points'),
          numberCell(row.adjustment, 'points'),
          textCell(inLang(row.grade.name, lang)),
          textCell(words.code('flag', String(row.vetoed))),
          numberCell(row.rank, 'count'),
        ]
      }),
    },
  ]
}

/** One unit in one round: its lines with a total that is a formula, and its appeals. */
export function cardSheets(shown: ShownOf<'scorecard'>): readonly Sheet[] {
  const { value, words } = shown
  const { lang } = words
  const own = officeWords(words)
  const { card } = value
  if (!card) return [tableSheet(shown)]
  const round = inLang(value.name ?? value.round, lang)
  const subject = `${inLang(card.unit.name, lang)} · ${round}`
  const lines = tableSheet(shown, { subject, frozen: 0 })
  const at = shown.table.columns.findIndex((column) => column.key === 'score')
  const letter = letterOf(at)
  const total: SheetCell = {
    formula: `ROUND(SUM(${letter}${rowsAbove + 1}:${letter}${rowsAbove + Math.max(1, lines.rows.length)}),2)`,
    is: card.points,
    format: 'points',
  }
  const scored: Sheet = {
    ...lines,
    totals: shown.table.columns.map((_, i): SheetCell => (i === 0 ? { text: own.total, bold: true } : i === at ? total : null)),
    notes: [own.scored(card.points, card.rank, card.of, inLang(card.grade.name, lang))],
  }
  if (card.appeals.length === 0) return [scored]
  return [
    scored,
    {
      name: own.sheets.appeals,
      title: titleOf(shown, `${subject} · ${own.sheets.appeals}`),
      columns: [
        { head: words.column('id') },
        { head: own.columns.filed, align: 'center', width: 12 },
        { head: words.column('reasons') },
        { head: own.columns.decided, align: 'center', width: 12 },
        { head: own.columns.upheld, align: 'center' },
        right(words.column('adjustment')),
      ],
      rows: card.appeals.map((appeal) => [
        textCell(appeal.appeal),
        dayCell(appeal.filed),
        textCell(inLang(appeal.reason, lang)),
        dayCell(appeal.decided),
        appeal.upheld === null ? null : textCell(words.code('flag', String(appeal.upheld))),
        numberCell(appeal.points, 'points'),
      ]),
    },
  ]
}
