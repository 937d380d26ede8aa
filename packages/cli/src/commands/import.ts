import { type FlatTable, isRefused } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { terminal, visible } from '@bihuan/render-text'
import { knownIn, type Plan, planImport, type Remark } from '../import/plan.ts'
import { type Ledger, readLedger } from '../import/read.ts'
import { Done, exitCodes, Usage } from '../io.ts'
import { actorOf, basisOf, type Session, wholeNumber } from '../session.ts'

export interface ImportOptions {
  readonly goal?: string
  readonly from?: string
  readonly due?: string
  readonly year?: string
  readonly createUnits?: boolean
  readonly prefix?: string
  readonly commit?: boolean
  readonly as?: string
  readonly on?: string
  readonly id?: string
  readonly basis?: string
  readonly root?: string
}

/** Registers the tasks of a ledger: checks everything first and tells every problem; with `--commit`, all or nothing. */
export const importLedger = (session: Session, file: string, options: ImportOptions): Promise<void> =>
  session.withDistrict(async (district) => {
    if (options.root !== undefined) throw new Usage('goesWith', { option: '--root', needed: '--format' })
    const ledger = await readLedger(file)
    const plan = planImport(ledger, knownIn(district), {
      ...(options.goal !== undefined && { goal: options.goal }),
      ...(options.from !== undefined && { from: options.from }),
      ...(options.due !== undefined && { due: options.due }),
      ...(options.year !== undefined && { year: wholeNumber(options.year) }),
      createUnits: options.createUnits ?? false,
      ...(options.prefix !== undefined && { prefix: options.prefix }),
      today: options.on ?? district.today(),
    })
    if (!session.json) tell(session, plan, ledger, district.words(languages[session.lang]))
    if (plan.problems.length > 0) {
      if (session.json) session.print(JSON.stringify({ ...plan, ignored: ledger.ignored, committed: false }))
      else session.print(session.say('importNothing'))
      throw new Done(exitCodes.invalid)
    }
    if (!options.commit)
      return session.print(session.json ? JSON.stringify({ ...plan, ignored: ledger.ignored, committed: false }) : session.say('importDry'))
    const basis = basisOf(options.basis)
    const commands = [
      ...plan.units.map((input) => ({ command: 'unit.establish', input })),
      ...plan.tasks.map((input) => ({ command: 'task.register', input })),
    ]
    const outcomes = await district
      .executeAll(commands, {
        actor: actorOf(options.as, session.io.env),
        ...(options.on !== undefined && { on: options.on }),
        ...(options.id !== undefined && { id: options.id }),
        ...(basis && { basis }),
      })
      .catch((error: unknown) => {
        if (isRefused(error) && error.at !== undefined && !session.json) session.print(visible(JSON.stringify(commands[error.at]?.input)))
        throw error
      })
    const positions = outcomes.flatMap((outcome) => outcome.events.map((event) => event.position))
    const facts = { tasks: plan.tasks.length, units: plan.units.length, positions: `${positions[0]}–${positions.at(-1)}` }
    session.print(
      session.json ? JSON.stringify({ ...plan, ignored: ledger.ignored, committed: true, positions }) : session.say('importDone', facts),
    )
  })

function tell(session: Session, plan: Plan, ledger: Ledger, words: Parameters<typeof terminal>[1]): void {
  const table: FlatTable = {
    columns: [
      { key: 'task', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'responsible', kind: 'text' },
      { key: 'cooperating', kind: 'text' },
      { key: 'from', kind: 'day' },
      { key: 'due', kind: 'day' },
    ],
    rows: plan.tasks.map((task) => ({
      task: task.task ?? null,
      title: String(task.title),
      responsible: task.responsible ?? null,
      cooperating: (task.cooperating ?? []).join('、'),
      from: task.schedule.from,
      due: task.schedule.due,
    })),
  }
  session.print(session.say('importTasks', { count: plan.tasks.length }))
  if (plan.tasks.length > 0) session.print(terminal(table, words, { width: session.io.columns ?? 120 }))
  if (plan.units.length > 0) session.print(session.say('importUnits', { count: plan.units.length }))
  remarks(session, 'importWarnings', plan.warnings)
  remarks(session, 'importProblems', plan.problems)
  if (ledger.ignored.length > 0) session.print(visible(session.say('importIgnored', { columns: ledger.ignored.join('、') })))
}

function remarks(session: Session, heading: 'importWarnings' | 'importProblems', list: readonly Remark[]): void {
  if (list.length === 0) return
  session.print(session.say(heading, { count: list.length }))
  for (const { row, column, code, facts } of list)
    session.print(`  ${visible(session.say('row', { row, column }) + session.say(code, facts))}`)
}
