import { addDays } from '../domain/days.ts'
import type { GoalSeen, Scene } from '../domain/measures/goal.ts'
import { laterOf, type TaskSeen } from '../domain/measures/task.ts'
import { lights } from '../domain/measures/thresholds.ts'
import type { Unit } from '../domain/organisation/state.ts'
import type { District } from '../domain/state.ts'
import { entryOn, firstDay, type History, inTime, upTo } from '../engine/history.ts'
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

export const isOpen = (seen: TaskSeen) => !['closed', 'cancelled'].includes(seen.stage.stage)
export const isVacant = ({ posts }: District, lead: string, day: string) => !entryOn(posts.get(lead)?.holders ?? [], day)?.value
export function isEnded({ units }: District, unit: string, day: string): boolean {
  const ended = units.get(unit)?.ended
  return ended !== undefined && ended.on <= day
}
export const when = (missing: boolean, gap: Gap, since: string) => (missing ? [{ gap, since }] : [])

/** Since when a history's values have been such, without a break up to `day`. */
function sinceWhen<T>(history: History<T>, day: string, such: (value: T) => boolean): string {
  let since = day
  for (const entry of [...upTo(history, day)].reverse()) {
    if (!such(entry.value)) break
    since = entry.on
  }
  return since
}

/** The last day on which a goal lost a task, by goal. */
export function lostOn({ day, tasks }: Scene): ReadonlyMap<string, string> {
  const lost = new Map<string, string>()
  for (const { task, stage, stageSince } of tasks) {
    const were = upTo(task.facts, day)
    were.forEach(({ value }, i) => {
      const ended = were[i + 1]?.on ?? (stage.stage === 'cancelled' ? stageSince : undefined)
      if (ended === undefined) return
      for (const goal of [value.goal, ...value.contributes.map((edge) => edge.goal)]) lost.set(goal, laterOf(lost.get(goal) ?? '', ended))
    })
  }
  return lost
}

/** Goals with tasks: a leaf has some itself, of its own or as contributions; a goal above them has some somewhere below it. */
export function goalChecks({ seen: tasks }: Scene, goals: readonly GoalSeen[], lost: ReadonlyMap<string, string>): Check[] {
  const checks: Check[] = []
  const check = (seen: GoalSeen): { has: boolean; since: string } => {
    const { goal, facts, children, sums } = seen
    const at = checks.length
    const below = children.map(check)
    const own = lights.some((light) => sums.counted[light] > 0) || tasks.contributedTo(goal.id).counted > 0
    const has = own || below.some((one) => one.has)
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
  const vacated = entryOn(state.posts.get(lead ?? '')?.holders ?? [], day)?.on ?? ''
  const ended = state.units.get(responsible ?? '')?.ended?.on ?? ''
  return [
    ...when(lead === undefined, 'noLead', leadSince),
    ...when(lead !== undefined && isVacant(state, lead, day), 'leadVacant', laterOf(leadSince, vacated)),
    ...when(responsible === undefined, 'noResponsible', unitSince),
    ...when(responsible !== undefined && isEnded(state, responsible, day), 'unitEnded', laterOf(unitSince, ended)),
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
