import type { CoreFact } from '../domain/state.ts'
import type { Recorded } from '../engine/event.ts'
import type { ProblemTold, ReportTold, Subject, TaskTold, Told } from './told.ts'

/**
 * What a log tells, kept as plainly as can be and in the order of entry: the rules' tests read it beside the events. It
 * knows nothing of the tables, nor of the decisions.
 */

export type CoreEvent = Recorded<CoreFact>

/** Tells a log event by event: `before` sees what was told before the event, `after` what is told with it. Returns what is told at the end. */
export function tell(
  events: readonly Recorded[],
  { before, after }: { before?: (event: CoreEvent, told: Told) => void; after?: (event: CoreEvent, told: Told) => void } = {},
): Told {
  const told: Told = {
    units: new Map(),
    strategies: new Map(),
    goals: new Map(),
    indicators: new Map(),
    tasks: new Map(),
    extensions: new Map(),
    problems: new Map(),
    coordinations: new Map(),
    reports: new Map(),
    closings: new Map(),
  }
  for (const one of events) {
    const event = one as CoreEvent
    before?.(event, told)
    take(told, event)
    after?.(event, told)
  }
  return told
}

function take(told: Told, event: CoreEvent): void {
  const { units, strategies, goals, indicators, tasks, extensions, problems, coordinations, reports, closings } = told
  const at = <T>(map: Map<string, T>, id: string): T => {
    const found = map.get(id)
    if (!found) throw new Error(`position ${event.position}: ${event.type} speaks of ${id}, which nothing brought in`)
    return found
  }
  const { type, data } = event
  switch (type) {
    case 'unit.established':
      return void units.set(data.unit, { ended: false, kind: data.kind })
    case 'unit.merged':
    case 'unit.split':
    case 'unit.abolished':
      at(units, data.unit).ended = true
      return
    case 'strategy.adopted':
      return void strategies.set(data.strategy, { levels: data.levels.length, superseded: false })
    case 'strategy.superseded':
      at(strategies, data.strategy).superseded = true
      return
    case 'goal.set':
      return void goals.set(data.goal, { strategy: data.strategy, parent: data.parent, dropped: false, aligned: [] })
    case 'goal.revised':
      if (data.parent !== undefined) at(goals, data.goal).parent = data.parent
      return
    case 'goal.dropped':
      at(goals, data.goal).dropped = true
      return
    case 'goal.aligned':
      if ('goal' in data.to) at(goals, data.goal).aligned.push(data.to.goal)
      return
    case 'indicator.defined':
      return void indicators.set(data.indicator, { task: 'task' in data.owner ? data.owner.task : undefined })
    case 'task.registered':
      return void tasks.set(data.task, {
        stage: 'registered',
        goal: data.goal,
        from: data.schedule.from,
        due: data.schedule.due,
        content: data.content !== undefined,
        standing: data.standing,
        urgent: data.urgent,
        lead: data.lead,
        responsible: data.responsible,
        cooperating: data.cooperating,
        until: '',
        milestones: new Map(
          data.milestones.map((one) => [one.milestone, { due: one.due, weight: one.weight, inPlan: true, state: 'open' }]),
        ),
      })
    case 'task.amended': {
      const task = at(tasks, data.task)
      if (data.content !== undefined) task.content = true
      if (data.schedule) Object.assign(task, data.schedule)
      for (const { milestone, due, weight } of data.milestones ?? [])
        task.milestones.set(milestone, { due, weight, inPlan: true, state: task.milestones.get(milestone)?.state ?? 'open' })
      for (const id of data.remove ?? []) at(task.milestones, id).inPlan = false
      return
    }
    case 'task.assigned':
      Object.assign(at(tasks, data.task), { lead: data.lead, responsible: data.responsible, cooperating: data.cooperating })
      return
    case 'task.transferred': {
      const task = at(tasks, data.task)
      task.responsible = data.to
      task.cooperating = task.cooperating.filter((unit) => unit !== data.to)
      return
    }
    case 'task.started':
    case 'task.resumed':
      at(tasks, data.task).stage = 'underWay'
      return
    case 'task.suspended':
      Object.assign(at(tasks, data.task), { stage: 'suspended', until: data.until })
      return
    case 'task.cancelled':
      at(tasks, data.task).stage = 'cancelled'
      return
    case 'task.carriedOver':
      Object.assign(at(tasks, data.task), { goal: data.goal, ...(data.due !== undefined && { due: data.due }) })
      return
    case 'milestone.reached':
    case 'milestone.confirmed':
    case 'milestone.reopened':
      at(at(tasks, data.task).milestones, data.milestone).state =
        type === 'milestone.reopened' ? 'open' : type === 'milestone.reached' ? 'reached' : 'confirmed'
      return
    case 'extension.requested':
      return void extensions.set(data.extension, { task: data.task, milestone: data.milestone, state: 'requested' })
    case 'extension.granted': {
      at(extensions, data.extension).state = 'granted'
      const task = at(tasks, data.task)
      if (data.milestone === undefined) task.due = data.due
      else at(task.milestones, data.milestone).due = data.due
      return
    }
    case 'extension.refused':
      at(extensions, data.extension).state = 'refused'
      return
    case 'progress.reported':
      return void reports.set(data.report, { on: event.on, position: event.position, about: { task: data.task, percent: data.percent } })
    case 'execution.reported': {
      at(at(coordinations, data.coordination).items, data.item)
      const about = { coordination: data.coordination, item: data.item, done: data.done }
      return void reports.set(data.report, { on: event.on, position: event.position, about })
    }
    case 'report.disputed':
      at(reports, data.report).disputed = { on: event.on, percent: data.percent }
      return
    case 'problem.raised':
      return void problems.set(data.problem, { state: 'raised', unit: data.unit, task: data.task })
    case 'problem.withdrawn':
      at(problems, data.problem).state = 'withdrawn'
      return
    case 'problem.transferred':
      Object.assign(at(problems, data.problem), { unit: data.to, task: data.task })
      return
    case 'problem.resolved':
      at(problems, data.problem).state = 'resolved'
      return
    case 'coordination.decided':
      at(problems, data.problem).state = 'coordinated'
      return void coordinations.set(data.coordination, {
        problem: data.problem,
        person: event.actor.person,
        rescinded: false,
        items: new Map(data.items.map((item) => [item.item, item.unit])),
      })
    case 'coordination.rescinded':
      at(coordinations, data.coordination).rescinded = true
      if (data.reopens) at(problems, data.problem).state = 'raised'
      return
    case 'coordination.transferred':
      at(at(coordinations, data.coordination).items, data.item)
      at(coordinations, data.coordination).items.set(data.item, data.to)
      return
    case 'closing.requested':
      closings.set(data.closing, { subject: data.subject, unit: data.unit, state: '' })
      closed(told, event.position, data.closing, data.subject, 'requested', 'closing', 'closing')
      return
    case 'closing.approved':
      closed(told, event.position, data.closing, data.subject, 'approved', 'closed', 'closed')
      return
    case 'closing.withdrawn':
      closed(told, event.position, data.closing, data.subject, 'withdrawn', 'underWay', 'resolved')
      return
    case 'closing.returned':
      closed(told, event.position, data.closing, data.subject, 'returned', 'underWay', 'resolved')
      return
    case 'closing.revoked':
      closed(told, event.position, data.closing, data.subject, 'revoked', 'underWay', 'raised')
      return
  }
}

function closed(
  { closings, tasks, problems }: Told,
  position: number,
  id: string,
  subject: Subject,
  state: string,
  stage: TaskTold['stage'],
  problemState: ProblemTold['state'],
): void {
  const closing = closings.get(id)
  if (!closing || JSON.stringify(closing.subject) !== JSON.stringify(subject))
    throw new Error(`position ${position}: closing ${id} is about ${JSON.stringify(closing?.subject)}, not ${JSON.stringify(subject)}`)
  closing.state = state
  if ('problem' in subject) Object.assign(problems.get(subject.problem) ?? {}, { state: problemState })
  else if (subject.milestone === undefined) Object.assign(tasks.get(subject.task) ?? {}, { stage })
}

/** Reports in the order of the days that they speak of. */
export const inTime = (reports: Told['reports']): ReportTold[] =>
  [...reports.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.position - b.position))

/** The last report on a decision's item that nobody disputed says that it is done. */
export function isDone(reports: Told['reports'], coordination: string, item: string): boolean {
  const said = inTime(reports).flatMap(({ about, disputed }) =>
    'item' in about && about.coordination === coordination && about.item === item && !disputed ? about.done : [],
  )
  return said.at(-1) ?? false
}
