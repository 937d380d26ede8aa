import * as z from 'zod/mini'
import { monthEnd, monthOf, monthsBetween } from '../domain/days.ts'
import { type GoalSeen, type Scene, sceneOf } from '../domain/measures/goal.ts'
import type { TaskSeen } from '../domain/measures/task.ts'
import type { District } from '../domain/state.ts'
import { taskStages } from '../domain/tasks/state.ts'
import { type Lang, viewOf } from '../engine/view.ts'
import { byText, copied, countLights, inLang, listed, milestoneRow, postNamed, strategiesOn, unitNamed } from './naming.ts'
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
    const all = strategies.flatMap((one) => scene.goalsOf(one.id).flatMap(tasksBelow))
    const days = all.flatMap((seen) => [seen.facts.schedule.from, seen.facts.schedule.due]).sort(byText)
    const from = first ?? days[0] ?? on
    const to = monthEnd(last ?? days.at(-1) ?? on)
    const months = [...monthsBetween(from, to)]
    return {
      on,
      from,
      to,
      months,
      lights: countLights(all.map((seen) => seen.light)),
      rows: goals.map(({ goal, depth: level }) => rowOf(scene, goal, level, months, bars)),
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

const tasksBelow = (goal: GoalSeen): TaskSeen[] => [...goal.tasks, ...goal.children.flatMap(tasksBelow)]

function rowOf({ state, day }: Scene, goal: GoalSeen, depth: number, months: readonly string[], bars: boolean): z.infer<typeof row> {
  const below = tasksBelow(goal)
  const stages = { registered: 0, underWay: 0, suspended: 0, closing: 0, closed: 0, cancelled: 0 }
  for (const seen of below) stages[seen.stage.stage]++
  const cells = new Map(months.map((month) => [month, { month, due: 0, reached: 0, late: 0, tasksDue: 0 }]))
  for (const seen of below) {
    const end = cells.get(monthOf(seen.facts.schedule.due))
    if (end) end.tasksDue++
    for (const milestone of seen.milestones) {
      const at = cells.get(monthOf(milestone.due))
      if (!at) continue
      at.due++
      if (milestone.state !== 'open') at.reached++
      if (milestone.late > 0) at.late++
    }
  }
  const leads = [...new Set(below.flatMap((seen) => seen.owners.lead ?? []))].sort(byText)
  return {
    goal: goal.goal.id,
    name: copied(goal.facts.name),
    depth,
    light: goal.light,
    progress: goal.progress ?? null,
    lights: countLights(below.map((seen) => seen.light)),
    stages,
    leads: leads.map((lead) => named(postNamed(state, lead, day))),
    months: [...cells.values()],
    bars: bars ? goal.tasks.map((seen) => barOf(state, seen, day)) : [],
  }
}

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
