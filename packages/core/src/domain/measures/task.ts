import { type Entry, entryOn, type History, valueOn } from '../../engine/history.ts'
import { daysBetween } from '../days.ts'
import { percentOn, standingReport } from '../feedback/standing.ts'
import type { Told } from '../feedback/state.ts'
import type { District } from '../state.ts'
import { rulebookOn } from '../supervision/rulebook.ts'
import type { MilestoneState, Owners, StageEntry, Task, TaskFacts } from '../tasks/state.ts'
import type { Light, Thresholds } from './thresholds.ts'

/** A milestone as it stands on a day, with the days that it is late: 0 when it is not. */
export interface MilestoneSeen {
  readonly id: string
  readonly title: TaskFacts['title']
  readonly due: string
  readonly weight: number
  readonly state: MilestoneState
  /** Day of the last change of state. */
  readonly since: string
  readonly late: number
}

/** Why a task has its light. Days and percentage points, as the code says. */
export type LightReason =
  | { readonly code: 'closed' | 'cancelled' | 'notYetStarting' | 'severeProblem' | 'notMeasured' | 'met' }
  | { readonly code: 'suspended'; readonly until: string }
  | { readonly code: 'suspensionOver'; readonly until: string; readonly days: number }
  | { readonly code: 'overdue'; readonly days: number }
  | { readonly code: 'milestoneLate'; readonly milestone: string; readonly days: number }
  | { readonly code: 'lag'; readonly points: number }
  | { readonly code: 'dueSoon'; readonly days: number; readonly progress: number }
  | { readonly code: 'awaitingVerification'; readonly days: number }

/** A task as it stands on a day. Percent are hundredths of a point at most. */
export interface TaskSeen {
  readonly task: Task
  readonly facts: TaskFacts
  readonly owners: Owners
  readonly stage: StageEntry
  /** Since when it is in that stage. */
  readonly stageSince: string
  readonly milestones: readonly MilestoneSeen[]
  readonly planned: number
  readonly actual: number
  readonly light: Light
  readonly reasons: readonly LightReason[]
  /** The last that stands. */
  readonly lastReport?: Entry<Told>
}

/** The task on a day, or undefined when it was not registered yet. `thresholds` are those of the day's rule book. */
export function seeTask(
  state: District,
  task: Task,
  day: string,
  thresholds: Thresholds = rulebookOn(state, day).thresholds,
): TaskSeen | undefined {
  const stage = entryOn(task.stages, day)
  const facts = valueOn(task.facts, day)
  const owners = valueOn(task.owners, day)
  if (!stage || !facts || !owners) return undefined
  const milestones = milestonesOn(task, day)
  const lastReport = standingReport(state.taskProgress.get(task.id), day)
  const planned = plannedOn(task, facts, milestones, day)
  const actual = actualOn(facts, stage.value, milestones, lastReport, day)
  const { light, reasons } = lightOf(state, task, facts, { entry: stage, milestones, planned, actual }, day, thresholds)
  return {
    task,
    facts,
    owners,
    stage: stage.value,
    stageSince: stage.on,
    milestones,
    planned,
    actual,
    light,
    reasons,
    ...(lastReport && { lastReport }),
  }
}

function milestonesOn(task: Task, day: string): readonly MilestoneSeen[] {
  const seen: MilestoneSeen[] = []
  for (const milestone of task.milestones) {
    const plan = valueOn(milestone.plans, day)
    const state = entryOn(milestone.states, day)
    if (!plan || !state) continue
    const late = state.value === 'open' ? Math.max(0, daysBetween(laterOf(plan.due, excusedUntil(task, day, milestone.id)), day)) : 0
    seen.push({ id: milestone.id, title: plan.title, due: plan.due, weight: plan.weight, state: state.value, since: state.on, late })
  }
  return seen
}

/** The last day up to which lateness was excused, of the task or of one milestone; empty when it never was. */
export function excusedUntil(task: Task, day: string, milestone?: string): string {
  let last = ''
  for (const entry of task.excused)
    if (entry.on <= day && (entry.value.milestone === undefined || entry.value.milestone === milestone)) last = laterOf(last, entry.on)
  return last
}

export const laterOf = (a: string, b: string) => (a > b ? a : b)

/** Weights in hundredths, so that sums are exact. */
const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100)
const sumOf = (milestones: readonly MilestoneSeen[]) => milestones.reduce((sum, milestone) => sum + Math.round(milestone.weight * 100), 0)

/**
 * Planned progress in percent (DOMAIN section 6): the weights of the milestones due by then over all weights; without
 * milestones, linear from start to due. A standing task without milestones has no plan to trail: its plan is 0.
 */
export function plannedOn(task: Task, facts: TaskFacts, milestones: readonly MilestoneSeen[], day: string): number {
  if (milestones.length > 0) return share(sumOf(milestones.filter((milestone) => milestone.due <= day)), sumOf(milestones))
  const { from, due } = facts.schedule
  if (task.standing || day < from) return 0
  return day >= due ? 100 : share(daysBetween(from, day), daysBetween(from, due))
}

/** Actual progress in percent: what was reported, or the weights reached, whichever the task is measured by. 100 once closed. */
function actualOn(
  facts: TaskFacts,
  stage: StageEntry,
  milestones: readonly MilestoneSeen[],
  report: Entry<Told> | undefined,
  day: string,
): number {
  if (stage.stage === 'closed') return 100
  if (facts.measuredBy === 'milestones' && milestones.length > 0)
    return share(sumOf(milestones.filter((milestone) => milestone.state !== 'open')), sumOf(milestones))
  return report ? (percentOn(report.value, day) ?? 0) : 0
}

interface Standing {
  readonly entry: History<StageEntry>[number]
  readonly milestones: readonly MilestoneSeen[]
  readonly planned: number
  readonly actual: number
}

/** The light of a task with all its reasons, those of the light itself first (DOMAIN section 6). */
function lightOf(
  state: District,
  task: Task,
  facts: TaskFacts,
  standing: Standing,
  day: string,
  limits: Thresholds,
): { light: Light; reasons: readonly LightReason[] } {
  const { stage, until } = standing.entry.value
  if (stage === 'closed') return { light: 'done', reasons: [{ code: 'closed' }] }
  if (stage === 'cancelled') return { light: 'grey', reasons: [{ code: 'cancelled' }] }
  if (stage === 'suspended' && until !== undefined)
    return day > until
      ? { light: 'red', reasons: [{ code: 'suspensionOver', until, days: daysBetween(until, day) }] }
      : { light: 'grey', reasons: [{ code: 'suspended', until }] }
  if (stage === 'registered' && day < facts.schedule.from) return { light: 'grey', reasons: [{ code: 'notYetStarting' }] }

  const red: LightReason[] = []
  const yellow: LightReason[] = []
  const { due } = facts.schedule
  const waits = stage === 'closing' && standing.entry.on <= due
  const overdue = task.standing || waits ? 0 : daysBetween(laterOf(due, excusedUntil(task, day)), day)
  if (overdue > 0) red.push({ code: 'overdue', days: overdue })
  for (const milestone of standing.milestones) {
    if (milestone.late === 0) continue
    const list = milestone.late > limits.redAfterDays ? red : yellow
    list.push({ code: 'milestoneLate', milestone: milestone.id, days: milestone.late })
  }
  if (stage === 'closing') yellow.push({ code: 'awaitingVerification', days: daysBetween(standing.entry.on, day) })
  else {
    const points = Math.round((standing.planned - standing.actual) * 100) / 100
    if (points > limits.redLag) red.push({ code: 'lag', points })
    else if (points > limits.yellowLag) yellow.push({ code: 'lag', points })
    const left = daysBetween(day, due)
    if (!task.standing && left >= 0 && left <= limits.dueSoonDays && standing.actual < limits.dueSoonProgress)
      yellow.push({ code: 'dueSoon', days: left, progress: standing.actual })
  }
  if (hasSevereProblem(state, task.id, day)) yellow.push({ code: 'severeProblem' })
  return { light: red.length > 0 ? 'red' : yellow.length > 0 ? 'yellow' : 'green', reasons: [...red, ...yellow] }
}

function hasSevereProblem(state: District, task: string, day: string): boolean {
  return problemsOn(state, task, day).some((problem) => problem.severity === 'severe' && isOpen(valueOn(problem.states, day)?.state))
}

/** Problems that hold up a task on `day`. Those that were moved since are found by their history. */
export function problemsOn(state: Pick<District, 'problems'>, task: string, day: string) {
  return state.problems.by('everTask', task).filter((problem) => valueOn(problem.places, day)?.task === task)
}

const isOpen = (problemState: string | undefined) => problemState !== undefined && problemState !== 'closed' && problemState !== 'withdrawn'
