import * as z from 'zod/mini'
import { addDays } from '../domain/days.ts'
import { type GoalSeen, type Scene, sceneOf } from '../domain/measures/goal.ts'
import type { TaskSeen } from '../domain/measures/task.ts'
import { ranks, unitKinds } from '../domain/organisation/events.ts'
import type { Post, Unit } from '../domain/organisation/state.ts'
import type { District } from '../domain/state.ts'
import { entryOn, firstDay, type History, inTime, type Moment, valueOn } from '../engine/history.ts'
import { viewOf } from '../engine/view.ts'
import { byText, copied, countLights, goalNamed, inLang, listed, officerOf, personalInLang, strategiesOn, unitNamed } from './naming.ts'
import { countsShape, dayShape, namedShape, personalShape, restsShape, textShape, wholeOption } from './shapes.ts'

const leadRow = z.strictObject({
  post: z.string(),
  title: textShape,
  unit: namedShape,
  rank: z.enum(ranks),
  /** `null`: the post is vacant, which is a gap. */
  person: z.nullable(z.string()),
  /** The person's name, where one was recorded. */
  officer: z.nullable(personalShape),
  portfolio: z.strictObject({ units: z.array(namedShape), goals: z.array(namedShape) }),
  tasks: z.array(z.string()),
  lights: countsShape,
  rests: restsShape,
})
const unitRow = z.strictObject({
  unit: z.string(),
  name: textShape,
  kind: z.enum(unitKinds),
  /** Posts in whose portfolio the unit is. */
  leads: z.array(z.string()),
  responsible: z.array(z.string()),
  cooperating: z.array(z.string()),
  lights: countsShape,
  openProblems: z.number(),
  rests: restsShape,
})
const gapsShape = z.strictObject({
  goalsWithoutTasks: z.array(namedShape),
  tasksWithoutLead: z.array(z.string()),
  tasksWithoutResponsible: z.array(z.string()),
  vacantLeads: z.array(z.string()),
  unitsWithoutTasks: z.array(z.string()),
  /** Responsible units with a task under way on which nothing was reported for `feedbackDays`. */
  ownersWithoutFeedback: z.array(z.strictObject({ unit: z.string(), tasks: z.array(z.string()) })),
})

/** Who answers for what: downwards from leaders over units to tasks, across goals, and who is missing. */
export const responsibility = viewOf<District>()({
  options: z.strictObject({
    unit: z.optional(z.string()),
    lead: z.optional(z.string()),
    /** How many days without a report make an owner silent; 31 when left out. */
    feedbackDays: z.optional(wholeOption(1, 366)),
  }),
  shape: z.strictObject({ on: dayShape, leads: z.array(leadRow), units: z.array(unitRow), gaps: gapsShape }),
  compute(state, { on, unit, lead, feedbackDays = 31 }) {
    const scene = sceneOf(state, on)
    const owned = ownedIn(scene.tasks)
    const posts = inOrder([...state.posts.values()], (post) => post.titles).filter((post) => firstDay(post.titles) <= on)
    const units = inOrder([...state.units.values()], (one) => one.names).filter(
      (one) => firstDay(one.names) <= on && !(one.ended && one.ended.on <= on),
    )
    const leads = posts.filter((post) => (lead === undefined || post.id === lead) && answers(post, owned, on))
    return {
      on,
      leads: leads
        .map((post) => leadRowOf(state, post, owned, on))
        .sort((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || byText(a.post, b.post)),
      units: units
        .filter((one) => unit === undefined || one.id === unit)
        .map((one) => unitRowOf(state, one, posts, owned, on))
        .sort((a, b) => byText(a.unit, b.unit)),
      gaps: gapsOf(state, scene, posts, units, feedbackDays),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'kind', kind: 'code', words: 'kind' },
      { key: 'id', kind: 'id' },
      { key: 'name', kind: 'text' },
      { key: 'above', kind: 'text', detail: true },
      { key: 'person', kind: 'text' },
      { key: 'officer', kind: 'text', detail: true },
      { key: 'tasks', kind: 'count' },
      { key: 'cooperating', kind: 'count' },
      { key: 'done', kind: 'count' },
      { key: 'green', kind: 'count' },
      { key: 'yellow', kind: 'count' },
      { key: 'red', kind: 'count' },
      { key: 'grey', kind: 'count' },
      { key: 'openProblems', kind: 'count' },
      { key: 'gap', kind: 'code', words: 'gap' },
    ],
    rows: [
      ...value.leads.map((one) => ({
        kind: 'post',
        id: one.post,
        name: inLang(one.title, lang),
        above: listed(
          [...one.portfolio.units, ...one.portfolio.goals].map((item) => item.name),
          lang,
        ),
        person: one.person,
        officer: one.officer && personalInLang(one.officer, lang),
        tasks: one.tasks.length,
        cooperating: null,
        ...one.lights,
        openProblems: null,
        gap: one.person === null ? 'leadVacant' : null,
      })),
      ...value.units.map((one) => ({
        kind: 'unit',
        id: one.unit,
        name: inLang(one.name, lang),
        above: one.leads.join(lang === 'zh' ? '、' : ', '),
        person: null,
        officer: null,
        tasks: one.responsible.length,
        cooperating: one.cooperating.length,
        ...one.lights,
        openProblems: one.openProblems,
        gap: value.gaps.ownersWithoutFeedback.some((gap) => gap.unit === one.unit)
          ? 'noFeedback'
          : value.gaps.unitsWithoutTasks.includes(one.unit)
            ? 'noTasks'
            : null,
      })),
      ...value.gaps.goalsWithoutTasks.map((goal) => gapLine('goal', goal.id, inLang(goal.name, lang), 'noTasks')),
      ...value.gaps.tasksWithoutLead.map((task) => gapLine('task', task, task, 'noLead')),
      ...value.gaps.tasksWithoutResponsible.map((task) => gapLine('task', task, task, 'noResponsible')),
    ],
  }),
})

/** As they came up, whenever they were entered. */
const inOrder = <R>(rows: readonly R[], of: (row: R) => History<unknown>): readonly R[] =>
  [...rows].sort((a, b) => inTime(of(a)[0] as Moment, of(b)[0] as Moment))

const gapLine = (kind: string, id: string, name: string, gap: string) => ({
  kind,
  id,
  name,
  above: null,
  person: null,
  officer: null,
  tasks: null,
  cooperating: null,
  done: null,
  green: null,
  yellow: null,
  red: null,
  grey: null,
  openProblems: null,
  gap,
})

/** Tasks by who answers for them, gone through once. */
interface Owned {
  readonly led: ReadonlyMap<string, readonly TaskSeen[]>
  readonly responsible: ReadonlyMap<string, readonly TaskSeen[]>
  readonly cooperating: ReadonlyMap<string, readonly TaskSeen[]>
}

function ownedIn(tasks: readonly TaskSeen[]): Owned {
  const led = new Map<string, TaskSeen[]>()
  const responsible = new Map<string, TaskSeen[]>()
  const cooperating = new Map<string, TaskSeen[]>()
  const put = (map: Map<string, TaskSeen[]>, id: string | undefined, seen: TaskSeen) => {
    if (id === undefined) return
    const list = map.get(id)
    if (list) list.push(seen)
    else map.set(id, [seen])
  }
  for (const seen of tasks) {
    put(led, seen.owners.lead, seen)
    put(responsible, seen.owners.responsible, seen)
    for (const unit of seen.owners.cooperating) put(cooperating, unit, seen)
  }
  return { led, responsible, cooperating }
}

/** A post answers for something: it leads a task, has a portfolio, or heads the district. */
const answers = (post: Post, { led }: Owned, on: string) =>
  valueOn(post.titles, on)?.rank === 'head' || valueOn(post.portfolios, on) !== undefined || led.has(post.id)

function leadRowOf(state: District, post: Post, { led }: Owned, on: string): z.infer<typeof leadRow> {
  const title = valueOn(post.titles, on) as Post['titles'][number]['value']
  const portfolio = valueOn(post.portfolios, on)
  const tasks = led.get(post.id) ?? []
  return {
    post: post.id,
    title: copied(title.title),
    unit: unitNamed(state, title.unit, on),
    rank: title.rank,
    person: entryOn(post.holders, on)?.value?.person ?? null,
    officer: officerOf(state, post.id, on),
    portfolio: {
      units: (portfolio?.units ?? []).map((id) => unitNamed(state, id, on)),
      goals: (portfolio?.goals ?? []).map((id) => goalNamed(state, id, on)),
    },
    tasks: tasks.map((seen) => seen.task.id),
    lights: countLights(tasks.map((seen) => seen.light)),
    rests: [`post:${post.id}`, ...tasks.map((seen) => `task:${seen.task.id}`)],
  }
}

function unitRowOf(state: District, unit: Unit, posts: readonly Post[], owned: Owned, on: string): z.infer<typeof unitRow> {
  const responsible = owned.responsible.get(unit.id) ?? []
  const open = inOrder(
    [...state.problems.values()].filter(
      (problem) =>
        valueOn(problem.places, on)?.unit === unit.id && !['closed', 'withdrawn', undefined].includes(valueOn(problem.states, on)?.state),
    ),
    (problem) => problem.states,
  )
  return {
    unit: unit.id,
    name: copied(valueOn(unit.names, on) ?? unit.id),
    kind: unit.kind,
    leads: posts.filter((post) => valueOn(post.portfolios, on)?.units.includes(unit.id)).map((post) => post.id),
    responsible: responsible.map((seen) => seen.task.id),
    cooperating: (owned.cooperating.get(unit.id) ?? []).map((seen) => seen.task.id),
    lights: countLights(responsible.map((seen) => seen.light)),
    openProblems: open.length,
    rests: [`unit:${unit.id}`, ...responsible.map((seen) => `task:${seen.task.id}`), ...open.map((problem) => `problem:${problem.id}`)],
  }
}

const isOpen = (seen: TaskSeen) => !['closed', 'cancelled'].includes(seen.stage.stage)

function gapsOf(
  state: District,
  scene: Scene,
  posts: readonly Post[],
  units: readonly Unit[],
  feedbackDays: number,
): z.infer<typeof gapsShape> {
  const { day } = scene
  const since = addDays(day, -feedbackDays)
  const silent = scene.tasks.filter(
    (seen) => seen.stage.stage === 'underWay' && seen.stageSince <= since && !(seen.lastReport && seen.lastReport.on > since),
  )
  const owners = [...new Set(silent.flatMap((seen) => seen.owners.responsible ?? []))].sort(byText)
  const leading = new Set(scene.tasks.filter(isOpen).map((seen) => seen.owners.lead))
  const duties = new Set(scene.tasks.flatMap((seen) => [seen.owners.responsible, ...seen.owners.cooperating]))
  return {
    goalsWithoutTasks: strategiesOn(state, day)
      .flatMap((one) => (one.superseded && one.superseded.on <= day ? [] : scene.goalsOf(one.id).flatMap(emptyBelow)))
      .map((goal) => ({ id: goal.goal.id, name: copied(goal.facts.name) })),
    tasksWithoutLead: scene.tasks.filter((seen) => isOpen(seen) && seen.owners.lead === undefined).map((seen) => seen.task.id),
    tasksWithoutResponsible: scene.tasks
      .filter((seen) => isOpen(seen) && seen.owners.responsible === undefined)
      .map((seen) => seen.task.id),
    vacantLeads: posts.filter((post) => leading.has(post.id) && !entryOn(post.holders, day)?.value).map((post) => post.id),
    unitsWithoutTasks: units
      .filter((unit) => ['department', 'street', 'town'].includes(unit.kind) && !duties.has(unit.id))
      .map((unit) => unit.id),
    ownersWithoutFeedback: owners.map((unit) => ({
      unit,
      tasks: silent.filter((seen) => seen.owners.responsible === unit).map((seen) => seen.task.id),
    })),
  }
}

/** Goals with neither tasks nor indicators below them; of a branch that is empty, the leaves. */
function emptyBelow(goal: GoalSeen): GoalSeen[] {
  if (goal.children.length > 0) return goal.children.flatMap(emptyBelow)
  return goal.tasks.length === 0 && goal.indicators.length === 0 ? [goal] : []
}
