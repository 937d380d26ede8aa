import { addDays } from '../domain/days.ts'
import type { District } from '../domain/state.ts'
import type { Task } from '../domain/tasks/state.ts'
import { valueOn } from '../engine/history.ts'
import type { CoreViews } from '../views/index.ts'
import type { GoalNode } from '../views/strategy-map.ts'
import { type Told, tell } from './chronicle.ts'
import { difference, must } from './difference.ts'
import type { LegalHistory } from './histories.ts'

/** Laws of conservation: nothing is counted twice, nothing is lost, and every count is the sum of its parts. */

type Counts = Readonly<Record<string, number>>

/** What the log tells of a day, event by event in the order of (`on`, `position`). */
const toldOn = ({ events }: LegalHistory, day: string): Told =>
  tell(events.filter((event) => event.on <= day).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.position - b.position)))

const idsIn = <T>(map: ReadonlyMap<string, T>, fits: (value: T) => boolean): string[] =>
  [...map].flatMap(([id, value]) => (fits(value) ? [id] : []))

function sameIds(found: readonly string[], expected: readonly string[], what: string): void {
  must(new Set(found).size === found.length, `${what}: something stands twice in ${found}`)
  must([...found].sort().join() === [...expected].sort().join(), `${what} are ${[...found].sort()}; the log says ${[...expected].sort()}`)
}

function sameCounts(found: Counts, expected: Counts, what: string): void {
  const where = difference(found, expected, what)
  must(where === undefined, `counts that are not the sum of their parts: ${where}`)
}

const countBy = (keys: readonly string[], all: readonly string[]): Counts => {
  const counts: Record<string, number> = Object.fromEntries(all.map((key) => [key, 0]))
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}
const lights = ['done', 'green', 'yellow', 'red', 'grey']
const stages = ['registered', 'underWay', 'suspended', 'closing', 'closed', 'cancelled']
const states = ['raised', 'coordinated', 'resolved', 'closing', 'closed', 'withdrawn']

const sum = (all: readonly Counts[], keys: readonly string[]): Counts =>
  Object.fromEntries(keys.map((key) => [key, all.reduce((total, counts) => total + (counts[key] ?? 0), 0)]))

/** R4, R7: each task is in one stage, each problem in one state, and each of the five lists is its filter. */
export function fiveListsAddUp(history: LegalHistory, day: string, { fiveLists }: Pick<CoreViews, 'fiveLists'>): void {
  const { tasks, problems, closings } = toldOn(history, day)
  const value = fiveLists.compute(history.state.tables as unknown as District, { on: day }, history.machine)
  const inStage = (...of: string[]) => idsIn(tasks, (task) => of.includes(task.stage))
  const inState = (...of: string[]) => idsIn(problems, (problem) => of.includes(problem.state))
  const tasksOf = (rows: readonly { readonly task: string }[]) => rows.map((row) => row.task)
  const problemsOf = (rows: readonly { readonly problem: string }[]) => rows.map((row) => row.problem)
  sameIds(tasksOf(value.tasks.rows), inStage('registered', 'underWay', 'suspended'), 'list 1')
  sameIds(tasksOf(value.closings.tasks.rows), inStage('closing', 'closed'), 'closed tasks')
  sameIds(problemsOf(value.problems.rows), inState('raised'), 'list 2')
  sameIds([...new Set(problemsOf(value.coordinations.rows))], inState('coordinated'), 'list 3')
  sameIds(problemsOf(value.feedback.resolved.rows), inState('resolved'), 'resolved problems')
  sameIds(problemsOf(value.closings.problems.rows), inState('closing', 'closed'), 'closed problems')
  sameIds(
    value.closings.requests.rows.map((row) => row.closing),
    [...closings.keys()],
    'requests',
  )
  for (const { closing, state } of value.closings.requests.rows)
    must(closings.get(closing)?.state === state, `request ${closing} is ${state}; the log says ${closings.get(closing)?.state}`)
  sameCounts(
    value.stages,
    countBy(
      [...tasks.values()].map((task) => task.stage),
      stages,
    ),
    'stages',
  )
  sameCounts(
    value.states,
    countBy(
      [...problems.values()].map((problem) => problem.state),
      states,
    ),
    'states',
  )
  must(value.withdrawn === inState('withdrawn').length, `${value.withdrawn} withdrawn`)
  must(value.cancelled === inStage('cancelled').length, `${value.cancelled} cancelled`)
  const lists = [value.tasks, value.problems, value.coordinations, value.feedback.resolved, value.feedback.reports]
  for (const list of [...lists, value.closings.requests, value.closings.problems, value.closings.tasks])
    must(list.total === list.rows.length, `a list counts ${list.total} and has ${list.rows.length}`)
}

/** The ledger has every task once, its lights sum to its rows, and pages and filters take the whole apart. */
export function ledgerAddsUp(history: LegalHistory, day: string, { ledger }: Pick<CoreViews, 'ledger'>): void {
  const { tasks } = toldOn(history, day)
  const state = history.state.tables as unknown as District
  const value = ledger.compute(state, { on: day }, history.machine)
  sameIds(
    value.rows.map((row) => row.task),
    [...tasks.keys()],
    'tasks of the ledger',
  )
  must(value.total === tasks.size, `the ledger counts ${value.total} of ${tasks.size}`)
  sameCounts(
    value.lights,
    countBy(
      value.rows.map((row) => row.light),
      lights,
    ),
    'lights',
  )
  for (const row of value.rows)
    must(row.stage === tasks.get(row.task)?.stage, `${row.task} is ${row.stage}; the log says ${tasks.get(row.task)?.stage}`)
  const parts = stages.map((stage) => ledger.compute(state, { on: day, stage: stage as 'closed' }, history.machine))
  must(parts.reduce((total, part) => total + part.total, 0) === value.total, 'stages take the ledger apart into more or fewer tasks')
  const pages = [0, 2, 4].map((offset) => ledger.compute(state, { on: day, offset, limit: offset === 4 ? 1000 : 2 }, history.machine))
  sameIds(
    pages.flatMap((page) => page.rows.map((row) => row.task)),
    value.rows.map((row) => row.task),
    'tasks on pages',
  )
  // R20: past its end, a suspension is red.
  for (const row of value.rows) {
    const told = tasks.get(row.task)
    if (told?.stage === 'suspended')
      must((row.light === 'red') === day > told.until, `${row.task}, suspended until ${told.until}, is ${row.light} on ${day}`)
  }
}

/** Every open task stands once in readiness, and its three counts are those of its rows. */
export function readinessAddsUp(history: LegalHistory, day: string, { readiness }: Pick<CoreViews, 'readiness'>): void {
  const { tasks } = toldOn(history, day)
  const { rows, total, inPlace } = readiness.compute(history.state.tables as unknown as District, { on: day }, history.machine)
  sameIds(
    rows.map((row) => row.task),
    idsIn(tasks, (task) => !['closed', 'cancelled'].includes(task.stage)),
    'tasks of readiness',
  )
  must(total === rows.length, `readiness counts ${total} of ${rows.length}`)
  const count = (fits: (row: (typeof rows)[number]) => boolean) => rows.filter(fits).length
  const parts = {
    forces: count((row) => row.forces),
    responsibilities: count((row) => row.responsibilities),
    policies: count((row) => row.policies),
  }
  sameCounts(inPlace, { ...parts, all: count((row) => row.forces && row.responsibilities && row.policies) }, 'inPlace')
}

/** On the map each task of a live goal stands once, at its goal; lights of a goal are its tasks' and its children's. */
export function strategyMapAddsUp(history: LegalHistory, day: string, { strategyMap }: Pick<CoreViews, 'strategyMap'>): void {
  const { strategies } = strategyMap.compute(history.state.tables as unknown as District, { on: day }, history.machine)
  const told = toldOn(history, day)
  const check = (node: GoalNode): void => {
    node.children.forEach(check)
    sameCounts(
      node.lights,
      sum(
        [
          countBy(
            node.tasks.map((task) => task.light),
            lights,
          ),
          ...node.children.map((child) => child.lights),
        ],
        lights,
      ),
      `lights of ${node.id}`,
    )
    sameIds(
      node.tasks.map((task) => task.id),
      idsIn(told.tasks, (task) => task.goal === node.id),
      `tasks of ${node.id}`,
    )
    sameIds(
      node.children.map((child) => child.id),
      idsIn(told.goals, (goal) => goal.parent === node.id && !goal.dropped),
      `goals below ${node.id}`,
    )
  }
  for (const strategy of strategies) {
    strategy.goals.forEach(check)
    sameCounts(
      strategy.lights,
      sum(
        strategy.goals.map((goal) => goal.lights),
        lights,
      ),
      `lights of ${strategy.id}`,
    )
  }
}

/** On the wall each goal's lights and stages count the same tasks, and the whole is the sum of the top goals. */
export function wallChartAddsUp(history: LegalHistory, day: string, { wallChart }: Pick<CoreViews, 'wallChart'>): void {
  const state = history.state.tables as unknown as District
  const { rows, lights: all, months } = wallChart.compute(state, { on: day }, history.machine)
  const total = (counts: Counts) => Object.values(counts).reduce((a, b) => a + b, 0)
  sameCounts(
    all,
    sum(
      rows.filter((row) => row.depth === 1).map((row) => row.lights),
      lights,
    ),
    'lights of the wall',
  )
  rows.forEach((row, i) => {
    const end = rows.findIndex((other, j) => j > i && other.depth <= row.depth)
    const below = rows.slice(i, end === -1 ? undefined : end).flatMap((one) => one.bars)
    sameCounts(
      row.lights,
      countBy(
        below.map((bar) => bar.light),
        lights,
      ),
      `lights of ${row.goal}`,
    )
    sameCounts(
      row.stages,
      countBy(
        below.map((bar) => bar.stage),
        stages,
      ),
      `stages of ${row.goal}`,
    )
    must(row.months.map((cell) => cell.month).join() === months.join(), `months of ${row.goal} are not those of the wall`)
    const due = row.months.reduce((n, cell) => n + cell.tasksDue, 0)
    must(due === total(row.stages), `${due} tasks of ${row.goal} are due in some month, of ${total(row.stages)}`)
    const milestones = below.flatMap((bar) => bar.milestones)
    const inMonths = (key: 'due' | 'reached' | 'late') => row.months.reduce((n, cell) => n + cell[key], 0)
    const within = milestones.filter((one) => months.includes(one.due.slice(0, 7)))
    must(inMonths('due') === within.length, `milestones of ${row.goal}: ${inMonths('due')} in months, ${within.length} on bars`)
    must(inMonths('reached') === within.filter((one) => one.state !== 'open').length, `reached milestones of ${row.goal}`)
    must(inMonths('late') === within.filter((one) => one.late > 0).length, `late milestones of ${row.goal}`)
  })
}

/** Lights of the board sum to its rows; every indicator stands once. */
export function indicatorBoardAddsUp(history: LegalHistory, day: string, { indicatorBoard }: Pick<CoreViews, 'indicatorBoard'>): void {
  const state = history.state.tables as unknown as District
  const value = indicatorBoard.compute(state, { on: day }, history.machine)
  sameCounts(
    value.lights,
    countBy(
      value.rows.map((row) => row.light),
      lights,
    ),
    'lights of the board',
  )
  const there = [...state.indicators.values()].filter((one) => valueOn(one.targets, day)).map((one) => one.id)
  sameIds(
    value.rows.map((row) => row.indicator),
    there,
    'indicators of the board',
  )
}

/** Every task has its responsible unit's row; lights of a post or unit are those of the tasks that it answers for. */
export function responsibilityAddsUp(history: LegalHistory, day: string, { responsibility }: Pick<CoreViews, 'responsibility'>): void {
  const { tasks, units } = toldOn(history, day)
  const { leads, units: rows, gaps } = responsibility.compute(history.state.tables as unknown as District, { on: day }, history.machine)
  const open = (id: string) => !['closed', 'cancelled'].includes(tasks.get(id)?.stage ?? '')
  sameIds(
    rows.map((row) => row.unit),
    idsIn(units, (unit) => !unit.ended),
    'units',
  )
  for (const row of rows) {
    sameIds(
      row.responsible,
      idsIn(tasks, (task) => task.responsible === row.unit),
      `tasks that ${row.unit} answers for`,
    )
    sameIds(
      row.cooperating,
      idsIn(tasks, (task) => task.cooperating.includes(row.unit)),
      `tasks that ${row.unit} helps with`,
    )
    must(Object.values(row.lights).reduce((a, b) => a + b, 0) === row.responsible.length, `lights of ${row.unit}`)
  }
  for (const lead of leads) {
    sameIds(
      lead.tasks,
      idsIn(tasks, (task) => task.lead === lead.post),
      `tasks that ${lead.post} leads`,
    )
    must(Object.values(lead.lights).reduce((a, b) => a + b, 0) === lead.tasks.length, `lights of ${lead.post}`)
  }
  sameIds(
    gaps.tasksWithoutLead,
    [...tasks.keys()].filter((id) => open(id) && tasks.get(id)?.lead === undefined),
    'tasks without a lead',
  )
  sameIds(
    gaps.tasksWithoutResponsible,
    [...tasks.keys()].filter((id) => open(id) && tasks.get(id)?.responsible === undefined),
    'tasks without a unit',
  )
}

/** What came in is open, closed or gone; its stages are those of the five lists; limits cut nothing but rows. */
export function loopAddsUp(history: LegalHistory, day: string, { loop, fiveLists }: Pick<CoreViews, 'loop' | 'fiveLists'>): void {
  const state = history.state.tables as unknown as District
  const value = loop.compute(state, { on: day, limit: 100_000 }, history.machine)
  const lists = fiveLists.compute(state, { on: day }, history.machine)
  const inStages = (kind: string) => Object.fromEntries(value.stages.flatMap((row) => (row.kind === kind ? [[row.stage, row.count]] : [])))
  sameCounts(inStages('task'), lists.stages, 'stages of the loop')
  sameCounts(inStages('problem'), lists.states, 'states of the loop')
  for (const { kind, came, closed, open, left, standing } of value.rates) {
    must(came === closed + open + left, `${came} ${kind} came, ${closed} + ${open} + ${left} are somewhere`)
    const counted = Object.values(inStages(kind)).reduce((a, b) => a + b, 0)
    must(counted === came + standing, `${counted} ${kind} in stages, ${came} + ${standing} came`)
    const stuck = value.stuck.filter((row) => row.kind === kind).length
    must(stuck <= open, `${stuck} ${kind} are stuck of ${open} open`)
  }
  const requests = value.returns.reduce((n, row) => n + row.requests, 0)
  must(requests === lists.closings.requests.total, `${requests} requests in the loop, ${lists.closings.requests.total} in list 5`)
}

/** What is covered and what is missing are all there is; every gap is of something missing; who is silent is so in `responsibility`. */
export function coverageAddsUp(
  history: LegalHistory,
  day: string,
  { coverage, responsibility }: Pick<CoreViews, 'coverage' | 'responsibility'>,
): void {
  const state = history.state.tables as unknown as District
  const value = coverage.compute(state, { on: day }, history.machine)
  const { gaps } = responsibility.compute(state, { on: day }, history.machine)
  const shares = [...value.overall, ...value.goals.flatMap((goal) => goal.shares), ...value.byKind.map((one) => one.units)]
  for (const { measure, of, covered, missing } of shares) {
    must(covered + missing.length === of, `${measure}: ${covered} and ${missing.length} missing are not ${of}`)
    must(new Set(missing).size === missing.length, `${measure}: something is missing twice in ${missing}`)
  }
  const of = (measure: string) => value.overall.find((share) => share.measure === measure)
  for (const { measure, missing } of value.overall)
    if (measure !== 'leafGoals')
      sameIds([...new Set(value.gaps.flatMap((gap) => (gap.measure === measure ? gap.id : [])))], missing, `gaps of ${measure}`)
  const units = (parts: readonly { readonly units: { readonly of: number } }[]) => parts.reduce((n, part) => n + part.units.of, 0)
  for (const parts of [value.byKind, value.byLevel]) must(units(parts) === of('units')?.of, 'units of all kinds and levels are all units')
  const silent = (of('tasksReported')?.missing ?? []).filter(
    (id) => valueOn(state.tasks.get(id)?.owners ?? [], day)?.responsible !== undefined,
  )
  sameIds(
    silent,
    gaps.ownersWithoutFeedback.flatMap((gap) => gap.tasks),
    'silent tasks',
  )
}

/** What was there before, with what was added and without what was removed, is there after; of one day nothing changes. */
export function changesAddUp(history: LegalHistory, day: string, { changes, fiveLists }: Pick<CoreViews, 'changes' | 'fiveLists'>): void {
  const state = history.state.tables as unknown as District
  for (const from of ['2000-01-01', '2026-01-20', day]) {
    const value = changes.compute(state, { on: day, from }, history.machine)
    for (const { kind, before, after, changes: counts } of value.counts) {
      const rows = value.rows.filter((row) => row.kind === kind).map((row) => row.change)
      sameCounts(counts, countBy(rows, Object.keys(counts)), `changes of ${kind}`)
      must(
        before + counts.added - counts.removed === after,
        `${before} ${kind}, ${counts.added} added and ${counts.removed} removed are not ${after}`,
      )
    }
    if (from === day) must(value.rows.length === 0, `changes from ${day} to itself: ${JSON.stringify(value.rows)}`)
    const { tasks, closings } = fiveLists.compute(state, { on: day }, history.machine)
    const after = value.counts.find((one) => one.kind === 'task')?.after
    const listed = tasks.total + closings.tasks.total + fiveLists.compute(state, { on: day }, history.machine).cancelled
    must(after === listed, `${after} tasks after, ${listed} in the lists`)
  }
}

/** R9, day by day: what was still open when the day began, after its due date, is late for whoever was responsible on that day. */
function lateDays(task: Task, day: string): Counts {
  const counts: Record<string, number> = {}
  const due = valueOn(task.facts, day)?.schedule.due ?? day
  const parts = [
    ...(task.standing
      ? []
      : [{ id: undefined, due, open: (on: string) => ['registered', 'underWay', 'suspended'].includes(stageOn(task, on)) }]),
    ...task.milestones.flatMap(({ id, plans, states: history }) => {
      const plan = valueOn(plans, day)
      return plan ? [{ id, due: plan.due, open: (on: string) => valueOn(history, on) === 'open' && stageOn(task, on) !== 'cancelled' }] : []
    }),
  ]
  for (const part of parts) {
    const excused = task.excused.filter(({ on, value }) => on <= day && (value.milestone ?? part.id) === part.id).map((one) => one.on)
    for (let on = addDays(part.due, 1); on <= day; on = addDays(on, 1)) {
      const unit = valueOn(task.owners, on)?.responsible
      if (unit !== undefined && part.open(addDays(on, -1)) && !excused.some((until) => on <= until)) counts[unit] = (counts[unit] ?? 0) + 1
    }
  }
  return counts
}

const stageOn = (task: Task, on: string): string => valueOn(task.stages, on)?.stage ?? 'none'

/** R9: lateness stays with the unit that was responsible on that day; a dossier counts its rows. */
export function dossierAddsUp(history: LegalHistory, day: string, { dossier }: Pick<CoreViews, 'dossier'>): void {
  const state = history.state.tables as unknown as District
  const expected = [...state.tasks.values()].map((task) => lateDays(task, day))
  for (const { id, names } of state.units.values()) {
    const { rows, counts, lateDays: late } = dossier.compute(state, { on: day, unit: id }, history.machine)
    const sections = countBy(
      rows.map((row) => row.section),
      Object.keys(counts),
    )
    sameCounts(counts, sections, `sections of unit ${id}`)
    const days = valueOn(names, day) === undefined ? 0 : expected.reduce((n, one) => n + (one[id] ?? 0), 0)
    must(late === days, `${id} was late for ${late} days; day by day for ${days}`)
  }
}

/** All of them. */
export const conservation = {
  fiveListsAddUp,
  ledgerAddsUp,
  readinessAddsUp,
  strategyMapAddsUp,
  wallChartAddsUp,
  indicatorBoardAddsUp,
  responsibilityAddsUp,
  loopAddsUp,
  coverageAddsUp,
  changesAddUp,
  dossierAddsUp,
}
