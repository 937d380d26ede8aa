import { valueOn } from '../../engine/history.ts'
import type { District } from '../state.ts'
import type { Goal, GoalFacts } from '../strategy/state.ts'
import { type RulebookTerms, rulebookOn } from '../supervision/rulebook.ts'
import { type IndicatorSeen, seeIndicator } from './indicator.ts'
import { addLights, addShare, type Lights, noLights, type TaskSums } from './sums.ts'
import type { TaskSeen } from './task.ts'
import { type Contribution, type TasksSeen, tasksOn } from './tasks-seen.ts'
import type { Light } from './thresholds.ts'

export interface GoalSeen {
  readonly goal: Goal
  readonly facts: GoalFacts
  readonly children: readonly GoalSeen[]
  /** What is counted of its own tasks. */
  readonly sums: Readonly<TaskSums>
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
  readonly seen: TasksSeen
  task(id: string): TaskSeen | undefined
  readonly tasks: readonly TaskSeen[]
  contributorsOf(goal: string): readonly Contribution[]
  /** Goals directly below one, or below the strategy's root when `parent` is absent, in their order. */
  goalsOf(strategy: string, parent?: string): readonly GoalSeen[]
}

export function sceneOf(state: District, day: string): Scene {
  const rulebook = rulebookOn(state, day)
  const tasks = tasksOn(state, day)
  const children = new Map<string, Goal[]>()
  for (const goal of state.goals.values()) {
    const facts = valueOn(goal.facts, day)
    if (!facts || (goal.dropped && goal.dropped.on <= day)) continue
    const above = facts.parent === undefined ? `/${goal.strategy}` : facts.parent
    const list = children.get(above)
    if (list) list.push(goal)
    else children.set(above, [goal])
  }
  const scene: Scene = {
    state,
    day,
    rulebook,
    seen: tasks,
    task: (id) => tasks.get(id),
    get tasks() {
      return tasks.all()
    },
    contributorsOf: (goal) => tasks.contributorsOf(goal),
    goalsOf: (strategy, parent) => (children.get(parent ?? `/${strategy}`) ?? []).map((goal) => seeGoal(scene, goal)).sort(byOrder),
  }
  return scene
}

const byOrder = (a: GoalSeen, b: GoalSeen) => a.facts.order - b.facts.order || (a.goal.id < b.goal.id ? -1 : 1)

function seeGoal(scene: Scene, goal: Goal): GoalSeen {
  const { state, day, rulebook, seen } = scene
  const facts = valueOn(goal.facts, day) as GoalFacts
  const children = scene.goalsOf(goal.strategy, goal.id)
  const indicators = state.indicators.by('goal', goal.id).flatMap((one) => seeIndicator(state, one, day, rulebook.thresholds) ?? [])
  const sums = seen.sumsOf(goal.id)
  const contributed = seen.contributedTo(goal.id)
  const parts = { progress: sums.progress + contributed.progress, weights: sums.weights + contributed.weights }
  // What has been cancelled, and an indicator or a goal with nothing to judge, says nothing of the goal.
  const lights = addLights(noLights(), sums.counted)
  for (const { attainment, indicator, target, light } of indicators) {
    if (attainment) addShare(parts, attainment.ratio * 100, indicator.weight, 1)
    if (target.target !== undefined || target.band) lights[light]++
  }
  for (const child of children) {
    if (child.progress === undefined) continue
    addShare(parts, child.progress, child.facts.weight, 1)
    lights[child.light]++
  }
  const progress = meanOf(parts)
  return {
    goal,
    facts,
    children,
    sums,
    get tasks() {
      return seen.ofGoal(goal.id)
    },
    indicators,
    ...(progress !== undefined && { progress }),
    light: lightOf(lights, rulebook.goalLight),
  }
}

/** A weighted mean in percent to two decimals, of sums in whole numbers so that the order of the parts does not matter; undefined of nothing. */
export const meanOf = ({ progress, weights }: { readonly progress: number; readonly weights: number }): number | undefined =>
  weights === 0 ? undefined : Math.round(progress / weights) / 100

/** The worst light of the live parts; `done` when every part is; `grey` when none is live and not all are done. */
function worstOf(parts: Readonly<Lights>): Light {
  for (const light of ['red', 'yellow', 'green'] as const) if (parts[light] > 0) return light
  return parts.done > 0 && parts.grey === 0 ? 'done' : 'grey'
}

/** A goal's light by the rule book: that of its worst part, or red only from a share of red parts on, and yellow below it. */
export function lightOf(parts: Readonly<Lights>, by: RulebookTerms['goalLight']): Light {
  const worst = worstOf(parts)
  if (worst !== 'red' || by.by === 'worst') return worst
  return parts.red * 100 >= by.percent * (parts.red + parts.yellow + parts.green) ? 'red' : 'yellow'
}
