import { inTime, type Moment } from '../../engine/history.ts'
import type { District } from '../state.ts'
import { rulebookOn } from '../supervision/rulebook.ts'
import type { Task } from '../tasks/state.ts'
import { addShare, addTask, counts, noSums, type TaskSums } from './sums.ts'
import { seeTask, type TaskSeen } from './task.ts'
import type { Thresholds } from './thresholds.ts'

export interface Contribution {
  readonly seen: TaskSeen
  readonly weight: number
}

/** All tasks on a day, each seen once, and what is counted of them by goal. What it gives is never changed, but made anew. */
export interface TasksSeen {
  get(id: string): TaskSeen | undefined
  /** As they came up. */
  all(): readonly TaskSeen[]
  ofGoal(goal: string): readonly TaskSeen[]
  contributorsOf(goal: string): readonly Contribution[]
  sumsOf(goal: string): Readonly<TaskSums>
  /** Progress and weights that others contribute to it. */
  contributedTo(goal: string): { readonly progress: number; readonly weights: number }
}

/**
 * Kept for the day that was asked for last, and brought up to date by the rows that were written since: reading a day again costs what
 * has changed. Another day is seen in one pass; it takes the place of the one that is kept when it is asked for twice in a row.
 */
export function tasksOn(state: District, day: string, thresholds: Thresholds = rulebookOn(state, day).thresholds): TasksSeen {
  const kept = known.get(state)
  if (kept?.day === day && kept.thresholds === thresholds && follow(kept, state)) return kept.tasks
  const tasks = seeAll(state, day, thresholds)
  const at = standing(state)
  const again = kept === undefined || kept.day === day || kept.asked === day
  if (kept && !again) kept.asked = day
  else if (at) known.set(state, { day, thresholds, tasks, at, asked: day })
  return tasks
}

interface Kept {
  readonly day: string
  readonly thresholds: Thresholds
  readonly tasks: Gathering
  at: Standing
  /** The day that was asked for last, this one or another. */
  asked: string
}
interface Standing {
  readonly tasks: number
  readonly progress: number
  readonly problems: number
}
const known = new WeakMap<District, Kept>()

function standing({ tasks, taskProgress, problems }: District): Standing | undefined {
  const at = { tasks: tasks.version(), progress: taskProgress.version(), problems: problems.version() }
  return at.tasks === undefined || at.progress === undefined || at.problems === undefined ? undefined : (at as Standing)
}

/** Sees again what may stand otherwise since. False when that can't be told, or is most of it. */
function follow(kept: Kept, state: District): boolean {
  const { tasks, taskProgress, problems } = state
  const changed = [tasks.since(kept.at.tasks), taskProgress.since(kept.at.progress), problems.since(kept.at.problems)] as const
  const [ofTasks, ofProgress, ofProblems] = changed
  if (!ofTasks || !ofProgress || !ofProblems) return false
  const ids = new Set([...ofTasks, ...ofProgress])
  for (const id of ofProblems) for (const { value } of problems.get(id)?.places ?? []) if (value.task !== undefined) ids.add(value.task)
  if (ids.size > 1000 && ids.size > tasks.size / 4) return false
  for (const id of ids) {
    const task = tasks.get(id)
    if (task) kept.tasks.put(id, seeTask(state, task, kept.day, kept.thresholds))
  }
  kept.at = standing(state) as Standing
  kept.asked = kept.day
  return true
}

interface Gathering extends TasksSeen {
  put(id: string, seen: TaskSeen | undefined): void
}

function seeAll(state: District, day: string, thresholds: Thresholds): Gathering {
  const gathered = gathering()
  for (const task of state.tasks.values()) gathered.put(task.id, seeTask(state, task, day, thresholds))
  return gathered
}

interface OfGoal {
  readonly tasks: Map<string, TaskSeen>
  readonly contributors: Map<string, Contribution>
  readonly sums: TaskSums
  readonly contributed: { progress: number; weights: number }
  /** In order, until something changes. */
  tasksInOrder?: readonly TaskSeen[] | undefined
  contributorsInOrder?: readonly Contribution[] | undefined
}

function gathering(): Gathering {
  const all = new Map<string, TaskSeen>()
  const goals = new Map<string, OfGoal>()
  let inOrder: readonly TaskSeen[] | undefined

  function goal(id: string): OfGoal {
    let of = goals.get(id)
    if (!of) {
      of = { tasks: new Map(), contributors: new Map(), sums: noSums(), contributed: { progress: 0, weights: 0 } }
      goals.set(id, of)
    }
    return of
  }

  function count(id: string, seen: TaskSeen, times: 1 | -1): void {
    const own = goal(seen.facts.goal)
    if (times === 1) own.tasks.set(id, seen)
    else own.tasks.delete(id)
    own.tasksInOrder = undefined
    addTask(own.sums, seen, times)
    for (const { goal: other, weight } of seen.facts.contributes) {
      const of = goal(other)
      if (times === 1) of.contributors.set(id, { seen, weight })
      else of.contributors.delete(id)
      of.contributorsInOrder = undefined
      if (counts(seen)) addShare(of.contributed, seen.actual, weight, times)
    }
  }

  return {
    put(id, seen) {
      const before = all.get(id)
      if (before) count(id, before, -1)
      if (seen) {
        all.set(id, seen)
        count(id, seen, 1)
      } else all.delete(id)
      inOrder = undefined
    },
    get: (id) => all.get(id),
    all() {
      inOrder ??= [...all.values()].sort(bySeen)
      return inOrder
    },
    ofGoal(id) {
      const of = goals.get(id)
      if (!of) return []
      of.tasksInOrder ??= [...of.tasks.values()].sort(bySeen)
      return of.tasksInOrder
    },
    contributorsOf(id) {
      const of = goals.get(id)
      if (!of) return []
      of.contributorsInOrder ??= [...of.contributors.values()].sort((a, b) => bySeen(a.seen, b.seen))
      return of.contributorsInOrder
    },
    sumsOf: (id) => goals.get(id)?.sums ?? nothing,
    contributedTo: (id) => goals.get(id)?.contributed ?? nothing,
  }
}

const nothing = noSums()

/** As they came up, so that a view's order does not tell when they were entered. */
export const byRegistration = (a: Task, b: Task): number => inTime(a.stages[0] as Moment, b.stages[0] as Moment)
const bySeen = (a: TaskSeen, b: TaskSeen) => byRegistration(a.task, b.task)
