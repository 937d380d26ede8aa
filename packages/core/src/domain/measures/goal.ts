import { inTime, type Moment, valueOn } from '../../engine/history.ts'
import type { District } from '../state.ts'
import type { Goal, GoalFacts } from '../strategy/state.ts'
import { type RulebookTerms, rulebookOn } from '../supervision/rulebook.ts'
import type { Task } from '../tasks/state.ts'
import { type IndicatorSeen, seeIndicator } from './indicator.ts'
import { seeTask, type TaskSeen } from './task.ts'
import type { Light } from './thresholds.ts'

export interface GoalSeen {
  readonly goal: Goal
  readonly facts: GoalFacts
  readonly children: readonly GoalSeen[]
  /** Tasks that it counts. */
  readonly tasks: readonly TaskSeen[]
  readonly indicators: readonly IndicatorSeen[]
  /** Percent to two decimals; absent when there is nothing to measure below it. */
  readonly progress?: number
  readonly light: Light
}

/** The district's tasks on a day, each seen once, with those of each goal at hand. */
export interface Scene {
  readonly state: District
  readonly day: string
  readonly rulebook: RulebookTerms
  task(id: string): TaskSeen | undefined
  readonly tasks: readonly TaskSeen[]
  tasksOf(goal: string): readonly TaskSeen[]
  contributorsOf(goal: string): readonly { readonly seen: TaskSeen; readonly weight: number }[]
  /** Goals directly below one, or below the strategy's root when `parent` is absent, in their order. */
  goalsOf(strategy: string, parent?: string): readonly GoalSeen[]
}

export function sceneOf(state: District, day: string): Scene {
  const rulebook = rulebookOn(state, day)
  const tasks = new Map<string, TaskSeen>()
  const byGoal = new Map<string, TaskSeen[]>()
  const byContribution = new Map<string, { seen: TaskSeen; weight: number }[]>()
  for (const task of [...state.tasks.values()].sort(byRegistration)) {
    const seen = seeTask(state, task, day, rulebook.thresholds)
    if (!seen) continue
    tasks.set(task.id, seen)
    push(byGoal, seen.facts.goal, seen)
    for (const edge of seen.facts.contributes) push(byContribution, edge.goal, { seen, weight: edge.weight })
  }
  const children = new Map<string, Goal[]>()
  for (const goal of state.goals.values()) {
    const facts = valueOn(goal.facts, day)
    if (facts && !(goal.dropped && goal.dropped.on <= day))
      push(children, facts.parent === undefined ? `/${goal.strategy}` : facts.parent, goal)
  }
  const scene: Scene = {
    state,
    day,
    rulebook,
    task: (id) => tasks.get(id),
    tasks: [...tasks.values()],
    tasksOf: (goal) => byGoal.get(goal) ?? [],
    contributorsOf: (goal) => byContribution.get(goal) ?? [],
    goalsOf: (strategy, parent) => (children.get(parent ?? `/${strategy}`) ?? []).map((goal) => seeGoal(scene, goal)).sort(byOrder),
  }
  return scene
}

/** As they came up, so that a view's order does not tell when they were entered. */
export const byRegistration = (a: Task, b: Task): number => inTime(a.stages[0] as Moment, b.stages[0] as Moment)

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const byOrder = (a: GoalSeen, b: GoalSeen) => a.facts.order - b.facts.order || (a.goal.id < b.goal.id ? -1 : 1)

function seeGoal(scene: Scene, goal: Goal): GoalSeen {
  const { state, day, rulebook } = scene
  const facts = valueOn(goal.facts, day) as GoalFacts
  const children = scene.goalsOf(goal.strategy, goal.id)
  const tasks = scene.tasksOf(goal.id)
  const indicators = state.indicators.by('goal', goal.id).flatMap((one) => seeIndicator(state, one, day, rulebook.thresholds) ?? [])
  const progress = meanOf([
    ...tasks.filter(counts).map((seen) => ({ percent: seen.actual, weight: seen.facts.weight })),
    ...scene
      .contributorsOf(goal.id)
      .filter(({ seen }) => counts(seen))
      .map(({ seen, weight }) => ({ percent: seen.actual, weight })),
    ...indicators.flatMap((seen) => (seen.attainment ? [{ percent: seen.attainment.ratio * 100, weight: seen.indicator.weight }] : [])),
    ...children.flatMap((child) => (child.progress === undefined ? [] : [{ percent: child.progress, weight: child.facts.weight }])),
  ])
  // What has been cancelled, and an indicator or a goal with nothing to judge, says nothing of the goal.
  const parts = [
    ...tasks.filter(counts).map((seen) => seen.light),
    ...indicators.filter((seen) => seen.target.target !== undefined || seen.target.band).map((seen) => seen.light),
    ...children.filter((child) => child.progress !== undefined).map((child) => child.light),
  ]
  return {
    goal,
    facts,
    children,
    tasks,
    indicators,
    ...(progress !== undefined && { progress }),
    light: lightOf(parts, rulebook.goalLight),
  }
}

const counts = (seen: TaskSeen) => seen.stage.stage !== 'cancelled'

/** Weighted mean in percent to two decimals, made of whole numbers so that the order of the parts does not matter. */
export function meanOf(parts: readonly { readonly percent: number; readonly weight: number }[]): number | undefined {
  let sum = 0
  let weights = 0
  for (const { percent, weight } of parts) {
    const hundredths = Math.round(weight * 100)
    sum += Math.round(percent * 100) * hundredths
    weights += hundredths
  }
  return weights === 0 ? undefined : Math.round(sum / weights) / 100
}

/** The worst light of the live parts; `done` when every part is; `grey` when none is live and not all are done. */
export function worstOf(parts: readonly Light[]): Light {
  for (const light of ['red', 'yellow', 'green'] as const) if (parts.includes(light)) return light
  return parts.length > 0 && parts.every((light) => light === 'done') ? 'done' : 'grey'
}

/** A goal's light by the rule book: that of its worst part, or red only from a share of red parts on, and yellow below it. */
export function lightOf(parts: readonly Light[], by: RulebookTerms['goalLight']): Light {
  const worst = worstOf(parts)
  if (worst !== 'red' || by.by === 'worst') return worst
  const live = parts.filter((light) => light !== 'grey' && light !== 'done')
  const red = live.filter((light) => light === 'red').length
  return red * 100 >= by.percent * live.length ? 'red' : 'yellow'
}
