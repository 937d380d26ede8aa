import { addDays } from '../domain/days.ts'
import type { GoalSeen, Scene } from '../domain/measures/goal.ts'
import { laterOf, type TaskSeen } from '../domain/measures/task.ts'
import type { Unit } from '../domain/organisation/state.ts'
import type { District } from '../domain/state.ts'
import { entryOn, firstDay, type History, inTime, upTo, valueOn } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import { byId } from './naming.ts'

/** What coverage asks of a district: of each live leaf goal, of each open task, and so on. Each thing asked about is one check. */

export const coverageMeasures = [
  'leafGoals',
  'goals',
  'tasksOwned',
  'tasksReported',
  'indicators',
  'units',
  'officers',
  'planGoals',
] as const
export type CoverageMeasure = (typeof coverageMeasures)[number]

export const coverageGaps = [
  'noTasks',
  'noLead',
  'leadVacant',
  'noResponsible',
  'unitEnded',
  'noFeedback',
  'notMeasured',
  'noDuty',
  'notServed',
] as const
type Gap = (typeof coverageGaps)[number]

export interface Check {
  readonly measure: CoverageMeasure
  readonly kind: 'goal' | 'task' | 'indicator' | 'unit' | 'post' | 'plan' | 'planGoal'
  readonly id: string
  readonly name: Text
  /** The goal under which it counts. */
  readonly goal?: string
  readonly unit?: Unit
  readonly responsible?: string
  /** Nothing when all is there. */
  readonly gaps: readonly { readonly gap: Gap; readonly since: string }[]
}

const isOpen = (seen: TaskSeen) => !['closed', 'cancelled'].includes(seen.stage.stage)
const counts = (seen: TaskSeen) => seen.stage.stage !== 'cancelled'
const when = (missing: boolean, gap: Gap, since: string) => (missing ? [{ gap, since }] : [])

/** Since when a history's values have been such, without a break up to `day`. */
function sinceWhen<T>(history: History<T>, day: string, such: (value: T) => boolean): string {
  let since = day
  for (const entry of [...upTo(history, day)].reverse()) {
    if (!such(entry.value)) break
    since = entry.on
  }
  return since
}

/** Goals with tasks: a leaf has some itself, of its own or as contributions; a goal above them has some somewhere below it. */
export function goalChecks(scene: Scene, goals: readonly GoalSeen[]): Check[] {
  const lost = new Map<string, string>()
  for (const { task, stage, stageSince } of scene.tasks) {
    const were = upTo(task.facts, scene.day)
    were.forEach(({ value }, i) => {
      const ended = were[i + 1]?.on ?? (stage.stage === 'cancelled' ? stageSince : undefined)
      if (ended === undefined) return
      for (const goal of [value.goal, ...value.contributes.map((edge) => edge.goal)]) lost.set(goal, laterOf(lost.get(goal) ?? '', ended))
    })
  }
  const checks: Check[] = []
  const check = (seen: GoalSeen): { has: boolean; since: string } => {
    const { goal, facts, children, tasks } = seen
    const at = checks.length
    const below = children.map(check)
    const has = tasks.some(counts) || scene.contributorsOf(goal.id).some((one) => counts(one.seen)) || below.some((one) => one.has)
    const since = [firstDay(goal.facts), lost.get(goal.id) ?? '', ...below.map((one) => one.since)].reduce(laterOf)
    const gaps = when(!has, 'noTasks', since)
    const found = { kind: 'goal', id: goal.id, name: facts.name, goal: goal.id, gaps } as const
    checks.splice(at, 0, ...(children.length === 0 ? [{ measure: 'leafGoals', ...found } as const] : []), { measure: 'goals', ...found })
    return { has, since }
  }
  goals.forEach(check)
  return checks
}

/** Open tasks with all owners, and with feedback: of those under way for `staleDays`, on which something stands since. */
export function taskChecks({ state, day, tasks }: Scene, staleDays: number): Check[] {
  const stale = addDays(day, -staleDays)
  return tasks.filter(isOpen).flatMap((seen): Check[] => {
    const { task, facts, owners, stage, stageSince, lastReport } = seen
    const of = {
      kind: 'task',
      id: task.id,
      name: facts.title,
      goal: facts.goal,
      ...(owners.responsible !== undefined && { responsible: owners.responsible }),
    } as const
    const owned: Check = { measure: 'tasksOwned', ...of, gaps: ownerGaps(state, seen, day) }
    if (stage.stage !== 'underWay' || stageSince > stale) return [owned]
    const last = laterOf(lastReport?.on ?? '', stageSince)
    return [owned, { measure: 'tasksReported', ...of, gaps: when(!lastReport || lastReport.on <= stale, 'noFeedback', last) }]
  })
}

function ownerGaps(state: District, { task, owners: { lead, responsible } }: TaskSeen, day: string): Check['gaps'] {
  const leadSince = sinceWhen(task.owners, day, (one) => one.lead === lead)
  const unitSince = sinceWhen(task.owners, day, (one) => one.responsible === responsible)
  const holder = lead === undefined ? undefined : entryOn(state.posts.get(lead)?.holders ?? [], day)
  const ended = responsible === undefined ? undefined : state.units.get(responsible)?.ended
  return [
    ...when(lead === undefined, 'noLead', leadSince),
    ...when(lead !== undefined && !holder?.value, 'leadVacant', laterOf(leadSince, holder?.on ?? '')),
    ...when(responsible === undefined, 'noResponsible', unitSince),
    ...when(ended !== undefined && ended.on <= day, 'unitEnded', laterOf(unitSince, ended?.on ?? '')),
  ]
}

/** Indicators, defined for `staleDays`, of live goals and open tasks: those with a value that speaks of a day since. */
export function indicatorChecks({ state, day, task }: Scene, live: ReadonlySet<string>, staleDays: number): Check[] {
  const stale = addDays(day, -staleDays)
  return byId(state.indicators.values()).flatMap((one): Check[] => {
    const seen = one.task === undefined ? undefined : task(one.task)
    const goal = seen?.facts.goal ?? one.goal
    const alive = one.task === undefined ? one.goal !== undefined && live.has(one.goal) : seen !== undefined && isOpen(seen)
    if (!alive || firstDay(one.targets) > stale) return []
    let last = ''
    for (const { recorded } of state.measurements.by('indicator', one.id)) if (recorded.on <= day) last = laterOf(last, recorded.on)
    const gaps = when(last <= stale, 'notMeasured', last || firstDay(one.targets))
    return [{ measure: 'indicators', kind: 'indicator', id: one.id, name: one.name, ...(goal !== undefined && { goal }), gaps }]
  })
}

/** Who has a duty on the day, and the last day on which a duty ended, by subject. */
interface Duties {
  readonly now: ReadonlySet<string>
  readonly ended: ReadonlyMap<string, string>
}

export function dutiesOn({ state, day, tasks }: Scene): Duties {
  const now = new Set<string>()
  const ended = new Map<string, string>()
  const had = (subjects: readonly string[], end: string | undefined) => {
    for (const subject of subjects) {
      if (end === undefined) now.add(subject)
      else ended.set(subject, laterOf(ended.get(subject) ?? '', end))
    }
  }
  for (const { task, stage, stageSince } of tasks) {
    const were = upTo(task.owners, day)
    were.forEach(({ value }, i) => {
      const units = [value.responsible, ...value.cooperating].flatMap((unit) => (unit === undefined ? [] : `unit:${unit}`))
      const subjects = value.lead === undefined ? units : [...units, `post:${value.lead}`]
      had(subjects, were[i + 1]?.on ?? (stage.stage === 'cancelled' ? stageSince : undefined))
    })
  }
  for (const { formed, dissolved, units, leader } of state.taskForces.values())
    if (formed.on <= day)
      had([...units.map((unit) => `unit:${unit}`), `post:${leader}`], dissolved && dissolved.on <= day ? dissolved.on : undefined)
  for (const { id, portfolios } of state.posts.values()) {
    const were = upTo(portfolios, day)
    were.forEach(({ value }, i) => {
      if (value.units.length + value.goals.length > 0) had([`post:${id}`], were[i + 1]?.on)
    })
  }
  return { now, ended }
}

/**
 * Live units of the district, those above it left out: responsible, cooperating, in a task force, or by a post of theirs with a
 * duty. The promotion office and oversight have theirs by what they are.
 */
export function unitChecks({ state, day }: Scene, { now, ended }: Duties): Check[] {
  const byPost = new Set<string>()
  const lost = new Map<string, string>()
  for (const { id, titles } of state.posts.values()) {
    const title = valueOn(titles, day)
    if (!title) continue
    if (title.rank === 'head' || now.has(`post:${id}`)) byPost.add(title.unit)
    else lost.set(title.unit, laterOf(lost.get(title.unit) ?? '', ended.get(`post:${id}`) ?? ''))
  }
  return byId(state.units.values())
    .filter((unit) => unit.kind !== 'superior' && firstDay(unit.names) <= day && !(unit.ended && unit.ended.on <= day))
    .map((unit) => {
      const has = now.has(`unit:${unit.id}`) || byPost.has(unit.id) || unit.kind === 'office' || unit.kind === 'oversight'
      const since = [firstDay(unit.names), ended.get(`unit:${unit.id}`) ?? '', lost.get(unit.id) ?? ''].reduce(laterOf)
      const gaps = when(!has, 'noDuty', since)
      return { measure: 'units', kind: 'unit', id: unit.id, name: valueOn(unit.names, day) ?? unit.id, unit, gaps }
    })
}

/** Filled posts of leaders and unit heads: lead of a task or a task force, or with a portfolio. The district's heads answer for all. */
export function officerChecks({ state, day }: Scene, { now, ended }: Duties): Check[] {
  return byId(state.posts.values()).flatMap((post): Check[] => {
    const title = valueOn(post.titles, day)
    const holder = entryOn(post.holders, day)
    if (!title || title.rank === 'staff' || !holder?.value) return []
    const gaps = when(
      title.rank !== 'head' && !now.has(`post:${post.id}`),
      'noDuty',
      laterOf(holder.on, ended.get(`post:${post.id}`) ?? ''),
    )
    return [{ measure: 'officers', kind: 'post', id: post.id, name: title.title, responsible: title.unit, gaps }]
  })
}

/** Goals of superior plans that a live goal is aligned to; a plan without goals of its own stands for itself. */
export function planChecks({ state, day }: Scene, live: ReadonlySet<string>): Check[] {
  const served = new Set<string>()
  const lost = new Map<string, string>()
  for (const { id, strategy, dropped, alignments } of state.goals.values())
    for (const { on, value } of alignments) {
      if (on > day || !('plan' in value)) continue
      const key = `${value.plan} ${value.planGoal ?? ''}`
      if (live.has(id)) served.add(key)
      else
        for (const end of [dropped, state.strategies.get(strategy)?.superseded])
          if (end && end.on <= day) lost.set(key, laterOf(lost.get(key) ?? '', end.on))
    }
  const plans = [...state.superiorPlans.values()]
    .filter((plan) => plan.registered.on <= day)
    .sort((a, b) => inTime(a.registered, b.registered))
  return plans.flatMap((plan) => {
    const parts = plan.goals.length === 0 ? [{ id: '', name: plan.name }] : plan.goals
    return parts.map((part): Check => {
      const key = `${plan.id} ${part.id}`
      const gaps = when(!served.has(key), 'notServed', laterOf(plan.registered.on, lost.get(key) ?? ''))
      return { measure: 'planGoals', kind: part.id === '' ? 'plan' : 'planGoal', id: part.id || plan.id, name: part.name, gaps }
    })
  })
}
