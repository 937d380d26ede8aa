import { entryOn, valueOn } from '../../../engine/history.ts'
import { type Asked, metricsOf, type Part } from '../../../engine/metric.ts'
import { excusedUntil, seeTask } from '../../measures/task.ts'
import type { District } from '../../state.ts'
import type { Task } from '../../tasks/state.ts'
import { mean, share, until, within } from './measured.ts'

const later = (a: string, b: string) => (a > b ? a : b)

/** Positions of what a task's due date and its owner rest on. */
const grounds = (task: Task, day: string, due: string): number[] =>
  [entryOn(task.facts, day), entryOn(task.owners, due)].flatMap((entry) => (entry ? [entry.position] : []))

/** The unit answered for the task on the day. */
const had = (task: Task, unit: string, day: string): boolean => valueOn(task.owners, day)?.responsible === unit

const cancelled = (task: Task, day: string) => valueOn(task.stages, day)?.stage === 'cancelled'

/** R9: lateness stays with the unit that was responsible on the due date. */
function dueOf(state: District, task: Task, asked: Asked): Part | undefined {
  const { unit, on } = asked
  const due = valueOn(task.facts, on)?.schedule.due
  if (due === undefined || task.standing || !within(asked, due) || !had(task, unit, due) || cancelled(task, on)) return undefined
  const limit = later(due, excusedUntil(task, on))
  const rests = grounds(task, on, due)
  let waits = false
  for (const { subject, states } of state.closings.by('task', task.id)) {
    const now = entryOn(states, on)
    const requested = states[0]
    if ('milestone' in subject || !now || !requested || requested.on > limit) continue
    // Asked for in time: approved later is on time, and while it waits it is the verifier's (DOMAIN section 6).
    if (now.value.state === 'approved') return { subject: `task:${task.id}`, value: 1, rests: [...rests, requested.position, now.position] }
    if (now.value.state === 'requested') waits = true
  }
  return waits ? undefined : { subject: `task:${task.id}`, value: 0, rests }
}

function milestonesOf(task: Task, asked: Asked): Part[] {
  const { unit, on } = asked
  if (cancelled(task, on)) return []
  return task.milestones.flatMap((milestone): Part[] => {
    const plan = entryOn(milestone.plans, on)
    const state = entryOn(milestone.states, on)
    if (!plan?.value || !state) return []
    const { due } = plan.value
    if (!within(asked, due) || !had(task, unit, due)) return []
    const reached = milestone.states.filter((entry) => entry.on <= on && entry.value === 'reached').at(-1)
    const inTime = state.value !== 'open' && reached !== undefined && reached.on <= later(due, excusedUntil(task, on, milestone.id))
    const rests = [...grounds(task, on, due), plan.position, ...(reached ? [reached.position] : [])]
    return [{ subject: `task:${task.id}`, value: inTime ? 1 : 0, rests }]
  })
}

/** Planned less actual progress, not below 0, of a task that goes on. */
function gapOf(state: District, task: Task, asked: Asked): Part | undefined {
  const day = until(asked)
  if (!had(task, asked.unit, day)) return undefined
  const seen = seeTask(state, task, day)
  if (!seen || seen.stage.stage === 'closed' || seen.stage.stage === 'cancelled' || day < seen.facts.schedule.from) return undefined
  const reached = task.milestones.flatMap((milestone) => entryOn(milestone.states, day)?.position ?? [])
  return {
    subject: `task:${task.id}`,
    value: Math.max(0, Math.round((seen.planned - seen.actual) * 100) / 100),
    rests: [...grounds(task, day, day), ...reached, ...(seen.lastReport ? [seen.lastReport.told.position] : [])],
  }
}

const tasksOf = ({ tasks }: District, { unit }: Asked) => tasks.by('everResponsible', unit)

export const taskMetrics = metricsOf<District>()({
  /** Percent of the tasks due in the period whose closing was requested in time and approved. */
  closedOnTime: {
    version: 1,
    unit: 'percent',
    measure: (state, asked) => share(tasksOf(state, asked).flatMap((task) => dueOf(state, task, asked) ?? [])),
  },
  /** Percent of the milestones due in the period that were reached in time and not reopened since. */
  milestonesOnTime: {
    version: 1,
    unit: 'percent',
    measure: (state, asked) => share(tasksOf(state, asked).flatMap((task) => milestonesOf(task, asked))),
  },
  /** Mean lag of actual behind planned progress at the period's end, in percentage points, over the tasks that go on. */
  progressGap: {
    version: 1,
    unit: 'points',
    measure: (state, asked) => mean(tasksOf(state, asked).flatMap((task) => gapOf(state, task, asked) ?? [])),
  },
})
