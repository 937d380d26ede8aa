import type { ValueIn } from '@bihuan/core'
import { inLang, type ShownOf, titleOf } from '../../seen.ts'
import { officeWords } from '../../words/words.ts'
import { dayCell, labelsOf, numberCell, percentCell, textCell } from '../cells.ts'
import type { Sheet, SheetCell, SheetColumn } from '../sheet.ts'

type Lists = ValueIn<'fiveLists'>
type Problem = Lists['problems']['rows'][number]
type Task = Lists['tasks']['rows'][number]

/** The five lists, a sheet each, with all that a list knows of its rows. */
export function listSheets(shown: ShownOf<'fiveLists'>): readonly Sheet[] {
  const { value, words } = shown
  const own = officeWords(words)
  const text = (of: Task['title'] | null): SheetCell => textCell(of === null ? null : inLang(of, words.lang))
  const code = (list: string, of: string): SheetCell => textCell(words.code(list, of))
  const head = (key: string): SheetColumn => ({ head: words.column(key) })
  const day = (title: string): SheetColumn => ({ head: title, align: 'center', width: 12 })
  const from = (key: string, list: string): SheetColumn => ({ head: words.column(key), choices: labelsOf(list, words) ?? [] })
  const sheet = (list: string, columns: readonly SheetColumn[], rows: Sheet['rows']): Sheet => {
    const name = words.code('list', list)
    return { name, title: titleOf(shown, name), columns, rows, frozen: 1 }
  }
  const task = (row: Task): readonly SheetCell[] => [
    textCell(row.task),
    text(row.title),
    text(row.goal.name),
    text(row.responsible?.name ?? null),
    dayCell(row.from),
    dayCell(row.due),
    code('stage', row.stage),
    code('light', row.light),
    percentCell(row.actual),
  ]
  const struck = (kind: string, id: string, title: Task['title'], unit: Task['title'] | null, state: string, since: string) => [
    code('kind', kind),
    textCell(id),
    text(title),
    text(unit),
    code('anyState', state),
    dayCell(since),
  ]
  const resolved = (row: Problem): readonly SheetCell[] => [
    code('kind', 'problem'),
    textCell(row.problem),
    text(row.title),
    text(row.unit.name),
    dayCell(row.raised),
    null,
    code('anyState', row.state),
    text(row.how),
    null,
  ]
  return [
    sheet(
      'tasks',
      [
        head('task'),
        head('title'),
        head('goal'),
        head('responsible'),
        day(words.column('from')),
        day(words.column('due')),
        from('stage', 'stage'),
        { ...from('light', 'light'), lights: true, align: 'center' },
        { ...head('actual'), align: 'right' },
      ],
      value.tasks.rows.map(task),
    ),
    sheet(
      'problems',
      [
        { head: own.columns.problem },
        head('title'),
        head('task'),
        head('unit'),
        { head: own.columns.severity, choices: labelsOf('severity', words) ?? [] },
        { head: own.columns.source, choices: labelsOf('problemSource', words) ?? [] },
        from('state', 'problemState'),
        day(own.columns.raised),
        { head: own.columns.age, align: 'right' },
      ],
      value.problems.rows.map((row) => [
        textCell(row.problem),
        text(row.title),
        text(row.task?.title ?? null),
        text(row.unit.name),
        code('severity', row.severity),
        code('problemSource', row.source),
        code('problemState', row.state),
        dayCell(row.raised),
        numberCell(row.age, 'count'),
      ]),
    ),
    sheet(
      'coordinations',
      [
        head('id'),
        { head: own.columns.problem },
        head('title'),
        { head: own.columns.opinion },
        { head: own.columns.decidedBy },
        day(own.columns.decided),
        { head: own.columns.item },
        head('unit'),
        day(words.column('due')),
        head('state'),
        { ...head('lateDays'), align: 'right' },
      ],
      value.coordinations.rows.flatMap((row) =>
        row.items.map((item) => [
          textCell(`${row.coordination}/${item.id}`),
          textCell(row.problem),
          text(row.title),
          text(row.opinion),
          textCell(row.decidedBy),
          dayCell(row.decided),
          text(item.what),
          text(item.unit.name),
          dayCell(item.due),
          code('anyState', item.executed ? 'executed' : 'pending'),
          numberCell(item.late, 'count'),
        ]),
      ),
    ),
    sheet(
      'feedback',
      [
        head('kind'),
        head('id'),
        head('title'),
        head('unit'),
        day(words.column('on')),
        { ...head('progress'), align: 'right' },
        head('state'),
        head('what'),
        { ...head('evidence'), align: 'right' },
      ],
      [
        ...value.feedback.resolved.rows.map(resolved),
        ...value.feedback.reports.rows.map((row) => [
          code('kind', 'report'),
          textCell(row.report),
          text(row.title),
          text(row.unit.name),
          dayCell(row.on),
          row.percent === null
            ? row.done === null
              ? null
              : code('anyState', row.done ? 'executed' : 'pending')
            : percentCell(row.percent),
          code('anyState', row.disputed ? 'disputed' : 'stands'),
          text(row.narrative),
          numberCell(row.evidence, 'count'),
        ]),
      ],
    ),
    sheet(
      'closings',
      [
        head('kind'),
        head('id'),
        head('title'),
        head('unit'),
        head('state'),
        day(words.column('since')),
        day(own.columns.decided),
        head('note'),
      ],
      [
        ...value.closings.requests.rows.map((row) => [
          ...struck('closing', row.closing, row.title, row.unit.name, row.state, row.requested),
          dayCell(row.decided),
          text(row.reason),
        ]),
        ...value.closings.problems.rows.map((row) => [
          ...struck('problem', row.problem, row.title, row.unit.name, row.state, row.raised),
          null,
          text(row.how),
        ]),
        ...value.closings.tasks.rows.map((row) => [
          ...struck('task', row.task, row.title, row.responsible?.name ?? null, row.stage, row.from),
          null,
          null,
        ]),
      ],
    ),
  ]
}
