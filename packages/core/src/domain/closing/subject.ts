import { type Context, refuse } from '../../engine/decision.ts'
import { latest } from '../../engine/history.ts'
import { problemIn } from '../problems/rules.ts'
import type { CoreRefusal } from '../refusals.ts'
import { inOrder } from '../require.ts'
import type { District } from '../state.ts'
import { openDecisions, openProblems } from '../tasks/open.ts'
import { milestoneIn, openTask, planned, taskInStage, taskOn } from '../tasks/rules.ts'
import type { Task } from '../tasks/state.ts'
import type { ClosingSubject } from './events.ts'
import type { Closing } from './state.ts'

/** What the steps of a closing ask of that which is struck off: a task, one of its milestones, or a problem. */

/** It exists, is done, and nothing of it is left open. */
export function ready(state: District, subject: ClosingSubject, context: Context): void {
  if ('problem' in subject) problemIn(state, subject.problem, context.on, ['resolved'])
  else if ('milestone' in subject) milestoneIn(openTask(state, subject.task, context.on), subject.milestone, ['reached'])
  else {
    if (taskOn(state, subject.task, context.on).standing) refuse<CoreRefusal>({ code: 'standing', rule: 'R4', task: subject.task })
    nothingOpen(state, taskInStage(state, subject.task, context.on, ['underWay']), context)
  }
}

/** It still waits for its closing, and nothing of it was opened since. */
export function stillReady(state: District, subject: ClosingSubject, context: Context): void {
  if ('problem' in subject) problemIn(state, subject.problem, context.on, ['closing'])
  else if ('milestone' in subject) milestoneIn(openTask(state, subject.task, context.on), subject.milestone, ['reached'])
  else nothingOpen(state, taskInStage(state, subject.task, context.on, ['closing']), context)
}

/** It waits for its closing. A milestone only has to be one: it stays as it is. */
export function waiting(state: District, subject: ClosingSubject, on: string): void {
  if ('problem' in subject) problemIn(state, subject.problem, on, ['closing'])
  else if (!('milestone' in subject)) taskInStage(state, subject.task, on, ['closing'])
}

/** It is struck off. R1: what has ended may still be revoked, so that the task of a milestone need not be open. */
export function struckOff(state: District, subject: ClosingSubject, on: string): void {
  if ('problem' in subject) problemIn(state, subject.problem, on, ['closed'])
  else if ('milestone' in subject) {
    const task = taskOn(state, subject.task, on)
    inOrder('task', task.id, task.last, on)
    milestoneIn(task, subject.milestone, ['confirmed'])
  } else taskInStage(state, subject.task, on, ['closed'])
}

/** Closings of the same subject. */
export function closingsOf({ closings }: District, subject: ClosingSubject): readonly Closing[] {
  if ('problem' in subject) return closings.by('problem', subject.problem)
  const milestone = 'milestone' in subject ? subject.milestone : undefined
  return closings.by('task', subject.task).filter((one) => ('milestone' in one.subject ? one.subject.milestone : undefined) === milestone)
}

/** R5 */
function nothingOpen(state: District, task: Task, days: Context): void {
  const problems = openProblems(state, task.id, days)
  const decisions = openDecisions(state, task.id, days)
  const milestones = planned(task).flatMap(({ id, states }) => (latest(states) === 'confirmed' ? [] : [id]))
  if (problems.length + milestones.length + decisions.length > 0)
    refuse<CoreRefusal>({ code: 'openItems', rule: 'R5', task: task.id, problems, milestones, decisions })
}
