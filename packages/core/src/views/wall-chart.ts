import * as z from 'zod/mini'
import { monthEnd, monthsBetween } from '../domain/days.ts'
import { type GoalSeen, type Scene, sceneOf } from '../domain/measures/goal.ts'
import { addSums, noSums, type TaskSums } from '../domain/measures/sums.ts'
import type { TaskSeen } from '../domain/measures/task.ts'
import type { District } from '../domain/state.ts'
import { taskStages } from '../domain/tasks/state.ts'
import { type Lang, viewOf } from '../engine/view.ts'
import { byText, copied, inLang, listed, milestoneRow, postNamed, strategiesOn, unitNamed } from './naming.ts'
import {
  countsShape,
  dayShape,
  flagOption,
  lightShape,
  milestoneShape,
  namedShape,
  percentShape,
  restsShape,
  textShape,
  wholeOption,
} from './shapes.ts'

const bar = z.strictObject({
  task: z.string(),
  title: textShape,
  light: lightShape,
  stage: z.enum(taskStages),
  from: dayShape,
  due: dayShape,
  planned: percentShape,
  actual: percentShape,
  lead: z.nullable(namedShape),
  responsible: z.nullable(namedShape),
  milestones: z.array(milestoneShape),
  rests: restsShape,
})

const cell = z.strictObject({
  /** `YYYY-MM`. */
  month: z.string(),
  /** Milestones due in the month, those of them reached, and those late on the day of the view. */
  due: z.number(),
  reached: z.number(),
  late: z.number(),
  /** Tasks due in the month. */
  tasksDue: z.number(),
})

const row = z.strictObject({
  goal: z.string(),
  name: textShape,
  depth: z.number(),
  light: lightShape,
  progress: z.nullable(percentShape),
  /** Tasks of the goal and of the goals below it. */
  lights: countsShape,
  stages: z.record(z.enum(taskStages), z.number()),
  leads: z.array(namedShape),
  months: z.array(cell),
  bars: z.array(bar),
})

/** The whole strategy on one wall (挂图作战): goals down, months and stages across, a bar a task, with lights and leads. */
export const wallChart = viewOf<District>()({
  options: z.strictObject({
    strategy: z.optional(z.string()),
    /** Goals down to this depth only; 1 is the top. */
    depth: z.optional(wholeOption(1, 10)),
    /** The months across, by a day in the first and one in the last; those of the tasks' schedules when left out. */
    from: z.optional(z.iso.date()),
    to: z.optional(z.iso.date()),
    /** `false` leaves out the tasks' bars: counts and months only. */
    bars: z.optional(flagOption()),
  }),
  shape: z.strictObject({
    on: dayShape,
    from: dayShape,
    to: dayShape,
    months: z.array(z.string()),
    lights: countsShape,
    rows: z.array(row),
  }),
  compute(state, { on, strategy, depth = 10, from: first, to: last, bars = true }) {
    const scene = sceneOf(state, on)
    const strategies = strategiesOn(state, on).filter((one) =>
      strategy === undefined ? !(one.superseded && one.superseded.on <= on) : one.id === strategy,
    )
    const goals = strategies.flatMap((one) => scene.goalsOf(one.id).flatMap((goal) => down(goal, 1, depth)))
    const sums = sumsWith(goals.map(({ goal }) => goal))
    const all = noSums()
    for (const { goal, depth: level } of goals) if (level === 1) addSums(all, sums.get(goal) as TaskSums)
    const days = [...all.days.keys()].sort(byText)
    const from = first ?? days[0] ?? on
    const to = monthEnd(last ?? days.at(-1) ?? on)
    const months = [...monthsBetween(from, to)]
    return {
      on,
      from,
      to,
      months,
      lights: all.lights,
      rows: goals.map(({ goal, depth: level }) => rowOf(scene, goal, sums.get(goal) as TaskSums, level, months, bars)),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'goal', kind: 'text' },
      { key: 'light', kind: 'code', words: 'light' },
      { key: 'progress', kind: 'percent' },
      { key: 'leads', kind: 'text' },
      { key: 'done', kind: 'count' },
      { key: 'green', kind: 'count' },
      { key: 'yellow', kind: 'count' },
      { key: 'red', kind: 'count' },
      { key: 'grey', kind: 'count' },
      ...value.months.map((month) => ({ key: month, kind: 'text' as const })),
    ],
    rows: value.rows.map((one) => ({
      goal: `${'  '.repeat(one.depth - 1)}${inLang(one.name, lang)}`,
      light: one.light,
      progress: one.progress,
      leads: leadNames(one.leads, lang),
      ...one.lights,
      ...Object.fromEntries(
        one.months.map((month) => [
          month.month,
          month.due === 0 ? null : `${month.reached}/${month.due}${month.late > 0 ? `!${month.late}` : ''}`,
        ]),
      ),
    })),
  }),
})

/** The first two by name, and how many there are. */
function leadNames(leads: z.infer<typeof row>['leads'], lang: Lang): string {
  const names = listed(
    leads.slice(0, 2).map((lead) => lead.name),
    lang,
  )
  if (leads.length <= 2) return names
  return lang === 'zh' ? `${names}等${leads.length}人` : `${names} and ${leads.length - 2} more`
}

function down(goal: GoalSeen, level: number, depth: number): { goal: GoalSeen; depth: number }[] {
  return [{ goal, depth: level }, ...(level < depth ? goal.children.flatMap((child) => down(child, level + 1, depth)) : [])]
}

/** What is counted of each goal's tasks and of those below it, at any depth. */
function sumsWith(goals: readonly GoalSeen[], known = new Map<GoalSeen, TaskSums>()): Map<GoalSeen, TaskSums> {
  for (const goal of goals) {
    if (known.has(goal)) continue
    sumsWith(goal.children, known)
    const sums = noSums()
    addSums(sums, goal.sums)
    for (const child of goal.children) addSums(sums, known.get(child) as TaskSums)
    known.set(goal, sums)
  }
  return known
}

function rowOf(
  { state, day }: Scene,
  goal: GoalSeen,
  below: TaskSums,
  depth: number,
  months: readonly string[],
  bars: boolean,
): z.infer<typeof row> {
  const leads = [...below.leads.keys()].sort(byText)
  return {
    goal: goal.goal.id,
    name: copied(goal.facts.name),
    depth,
    light: goal.light,
    progress: goal.progress ?? null,
    lights: { ...below.lights },
    stages: { ...below.stages },
    leads: leads.map((lead) => named(postNamed(state, lead, day))),
    months: months.map((month) => {
      const { due, reached, late, tasksDue } = below.months.get(month) ?? noMonth
      return { month, due, reached, late, tasksDue }
    }),
    bars: bars ? goal.tasks.map((seen) => barOf(state, seen, day)) : [],
  }
}

const noMonth = { due: 0, reached: 0, late: 0, tasksDue: 0 }

const named = ({ id, name }: { id: string; name: z.infer<typeof textShape> }) => ({ id, name })

function barOf(
  state: District,
  { task, facts, owners, stage, milestones, planned, actual, light }: TaskSeen,
  day: string,
): z.infer<typeof bar> {
  return {
    task: task.id,
    title: copied(facts.title),
    light,
    stage: stage.stage,
    from: facts.schedule.from,
    due: facts.schedule.due,
    planned,
    actual,
    lead: owners.lead === undefined ? null : named(postNamed(state, owners.lead, day) as never),
    responsible: owners.responsible === undefined ? null : unitNamed(state, owners.responsible, day),
    milestones: milestones.map(milestoneRow),
    rests: [`task:${task.id}`],
  }
}
