import type { Recorded } from '../../engine/event.ts'
import { type CoreEvent, inTime, isDone, tell } from '../chronicle.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import type { TaskTold, Told } from '../told.ts'

const at = (event: Recorded) => `position ${event.position}: ${event.type}`
const taskOf = (told: Told, id: string): TaskTold => {
  const task = told.tasks.get(id)
  must(task !== undefined, `no task ${id}`)
  return task
}
const planned = (task: TaskTold) => [...task.milestones].flatMap(([id, one]) => (one.inPlan ? [{ id, ...one }] : []))

/** R3: a task starts with its responsibilities in place; an instruction with lead, unit and a basis. */
export function startedTasksAreReady({ events }: LegalHistory): void {
  tell(events, {
    before(event, told) {
      if (event.type !== 'task.started') return
      const task = taskOf(told, event.data.task)
      const measured = planned(task).length > 0 || [...told.indicators.values()].some((one) => one.task === event.data.task)
      must(task.lead !== undefined && task.responsible !== undefined, `${at(event)} without lead or responsible unit`)
      if (task.urgent) must(event.basis !== undefined, `${at(event)} on an instruction without a basis`)
      else must(task.content && measured, `${at(event)} without content, or without a milestone or an indicator`)
    },
  })
}

const stages: Readonly<Record<string, readonly string[]>> = {
  registered: ['underWay', 'cancelled'],
  underWay: ['suspended', 'closing', 'cancelled'],
  suspended: ['underWay', 'cancelled'],
  closing: ['closed', 'underWay'],
  closed: ['underWay'],
  cancelled: [],
}

/** In which stages each of these may come: an event that changes nothing would not show in the edges. */
const stagesBefore: Readonly<Record<string, readonly string[]>> = {
  'task.started': ['registered'],
  'task.suspended': ['underWay'],
  'task.resumed': ['suspended'],
  'task.cancelled': ['registered', 'underWay', 'suspended'],
}

/** R4: stages, and nothing else. A standing task is never closed. */
export function stagesFollowTheEdges({ events }: LegalHistory): void {
  const was = new Map<string, string>()
  tell(events, {
    before(event, told) {
      const allowed = stagesBefore[event.type]
      if (!allowed) return
      const { stage } = taskOf(told, (event.data as { task: string }).task)
      must(allowed.includes(stage), `${at(event)} of a task ${stage}`)
    },
    after(event, { tasks }) {
      for (const [id, task] of tasks) {
        const before = was.get(id)
        if (before === task.stage) continue
        must(!task.standing || !['closing', 'closed'].includes(task.stage), `${at(event)}: ${id} stands, and is ${task.stage}`)
        must(
          before === undefined ? task.stage === 'registered' : stages[before]?.includes(task.stage) === true,
          `${at(event)}: ${id} goes from ${before} to ${task.stage}`,
        )
        was.set(id, task.stage)
      }
    },
  })
}

/** R5: nothing of a task is open when its closing is asked for or approved; nor a problem when it is cancelled. */
export function closedTasksHaveNothingOpen({ events }: LegalHistory): void {
  tell(events, {
    before(event, told) {
      const { type, data } = event
      if (type === 'task.cancelled') nothing(openProblems(told, data.task), event, 'problems')
      if (type !== 'closing.requested' && type !== 'closing.approved') return
      const { subject } = data
      if ('problem' in subject || 'milestone' in subject) return
      nothing(openProblems(told, subject.task), event, 'problems')
      nothing(
        planned(taskOf(told, subject.task)).flatMap((one) => (one.state === 'confirmed' ? [] : [one.id])),
        event,
        'milestones',
      )
      nothing(openDecisions(told, subject.task), event, 'decisions')
    },
  })
}

const nothing = (ids: readonly string[], event: CoreEvent, what: string) => must(ids.length === 0, `${at(event)} with open ${what} ${ids}`)

const openProblems = ({ problems }: Told, task: string) =>
  [...problems].flatMap(([id, problem]) => (problem.task === task && !['closed', 'withdrawn'].includes(problem.state) ? [id] : []))

function openDecisions({ problems, coordinations, reports }: Told, task: string): readonly string[] {
  return [...coordinations].flatMap(([id, { rescinded, problem, items }]) => {
    if (rescinded || problems.get(problem)?.task !== task) return []
    return [...items.keys()].every((item) => isDone(reports, id, item)) ? [] : [id]
  })
}

/** R8: dates of milestones that are still to be met lie in the schedule, weights are positive, and none is reached twice. */
export function milestonesKeepTheirPlace({ events }: LegalHistory): void {
  tell(events, {
    before(event, told) {
      if (event.type !== 'milestone.reached') return
      const milestone = taskOf(told, event.data.task).milestones.get(event.data.milestone)
      must(milestone?.state === 'open' && milestone.inPlan, `${at(event)} of a milestone that is ${milestone?.state}`)
    },
    after(event, { tasks }) {
      for (const [id, task] of tasks) {
        must(task.from <= task.due, `after ${at(event)} task ${id} ends before it begins`)
        for (const one of planned(task)) {
          must(one.weight > 0, `after ${at(event)} ${id}/${one.id} weighs ${one.weight}`)
          if (one.state !== 'confirmed' && planChanges.has(event.type))
            must(
              task.from <= one.due && one.due <= task.due,
              `after ${at(event)} ${id}/${one.id} is due ${one.due}, outside ${task.from}–${task.due}`,
            )
        }
      }
    },
  })
}

/** A milestone that is opened again keeps its old date, also when the schedule has become shorter since. */
const planChanges = new Set(['task.registered', 'task.amended', 'task.carriedOver'])

/** R9: a due date that has passed is not moved later, except by the grant of what was asked for before. */
export function duesMoveInTime({ events }: LegalHistory): void {
  tell(events, {
    before(event, told) {
      const { type, data, on } = event
      if (type === 'extension.requested') {
        const due = dueOf(told, data.task, data.milestone)
        must(on <= due && due < data.due, `${at(event)} on ${on}, from ${due} to ${data.due}`)
      }
      if (type === 'extension.granted') {
        const asked = told.extensions.get(data.extension)
        must(asked?.state === 'requested', `${at(event)} of one that is ${asked?.state}`)
        must(asked?.task === data.task && asked?.milestone === data.milestone, `${at(event)} of another date than was asked for`)
        must(dueOf(told, data.task, data.milestone) < data.due, `${at(event)} to no later day`)
      }
      if (type === 'extension.refused')
        must(told.extensions.get(data.extension)?.state === 'requested', `${at(event)} of one that is decided`)
      if (type === 'task.amended') {
        if (data.schedule) later(event, dueOf(told, data.task, undefined), data.schedule.due)
        for (const { milestone, due } of data.milestones ?? [])
          if (taskOf(told, data.task).milestones.has(milestone)) later(event, dueOf(told, data.task, milestone), due)
      }
      if (type === 'task.carriedOver' && data.due !== undefined) later(event, dueOf(told, data.task, undefined), data.due)
      if (type === 'lateness.excused') must(event.basis !== undefined, `${at(event)} without a basis`)
    },
  })
}

const dueOf = (told: Told, task: string, milestone: string | undefined): string =>
  milestone === undefined ? taskOf(told, task).due : (taskOf(told, task).milestones.get(milestone)?.due ?? '')

const later = (event: CoreEvent, old: string, due: string) =>
  must(due <= old || event.on <= old, `${at(event)} on ${event.on} moves ${old} to ${due}`)

/** R10: percent within bounds, a fall with a narrative. */
export function fallsAreTold({ events }: LegalHistory): void {
  tell(events, {
    before(event, { reports }) {
      if (event.type !== 'progress.reported') return
      const { task, percent, narrative } = event.data
      must(percent >= 0 && percent <= 100, `${at(event)}: ${percent} %`)
      const said = inTime(reports).flatMap(({ on, about, disputed }) =>
        'percent' in about && about.task === task && on <= event.on
          ? disputed && disputed.on <= event.on
            ? (disputed.percent ?? [])
            : about.percent
          : [],
      )
      must(percent >= (said.at(-1) ?? 0) || narrative !== undefined, `${at(event)}: from ${said.at(-1)} to ${percent} % without a word`)
    },
  })
}

/** R20: a suspension has an end, a reason and a basis. */
export function suspensionsHaveAnEnd({ events }: LegalHistory): void {
  for (const event of events as readonly CoreEvent[])
    if (event.type === 'task.suspended')
      must(
        event.data.until > event.on && event.basis !== undefined,
        `${at(event)} from ${event.on} to ${event.data.until}, basis ${event.basis?.title}`,
      )
}
