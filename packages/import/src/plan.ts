import { ambitionOf, type Change, changesOf, classOf, differences } from './change.ts'
import { type Known, knownIn, type LedgerDistrict } from './known.ts'
import type { LedgerRead, LedgerRow, Remark } from './ledger.ts'
import type { PlanOptions, Say } from './options.ts'
import { scheduleOf } from './schedule.ts'
import { amountOf, goalOf, idFrom, leadOf, measuresOf, ownersOf, type Reading, type TaskInput, textOf, type UnitInput } from './task.ts'
import { type Planned, tryOut } from './try-out.ts'

/** What importing a ledger would do. With problems it can't be applied. */
export interface LedgerPlan {
  readonly units: readonly UnitInput[]
  readonly tasks: readonly TaskInput[]
  /** To tasks that are there already. */
  readonly changes: readonly Change[]
  /** Tasks that are there already and that the file says nothing else of. */
  readonly unchanged: readonly string[]
  readonly problems: readonly Remark[]
  readonly warnings: readonly Remark[]
  /** The day on which it is to hold, where one was given. */
  readonly on?: string
}

/**
 * Plans what a ledger that was read would register: the dry run. Every problem is collected, not only the first, also what the district's
 * rules would refuse: the commands are tried out on a fork of it. Nothing is recorded.
 * @throws InvalidInput when an option has another shape
 */
export async function planLedger(district: LedgerDistrict, read: LedgerRead, options: PlanOptions = {}): Promise<LedgerPlan> {
  const known = knownIn(district, options.on)
  const today = options.on ?? district.today()
  const problems: Remark[] = [...read.problems]
  const warnings: Remark[] = [...read.warnings]
  const units = new Map<string, UnitInput>()
  const unitsFrom = new Map<string, LedgerRow>()
  const taken = new Set<string>()
  const unchanged: string[] = []
  const planned: Planned[] = []
  const change = (options.existing ?? (read.own ? 'change' : 'refuse')) === 'change'
  const own = read.own !== undefined
  let titled = false

  for (const row of read.rows) {
    const say =
      (list: Remark[]): Say =>
      ({ column, cell }, code, facts = {}) =>
        void list.push({ ...placeOf(row), column, ...(cell !== undefined && { cell }), code, facts })
    const before = problems.length
    const problem = say(problems)
    const warn = say(warnings)
    const reading: Reading = { known, options, units, problem, warn }
    let dated: { readonly span: ReturnType<typeof scheduleOf> } | undefined
    const schedule = () => {
      dated ??= {
        span: scheduleOf(row, { ...options, today }, read.year, problem, warn, () => {
          titled = true
        }),
      }
      return dated.span
    }
    const title = row.cells.get('title')
    if (!title) {
      problem({ column: read.rows.find((one) => one.cells.has('title'))?.cells.get('title')?.column ?? 'title' }, 'noTitle')
      continue
    }
    const there = change ? known.task(numberOf(row, own, options)) : undefined
    if (there) {
      if (taken.has(there.row.task)) problem(row.cells.get('no') ?? title, 'takenId', { id: there.row.task })
      taken.add(there.row.task)
      const changed = differences(row, there, read.fields, own, schedule)
      const changes = changesOf(row, there, changed, schedule, reading)
      if (changes.length === 0 && problems.length === before) unchanged.push(there.row.task)
      if (problems.length === before) for (const one of changes) planned.push({ ...one, row })
    } else {
      const owners = ownersOf(row, reading, own)
      const lead = leadOf(row, reading)
      const goal = goalOf(row, reading)
      const span = schedule()
      const id = taskId(row, taken, known, own, options, problem, warn)
      if (owners && goal !== undefined && span && id !== undefined && problems.length === before)
        planned.push({
          command: 'task.register',
          input: { task: id, ...taskOf(row, own, reading), goal, ...owners, ...scheduled(span), ...(lead !== undefined && { lead }) },
          row,
        })
    }
    for (const name of units.keys()) if (!unitsFrom.has(name)) unitsFrom.set(name, row)
  }
  const established = [...units.values()].map(
    (input): Planned => ({ command: 'unit.establish', input, row: unitsFrom.get(String(input.name)) as LedgerRow }),
  )
  const refused = await tryOut(district, [...established, ...planned], options.on)
  problems.push(...refused.values())
  const sound = planned.filter((one) => !refused.has(one))
  if (titled && read.year !== undefined)
    warnings.push({
      ...(read.sheet !== undefined && { sheet: read.sheet }),
      row: 1,
      column: 'year',
      code: 'yearOfTitle',
      facts: { title: read.title ?? read.sheet ?? '', year: String(read.year) },
    })
  return {
    units: [...units.values()],
    tasks: sound.flatMap((one) => (one.command === 'task.register' ? [one.input] : [])),
    changes: sound.flatMap((one) =>
      one.command === 'task.register' || one.command === 'unit.establish' ? [] : [{ command: one.command, input: one.input } as Change],
    ),
    unchanged,
    problems: inOrder(problems),
    warnings: inOrder(warnings),
    ...(options.on !== undefined && { on: options.on }),
  }
}

const inOrder = (remarks: readonly Remark[]): readonly Remark[] => [...remarks].sort((a, b) => a.row - b.row)

const placeOf = ({ sheet, row }: LedgerRow) => ({ ...(sheet !== undefined && { sheet }), row })

const scheduled = ({ standing, ...schedule }: { readonly from: string; readonly due: string; readonly standing?: true }) => ({
  schedule,
  ...(standing && { standing }),
})

/** What a row says of the task itself. Content that is missing is the title, except in our own export, where it is not there. */
function taskOf(row: LedgerRow, own: boolean, reading: Reading): Omit<TaskInput, 'task' | 'goal' | 'schedule'> {
  const title = textOf(row, 'title') as string
  const content = textOf(row, 'content') ?? (own ? undefined : title)
  const scale = textOf(row, 'scale')
  const source = textOf(row, 'source')
  const amount = amountOf(row.cells.get('amount'), reading.warn)
  const measures = textOf(row, 'measures')
  return {
    title,
    ...(content !== undefined && { content }),
    ...(scale !== undefined && { scale }),
    ...((amount !== undefined || source !== undefined) && {
      funding: { ...(amount !== undefined && { amount }), ...(source !== undefined && { source }) },
    }),
    ...(measures !== undefined && { measures: [...measuresOf(measures)] }),
    ...classOf(row, reading),
    ...ambitionOf(row, reading),
  }
}

/** The id that a row's number gives: of our own export the number is the id. */
function numberOf(row: LedgerRow, own: boolean, { prefix = '' }: PlanOptions): string {
  const cell = row.cells.get('no')
  return own && cell ? cell.text : idFrom(prefix + (cell?.text ?? `row-${row.row}`))
}

/** The number that the ledger gives a task, behind the prefix; its line where there is none or the number stands twice. */
function taskId(
  row: LedgerRow,
  taken: Set<string>,
  known: Known,
  own: boolean,
  options: PlanOptions,
  problem: Say,
  warn: Say,
): string | undefined {
  const cell = row.cells.get('no')
  const number = numberOf(row, own, options)
  const id = taken.has(number) ? `${number}.${row.row}` : number
  if (cell && id !== number) warn(cell, 'twiceId', { number: cell.text, id })
  if (known.task(id)) {
    problem(cell ?? { column: 'no' }, 'takenId', { id })
    return undefined
  }
  taken.add(id)
  return id
}
