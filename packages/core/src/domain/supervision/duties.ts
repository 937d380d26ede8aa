import { valueOn } from '../../engine/history.ts'
import type { Calendar } from '../../ports/calendar.ts'
import { daysOf, reportedBy, underWayThrough } from '../assessment/metrics/feedback.ts'
import { workdayAfter } from '../calendar.ts'
import { addDays, monthEnd, monthOf } from '../days.ts'
import { executed } from '../feedback/standing.ts'
import type { Indicator } from '../indicators/state.ts'
import { seeTask, type TaskSeen } from '../measures/task.ts'
import type { District } from '../state.ts'
import type { TaskStage } from '../tasks/state.ts'
import { type Duty, dutyCodes } from './events.ts'
import { rulebookOn } from './rulebook.ts'

/**
 * What units have to do by the end of a day's month, and what they have not done by the day: what reminders name (R15) and
 * the agenda shows. Told by the facts that hold by the day alone, whatever was recorded since.
 */

/** By unit, in the order of their ids; each duty once. Units without a duty are not in it. */
export type Duties = ReadonlyMap<string, readonly Duty[]>

interface Question {
  readonly state: District
  readonly day: string
  readonly calendar: Calendar
  /** The last day of the day's month. */
  readonly end: string
}
interface Found {
  readonly unit: string
  readonly duty: Duty
}

/**
 * The duties of all units on `day`, in one pass. Of tasks that are suspended, closed or cancelled there are none, nor of one
 * whose closing was asked for: it waits for its verifier. Where the calendar does not cover the years of an urgent task, it is
 * named without a date. `tasks` are all of the day, where somebody has seen them already.
 */
export function dutiesOf(state: District, day: string, calendar: Calendar, tasks?: readonly TaskSeen[]): Duties {
  const units = new Map<string, Map<string, Duty>>()
  for (const { unit, duty } of duesOn(state, day, calendar, tasks)) {
    const own = units.get(unit) ?? new Map<string, Duty>()
    units.set(unit, own.set(keyOf(duty), duty))
  }
  return new Map(
    [...units]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([unit, own]) => [
        unit,
        [...own]
          .sort(([a, x], [b, y]) => dutyCodes.indexOf(x.duty) - dutyCodes.indexOf(y.duty) || (a < b ? -1 : 1))
          .map(([, duty]) => duty),
      ]),
  )
}

/** Whether any unit has a duty on `day`: looks no further than the first. */
export const isAnythingDue = (state: District, day: string, calendar: Calendar): boolean => {
  for (const _ of duesOn(state, day, calendar)) return true
  return false
}

function* duesOn(state: District, day: string, calendar: Calendar, tasks?: readonly TaskSeen[]): Generator<Found> {
  const ask: Question = { state, day, calendar, end: monthEnd(day) }
  for (const found of allFound(ask, tasks)) if (livesOn(state, found.unit, day)) yield found
}

function* allFound(ask: Question, tasks: Iterable<TaskSeen> = seenOn(ask)): Generator<Found> {
  const going: TaskSeen[] = []
  const ofTask = askingTasks(ask)
  for (const seen of tasks) {
    if (!goesOn(seen.stage.stage)) continue
    going.push(seen)
    yield* ofTask(seen)
  }
  yield* [...ofDecisions(ask), ...ofIndicators(ask, going), ...ofReminders(ask), ...ofFindings(ask)]
}

const goesOn = (stage: TaskStage | undefined): boolean => stage === 'registered' || stage === 'underWay'

function* seenOn({ state, day }: Question): Generator<TaskSeen> {
  const { thresholds } = rulebookOn(state, day)
  for (const task of state.tasks.values()) {
    const seen = goesOn(valueOn(task.stages, day)?.stage) ? seeTask(state, task, day, thresholds) : undefined
    if (seen) yield seen
  }
}

/** The same duty of the same subject has the same key. With its date: a report on another month is another duty. */
export const keyOf = ({ duty, due, ...ids }: Duty): string =>
  [duty, ids.task, ids.milestone, ids.coordination, ids.item, ids.indicator, ids.reminder, ids.inspection, ids.finding, due].join('/')

const notYetLate: readonly Duty['duty'][] = ['taskDue', 'milestoneDue', 'decisionDue']

/** It should have been done before `day`. */
export const isLate = ({ duty, due }: Duty, day: string): boolean => !notYetLate.includes(duty) && due !== undefined && due < day

const livesOn = ({ units }: District, id: string, day: string): boolean => {
  const unit = units.get(id)
  return unit !== undefined && valueOn(unit.names, day) !== undefined && !(unit.ended && unit.ended.on <= day)
}

function askingTasks(ask: Question): (seen: TaskSeen) => Found[] {
  const { state, day } = ask
  const month = monthOf(addDays(`${monthOf(day)}-01`, -1))
  const reportDue = reportedBy(state, month)
  const days = daysOf(month)
  return (seen) => {
    const unit = seen.owners.responsible
    if (unit === undefined) return []
    const missing = day > reportDue && underWayThrough(seen.task, days) && !reportedOn(state, seen.task.id, month, day)
    const duties = [
      ...schedule(ask, seen),
      ...(missing ? [{ duty: 'reportMissing', task: seen.task.id, due: reportDue } as const] : []),
      ...urgent(ask, seen),
    ]
    return duties.map((duty) => ({ unit, duty }))
  }
}

/** Late counts are those of the task's light: extensions have moved the dates, and excused lateness is none. */
function schedule({ end }: Question, { task, facts, reasons, milestones }: TaskSeen): Duty[] {
  const { due } = facts.schedule
  const overdue = reasons.some((reason) => reason.code === 'overdue')
  const whole: Duty[] = !task.standing && (overdue || due <= end) ? [{ duty: overdue ? 'taskOverdue' : 'taskDue', task: task.id, due }] : []
  const steps = milestones
    .filter((one) => one.state === 'open' && (one.late > 0 || one.due <= end))
    .map((one): Duty => ({ duty: one.late > 0 ? 'milestoneLate' : 'milestoneDue', task: task.id, milestone: one.id, due: one.due }))
  return [...whole, ...steps]
}

/** A report of the month that stands on `day`, whenever it was entered. */
const reportedOn = ({ reports }: District, task: string, month: string, day: string): boolean =>
  reports.by('task', task).some(({ told, disputed }) => monthOf(told.on) === month && !(disputed && disputed.on <= day))

/** R3: what an instruction started without is due in the working days that the rule book gave when it started. */
function urgent({ state, day, calendar }: Question, { task, facts, owners, milestones }: TaskSeen): Duty[] {
  const start = task.stages.find((entry) => entry.value.stage === 'underWay')?.on
  if (!task.urgent || start === undefined || start > day) return []
  const measured = milestones.length > 0 || state.indicators.by('task', task.id).some((one) => valueOn(one.targets, day))
  if (owners.lead !== undefined && facts.content !== undefined && measured) return []
  const due = workdayAfter(calendar, start, rulebookOn(state, start).urgentDays)
  if (due === undefined) return [{ duty: 'urgentIncomplete', task: task.id }]
  return due < day ? [{ duty: 'urgentIncomplete', task: task.id, due }] : []
}

/** R5: a decision is carried out or rescinded, whatever becomes of its problem. */
function ofDecisions({ state, day, end }: Question): Found[] {
  return [...state.coordinations.values()].flatMap((decision) => {
    if (decision.decided.on > day || (decision.rescinded && decision.rescinded.on <= day)) return []
    const reports = state.reports.by('coordination', decision.id)
    return decision.items.flatMap(({ id, units, due }): Found[] => {
      const unit = valueOn(units, day)
      if (unit === undefined || due > end || executed(reports, id, day)) return []
      return [{ unit, duty: { duty: due < day ? 'decisionLate' : 'decisionDue', coordination: decision.id, item: id, due } }]
    })
  })
}

/** An indicator is measured by the units of the task that has it, or of the tasks that its goal counts. */
function ofIndicators({ state, day }: Question, tasks: readonly TaskSeen[]): Found[] {
  const owners = new Map<string, Set<string>>()
  const owns = (key: string, unit: string) => owners.set(key, (owners.get(key) ?? new Set()).add(unit))
  for (const { task, facts, owners: own } of tasks) {
    if (own.responsible === undefined) continue
    owns(`task:${task.id}`, own.responsible)
    owns(`goal:${facts.goal}`, own.responsible)
  }
  return [...state.indicators.values()].flatMap((indicator): Found[] => {
    const units = owners.get(indicator.task === undefined ? `goal:${indicator.goal}` : `task:${indicator.task}`)
    const due = units && unmeasured(state, indicator, day)
    return due === undefined
      ? []
      : [...(units ?? [])].map((unit) => ({ unit, duty: { duty: 'indicatorUnmeasured', indicator: indicator.id, due } }))
  })
}

/** The last checkpoint or due date that has passed without a value since the one before. */
function unmeasured({ measurements }: District, indicator: Indicator, day: string): string | undefined {
  const target = valueOn(indicator.targets, day)
  if (!target) return undefined
  const dates = [...target.checkpoints.map((point) => point.on), ...(target.due === undefined ? [] : [target.due])]
  const [last, before = ''] = [...new Set(dates.filter((date) => date < day))].sort().reverse()
  const measured = measurements.by('indicator', indicator.id).some(({ recorded }) => before < recorded.on && recorded.on <= day)
  return measured ? undefined : last
}

function ofReminders({ state, day }: Question): Found[] {
  return [...state.reminders.values()]
    .filter(({ replyBy, issued, answered }) => issued.on <= day && replyBy < day && !(answered && answered.on <= day))
    .map(({ id, unit, replyBy }) => ({ unit, duty: { duty: 'reminderUnanswered', reminder: id, due: replyBy } }))
}

/** R17: a finding goes with what the unit answered for to whoever took over. */
function ofFindings({ state, day }: Question): Found[] {
  return [...state.inspections.values()].flatMap(({ id, held, findings }) => {
    if (held.on > day) return []
    return findings.flatMap((one): Found[] => {
      const unit = one.rectified && one.rectified.on <= day ? undefined : heirOn(state, one.unit, day)
      return unit === undefined ? [] : [{ unit, duty: { duty: 'findingOpen', inspection: id, finding: one.id, due: one.due } }]
    })
  })
}

function heirOn(state: District, id: string, day: string): string | undefined {
  const ended = state.units.get(id)?.ended
  if (!ended || ended.on > day) return id
  for (const successor of ended.value.successors) {
    const heir = heirOn(state, successor, day)
    if (heir !== undefined) return heir
  }
  return undefined
}
