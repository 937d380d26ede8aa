import * as z from 'zod/mini'
import { closingStates } from '../domain/closing/state.ts'
import { daysBetween } from '../domain/days.ts'
import { executed, percentOn } from '../domain/feedback/standing.ts'
import type { Report } from '../domain/feedback/state.ts'
import type { TaskSeen } from '../domain/measures/task.ts'
import { problemSources, severities } from '../domain/problems/events.ts'
import { type Problem, type ProblemState, problemStates } from '../domain/problems/state.ts'
import type { District } from '../domain/state.ts'
import { taskStages } from '../domain/tasks/state.ts'
import { entryOn, firstDay, inTime, type Moment, valueOn } from '../engine/history.ts'
import { byText, copied, goalNamed, orNull, unitNamed } from './naming.ts'
import { dayShape, lightShape, namedShape, percentShape, restsShape, textShape } from './shapes.ts'

/** The rows of the five lists: their shapes, and how each is made. */

export const taskRow = z.strictObject({
  task: z.string(),
  title: textShape,
  goal: namedShape,
  responsible: z.nullable(namedShape),
  from: dayShape,
  due: dayShape,
  stage: z.enum(taskStages),
  light: lightShape,
  actual: percentShape,
  rests: restsShape,
})
export const problemRow = z.strictObject({
  problem: z.string(),
  title: textShape,
  task: z.nullable(z.strictObject({ id: z.string(), title: textShape })),
  unit: namedShape,
  severity: z.enum(severities),
  source: z.enum(problemSources),
  state: z.enum(problemStates),
  raised: dayShape,
  /** Days since it was raised, until its closing. */
  age: z.number(),
  how: z.nullable(textShape),
  rests: restsShape,
})
export const coordinationRow = z.strictObject({
  coordination: z.string(),
  problem: z.string(),
  title: textShape,
  opinion: textShape,
  decidedBy: z.string(),
  decided: dayShape,
  items: z.array(
    z.strictObject({ id: z.string(), unit: namedShape, what: textShape, due: dayShape, executed: z.boolean(), late: z.number() }),
  ),
  rests: restsShape,
})
export const reportRow = z.strictObject({
  report: z.string(),
  on: dayShape,
  unit: namedShape,
  about: z.enum(['task', 'decision']),
  subject: z.string(),
  title: textShape,
  percent: z.nullable(percentShape),
  done: z.nullable(z.boolean()),
  narrative: z.nullable(textShape),
  evidence: z.number(),
  disputed: z.boolean(),
  rests: restsShape,
})
export const closingRow = z.strictObject({
  closing: z.string(),
  kind: z.enum(['task', 'milestone', 'problem']),
  subject: z.string(),
  milestone: z.nullable(z.string()),
  title: textShape,
  unit: namedShape,
  state: z.enum(closingStates),
  requested: dayShape,
  decided: z.nullable(dayShape),
  reason: z.nullable(textShape),
  rests: restsShape,
})

export interface ProblemSeen {
  readonly problem: Problem
  readonly state: ProblemState
  readonly since: string
  readonly how: Problem['states'][number]['value']['how']
  readonly unit: string
  readonly task?: string
}

export function seeProblem(problem: Problem, on: string): ProblemSeen | undefined {
  const entry = entryOn(problem.states, on)
  const place = valueOn(problem.places, on)
  if (!entry || !place) return undefined
  return {
    problem,
    state: entry.value.state,
    since: entry.on,
    how: entry.value.how,
    unit: place.unit,
    ...(place.task !== undefined && { task: place.task }),
  }
}

export const taskTitle = (state: District, id: string, on: string) => {
  const facts = state.tasks.get(id)?.facts
  return copied((facts && valueOn(facts, on)?.title) ?? id)
}

export function problemRowOf(state: District, seen: ProblemSeen, on: string): z.infer<typeof problemRow> {
  const { problem, task } = seen
  const raised = firstDay(problem.states)
  return {
    problem: problem.id,
    title: copied(problem.title),
    task: task === undefined ? null : { id: task, title: taskTitle(state, task, on) },
    unit: unitNamed(state, seen.unit, on),
    severity: problem.severity,
    source: problem.source,
    state: seen.state,
    raised,
    age: daysBetween(raised, seen.state === 'closed' ? seen.since : on),
    how: seen.how === undefined ? null : copied(seen.how),
    rests: [`problem:${problem.id}`, `unit:${seen.unit}`, ...(task === undefined ? [] : [`task:${task}`])],
  }
}

export function taskRowOf(state: District, seen: TaskSeen, on: string): z.infer<typeof taskRow> {
  const { task, facts, owners } = seen
  return {
    task: task.id,
    title: copied(facts.title),
    goal: goalNamed(state, facts.goal, on),
    responsible: owners.responsible === undefined ? null : unitNamed(state, owners.responsible, on),
    from: facts.schedule.from,
    due: facts.schedule.due,
    stage: seen.stage.stage,
    light: seen.light,
    actual: seen.actual,
    rests: [`task:${task.id}`],
  }
}

/** Decisions on a problem that were made by the day and not rescinded. */
const standingOn = (state: District, problem: string, on: string) =>
  state.coordinations.by('problem', problem).filter((one) => one.decided.on <= on && !(one.rescinded && one.rescinded.on <= on))

export function decisionsOn(state: District, problem: Problem, on: string): z.infer<typeof coordinationRow>[] {
  return standingOn(state, problem.id, on).map((one) => {
    const reports = state.reports.by('coordination', one.id)
    return {
      coordination: one.id,
      problem: problem.id,
      title: copied(problem.title),
      opinion: copied(one.opinion),
      decidedBy: one.decided.value.person,
      decided: one.decided.on,
      items: one.items.map((item) => {
        const done = executed(reports, item.id, on)
        return {
          id: item.id,
          unit: unitNamed(state, valueOn(item.units, on) ?? '', on),
          what: copied(item.what),
          due: item.due,
          executed: done,
          late: done ? 0 : Math.max(0, daysBetween(item.due, on)),
        }
      }),
      rests: [
        `coordination:${one.id}`,
        `problem:${problem.id}`,
        ...reports.filter((report) => report.told.on <= on).map((report) => `report:${report.id}`),
      ],
    }
  })
}

export function taskReports(state: District, tasks: readonly TaskSeen[], on: string): z.infer<typeof reportRow>[] {
  return tasks.flatMap(({ lastReport, task, facts }) => {
    const report = lastReport && state.reports.get(lastReport.value.report)
    if (!report) return []
    return [
      {
        ...reportBase(state, report, on),
        about: 'task' as const,
        subject: task.id,
        title: copied(facts.title),
        percent: orNull(percentOn(lastReport.value, on)),
        done: null,
        rests: [`report:${report.id}`, `task:${task.id}`],
      },
    ]
  })
}

export function itemReports(state: District, coordinated: readonly ProblemSeen[], on: string): z.infer<typeof reportRow>[] {
  return coordinated.flatMap(({ problem }) =>
    standingOn(state, problem.id, on).flatMap((decision) =>
      decision.items.flatMap((item) => {
        const told = state.reports
          .by('coordination', decision.id)
          .filter((one) => one.told.on <= on && 'item' in one.about && one.about.item === item.id)
        const report = told.sort((a, b) => byText(a.told.on, b.told.on) || a.told.position - b.told.position).at(-1)
        if (!report || !('done' in report.about)) return []
        return [
          {
            ...reportBase(state, report, on),
            about: 'decision' as const,
            subject: `${decision.id}/${item.id}`,
            title: copied(problem.title),
            percent: null,
            done: report.about.done,
            rests: [`report:${report.id}`, `coordination:${decision.id}`],
          },
        ]
      }),
    ),
  )
}

function reportBase(state: District, report: Report, on: string) {
  return {
    report: report.id,
    on: report.told.on,
    unit: unitNamed(state, report.unit, on),
    narrative: report.narrative === undefined ? null : copied(report.narrative),
    evidence: report.evidence.length,
    disputed: report.disputed !== undefined && report.disputed.on <= on,
  }
}

export function closingsOn(
  state: District,
  on: string,
  unit: string | undefined,
  wanted: (days: Pick<z.infer<typeof closingRow>, 'requested' | 'decided'>) => boolean = () => true,
): z.infer<typeof closingRow>[] {
  const closings = [...state.closings.values()].flatMap((closing) => {
    const entry = entryOn(closing.states, on)
    if (!entry || (unit !== undefined && closing.unit !== unit)) return []
    const days = { requested: firstDay(closing.states), decided: entry.value.state === 'requested' ? null : entry.on }
    return wanted(days) ? [{ closing, entry, days }] : []
  })
  closings.sort((a, b) => inTime(a.closing.states[0] as Moment, b.closing.states[0] as Moment))
  return closings.map(({ closing, entry, days }) => {
    const { subject } = closing
    const of =
      'problem' in subject
        ? { kind: 'problem' as const, id: subject.problem, milestone: null }
        : {
            kind: 'milestone' in subject ? ('milestone' as const) : ('task' as const),
            id: subject.task,
            milestone: 'milestone' in subject ? subject.milestone : null,
          }
    const problem = of.kind === 'problem' ? state.problems.get(of.id) : undefined
    return {
      closing: closing.id,
      kind: of.kind,
      subject: of.id,
      milestone: of.milestone,
      title: problem ? copied(problem.title) : taskTitle(state, of.id, on),
      unit: unitNamed(state, closing.unit, on),
      state: entry.value.state,
      ...days,
      reason: entry.value.reason === undefined ? null : copied(entry.value.reason),
      rests: [`closing:${closing.id}`, `${of.kind === 'problem' ? 'problem' : 'task'}:${of.id}`],
    }
  })
}
