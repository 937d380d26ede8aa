import { byRegistration } from '../domain/measures/goal.ts'
import { seeTask } from '../domain/measures/task.ts'
import { entryOn, firstDay, inTime, valueOn } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import {
  both,
  byId,
  type DossierRow,
  type File,
  indicatorRows,
  itemRow,
  latenessRows,
  named,
  noteOf,
  rowIn,
  taskRow,
  tasksWhere,
  taskTitle,
  together,
} from './dossier-rows.ts'
import { closingsOn, seeProblem } from './list-rows.ts'
import { copied, goalNamed, postNamed, unitNamed } from './naming.ts'
import { thread } from './thread.ts'

/**
 * What is in the dossier of a unit, a post and a task: a list of sections, each a function of the file. What further slices know
 * of them (results of assessments, listings, circulars, interviews) is one more section here, and in `dossierSections`.
 */
export type Section = (file: File) => readonly DossierRow[]

const names: Section = ({ state, on, id }) => {
  const unit = state.units.get(id)
  if (!unit) return []
  const rows = unit.names.filter((one) => one.on <= on).map((one) => rowIn('names', 'unit', id, one.value, { since: one.on }))
  if (!unit.ended || unit.ended.on > on) return rows
  const heirs = unit.ended.value.successors.map((heir) => unitNamed(state, heir, on))
  const rests = [`unit:${id}`, ...heirs.map((heir) => `unit:${heir.id}`)]
  const note = together(heirs.map((heir) => heir.name))
  return [...rows, rowIn('names', 'unit', id, valueOn(unit.names, on) ?? id, { state: 'ended', since: unit.ended.on, note, rests })]
}

const posts: Section = ({ state, on, id }) =>
  byId(state.posts.values()).flatMap((post) => {
    const title = valueOn(post.titles, on)
    if (title?.unit !== id) return []
    const holder = entryOn(post.holders, on)
    const person = holder?.value?.person ?? null
    return [
      rowIn('posts', 'post', post.id, title.title, { state: person === null ? 'vacant' : 'held', since: holder?.on ?? null, note: person }),
    ]
  })

const unitTasks: Section = (file) => {
  const own = tasksWhere(file, (owners) => owners.responsible === file.id)
  return [
    ...own.map((seen) => taskRow(file, 'tasks', seen)),
    ...tasksWhere(file, (owners) => owners.cooperating.includes(file.id)).map((seen) => taskRow(file, 'cooperating', seen)),
    ...own.flatMap((seen) => indicatorRows(file, seen.task.id)),
  ]
}

const unitProblems: Section = ({ state, on, id }) =>
  byId(state.problems.values()).flatMap((problem) => {
    const seen = seeProblem(problem, on)
    if (seen?.unit !== id) return []
    const rest = { state: seen.state, since: seen.since, note: noteOf(seen.how) }
    const rests = [`problem:${problem.id}`, ...(seen.task === undefined ? [] : [`task:${seen.task}`])]
    return [rowIn('problems', 'problem', problem.id, problem.title, { ...rest, rests })]
  })

const unitItems: Section = (file) =>
  byId(file.state.coordinations.values()).flatMap((decision) =>
    decision.items.filter((item) => valueOn(item.units, file.on) === file.id).map((item) => itemRow(file, decision, item)),
  )

const unitReports: Section = ({ state, on, id }) =>
  [...state.reports.values()]
    .filter((one) => one.unit === id && one.told.on <= on)
    .sort((a, b) => inTime(a.told, b.told))
    .map((report) => {
      const { about } = report
      const problem = 'coordination' in about ? state.coordinations.get(about.coordination)?.problem : undefined
      const title = 'task' in about ? taskTitle(state, about.task, on) : (state.problems.get(problem ?? '')?.title ?? about.coordination)
      const disputed = report.disputed && report.disputed.on <= on ? report.disputed.value : undefined
      const said: Text | undefined = 'percent' in about ? `${about.percent}%` : undefined
      return rowIn('reports', 'report', report.id, title, {
        state: disputed ? 'disputed' : 'stands',
        since: report.told.on,
        note: disputed
          ? copied(disputed.finding)
          : said && report.narrative
            ? both(said, report.narrative)
            : (said ?? noteOf(report.narrative)),
        rests: [`report:${report.id}`, 'task' in about ? `task:${about.task}` : `coordination:${about.coordination}`],
      })
    })

const unitClosings: Section = ({ state, on, id }) =>
  closingsOn(state, on, id).map((row) =>
    rowIn('closings', 'closing', row.closing, row.title, {
      state: row.state,
      since: row.decided ?? row.requested,
      note: row.reason,
      rests: row.rests,
    }),
  )

/** Of tasks for which the unit was responsible on the day of the request. */
const unitExtensions: Section = ({ state, on, id }) =>
  byId(state.extensions.values()).flatMap((one) => {
    const is = entryOn(one.states, on)
    const task = state.tasks.get(one.task)
    if (!is || !task || valueOn(task.owners, firstDay(one.states))?.responsible !== id) return []
    return [extensionRow(one.id, one.task, taskTitle(state, one.task, on), is.value, is.on, one.due, one.reason)]
  })

const extensionRow = (id: string, task: string, title: Text, is: string, since: string, due: string, reason: Text) =>
  rowIn('extensions', 'extension', id, title, { state: is, since, due, note: copied(reason), rests: [`extension:${id}`, `task:${task}`] })

const unitLateness: Section = (file) =>
  [...file.state.tasks.values()]
    .filter((task) => task.owners.some((one) => one.on <= file.on && one.value.responsible === file.id))
    .sort(byRegistration)
    .flatMap((task) => latenessRows(file, task, file.id))

const holders: Section = ({ state, on, id }) => {
  const post = state.posts.get(id)
  return (post?.holders ?? [])
    .filter((one) => one.on <= on)
    .map((one) => {
      const title = post && valueOn(post.titles, one.on)
      const is = one.value ? 'held' : 'vacant'
      return rowIn('holders', 'post', id, title?.title ?? id, {
        state: is,
        unit: named(state, title?.unit, one.on),
        since: one.on,
        note: one.value?.person ?? null,
      })
    })
}

const portfolio: Section = ({ state, on, id }) => {
  const post = state.posts.get(id)
  const entry = post && entryOn(post.portfolios, on)
  if (!entry) return []
  return [
    ...entry.value.units.map((unit) => rowIn('portfolio', 'unit', unit, unitNamed(state, unit, on).name, { since: entry.on })),
    ...entry.value.goals.map((goal) => rowIn('portfolio', 'goal', goal, goalNamed(state, goal, on).name, { since: entry.on })),
  ]
}

const ledTasks: Section = (file) => tasksWhere(file, (owners) => owners.lead === file.id).map((seen) => taskRow(file, 'tasks', seen))

/** Problems that were brought up to it. */
const escalated: Section = ({ state, on, id }) =>
  byId(state.problems.values()).flatMap((problem) => {
    const seen = seeProblem(problem, on)
    const last = problem.escalations.filter((one) => one.on <= on && one.value.to === id).at(-1)
    if (!seen || !last) return []
    const unit = unitNamed(state, seen.unit, on)
    return [
      rowIn('problems', 'problem', problem.id, problem.title, { state: seen.state, unit, since: last.on, note: copied(last.value.reason) }),
    ]
  })

const taskForces: Section = ({ state, on, id }) =>
  byId(state.taskForces.values())
    .filter((one) => one.leader === id && one.formed.on <= on)
    .map((one) => {
      const dissolved = one.dissolved && one.dissolved.on <= on ? one.dissolved : undefined
      return rowIn('taskForces', 'taskForce', one.id, one.name, {
        state: dissolved ? 'ended' : 'stands',
        since: dissolved?.on ?? one.formed.on,
        note: together(one.tasks.map((task) => taskTitle(state, task, on))),
        rests: [`taskForce:${one.id}`, ...one.tasks.map((task) => `task:${task}`)],
      })
    })

/** Decisions of whoever held the post on their day. */
const decisions: Section = ({ state, on, id }) => {
  const post = state.posts.get(id)
  return [...state.coordinations.values()]
    .filter(({ decided }) => decided.on <= on && post && valueOn(post.holders, decided.on)?.person === decided.value.person)
    .sort((a, b) => inTime(a.decided, b.decided))
    .map((one) =>
      rowIn('decisions', 'coordination', one.id, state.problems.get(one.problem)?.title ?? one.problem, {
        state: one.rescinded && one.rescinded.on <= on ? 'rescinded' : 'decided',
        since: one.decided.on,
        note: copied(one.opinion),
        rests: [`coordination:${one.id}`, `problem:${one.problem}`],
      }),
    )
}

const ledgerLine: Section = (file) => {
  const task = file.state.tasks.get(file.id)
  const seen = task && seeTask(file.state, task, file.on)
  return seen ? [{ ...taskRow(file, 'ledger', seen), note: noteOf(seen.facts.content) }] : []
}

const owners: Section = ({ state, on, id }) =>
  (state.tasks.get(id)?.owners ?? [])
    .filter((one) => one.on <= on)
    .map(({ on: since, value }) => {
      const units = value.cooperating.map((unit) => unitNamed(state, unit, since).name)
      const lead = value.lead === undefined ? [] : [postNamed(state, value.lead, since).name]
      return rowIn('owners', 'task', id, taskTitle(state, id, since), {
        unit: named(state, value.responsible, since),
        since,
        note: together([...lead, ...units]),
      })
    })

const stages: Section = ({ state, on, id }) =>
  (state.tasks.get(id)?.stages ?? [])
    .filter((one) => one.on <= on)
    .map(({ on: since, value }) =>
      rowIn('stages', 'task', id, taskTitle(state, id, since), {
        state: value.stage,
        since,
        due: value.until ?? null,
        note: noteOf(value.reason),
      }),
    )

const milestones: Section = ({ state, on, id }) => {
  const task = state.tasks.get(id)
  return ((task && seeTask(state, task, on)?.milestones) ?? []).map((one) =>
    rowIn('milestones', 'milestone', `${id}/${one.id}`, one.title, {
      state: one.state === 'open' ? 'pending' : one.state,
      since: one.since,
      due: one.due,
      days: one.late || null,
      rests: [`task:${id}`],
    }),
  )
}

const taskLateness: Section = (file) => {
  const task = file.state.tasks.get(file.id)
  return task ? latenessRows(file, task) : []
}

const taskThread: Section = ({ state, on, id }) =>
  thread.compute(state, { on, task: id }).entries.map((one) => {
    const [kind = '', subject = ''] = one.subject.split(/:(.*)/s)
    const title = one.note ?? (kind === 'task' ? taskTitle(state, id, on) : subject)
    return rowIn('thread', kind, subject, title, { state: one.what, unit: one.unit, since: one.on })
  })

export const sections = {
  unit: [names, posts, unitTasks, unitProblems, unitItems, unitReports, unitClosings, unitExtensions, unitLateness],
  post: [holders, portfolio, taskForces, ledTasks, escalated, decisions],
  task: [ledgerLine, owners, stages, milestones, (file: File) => indicatorRows(file, file.id), taskLateness, taskThread],
} satisfies Readonly<Record<string, readonly Section[]>>

/** The name on the day; undefined of what did not exist by then. */
export const nameOf = {
  unit: ({ state, on, id }: File) => valueOn(state.units.get(id)?.names ?? [], on),
  post: ({ state, on, id }: File) => valueOn(state.posts.get(id)?.titles ?? [], on)?.title,
  task: ({ state, on, id }: File) => valueOn(state.tasks.get(id)?.facts ?? [], on)?.title,
}
