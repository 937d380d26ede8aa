import { refuse } from '../../engine/decision.ts'
import { type Entry, valueOn } from '../../engine/history.ts'
import { addDays } from '../days.ts'
import { seeTask } from '../measures/task.ts'
import type { CoreRefusal } from '../refusals.ts'
import type { District } from '../state.ts'
import type { consequences } from './events.ts'
import { rulebookOn } from './rulebook.ts'

/** R16: consequences from mild to severe. The order is data of the rule book; it suggests, and a person decides. */

export type Step = (typeof consequences)[number]

/** A step that a unit has reached: how often, when last, and by what. */
export interface Reached {
  readonly step: Step
  readonly count: number
  readonly last: string
  /** Subjects, such as `listing:L-1`, by the day. */
  readonly rests: readonly string[]
}

interface Taken {
  readonly step: Step
  readonly subject: string
  readonly on: string
  /** Until when the unit has time to act on it. */
  readonly until?: string | undefined
}

/** What befell a unit by `day`, as far back as the rule book counts; also what was lifted, answered or decided since. */
function takenBy(state: District, unit: string, day: string): readonly Taken[] {
  const since = addDays(day, -rulebookOn(state, day).ladderDays)
  const counted = (at: Entry<unknown>) => since <= at.on && at.on <= day
  const over = (at: Entry<unknown> | undefined) => at !== undefined && at.on <= day
  return [
    ...state.reminders.by('unit', unit).flatMap(({ id, kind, issued, replyBy, answered }): Taken[] => {
      const step = kind === 'urge' ? 'urge' : 'remind'
      return counted(issued) ? [{ step, subject: `reminder:${id}`, on: issued.on, until: over(answered) ? undefined : replyBy }] : []
    }),
    ...state.circulars
      .by('unit', unit)
      .flatMap(({ id, kind, issued }): Taken[] =>
        kind === 'criticism' && counted(issued) ? [{ step: 'circular', subject: `circular:${id}`, on: issued.on }] : [],
      ),
    ...state.interviews
      .by('unit', unit)
      .flatMap(({ id, held, due }): Taken[] =>
        counted(held) ? [{ step: 'interview', subject: `interview:${id}`, on: held.on, until: due }] : [],
      ),
    ...state.listings
      .by('unit', unit)
      .flatMap(({ id, placed, due, lifted }): Taken[] =>
        counted(placed) ? [{ step: 'listing', subject: `listing:${id}`, on: placed.on, until: over(lifted) ? undefined : due }] : [],
      ),
    ...state.accountabilities
      .by('unit', unit)
      .flatMap(({ id, opened }): Taken[] =>
        counted(opened) ? [{ step: 'accountability', subject: `accountability:${id}`, on: opened.on }] : [],
      ),
  ].sort((a, b) => (a.on < b.on || (a.on === b.on && a.subject < b.subject) ? -1 : 1))
}

/** The steps that a unit has reached by `day`, in the ladder's order, and after them those that the ladder does not have. */
export function reachedBy(state: District, unit: string, day: string): readonly Reached[] {
  const steps = new Map<Step, Taken[]>()
  for (const one of takenBy(state, unit, day)) steps.set(one.step, [...(steps.get(one.step) ?? []), one])
  const { ladder } = rulebookOn(state, day)
  const place = (step: Step) => (ladder.includes(step) ? ladder.indexOf(step) : ladder.length)
  return [...steps]
    .map(([step, taken]) => ({ step, count: taken.length, last: (taken.at(-1) as Taken).on, rests: taken.map((one) => one.subject) }))
    .sort((a, b) => place(a.step) - place(b.step) || (a.step < b.step ? -1 : 1))
}

/** How high a unit stands on the ladder: the place of the severest step that it has reached, -1 when none. */
export const heightOf = (ladder: readonly Step[], reached: readonly Reached[]): number =>
  Math.max(-1, ...reached.map((one) => ladder.indexOf(one.step)))

/** R16: of no unit a step is passed over without a reason. A step that the ladder does not have is free, a milder one too. */
export function climbs(state: District, units: readonly string[], step: Step, on: string, skipReason: unknown): void {
  const { ladder } = rulebookOn(state, on)
  if (skipReason !== undefined || !ladder.includes(step)) return
  for (const unit of units) {
    const skipped = ladder.slice(heightOf(ladder, reachedBy(state, unit, on)) + 1, ladder.indexOf(step))
    if (skipped.length > 0) refuse<CoreRefusal>({ code: 'skipsSteps', rule: 'R16', unit, step, skipped })
  }
}

/** Why the next step is suggested. */
export type Why =
  | { readonly code: 'redTasks'; readonly tasks: readonly string[] }
  | { readonly code: 'overdue'; readonly days: number }
  | { readonly code: 'remindersUnanswered' | 'findingsOverdue' | 'listingsOver'; readonly count: number }
  | { readonly code: 'repeated'; readonly step: Step; readonly count: number }

/** Without a reason nothing is suggested; `step` is absent while the unit still has time to act on the last one. */
export interface Suggestion {
  readonly step?: Step
  /** Until when it has time. */
  readonly waits?: string
  readonly why: readonly Why[]
}

/** The next step of the ladder for a unit on `day`, and why. The highest, once reached, is suggested again. */
export function suggestion(state: District, unit: string, day: string): Suggestion | undefined {
  const why = reasonsAgainst(state, unit, day)
  if (why.length === 0) return undefined
  const reached = reachedBy(state, unit, day)
  const { ladder } = rulebookOn(state, day)
  const height = heightOf(ladder, reached)
  const top = reached.find((one) => one.step === ladder[height])
  const all: readonly Why[] = top && top.count > 1 ? [...why, { code: 'repeated', step: top.step, count: top.count }] : why
  const waits = takenBy(state, unit, day)
    .flatMap(({ until }) => (until !== undefined && until >= day ? [until] : []))
    .sort()
    .at(-1)
  if (waits !== undefined) return { waits, why: all }
  return { step: ladder[Math.min(height + 1, ladder.length - 1)] as Step, why: all }
}

function reasonsAgainst(state: District, unit: string, day: string): readonly Why[] {
  const red: string[] = []
  let overdue = 0
  for (const task of state.tasks.by('everResponsible', unit)) {
    if (valueOn(task.owners, day)?.responsible !== unit) continue
    const seen = seeTask(state, task, day)
    if (seen?.light !== 'red') continue
    red.push(task.id)
    for (const reason of seen.reasons) if (reason.code === 'overdue') overdue = Math.max(overdue, reason.days)
  }
  const past = (due: string, done: Entry<unknown> | undefined) => due < day && !(done && done.on <= day)
  const unanswered = state.reminders.by('unit', unit).filter((one) => one.issued.on <= day && past(one.replyBy, one.answered))
  const listings = state.listings.by('unit', unit).filter((one) => one.placed.on <= day && past(one.due, one.lifted))
  const findings = state.inspections
    .by('unit', unit)
    .filter((one) => one.held.on <= day)
    .flatMap((one) => one.findings.filter((finding) => finding.unit === unit && past(finding.due, finding.rectified)))
  const counted = (code: 'remindersUnanswered' | 'findingsOverdue' | 'listingsOver', count: number): Why[] =>
    count > 0 ? [{ code, count }] : []
  return [
    ...(red.length > 0 ? [{ code: 'redTasks', tasks: red } as const] : []),
    ...(overdue > 0 ? [{ code: 'overdue', days: overdue } as const] : []),
    ...counted('remindersUnanswered', unanswered.length),
    ...counted('findingsOverdue', findings.length),
    ...counted('listingsOver', listings.length),
  ]
}
