import { type Entry, entryOn, valueOn } from '../../../engine/history.ts'
import { type Asked, metricsOf, type Part } from '../../../engine/metric.ts'
import { excusedUntil, seeTask } from '../../measures/task.ts'
import type { District } from '../../state.ts'
import type { Task } from '../../tasks/state.ts'
import { mean, resting, share, until, within } from './measured.ts'
import { overRows } from './rows.ts'

/** Positions of what a task's facts and its owner rest on. */
const grounds = (task: Task, day: string, due: string): (number | undefined)[] => [
  entryOn(task.facts, day)?.position,
  entryOn(task.owners, due)?.position,
]

/** The unit answered for the task on the day. */
const had = (task: Task, unit: string, day: string): boolean => valueOn(task.owners, day)?.responsible === unit

/** The last day on which a date is kept: its own, or that up to which lateness was excused, with the excuse's position. */
function limitOf(task: Task, on: string, due: string, milestone?: string): { readonly limit: string; readonly excuse?: number } {
  const excused = excusedUntil(task, on, milestone)
  if (excused <= due) return { limit: due }
  const by = task.excused.find(
    (entry) => entry.on === excused && (entry.value.milestone === undefined || entry.value.milestone === milestone),
  )
  return by ? { limit: excused, excuse: by.position } : { limit: excused }
}

/** Called off in time. What was late by then stays late (R9): for excuses there is `lateness.excused`. */
const calledOff = (entry: Entry<unknown> | undefined, limit: string): boolean => entry !== undefined && entry.on <= limit

const cancelling = (task: Task, on: string) => task.stages.find((entry) => entry.on <= on && entry.value.stage === 'cancelled')

/** R9: lateness stays with the unit that was responsible on the due date. */
function dueOf(state: District, task: Task, asked: Asked): Part | undefined {
  const { unit, on } = asked
  const due = valueOn(task.facts, on)?.schedule.due
  if (due === undefined || task.standing || !within(asked, due) || !had(task, unit, due)) return undefined
  const { limit, excuse } = limitOf(task, on, due)
  if (calledOff(cancelling(task, on), limit)) return undefined
  const subject = `task:${task.id}`
  const rests = [...grounds(task, on, due), excuse]
  let waits = false
  for (const closing of state.closings.by('task', task.id)) {
    const now = entryOn(closing.states, on)
    const requested = closing.states[0]
    if ('milestone' in closing.subject || !now || !requested) continue
    // Asked for in time: approved later is on time, and while it waits it is the verifier's (DOMAIN section 6).
    const inTime = requested.on <= limit
    if (inTime && now.value.state === 'approved')
      return { subject, value: 1, rests: resting(...grounds(task, on, due), excuse, requested.position, now.position) }
    if (inTime && now.value.state === 'requested') waits = true
    rests.push(requested.position, now.position)
  }
  // On its last day a date can still be kept.
  return waits || on <= limit ? undefined : { subject, value: 0, rests: resting(...rests) }
}

function milestonesOf(task: Task, asked: Asked): Part[] {
  const { unit, on } = asked
  return task.milestones.flatMap((milestone): Part[] => {
    const plans = milestone.plans.filter((entry) => entry.on <= on)
    const plan = plans.filter((entry) => entry.value !== null).at(-1)
    const state = entryOn(milestone.states, on)
    if (!plan?.value || !state) return []
    const { due } = plan.value
    if (!within(asked, due) || !had(task, unit, due)) return []
    const { limit, excuse } = limitOf(task, on, due, milestone.id)
    const removed = plans.at(-1)?.value === null ? plans.at(-1) : undefined
    if (calledOff(removed, limit) || calledOff(cancelling(task, on), limit)) return []
    const reached = milestone.states.filter((entry) => entry.on <= on && entry.value === 'reached').at(-1)
    const inTime = state.value !== 'open' && reached !== undefined && reached.on <= limit
    if (!inTime && on <= limit) return []
    const rests = resting(...grounds(task, on, due), excuse, plan.position, reached?.position, state.position)
    return [{ subject: `task:${task.id}`, value: inTime ? 1 : 0, rests }]
  })
}

/** Planned less actual progress, not below 0, of a task that goes on. What waits for its verification trails nothing. */
function gapOf(state: District, task: Task, asked: Asked): Part | undefined {
  const day = until(asked)
  if (!had(task, asked.unit, day)) return undefined
  const seen = seeTask(state, task, day)
  if (!seen || ['closing', 'closed', 'cancelled'].includes(seen.stage.stage) || day < seen.facts.schedule.from) return undefined
  const milestones = task.milestones.filter((one) => seen.milestones.some(({ id }) => id === one.id))
  const { lastReport } = seen
  const foundUntrue = lastReport?.value.disputed
  const actual =
    seen.facts.measuredBy === 'milestones' && milestones.length > 0
      ? milestones.map((one) => entryOn(one.states, day)?.position)
      : [lastReport?.position, foundUntrue && foundUntrue.on <= day ? foundUntrue.position : undefined]
  return {
    subject: `task:${task.id}`,
    value: Math.max(0, Math.round((seen.planned - seen.actual) * 100) / 100),
    rests: resting(...grounds(task, day, day), ...milestones.map((one) => entryOn(one.plans, day)?.position), ...actual),
  }
}

const perTask = { table: 'tasks', index: 'everResponsible' } as const

export const taskMetrics = metricsOf<District>()({
  /** Percent of the tasks due in the period whose closing was requested in time and approved. */
  closedOnTime: {
    version: 1,
    unit: 'percent',
    measure: overRows({
      ...perTask,
      total: share,
      parts: (state, asked) => (task) => listed(dueOf(state, task, asked)),
      reads: { closings: ({ subject }) => ('task' in subject ? [subject.task] : []) },
    }),
  },
  /** Percent of the milestones due in the period that were reached in time and not reopened since. */
  milestonesOnTime: {
    version: 1,
    unit: 'percent',
    measure: overRows({ ...perTask, total: share, parts: (_state, asked) => (task) => milestonesOf(task, asked) }),
  },
  /** Mean lag of actual behind planned progress at the period's end, in percentage points, over the tasks that go on. */
  progressGap: {
    version: 1,
    unit: 'points',
    measure: overRows({
      ...perTask,
      total: mean,
      parts: (state, asked) => (task) => listed(gapOf(state, task, asked)),
      reads: { taskProgress: ({ id }) => [id] },
    }),
  },
})

const listed = (part: Part | undefined): readonly Part[] => (part ? [part] : [])
