import { refuse } from '../../engine/decision.ts'
import { firstDay, lastDay, latest } from '../../engine/history.ts'
import type { CoreRefusal } from '../refusals.ts'
import { inOrder, live, need } from '../require.ts'
import type { District } from '../state.ts'
import type { Milestone, MilestonePlan, MilestoneState, Task, TaskStage } from './state.ts'

/** What the decisions about tasks, and those of other slices, ask of a task. */

export const taskOn = ({ tasks }: Pick<District, 'tasks'>, id: string, on: string): Task =>
  need(tasks, 'task', id, on, (task) => firstDay(task.stages))

/** R1: a closed or cancelled task takes no new duty. */
export function open(task: Task): void {
  const { stage } = latest(task.stages)
  if (stage === 'closed' || stage === 'cancelled') live('task', task.id, { on: lastDay(task.stages) })
}

/** An open task, and nothing later than `on` is said of it yet (R1, R19). */
export function openTask(state: Pick<District, 'tasks'>, id: string, on: string): Task {
  const task = taskOn(state, id, on)
  open(task)
  inOrder('task', id, task.last, on)
  return task
}

/** R4: a task in one of these stages, and nothing later than `on` is said of it yet (R19). */
export function taskInStage(state: Pick<District, 'tasks'>, id: string, on: string, allowed: readonly TaskStage[]): Task {
  const task = taskOn(state, id, on)
  inOrder('task', id, task.last, on)
  const { stage } = latest(task.stages)
  if (!allowed.includes(stage)) refuse<CoreRefusal>({ code: 'wrongStage', rule: 'R4', what: 'task', id, stage, allowed })
  return task
}

export type PlannedMilestone = Milestone & { readonly plan: MilestonePlan }

/** The milestones that are in the plan, each with its plan. */
export const planned = (task: Task): readonly PlannedMilestone[] =>
  task.milestones.flatMap((milestone) => {
    const plan = latest(milestone.plans)
    return plan ? [{ id: milestone.id, plans: milestone.plans, states: milestone.states, plan }] : []
  })

/** A milestone of the task that was not taken out of its plan (R1). */
export function milestoneOf(task: Task, id: string): PlannedMilestone {
  const milestone =
    task.milestones.find((one) => one.id === id) ?? refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'milestone', id })
  const plan = latest(milestone.plans)
  if (!plan) return refuse<CoreRefusal>({ code: 'ended', rule: 'R1', what: 'milestone', id, on: lastDay(milestone.plans) })
  return { id, plans: milestone.plans, states: milestone.states, plan }
}

/** R8 and others: a milestone in one of these states. */
export function milestoneIn(task: Task, id: string, allowed: readonly MilestoneState[], rule: 'R8' | 'R9' = 'R8'): PlannedMilestone {
  const milestone = milestoneOf(task, id)
  const stage = latest(milestone.states)
  if (!allowed.includes(stage)) refuse<CoreRefusal>({ code: 'wrongStage', rule, what: 'milestone', id, stage, allowed })
  return milestone
}

export interface Schedule {
  readonly from: string
  readonly due: string
}

/** R8: the schedule does not end before it begins. */
export function soundSchedule({ from, due }: Schedule): void {
  if (due < from) refuse<CoreRefusal>({ code: 'badPeriod', rule: 'R8', from, to: due })
}

/** R8: a milestone's date lies within the schedule. */
export function within(schedule: Schedule, milestone: string, due: string): void {
  if (due < schedule.from || due > schedule.due)
    refuse<CoreRefusal>({ code: 'outsideSchedule', rule: 'R8', milestone, due, from: schedule.from, until: schedule.due })
}

/** R8, for a task whose schedule changes: what was confirmed stays where it was. */
export function allWithin(schedule: Schedule, task: Task, except: readonly string[] = []): void {
  for (const { id, states, plan } of planned(task))
    if (latest(states) !== 'confirmed' && !except.includes(id)) within(schedule, id, plan.due)
}

/** R9: a date that has passed is not moved to a later day. */
export function notPast(what: 'task' | 'milestone', id: string, due: string, on: string): void {
  if (on > due) refuse<CoreRefusal>({ code: 'tooLate', rule: 'R9', what, id, due, on })
}
