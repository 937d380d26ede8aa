import * as z from 'zod/mini'
import { problemsOn, seeTask, type TaskSeen } from '../domain/measures/task.ts'
import { listing } from '../domain/measures/task-list.ts'
import { tasksOn } from '../domain/measures/tasks-seen.ts'
import { lights } from '../domain/measures/thresholds.ts'
import type { District } from '../domain/state.ts'
import { ambitions, taskClasses } from '../domain/tasks/events.ts'
import { type Task, taskStages } from '../domain/tasks/state.ts'
import { valueOn } from '../engine/history.ts'
import { viewOf } from '../engine/view.ts'
import {
  byText,
  copied,
  goalNamed,
  inLang,
  lagOf,
  listed,
  milestoneRow,
  orNull,
  postNamed,
  reasonCodes,
  reasonsOf,
  unitNamed,
} from './naming.ts'
import {
  countsShape,
  dayShape,
  flagOption,
  lightShape,
  milestoneShape,
  namedShape,
  percentShape,
  reasonShape,
  restsShape,
  textShape,
  wholeOption,
} from './shapes.ts'

export const ledgerRow = z.strictObject({
  task: z.string(),
  title: textShape,
  goal: namedShape,
  class: z.enum(taskClasses),
  ambition: z.enum(ambitions),
  standing: z.boolean(),
  content: z.nullable(textShape),
  scale: z.nullable(textShape),
  /** Yuan, as a decimal string. */
  amount: z.nullable(z.string()),
  source: z.nullable(textShape),
  from: dayShape,
  due: dayShape,
  lead: z.nullable(z.strictObject({ id: z.string(), name: textShape, person: z.nullable(z.string()) })),
  responsible: z.nullable(namedShape),
  cooperating: z.array(namedShape),
  measures: z.array(textShape),
  milestones: z.array(milestoneShape),
  stage: z.enum(taskStages),
  since: dayShape,
  planned: percentShape,
  actual: percentShape,
  /** Planned less actual, in percentage points. */
  lag: z.number(),
  light: lightShape,
  reasons: z.array(reasonShape),
  openProblems: z.number(),
  lastReport: z.nullable(z.strictObject({ id: z.string(), on: dayShape })),
  leaderSupervised: z.boolean(),
  disciplineSupervised: z.boolean(),
  illustrative: z.boolean(),
  rests: restsShape,
})
export type LedgerRow = z.infer<typeof ledgerRow>

const sortKeys = ['task', 'due', 'lag', 'light', 'goal', 'responsible'] as const

/** The book of all tasks with every column of the ledger, a task a row. */
export const ledger = viewOf<District>()({
  options: z.strictObject({
    goal: z.optional(z.string()),
    /** Responsible or cooperating. */
    unit: z.optional(z.string()),
    responsible: z.optional(z.string()),
    lead: z.optional(z.string()),
    stage: z.optional(z.enum(taskStages)),
    light: z.optional(z.enum(lights)),
    class: z.optional(z.enum(taskClasses)),
    /** Text that the title contains, in either language. */
    text: z.optional(z.string()),
    sort: z.optional(z.enum(sortKeys)),
    offset: z.optional(z.coerce.number().check(z.int(), z.minimum(0))),
    limit: z.optional(wholeOption(1, 100_000)),
    /** False where nobody asks how many more there are: `total` and `lights` are of these rows, and no more tasks are looked at than it takes. */
    counts: z.optional(flagOption()),
  }),
  shape: z.strictObject({ on: dayShape, total: z.number(), lights: countsShape, rows: z.array(ledgerRow) }),
  compute(state, { on, goal, unit, responsible, lead, stage, light, class: kind, text, sort = 'task', offset = 0, limit, counts = true }) {
    const name = JSON.stringify([goal, unit, responsible, lead, stage, light, kind, text, sort])
    const wanted = ({ facts, owners, stage: its, light: shown }: TaskSeen) =>
      (goal === undefined || facts.goal === goal) &&
      (unit === undefined || owners.responsible === unit || owners.cooperating.includes(unit)) &&
      (responsible === undefined || owners.responsible === responsible) &&
      (lead === undefined || owners.lead === lead) &&
      (stage === undefined || its.stage === stage) &&
      (light === undefined || shown === light) &&
      (kind === undefined || facts.class === kind) &&
      (text === undefined || inLang(facts.title, 'zh').includes(text) || inLang(facts.title, 'en').includes(text))
    const order = (a: TaskSeen, b: TaskSeen) => compare[sort](a, b) || byText(a.task.id, b.task.id)
    const end = limit === undefined ? undefined : offset + limit
    const kept = counts || sort !== 'task' ? tasksOn(state, on).count(name, listing(wanted, order)) : undefined
    const page = (kept?.rows ?? firstOf(state, on, wanted, end)).slice(offset, end)
    const { rows, lights } = counts && kept ? kept : listing(() => true, order)(page)
    return { on, total: rows.length, lights: { ...lights }, rows: page.map((seen) => ledgerRowOf(state, seen, on)) }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'task', kind: 'id' },
      { key: 'light', kind: 'code', words: 'light' },
      { key: 'title', kind: 'text' },
      { key: 'goal', kind: 'text' },
      { key: 'stage', kind: 'code', words: 'stage' },
      { key: 'planned', kind: 'percent' },
      { key: 'actual', kind: 'percent' },
      { key: 'due', kind: 'day' },
      { key: 'lead', kind: 'text' },
      { key: 'responsible', kind: 'text' },
      { key: 'cooperating', kind: 'text', detail: true },
      { key: 'content', kind: 'text', detail: true },
      { key: 'scale', kind: 'text', detail: true },
      { key: 'amount', kind: 'number', detail: true },
      { key: 'source', kind: 'text', detail: true },
      { key: 'from', kind: 'day', detail: true },
      { key: 'measures', kind: 'text', detail: true },
      { key: 'class', kind: 'code', words: 'taskClass', detail: true },
      { key: 'ambition', kind: 'code', words: 'ambition', detail: true },
      { key: 'openProblems', kind: 'count' },
      { key: 'lastReport', kind: 'day' },
      { key: 'reasons', kind: 'code', words: 'reason' },
    ],
    rows: value.rows.map((one) => ({
      task: one.task,
      light: one.light,
      title: inLang(one.title, lang),
      goal: inLang(one.goal.name, lang),
      stage: one.stage,
      planned: one.planned,
      actual: one.actual,
      due: one.due,
      lead: one.lead && inLang(one.lead.name, lang),
      responsible: one.responsible && inLang(one.responsible.name, lang),
      cooperating: listed(
        one.cooperating.map((unit) => unit.name),
        lang,
      ),
      content: one.content && inLang(one.content, lang),
      scale: one.scale && inLang(one.scale, lang),
      amount: one.amount,
      source: one.source && inLang(one.source, lang),
      from: one.from,
      measures: listed(one.measures, lang),
      class: one.class,
      ambition: one.ambition,
      openProblems: one.openProblems,
      lastReport: one.lastReport?.on ?? null,
      reasons: reasonCodes(one.reasons),
    })),
  }),
})

/** The first tasks that are wanted, in the order of their ids; no task behind them is looked at. */
function firstOf(state: District, on: string, wanted: (seen: TaskSeen) => boolean, end = Number.POSITIVE_INFINITY): TaskSeen[] {
  const found: TaskSeen[] = []
  for (const id of [...state.tasks.ids()].sort(byText)) {
    if (found.length >= end) break
    const seen = seeTask(state, state.tasks.get(id) as Task, on)
    if (seen && wanted(seen)) found.push(seen)
  }
  return found
}

const rank = { red: 0, yellow: 1, green: 2, grey: 3, done: 4 }

const compare: Record<(typeof sortKeys)[number], (a: TaskSeen, b: TaskSeen) => number> = {
  task: () => 0,
  due: (a, b) => byText(a.facts.schedule.due, b.facts.schedule.due),
  lag: (a, b) => lagOf(b.planned, b.actual) - lagOf(a.planned, a.actual),
  light: (a, b) => rank[a.light] - rank[b.light],
  goal: (a, b) => byText(a.facts.goal, b.facts.goal),
  responsible: (a, b) => byText(a.owners.responsible ?? '', b.owners.responsible ?? ''),
}

export function ledgerRowOf(state: District, seen: TaskSeen, on: string): LedgerRow {
  const { task, facts, owners, lastReport } = seen
  const open = problemsOn(state, task.id, on).filter(
    (problem) => !['closed', 'withdrawn'].includes(valueOn(problem.states, on)?.state ?? 'closed'),
  )
  const owned = [owners.responsible, ...owners.cooperating].flatMap((unit) => (unit === undefined ? [] : [`unit:${unit}`]))
  return {
    task: task.id,
    title: copied(facts.title),
    goal: goalNamed(state, facts.goal, on),
    class: facts.class,
    ambition: facts.ambition,
    standing: task.standing,
    content: facts.content === undefined ? null : copied(facts.content),
    scale: facts.scale === undefined ? null : copied(facts.scale),
    amount: orNull(facts.funding?.amount),
    source: facts.funding?.source === undefined ? null : copied(facts.funding.source),
    from: facts.schedule.from,
    due: facts.schedule.due,
    lead: owners.lead === undefined ? null : postNamed(state, owners.lead, on),
    responsible: owners.responsible === undefined ? null : unitNamed(state, owners.responsible, on),
    cooperating: owners.cooperating.map((unit) => unitNamed(state, unit, on)),
    measures: facts.measures.map(copied),
    milestones: seen.milestones.map(milestoneRow),
    stage: seen.stage.stage,
    since: seen.stageSince,
    planned: seen.planned,
    actual: seen.actual,
    lag: lagOf(seen.planned, seen.actual),
    light: seen.light,
    reasons: reasonsOf(seen.reasons),
    openProblems: open.length,
    lastReport: lastReport ? { id: lastReport.value.report, on: lastReport.on } : null,
    leaderSupervised: valueOn(task.leaderSupervised, on) ?? false,
    disciplineSupervised: valueOn(task.disciplineSupervised, on) ?? false,
    illustrative: task.illustrative,
    rests: [
      `task:${task.id}`,
      `goal:${facts.goal}`,
      ...owned,
      ...(lastReport ? [`report:${lastReport.value.report}`] : []),
      ...open.map((problem) => `problem:${problem.id}`),
    ],
  }
}
