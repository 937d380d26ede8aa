import { byRegistration } from '../domain/measures/tasks-seen.ts'
import { entryOn, firstDay, inTime, upTo, valueOn } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import { both, indicatorRows, itemRow, latenessRows, noteOf, rowIn, type Section, taskRow, tasksWhere, together } from './dossier-rows.ts'
import { closingsOn, seeProblem, taskTitle } from './list-rows.ts'
import { byId, copied, unitNamed } from './naming.ts'

const names: Section = ({ state, on, id }) => {
  const unit = state.units.get(id)
  if (!unit) return []
  const rows = upTo(unit.names, on).map((one) => rowIn('names', 'unit', id, one.value, { since: one.on }))
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

/** Everything about a unit. */
export const unitSections: readonly Section[] = [
  names,
  posts,
  unitTasks,
  unitProblems,
  unitItems,
  unitReports,
  unitClosings,
  unitExtensions,
  unitLateness,
]
