import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Dictionary, type FlatTable, isInvalidInput, isRefused } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import {
  applyPlan,
  commandsIn,
  type LedgerPlan,
  type LedgerRead,
  type OptionNames,
  planLedger,
  type Remark,
  readLedger,
  tellRemark,
} from '@bihuan/import'
import { terminal, visible } from '@bihuan/render-text'
import { Done, exitCodes, noFile, Usage } from '../io.ts'
import { actorOf, basisOf, type Session, wholeNumber } from '../session.ts'

export interface ImportOptions {
  readonly goal?: string
  readonly from?: string
  readonly due?: string
  readonly year?: string
  readonly createUnits?: boolean
  readonly prefix?: string
  readonly sheet?: string
  readonly update?: boolean
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
    const ledger = await ledgerIn(file, options.sheet)
    const plan = await planLedger(district, ledger, {
      ...(options.goal !== undefined && { goal: options.goal }),
      ...(options.from !== undefined && { from: options.from }),
      ...(options.due !== undefined && { due: options.due }),
      ...(options.year !== undefined && { year: wholeNumber(options.year) }),
      createUnits: options.createUnits ?? false,
      ...(options.prefix !== undefined && { prefix: options.prefix }),
      ...(options.update && { existing: 'change' }),
      ...(options.on !== undefined && { on: options.on }),
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
    const outcomes = await applyPlan(district, plan, {
      actor: actorOf(options.as, session.io.env),
      ...(options.id !== undefined && { id: options.id }),
      ...(basis && { basis }),
    }).catch((error: unknown) => {
      if (isRefused(error) && error.at !== undefined && !session.json)
        session.print(visible(JSON.stringify(commandsIn(plan)[error.at]?.input)))
      throw error
    })
    const positions = outcomes.flatMap((outcome) => outcome.events.map((event) => event.position))
    if (outcomes.length === 0 && !session.json) return session.print(session.say('importSame'))
    const facts = {
      tasks: plan.tasks.length,
      units: plan.units.length,
      changes: plan.changes.length,
      positions: `${positions[0]}–${positions.at(-1)}`,
    }
    session.print(
      session.json
        ? JSON.stringify({ ...plan, ignored: ledger.ignored, committed: true, positions })
        : session.say(plan.changes.length > 0 ? 'importChanged' : 'importDone', facts),
    )
  })

async function ledgerIn(file: string, sheet: string | undefined): Promise<LedgerRead> {
  const bytes = await readFile(file).catch((error: Error) => Promise.reject(noFile(file, error)))
  return readLedger(bytes, { name: basename(file), ...(sheet !== undefined && { sheet }) }).catch((error: unknown) => {
    const issue = isInvalidInput(error) ? error.issues[0] : undefined
    if (issue?.path[0] !== 'file') throw error
    throw new Usage(issue.code, { ...stringsOf(issue.params ?? {}), file })
  })
}

const stringsOf = (facts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, String(fact)]))

/** What the options that a remark speaks of are called here. */
const names: OptionNames = { goal: '--goal', due: '--due', year: '--year', createUnits: '--create-units' }

function tell(session: Session, plan: LedgerPlan, ledger: LedgerRead, words: Dictionary): void {
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
  if (plan.changes.length > 0) {
    session.print(session.say('importChanges', { count: plan.changes.length }))
    for (const { command, input } of plan.changes) session.print(`  ${visible(`${words.command(command)} ${JSON.stringify(input)}`)}`)
  }
  if (plan.unchanged.length > 0) session.print(session.say('importUnchanged', { count: plan.unchanged.length }))
  remarks(session, 'importWarnings', plan.warnings, words)
  remarks(session, 'importProblems', plan.problems, words)
  if (ledger.ignored.length > 0) session.print(visible(session.say('importIgnored', { columns: ledger.ignored.join('、') })))
}

function remarks(session: Session, heading: 'importWarnings' | 'importProblems', list: readonly Remark[], words: Dictionary): void {
  if (list.length === 0) return
  session.print(session.say(heading, { count: list.length }))
  for (const remark of list) session.print(`  ${visible(tellRemark(remark, words, names))}`)
}
