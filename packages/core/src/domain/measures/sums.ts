import { monthOf } from '../days.ts'
import type { TaskStage } from '../tasks/state.ts'
import type { TaskSeen } from './task.ts'
import type { Light } from './thresholds.ts'

export type Lights = Record<Light, number>

/** A month's milestones and tasks, by the day on which they are due. */
export interface MonthSums {
  due: number
  reached: number
  late: number
  tasksDue: number
}

/** What views count of tasks. Whole numbers only, so that taking a task out again leaves exactly what was there before. */
export interface TaskSums {
  readonly lights: Lights
  /** Of those that were not cancelled: they alone count for a goal. */
  readonly counted: Lights
  readonly stages: Record<TaskStage, number>
  /** Sum of actual progress in hundredths of a point times weight in hundredths, and of these weights, of the counted. */
  progress: number
  weights: number
  /** How many tasks each lead has. */
  readonly leads: Map<string, number>
  /** How many schedules begin or end on a day. */
  readonly days: Map<string, number>
  readonly months: Map<string, MonthSums>
}

export const noLights = (): Lights => ({ done: 0, green: 0, yellow: 0, red: 0, grey: 0 })

export const noSums = (): TaskSums => ({
  lights: noLights(),
  counted: noLights(),
  stages: { registered: 0, underWay: 0, suspended: 0, closing: 0, closed: 0, cancelled: 0 },
  progress: 0,
  weights: 0,
  leads: new Map(),
  days: new Map(),
  months: new Map(),
})

/** What has been cancelled says nothing of a goal. */
export const counts = (seen: TaskSeen): boolean => seen.stage.stage !== 'cancelled'

/** Adds a task as it stands, or takes it out again: `times` is 1 or −1. */
export function addTask(sums: TaskSums, seen: TaskSeen, times: 1 | -1): void {
  const { light, stage, facts, owners, milestones, actual } = seen
  sums.lights[light] += times
  sums.stages[stage.stage] += times
  if (counts(seen)) {
    sums.counted[light] += times
    addShare(sums, actual, facts.weight, times)
  }
  if (owners.lead !== undefined) tally(sums.leads, owners.lead, times)
  tally(sums.days, facts.schedule.from, times)
  tally(sums.days, facts.schedule.due, times)
  month(sums, facts.schedule.due).tasksDue += times
  for (const milestone of milestones) {
    const at = month(sums, milestone.due)
    at.due += times
    if (milestone.state !== 'open') at.reached += times
    if (milestone.late > 0) at.late += times
  }
}

/** A part of a weighted mean: percent and weight to two decimals. */
export function addShare(sums: { progress: number; weights: number }, percent: number, weight: number, times: 1 | -1): void {
  const hundredths = Math.round(weight * 100)
  sums.progress += times * Math.round(percent * 100) * hundredths
  sums.weights += times * hundredths
}

/** Adds what others counted. */
export function addSums(to: TaskSums, from: TaskSums): void {
  addLights(to.lights, from.lights)
  addLights(to.counted, from.counted)
  for (const stage of Object.keys(to.stages) as TaskStage[]) to.stages[stage] += from.stages[stage]
  to.progress += from.progress
  to.weights += from.weights
  for (const [lead, count] of from.leads) tally(to.leads, lead, count)
  for (const [day, count] of from.days) tally(to.days, day, count)
  for (const [name, { due, reached, late, tasksDue }] of from.months) {
    const at = month(to, name)
    at.due += due
    at.reached += reached
    at.late += late
    at.tasksDue += tasksDue
  }
}

export function addLights(to: Lights, from: Readonly<Lights>): Lights {
  to.done += from.done
  to.green += from.green
  to.yellow += from.yellow
  to.red += from.red
  to.grey += from.grey
  return to
}

function month(sums: TaskSums, day: string): MonthSums {
  const name = monthOf(day)
  let at = sums.months.get(name)
  if (!at) {
    at = { due: 0, reached: 0, late: 0, tasksDue: 0 }
    sums.months.set(name, at)
  }
  return at
}

/** Counts a key up or down; what is counted down to nothing is forgotten. */
export function tally(map: Map<string, number>, key: string, times: number): void {
  const count = (map.get(key) ?? 0) + times
  if (count === 0) map.delete(key)
  else map.set(key, count)
}
