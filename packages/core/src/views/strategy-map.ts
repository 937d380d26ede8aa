import * as z from 'zod/mini'
import { type GoalSeen, lightOf, meanOf, sceneOf } from '../domain/measures/goal.ts'
import { addLights, addShare, noLights } from '../domain/measures/sums.ts'
import type { Light } from '../domain/measures/thresholds.ts'
import type { District } from '../domain/state.ts'
import { valueOn } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import { viewOf } from '../engine/view.ts'
import { copied, inLang, listed, strategiesOn } from './naming.ts'
import { type Counts, countsShape, dayShape, flagOption, lightShape, namedShape, percentShape, restsShape, textShape } from './shapes.ts'

const briefTask = z.strictObject({ id: z.string(), title: textShape, light: lightShape, actual: percentShape })
const briefIndicator = z.strictObject({
  id: z.string(),
  name: textShape,
  light: lightShape,
  value: z.nullable(z.number()),
  target: z.nullable(z.number()),
  unit: textShape,
  attainment: z.nullable(percentShape),
})

/** A goal with all that is below it. */
export interface GoalNode {
  id: string
  name: Text
  level: number
  levelName: Text
  weight: number
  /** Percent; null when there is nothing to measure below it. */
  progress: number | null
  light: Light
  /** Tasks below it, at any depth, by light. */
  lights: Counts
  serves: { id: string; name: Text }[]
  tasks: z.infer<typeof briefTask>[]
  indicators: z.infer<typeof briefIndicator>[]
  children: GoalNode[]
  rests: string[]
}

const node: z.core.$ZodType<GoalNode> = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    name: textShape,
    level: z.number(),
    levelName: textShape,
    weight: z.number(),
    progress: z.nullable(percentShape),
    light: lightShape,
    lights: countsShape,
    serves: z.array(namedShape),
    tasks: z.array(briefTask),
    indicators: z.array(briefIndicator),
    children: z.array(node),
    rests: restsShape,
  }),
)

const strategyShape = z.strictObject({
  id: z.string(),
  name: textShape,
  from: dayShape,
  to: z.nullable(dayShape),
  supersededBy: z.nullable(z.string()),
  vision: z.nullable(textShape),
  positioning: z.array(textShape),
  principles: z.array(textShape),
  progress: z.nullable(percentShape),
  light: lightShape,
  lights: countsShape,
  goals: z.array(node),
})

/** The tree of each strategy with its indicators and tasks, weighted progress, lights, and the superior plans that it serves. */
export const strategyMap = viewOf<District>()({
  options: z.strictObject({
    strategy: z.optional(z.string()),
    /** `false` leaves out the goals' tasks: their counts only. */
    tasks: z.optional(flagOption()),
  }),
  shape: z.strictObject({ on: dayShape, strategies: z.array(strategyShape) }),
  compute(state, { on, strategy: only, tasks = true }) {
    const scene = sceneOf(state, on)
    const strategies = strategiesOn(state, on).filter((one) => only === undefined || one.id === only)
    return {
      on,
      strategies: strategies.map((one) => {
        const seen = scene.goalsOf(one.id)
        const goals = seen.map((goal) => nodeOf(state, goal, one.levels, 1, on, tasks))
        const parts = { progress: 0, weights: 0 }
        const lights = noLights()
        for (const goal of seen) {
          if (goal.progress === undefined) continue
          addShare(parts, goal.progress, goal.facts.weight, 1)
          lights[goal.light]++
        }
        return {
          id: one.id,
          name: copied(one.name),
          from: one.period.from,
          to: one.period.to ?? null,
          supersededBy: one.superseded && one.superseded.on <= on ? one.superseded.value.by : null,
          vision: one.vision === undefined ? null : copied(one.vision),
          positioning: one.positioning.map(copied),
          principles: one.principles.map(copied),
          progress: meanOf(parts) ?? null,
          light: lightOf(lights, scene.rulebook.goalLight),
          lights: added(goals.map((goal) => goal.lights)),
          goals,
        }
      }),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'strategy', kind: 'text' },
      { key: 'goal', kind: 'id' },
      { key: 'level', kind: 'text' },
      { key: 'name', kind: 'text' },
      { key: 'light', kind: 'code', words: 'light' },
      { key: 'progress', kind: 'percent' },
      { key: 'done', kind: 'count' },
      { key: 'green', kind: 'count' },
      { key: 'yellow', kind: 'count' },
      { key: 'red', kind: 'count' },
      { key: 'grey', kind: 'count' },
      { key: 'indicators', kind: 'count' },
      { key: 'serves', kind: 'text' },
    ],
    rows: value.strategies.flatMap((one) =>
      one.goals.flatMap(flat).map((goal) => ({
        strategy: inLang(one.name, lang),
        goal: goal.id,
        level: inLang(goal.levelName, lang),
        name: `${'  '.repeat(goal.level - 1)}${inLang(goal.name, lang)}`,
        light: goal.light,
        progress: goal.progress,
        ...goal.lights,
        indicators: goal.indicators.length,
        serves: listed(
          goal.serves.map((plan) => plan.name),
          lang,
        ),
      })),
    ),
  }),
})

const flat = (goal: GoalNode): GoalNode[] => [goal, ...goal.children.flatMap(flat)]

const added = (all: readonly Readonly<Counts>[]): Counts => all.reduce(addLights, noLights())

function nodeOf(state: District, seen: GoalSeen, levels: readonly Text[], level: number, on: string, withTasks: boolean): GoalNode {
  const children = seen.children.map((child) => nodeOf(state, child, levels, level + 1, on, withTasks))
  const tasks = withTasks ? seen.tasks : []
  const serves = seen.goal.alignments.filter((entry) => entry.on <= on).map((entry) => planNamed(state, entry.value, on))
  return {
    id: seen.goal.id,
    name: copied(seen.facts.name),
    level,
    levelName: copied(levels[level - 1] ?? String(level)),
    weight: seen.facts.weight,
    progress: seen.progress ?? null,
    light: seen.light,
    lights: added([seen.sums.lights, ...children.map((child) => child.lights)]),
    serves,
    tasks: tasks.map((task) => ({ id: task.task.id, title: copied(task.facts.title), light: task.light, actual: task.actual })),
    indicators: seen.indicators.map((one) => ({
      id: one.indicator.id,
      name: copied(one.indicator.name),
      light: one.light,
      value: one.value ?? null,
      target: one.target.target ?? null,
      unit: copied(one.indicator.unit),
      attainment: one.attainment ? Math.round(one.attainment.ratio * 10_000) / 100 : null,
    })),
    children,
    rests: [
      `goal:${seen.goal.id}`,
      ...tasks.map((task) => `task:${task.task.id}`),
      ...seen.indicators.map((one) => `indicator:${one.indicator.id}`),
      ...children.map((child) => `goal:${child.id}`),
    ],
  }
}

function planNamed(state: District, to: GoalSeen['goal']['alignments'][number]['value'], on: string): { id: string; name: Text } {
  if ('goal' in to) {
    const facts = state.goals.get(to.goal)?.facts
    return { id: to.goal, name: copied((facts && valueOn(facts, on)?.name) ?? to.goal) }
  }
  const plan = state.superiorPlans.get(to.plan)
  const goal = plan?.goals.find((one) => one.id === to.planGoal)
  return { id: to.planGoal ?? to.plan, name: copied(goal?.name ?? plan?.name ?? to.plan) }
}
