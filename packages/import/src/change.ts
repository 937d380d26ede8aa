import type { CommandsIn, InputOf } from '@bihuan/core'
import { yuanIn } from './columns.ts'
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
export function differences(
  row: LedgerRow,
  task: KnownTask,
  fields: Iterable<LedgerField>,
  whole: boolean,
  schedule: () => Schedule | undefined,
): readonly LedgerField[] {
  return [...fields].filter((field) => {
    const key = keyOf.get(field)
    if (key === undefined || field === 'no') return false
    const cell = row.cells.get(field)
    if (!cell) return whole && [task.lines.zh, task.lines.en].every((line) => flat(String(line[key] ?? '')) !== '')
    if ([task.lines.zh, task.lines.en].some((line) => says(field, cell, line[key] ?? ''))) return false
    // As it stands it is another day: perhaps it is only written otherwise.
    return !((field === 'due' || field === 'from') && schedule()?.[field] === task.row[field])
  })
}

function says(field: LedgerField, cell: LedgerCell, shown: string | number | boolean): boolean {
  if (field === 'due' || field === 'from') return (cell.day ?? cell.text) === shown
  if (field === 'amount') return (readAmount(cell.text, yuanIn(cell.column)) ?? cell.text) === (readAmount(String(shown), 1) ?? '')
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
  schedule: () => Schedule | undefined,
  reading: Reading,
): readonly Change[] {
  const { row: old } = task
  const id = old.task
  const is = (field: LedgerField) => changed.includes(field) && row.cells.has(field)
  for (const field of changed) if (!row.cells.has(field) && field !== 'cooperating') reading.warn({ column: field }, 'cannotEmpty', { id })
  const changes: Change[] = []
  const span = is('due') || is('from') ? schedule() : undefined

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
    ...(span && { schedule: { from: is('from') ? span.from : old.from, due: is('due') ? span.due : old.due } }),
  }
  if (Object.keys(amended).length > 0) changes.push({ command: 'task.amend', input: { task: id, reason, ...amended } })

  const lead = is('lead') ? leadOf(row, reading) : undefined
  const owners = is('responsible') || changed.includes('cooperating') ? assigned(row, task, changed, reading) : {}
  const leads = lead !== undefined && lead !== old.lead?.id
  if (leads || Object.keys(owners).length > 0)
    changes.push({ command: 'task.assign', input: { task: id, ...(leads && { lead }), ...owners, reason } })

  const goal = is('goal') ? goalOf(row, reading) : undefined
  if (goal !== undefined && goal !== old.goal.id) changes.push({ command: 'task.carryOver', input: { task: id, goal, reason } })
  return changes
}

/** Who answers for a task by a row, where that is somebody else than now. Lead units but the first cooperate, also where no column says so. */
function assigned(row: LedgerRow, { row: old }: KnownTask, changed: readonly LedgerField[], reading: Reading) {
  const first = row.cells.get('responsible')
  const second = row.cells.get('cooperating')
  const both = bothKinds(first?.text ?? '')
  const [named, ...others] = first && changed.includes('responsible') ? unitsIn(first, both?.responsible ?? first.text, reading) : []
  const responsible = named ?? old.responsible?.id
  const before = old.cooperating.map(({ id }) => id)
  const told = second ? unitsIn(second, second.text, reading) : changed.includes('cooperating') ? [] : before
  const helping = [...new Set([...others, ...(first && both ? unitsIn(first, both.cooperating, reading) : []), ...told])].filter(
    (unit) => unit !== responsible,
  )
  const same = helping.length === before.length && helping.every((unit) => before.includes(unit))
  return {
    ...(named !== undefined && named !== old.responsible?.id && { responsible: named }),
    ...(!same && { cooperating: helping }),
  }
}

export function classOf(row: LedgerRow, { warn }: Reading): { class?: TaskInput['class'] & string } {
  const code = codeIn<TaskInput['class'] & string>(row.cells.get('class'), 'taskClass', warn)
  return code === undefined ? {} : { class: code }
}
export function ambitionOf(row: LedgerRow, { warn }: Reading): { ambition?: TaskInput['ambition'] & string } {
  const code = codeIn<TaskInput['ambition'] & string>(row.cells.get('ambition'), 'ambition', warn)
  return code === undefined ? {} : { ambition: code }
}
