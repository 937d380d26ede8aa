import { inTime, type Moment } from '../../engine/history.ts'
import { keeping } from '../../engine/keeping.ts'
import type { District } from '../state.ts'
import { rulebookOn } from '../supervision/rulebook.ts'
import type { Task } from '../tasks/state.ts'
import { addShare, addTask, counts, noSums, type TaskSums } from './sums.ts'
import { seeTask, type TaskSeen } from './task.ts'

export interface Contribution {
  readonly seen: TaskSeen
  readonly weight: number
}

/** What is counted of tasks, told of each that comes (1) and of each that goes (−1). */
export interface Count {
  add(seen: TaskSeen, times: 1 | -1): void
  /** How many tasks it holds, if it holds any. */
  readonly size?: number
}

/** All tasks on a day, each seen once, and what is counted of them by goal. What it gives is never changed, but made anew. */
export interface TasksSeen {
  get(id: string): TaskSeen | undefined
  /** As they came up. */
  all(): readonly TaskSeen[]
  ofGoal(goal: string): readonly TaskSeen[]
  contributorsOf(goal: string): readonly Contribution[]
  sumsOf(goal: string): Readonly<TaskSums>
  /** Progress and weights that others contribute to it, and how many of these others were not cancelled. */
  contributedTo(goal: string): { readonly progress: number; readonly weights: number; readonly counted: number }
  /** What `make` counts of all tasks, kept under a name while there is room. It does change: who asks for it reads it at once. */
  count<C extends Count>(name: string, make: (tasks: Iterable<TaskSeen>) => C): C
}

/** Reading a day again costs what has changed; another day is seen in one pass. Two are kept: today, and one that is compared with it. */
export const tasksOn: (state: District, day: string) => TasksSeen = keeping<District, [day: string], Gathering>({
  tables: ['tasks', 'taskProgress', 'problems', 'rulebooks'],
  most: 2,
  begin(state, day) {
    const { thresholds } = rulebookOn(state, day)
    const gathered = gathering()
    for (const task of state.tasks.values()) gathered.put(task.id, seeTask(state, task, day, thresholds))
    return gathered
  },
  follow(gathered, state, { tasks = [], taskProgress = [], problems = [], rulebooks }, day) {
    if (rulebooks) return false
    const ids = new Set([...tasks, ...taskProgress])
    for (const id of problems)
      for (const { value } of state.problems.get(id)?.places ?? []) if (value.task !== undefined) ids.add(value.task)
    if (ids.size > 1000 && ids.size > state.tasks.size / 4) return false
    const { thresholds } = rulebookOn(state, day)
    for (const id of ids) {
      const task = state.tasks.get(id)
      if (task) gathered.put(id, seeTask(state, task, day, thresholds))
    }
    return true
  },
})

interface Gathering extends TasksSeen {
  put(id: string, seen: TaskSeen | undefined): void
}

interface OfGoal {
  readonly tasks: Map<string, TaskSeen>
  readonly contributors: Map<string, Contribution>
  readonly sums: TaskSums
  readonly contributed: { progress: number; weights: number; counted: number }
  /** In order, until something changes. */
  tasksInOrder?: readonly TaskSeen[] | undefined
  contributorsInOrder?: readonly Contribution[] | undefined
}

function gathering(): Gathering {
  const all = new Map<string, TaskSeen>()
  const goals = new Map<string, OfGoal>()
  /** That which was asked for longest ago comes first. */
  const made = new Map<string, Count>()
  let inOrder: readonly TaskSeen[] | undefined

  function goal(id: string): OfGoal {
    let of = goals.get(id)
    if (!of) {
      of = { tasks: new Map(), contributors: new Map(), sums: noSums(), contributed: { ...noContributions } }
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
      if (!counts(seen)) continue
      addShare(of.contributed, seen.actual, weight, times)
      of.contributed.counted += times
    }
    for (const other of made.values()) other.add(seen, times)
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
    contributedTo: (id) => goals.get(id)?.contributed ?? noContributions,
    count<C extends Count>(name: string, make: (tasks: Iterable<TaskSeen>) => C): C {
      const count = (made.get(name) as C | undefined) ?? make(all.values())
      made.delete(name)
      let held = count.size ?? 0
      for (const other of made.values()) held += other.size ?? 0
      for (const [other, { size = 0 }] of made) {
        if (made.size < most.counts && held <= most.held * all.size) break
        made.delete(other)
        held -= size
      }
      made.set(name, count)
      return count
    },
  }
}

/** Of a day at most so many counts are kept, which hold each task at most so many times together. */
const most = { counts: 64, held: 4 }

const nothing = noSums()
const noContributions = { progress: 0, weights: 0, counted: 0 }

/** As they came up, so that a view's order does not tell when they were entered. */
export const byRegistration = (a: Task, b: Task): number => inTime(a.stages[0] as Moment, b.stages[0] as Moment)
const bySeen = (a: TaskSeen, b: TaskSeen) => byRegistration(a.task, b.task)
