import { entryOn, inTime, upTo, valueOn } from '../engine/history.ts'
import { rowIn, type Section, taskRow, tasksWhere, together } from './dossier-rows.ts'
import { seeProblem, taskTitle } from './list-rows.ts'
import { byId, copied, goalNamed, officerOf, unitNamed, unitOrNull } from './naming.ts'

const holders: Section = ({ state, on, id }) => {
  const post = state.posts.get(id)
  return upTo(post?.holders ?? [], on).map((one) => {
    const title = post && valueOn(post.titles, one.on)
    const is = one.value ? 'held' : 'vacant'
    return rowIn('holders', 'post', id, title?.title ?? id, {
      state: is,
      unit: unitOrNull(state, title?.unit, one.on),
      since: one.on,
      note: officerOf(state, id, one.on) ?? one.value?.person ?? null,
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

/** Everything about an officer's post. */
export const postSections: readonly Section[] = [holders, portfolio, taskForces, ledTasks, escalated, decisions]
