import * as z from 'zod/mini'
import { tasksOn } from '../domain/measures/tasks-seen.ts'
import { type ProblemState, problemStates } from '../domain/problems/state.ts'
import type { District } from '../domain/state.ts'
import { taskStages } from '../domain/tasks/state.ts'
import { inTime, type Moment } from '../engine/history.ts'
import { viewOf } from '../engine/view.ts'
import {
  closingRow,
  closingsOn,
  coordinationRow,
  decisionsOn,
  itemReports,
  problemRow,
  problemRowOf,
  reportRow,
  seeProblem,
  taskReports,
  taskRow,
  taskRowOf,
} from './list-rows.ts'
import { byText, inLang } from './naming.ts'
import { dayShape, wholeOption } from './shapes.ts'

const list = <T extends z.core.$ZodType>(row: T) => z.strictObject({ total: z.number(), rows: z.array(row) })

/**
 * The five lists. A problem has one state, and the lists are filters over it (R7): raised → problems, coordinated →
 * coordinations, resolved → feedback, closing and closed → closings; what was withdrawn has its own count.
 */
export const fiveLists = viewOf<District>()({
  options: z.strictObject({
    unit: z.optional(z.string()),
    /** Only so many rows of each list; `total` counts all. */
    limit: z.optional(wholeOption(0, 100_000)),
  }),
  shape: z.strictObject({
    on: dayShape,
    /** List 1: tasks on which work is to be done. */
    tasks: list(taskRow),
    /** List 2: difficulties that wait for somebody. */
    problems: list(problemRow),
    /** List 3: decisions on problems that are being carried out. */
    coordinations: list(coordinationRow),
    /** List 4: problems that were resolved, and the last report on each open task and on each item of a standing decision. */
    feedback: z.strictObject({ resolved: list(problemRow), reports: list(reportRow) }),
    /** List 5: what is to be verified, and what was struck off. */
    closings: z.strictObject({ requests: list(closingRow), problems: list(problemRow), tasks: list(taskRow) }),
    withdrawn: z.number(),
    cancelled: z.number(),
    /** Tasks by stage and problems by state: each is counted once. */
    stages: z.record(z.enum(taskStages), z.number()),
    states: z.record(z.enum(problemStates), z.number()),
  }),
  compute(state, { on, unit, limit }) {
    const tasks = tasksOn(state, on)
      .all()
      .filter((seen) => unit === undefined || seen.owners.responsible === unit || seen.owners.cooperating.includes(unit))
    const problems = [...state.problems.values()]
      .sort((a, b) => inTime(a.states[0] as Moment, b.states[0] as Moment))
      .flatMap((problem) => seeProblem(problem, on) ?? [])
      .filter((seen) => unit === undefined || seen.unit === unit)
    const inState = (...states: ProblemState[]) =>
      cut(
        problems.filter((seen) => states.includes(seen.state)).map((seen) => problemRowOf(state, seen, on)),
        limit,
      )
    const open = tasks.filter((seen) => ['registered', 'underWay', 'suspended'].includes(seen.stage.stage))
    const struck = tasks.filter((seen) => ['closing', 'closed'].includes(seen.stage.stage))
    const coordinated = problems.filter((seen) => seen.state === 'coordinated')
    const decisions = coordinated.flatMap((seen) => decisionsOn(state, seen.problem, on))
    const stages = { registered: 0, underWay: 0, suspended: 0, closing: 0, closed: 0, cancelled: 0 }
    const states = { raised: 0, coordinated: 0, resolved: 0, closing: 0, closed: 0, withdrawn: 0 }
    for (const seen of tasks) stages[seen.stage.stage]++
    for (const seen of problems) states[seen.state]++
    return {
      on,
      tasks: cut(
        open.map((seen) => taskRowOf(state, seen, on)),
        limit,
      ),
      problems: inState('raised'),
      coordinations: cut(decisions, limit),
      feedback: {
        resolved: inState('resolved'),
        reports: cut(
          [...taskReports(state, open, on), ...itemReports(state, coordinated, on)].sort((a, b) => byText(b.on, a.on)),
          limit,
        ),
      },
      closings: {
        requests: cut(closingsOn(state, on, unit).sort(latestFirst), limit),
        problems: inState('closing', 'closed'),
        tasks: cut(
          struck.map((seen) => taskRowOf(state, seen, on)),
          limit,
        ),
      },
      withdrawn: states.withdrawn,
      cancelled: stages.cancelled,
      stages,
      states,
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'list', kind: 'code', words: 'list' },
      { key: 'kind', kind: 'code', words: 'kind' },
      { key: 'id', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'state', kind: 'code', words: 'anyState' },
      { key: 'unit', kind: 'text' },
      { key: 'since', kind: 'day' },
      { key: 'due', kind: 'day' },
      { key: 'note', kind: 'text' },
    ],
    rows: [
      ...value.tasks.rows.map((row) =>
        line(
          'tasks',
          'task',
          row.task,
          inLang(row.title, lang),
          row.stage,
          row.responsible && inLang(row.responsible.name, lang),
          row.from,
          row.due,
          null,
        ),
      ),
      ...value.problems.rows.map((row) => problemLine('problems', row, lang)),
      ...value.coordinations.rows.flatMap((row) =>
        row.items.map((item) =>
          line(
            'coordinations',
            'item',
            `${row.coordination}/${item.id}`,
            inLang(row.title, lang),
            item.executed ? 'executed' : 'pending',
            inLang(item.unit.name, lang),
            row.decided,
            item.due,
            inLang(item.what, lang),
          ),
        ),
      ),
      ...value.feedback.resolved.rows.map((row) => problemLine('feedback', row, lang)),
      ...value.feedback.reports.rows.map((row) =>
        line(
          'feedback',
          'report',
          row.report,
          inLang(row.title, lang),
          row.disputed ? 'disputed' : 'stands',
          inLang(row.unit.name, lang),
          row.on,
          null,
          row.narrative && inLang(row.narrative, lang),
        ),
      ),
      ...value.closings.requests.rows.map((row) =>
        line(
          'closings',
          'closing',
          row.closing,
          inLang(row.title, lang),
          row.state,
          inLang(row.unit.name, lang),
          row.requested,
          row.decided,
          row.reason && inLang(row.reason, lang),
        ),
      ),
      ...value.closings.problems.rows.map((row) => problemLine('closings', row, lang)),
      ...value.closings.tasks.rows.map((row) =>
        line(
          'closings',
          'task',
          row.task,
          inLang(row.title, lang),
          row.stage,
          row.responsible && inLang(row.responsible.name, lang),
          row.from,
          row.due,
          null,
        ),
      ),
    ],
  }),
})

/** What was decided or asked for last comes first. */
const latestFirst = (a: z.infer<typeof closingRow>, b: z.infer<typeof closingRow>) =>
  byText(b.decided ?? b.requested, a.decided ?? a.requested) || byText(a.closing, b.closing)

const line = (
  listed: string,
  kind: string,
  id: string,
  title: string,
  state: string,
  unit: string | null,
  since: string,
  due: string | null,
  note: string | null,
) => ({ list: listed, kind, id, title, state, unit, since, due, note })

const problemLine = (listed: string, row: z.infer<typeof problemRow>, lang: 'zh' | 'en') =>
  line(
    listed,
    'problem',
    row.problem,
    inLang(row.title, lang),
    row.state,
    inLang(row.unit.name, lang),
    row.raised,
    null,
    row.how && inLang(row.how, lang),
  )

const cut = <T>(rows: readonly T[], limit: number | undefined) => ({ total: rows.length, rows: rows.slice(0, limit) })
