import type { CommandsIn, InputOf } from '@bihuan/core'
import type { KnownTask } from './known.ts'
import type { LedgerCell, LedgerField, LedgerRow } from './ledger.ts'
import { readAmount } from './numbers.ts'
import { codeOf, ownFields } from './own.ts'
import type { Schedule } from './schedule.ts'
import { amountOf, codeIn, goalOf, leadOf, measuresOf, type Reading, type TaskInput, textOf, unitsIn } from './task.ts'
import { bothKinds } from './units.ts'

/** A command about a task that is there already. */
export type Change =
  | { readonly command: 'task.amend'; readonly input: InputOf<CommandsIn['task.amend']> }
  | { readonly command: 'task.assign'; readonly input: InputOf<CommandsIn['task.assign']> }
  | { readonly command: 'task.carryOver'; readonly input: InputOf<CommandsIn['task.carryOver']> }

/** Why such a change is made, as it is recorded. */
const reason = { zh: '据导入的台账', en: 'As the imported ledger says' }

const keyOf = new Map<LedgerField, string>(Object.entries(ownFields).map(([key, field]) => [field, key]))

/**
 * The fields in which a row differs from what the district shows of its task. An empty cell says something only where `whole`: then the file
 * has all that there is. Names and texts are compared as they are shown, in either language, so that what is not changed needs no
 * understanding.
 */
export function differences(row: LedgerRow, task: KnownTask, fields: Iterable<LedgerField>, whole: boolean): readonly LedgerField[] {
  return [...fields].filter((field) => {
    const key = keyOf.get(field)
    if (key === undefined || field === 'no') return false
    const cell = row.cells.get(field)
    if (!cell) return whole && [task.lines.zh, task.lines.en].every((line) => flat(String(line[key] ?? '')) !== '')
    return ![task.lines.zh, task.lines.en].some((line) => says(field, cell, line[key] ?? ''))
  })
}

function says(field: LedgerField, cell: LedgerCell, shown: string | number | boolean): boolean {
  if (field === 'due' || field === 'from') return (cell.day ?? cell.text) === shown
  if (field === 'amount') return (readAmount(cell.text, 1) ?? cell.text) === (readAmount(String(shown), 1) ?? '')
  if (field === 'class' || field === 'ambition')
    return (codeOf(field === 'class' ? 'taskClass' : 'ambition', cell.text) ?? cell.text) === shown
  return flat(cell.text) === flat(String(shown))
}

/** Without what a spreadsheet does to a text, and without a dash that stands for nothing. */
const flat = (text: string): string => {
  const said = text.replace(/\r\n?/g, '\n').trim()
  return said === '—' ? '' : said
}

/** The commands that make a task say what its row says. What can't be made empty by a command is told. */
export function changesOf(
  row: LedgerRow,
  task: KnownTask,
  changed: readonly LedgerField[],
  schedule: Schedule | undefined,
  reading: Reading,
): readonly Change[] {
  const { row: old } = task
  const id = old.task
  const is = (field: LedgerField) => changed.includes(field) && row.cells.has(field)
  for (const field of changed) if (!row.cells.has(field) && field !== 'cooperating') reading.warn({ column: field }, 'cannotEmpty', { id })
  const changes: Change[] = []

  const amount = is('amount') ? amountOf(row.cells.get('amount'), reading.warn) : (old.amount ?? undefined)
  const source = is('source') ? textOf(row, 'source') : (old.source ?? undefined)
  const amended: Omit<InputOf<CommandsIn['task.amend']>, 'task' | 'reason'> = {
    ...(is('title') && { title: textOf(row, 'title') as string }),
    ...(is('content') && { content: textOf(row, 'content') as string }),
    ...(is('scale') && { scale: textOf(row, 'scale') as string }),
    ...(is('measures') && { measures: [...measuresOf(textOf(row, 'measures') as string)] }),
    ...(is('class') && classOf(row, reading)),
    ...(is('ambition') && ambitionOf(row, reading)),
    ...((is('amount') || is('source')) && {
      funding: { ...(amount !== undefined && { amount }), ...(source !== undefined && { source }) },
    }),
    ...((is('due') || is('from')) &&
      schedule && { schedule: { from: is('from') ? schedule.from : old.from, due: is('due') ? schedule.due : old.due } }),
  }
  if (Object.keys(amended).length > 0) changes.push({ command: 'task.amend', input: { task: id, reason, ...amended } })

  const lead = is('lead') ? leadOf(row, reading) : undefined
  const both = bothKinds(textOf(row, 'responsible') ?? '')
  const first = row.cells.get('responsible')
  const second = row.cells.get('cooperating')
  const [responsible, ...others] = is('responsible') && first ? unitsIn(first, both?.responsible ?? first.text, reading) : []
  const named = changed.includes('cooperating') ? (second ? unitsIn(second, second.text, reading) : []) : undefined
  const helping = named && [...new Set([...others, ...named])].filter((unit) => unit !== (responsible ?? old.responsible?.id))
  if (lead !== undefined || responsible !== undefined || helping !== undefined)
    changes.push({
      command: 'task.assign',
      input: {
        task: id,
        ...(lead !== undefined && { lead }),
        ...(responsible !== undefined && { responsible }),
        ...(helping !== undefined && { cooperating: helping }),
        reason,
      },
    })

  const goal = is('goal') ? goalOf(row, reading) : undefined
  if (goal !== undefined && goal !== old.goal.id) changes.push({ command: 'task.carryOver', input: { task: id, goal, reason } })
  return changes
}

export function classOf(row: LedgerRow, { warn }: Reading): { class?: TaskInput['class'] & string } {
  const code = codeIn<TaskInput['class'] & string>(row.cells.get('class'), 'taskClass', warn)
  return code === undefined ? {} : { class: code }
}
export function ambitionOf(row: LedgerRow, { warn }: Reading): { ambition?: TaskInput['ambition'] & string } {
  const code = codeIn<TaskInput['ambition'] & string>(row.cells.get('ambition'), 'ambition', warn)
  return code === undefined ? {} : { ambition: code }
}
