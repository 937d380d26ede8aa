import { entryOn, type History, valueOn } from '../../engine/history.ts'
import { addDays, daysBetween } from '../days.ts'
import type { Task } from '../tasks/state.ts'
import { excusedUntil, laterOf } from './task.ts'

/** Days on which a task, or a milestone of it, was late, charged to the unit that was responsible on those days (R9). */
export interface Lateness {
  readonly task: string
  readonly milestone?: string
  readonly due: string
  readonly responsible?: string
  /** The first of these days and how many there were; they need not follow each other. */
  readonly since: string
  readonly days: number
}

/**
 * What was late up to a day, by the due dates that stand on it (a grant moves the date, whenever it was made; what was excused
 * does not count). A day is late when it lies after the due date and the milestone was still open, or the task not yet asked to
 * be closed, when it began; waiting for a verification is not charged to the unit. Nothing is late once the task was cancelled.
 */
export function latenessOf(task: Task, day: string): Lateness[] {
  const ended = entryOn(task.stages, day)
  const end = ended?.value.stage === 'cancelled' ? ended.on : day
  const facts = valueOn(task.facts, day)
  if (!facts) return []
  const whole = task.standing
    ? []
    : charged(
        task,
        facts.schedule.due,
        excusedUntil(task, day),
        open(task.stages, end, ({ stage }) => ['registered', 'underWay', 'suspended'].includes(stage)),
      )
  const parts = task.milestones.flatMap((milestone) => {
    const due = valueOn(milestone.plans, day)?.due
    if (due === undefined) return []
    const spans = open(milestone.states, end, (state) => state === 'open')
    return charged(task, due, excusedUntil(task, day, milestone.id), spans).map((one) => ({ ...one, milestone: milestone.id }))
  })
  return [...whole, ...parts]
}

interface Span {
  readonly from: string
  readonly to: string
}

/** From when to when, up to `end`, a history's values were open. */
const open = <T>(history: History<T>, end: string, isOpen: (value: T) => boolean): Span[] =>
  history.flatMap((entry, i) => {
    const next = history[i + 1]?.on
    return entry.on <= end && isOpen(entry.value) ? [{ from: entry.on, to: next !== undefined && next < end ? next : end }] : []
  })

/** The days after `due` and within the spans, of which the first does not count, by who was responsible. */
function charged(task: Task, due: string, excused: string, spans: readonly Span[]): Lateness[] {
  const found = new Map<string | undefined, { since: string; days: number }>()
  for (const span of spans) {
    for (let i = 0; i < task.owners.length; i++) {
      const owner = task.owners[i] as Task['owners'][number]
      const next = task.owners[i + 1]?.on
      const after = [due, excused, span.from, addDays(owner.on, -1)].reduce(laterOf)
      const to = next !== undefined && addDays(next, -1) < span.to ? addDays(next, -1) : span.to
      const days = to > after ? daysBetween(after, to) : 0
      if (days === 0) continue
      const sum = found.get(owner.value.responsible) ?? { since: addDays(after, 1), days: 0 }
      found.set(owner.value.responsible, { since: sum.since, days: sum.days + days })
    }
  }
  return [...found].map(([responsible, { since, days }]) => ({
    task: task.id,
    due,
    ...(responsible !== undefined && { responsible }),
    since,
    days,
  }))
}
