import * as z from 'zod/mini'
import { daysBetween } from '../domain/days.ts'
import { executed } from '../domain/feedback/standing.ts'
import { seeIndicator } from '../domain/measures/indicator.ts'
import { latenessOf } from '../domain/measures/lateness.ts'
import { seeTask, type TaskSeen } from '../domain/measures/task.ts'
import type { Coordination, CoordinationItem } from '../domain/problems/state.ts'
import type { District } from '../domain/state.ts'
import type { Task } from '../domain/tasks/state.ts'
import { valueOn } from '../engine/history.ts'
import { sealed, type Text } from '../engine/schema.ts'
import { taskTitle } from './list-rows.ts'
import { byId, copied, inLang, listed, reasonsOf, unitOrNull } from './naming.ts'
import { dayShape, lightShape, namedShape, reasonShape, restsShape, textShape } from './shapes.ts'

/** The rows of a dossier: one shape for all, and those that several kinds of dossiers have. */

export const dossierSections = [
  'ledger',
  'names',
  'holders',
  'portfolio',
  'posts',
  'taskForces',
  'owners',
  'stages',
  'milestones',
  'tasks',
  'cooperating',
  'indicators',
  'problems',
  'decisions',
  'items',
  'reports',
  'closings',
  'extensions',
  'lateness',
  'results',
  'marks',
  'supervision',
  'thread',
] as const
export type DossierSection = (typeof dossierSections)[number]

export const dossierRow = z.strictObject({
  section: z.enum(dossierSections),
  /** What it is: a kind as `words` names it. */
  kind: z.string(),
  id: z.string(),
  title: textShape,
  state: z.nullable(z.string()),
  light: z.nullable(lightShape),
  reasons: z.array(reasonShape),
  unit: z.nullable(namedShape),
  since: z.nullable(dayShape),
  due: z.nullable(dayShape),
  /** Days that it is or was late. */
  days: z.nullable(z.number()),
  /** Of an office-holder, the name where one was recorded, which may be sealed. */
  note: z.nullable(z.union([textShape, sealed()])),
  rests: restsShape,
})
export type DossierRow = z.infer<typeof dossierRow>

/** Whose dossier it is, and of which day. */
export interface File {
  readonly state: District
  readonly on: string
  readonly id: string
}

/** One section of a dossier: its rows, of a file. */
export type Section = (file: File) => readonly DossierRow[]

/** A row in which only what is there is said. It rests on its subject, and on the unit that it names. */
export function rowIn(section: DossierSection, kind: string, id: string, title: Text, rest: Partial<DossierRow> = {}): DossierRow {
  const unit = rest.unit ? [`unit:${rest.unit.id}`] : []
  return {
    section,
    kind,
    id,
    title: copied(title),
    state: null,
    light: null,
    reasons: [],
    unit: null,
    since: null,
    due: null,
    days: null,
    note: null,
    rests: [`${kind}:${id}`, ...unit],
    ...rest,
  }
}

/** Texts as one, in each language with its own list mark; `null` of none. */
export const together = (texts: readonly Text[]): Text | null =>
  texts.length === 0 ? null : { zh: listed(texts, 'zh'), en: listed(texts, 'en') }

/** Two texts with a dash between them. */
export const both = (first: Text, second: Text): Text => ({
  zh: `${inLang(first, 'zh')} — ${inLang(second, 'zh')}`,
  en: `${inLang(first, 'en')} — ${inLang(second, 'en')}`,
})

export const noteOf = (text: Text | undefined): Text | null => (text === undefined ? null : copied(text))

/** The tasks to which a test applies on the day, by id; only those are seen whole. */
export const tasksWhere = ({ state, on }: File, test: (owners: TaskSeen['owners']) => boolean): TaskSeen[] =>
  byId(state.tasks.values()).flatMap((task) => {
    const owners = valueOn(task.owners, on)
    return owners && test(owners) ? (seeTask(state, task, on) ?? []) : []
  })

export const taskRow = ({ state, on }: File, section: DossierSection, seen: TaskSeen): DossierRow =>
  rowIn(section, 'task', seen.task.id, seen.facts.title, {
    state: seen.stage.stage,
    light: seen.light,
    reasons: reasonsOf(seen.reasons),
    unit: unitOrNull(state, seen.owners.responsible, on),
    since: seen.stageSince,
    due: seen.facts.schedule.due,
  })

export const indicatorRows = ({ state, on }: File, task: string): DossierRow[] =>
  state.indicators.by('task', task).flatMap((one) => {
    const seen = seeIndicator(state, one, on)
    if (!seen) return []
    const { target, value } = seen
    const aim = target.band ? `${target.band.low}–${target.band.high}` : target.target
    return rowIn('indicators', 'indicator', one.id, one.name, {
      light: seen.light,
      reasons: reasonsOf(seen.reasons),
      since: seen.measuredOn ?? null,
      due: target.due ?? null,
      note: `${value ?? '—'} / ${aim ?? '—'}`,
      rests: [`indicator:${one.id}`, `task:${task}`],
    })
  })

/** R9: what was late, for one unit, or for all with the unit that was responsible then. */
export const latenessRows = ({ state, on }: File, task: Task, unit?: string): DossierRow[] =>
  latenessOf(task, on)
    .filter((late) => unit === undefined || late.responsible === unit)
    .map(({ milestone: id, responsible, since, due, days }) => {
      const milestone = task.milestones.find((one) => one.id === id)
      const title = taskTitle(state, task.id, on)
      const plan = milestone && valueOn(milestone.plans, on)
      const is = milestone ? valueOn(milestone.states, on) : valueOn(task.stages, on)?.stage
      return rowIn('lateness', milestone ? 'milestone' : 'task', milestone ? `${task.id}/${milestone.id}` : task.id, plan?.title ?? title, {
        state: is === 'open' ? 'pending' : (is ?? null),
        unit: unitOrNull(state, responsible, on),
        since,
        due,
        days,
        note: milestone ? copied(title) : null,
        rests: [`task:${task.id}`, ...(responsible === undefined ? [] : [`unit:${responsible}`])],
      })
    })

export function itemRow({ state, on }: File, decision: Coordination, item: CoordinationItem): DossierRow {
  const rescinded = decision.rescinded !== undefined && decision.rescinded.on <= on
  const done = executed(state.reports.by('coordination', decision.id), item.id, on)
  return rowIn('items', 'item', `${decision.id}/${item.id}`, item.what, {
    state: rescinded ? 'rescinded' : done ? 'executed' : 'pending',
    unit: unitOrNull(state, valueOn(item.units, on), on),
    since: decision.decided.on,
    due: item.due,
    days: rescinded || done ? null : Math.max(0, daysBetween(item.due, on)) || null,
    note: noteOf(state.problems.get(decision.problem)?.title),
    rests: [`coordination:${decision.id}`, `problem:${decision.problem}`],
  })
}
