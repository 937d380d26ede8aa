import * as z from 'zod/mini'
import type { TaskSeen } from '../domain/measures/task.ts'
import { tasksOn } from '../domain/measures/tasks-seen.ts'
import type { District } from '../domain/state.ts'
import { entryOn, valueOn } from '../engine/history.ts'
import { viewOf } from '../engine/view.ts'
import { byText, copied, inLang, unitNamed } from './naming.ts'
import { dayShape, flagOption, namedShape, restsShape, textShape } from './shapes.ts'

export const readinessGaps = [
  'noLead',
  'leadVacant',
  'noResponsible',
  'noTaskForce',
  'noContent',
  'noFunding',
  'noMilestoneOrIndicator',
  'noPolicy',
] as const
const gaps = z.array(z.enum(readinessGaps))

const row = z.strictObject({
  task: z.string(),
  title: textShape,
  responsible: z.nullable(namedShape),
  /** 力量配置到位: a lead whose post is filled, and a responsible unit or a task force. */
  forces: z.boolean(),
  /** 责任明晰到位: the ledger's columns are filled, with something to measure. */
  responsibilities: z.boolean(),
  /** 政策配套到位: a policy in force supports the task, its goal, or a goal above. */
  policies: z.boolean(),
  gaps,
  rests: restsShape,
})

/** Three in place (三个到位) per open task, with the gaps named. */
export const readiness = viewOf<District>()({
  options: z.strictObject({
    goal: z.optional(z.string()),
    unit: z.optional(z.string()),
    gapsOnly: z.optional(flagOption()),
  }),
  shape: z.strictObject({
    on: dayShape,
    total: z.number(),
    /** Tasks of which each of the three, and all three, are in place. */
    inPlace: z.strictObject({ forces: z.number(), responsibilities: z.number(), policies: z.number(), all: z.number() }),
    rows: z.array(row),
  }),
  compute(state, { on, goal, unit, gapsOnly }) {
    const open = tasksOn(state, on)
      .all()
      .filter(
        ({ stage, facts, owners }) =>
          !['closed', 'cancelled'].includes(stage.stage) &&
          (goal === undefined || facts.goal === goal) &&
          (unit === undefined || owners.responsible === unit),
      )
    const rows = open.map((seen) => rowOf(state, seen, on)).sort((a, b) => byText(a.task, b.task))
    const count = (test: (one: z.infer<typeof row>) => boolean) => rows.filter(test).length
    return {
      on,
      total: rows.length,
      inPlace: {
        forces: count((one) => one.forces),
        responsibilities: count((one) => one.responsibilities),
        policies: count((one) => one.policies),
        all: count((one) => one.gaps.length === 0),
      },
      rows: gapsOnly ? rows.filter((one) => one.gaps.length > 0) : rows,
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'task', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'responsible', kind: 'text' },
      { key: 'forces', kind: 'flag' },
      { key: 'responsibilities', kind: 'flag' },
      { key: 'policies', kind: 'flag' },
      { key: 'gaps', kind: 'code', words: 'gap' },
    ],
    rows: value.rows.map((one) => ({
      task: one.task,
      title: inLang(one.title, lang),
      responsible: one.responsible && inLang(one.responsible.name, lang),
      forces: one.forces,
      responsibilities: one.responsibilities,
      policies: one.policies,
      gaps: one.gaps.join('; '),
    })),
  }),
})

function rowOf(state: District, seen: TaskSeen, on: string): z.infer<typeof row> {
  const { task, facts, owners } = seen
  const forces = forceGaps(state, seen, on)
  const responsibilities = responsibilityGaps(state, seen, on)
  const support = supporting(state, task.id, facts.goal, on)
  const policies = support.length > 0 ? [] : (['noPolicy'] as const)
  return {
    task: task.id,
    title: copied(facts.title),
    responsible: owners.responsible === undefined ? null : unitNamed(state, owners.responsible, on),
    forces: forces.length === 0,
    responsibilities: responsibilities.length === 0,
    policies: policies.length === 0,
    gaps: [...new Set([...forces, ...responsibilities, ...policies])],
    rests: [`task:${task.id}`, ...(owners.lead === undefined ? [] : [`post:${owners.lead}`]), ...support.map((id) => `policy:${id}`)],
  }
}

type Gap = (typeof readinessGaps)[number]

function forceGaps(state: District, { task, owners }: TaskSeen, on: string): Gap[] {
  const post = owners.lead === undefined ? undefined : state.posts.get(owners.lead)
  const filled = post && entryOn(post.holders, on)?.value
  const force = state.taskForces.by('task', task.id).some((one) => one.formed.on <= on && !(one.dissolved && one.dissolved.on <= on))
  return [
    ...(owners.lead === undefined ? (['noLead'] as const) : filled ? [] : (['leadVacant'] as const)),
    ...(owners.responsible !== undefined || force ? [] : (['noTaskForce'] as const)),
  ]
}

function responsibilityGaps(state: District, { task, facts, owners, milestones }: TaskSeen, on: string): Gap[] {
  const measured = milestones.length > 0 || state.indicators.by('task', task.id).some((one) => valueOn(one.targets, on))
  return [
    ...(owners.lead === undefined ? (['noLead'] as const) : []),
    ...(owners.responsible === undefined ? (['noResponsible'] as const) : []),
    ...(facts.content === undefined ? (['noContent'] as const) : []),
    ...(facts.funding === undefined ? (['noFunding'] as const) : []),
    ...(measured ? [] : (['noMilestoneOrIndicator'] as const)),
  ]
}

/** Policies in force that support the task, its goal, or a goal above it. */
function supporting(state: District, task: string, goal: string, on: string): string[] {
  const above: string[] = []
  for (let at: string | undefined = goal; at !== undefined; ) {
    above.push(at)
    const facts: District['goals'] extends { get(id: string): infer R } ? R : never = state.goals.get(at)
    at = facts && valueOn(facts.facts, on)?.parent
  }
  const found = [...state.policies.by('task', task), ...above.flatMap((id) => state.policies.by('goal', id))]
  return [
    ...new Set(
      found.filter((policy) => policy.issued.on <= on && !(policy.repealed && policy.repealed.on <= on)).map((policy) => policy.id),
    ),
  ]
}
