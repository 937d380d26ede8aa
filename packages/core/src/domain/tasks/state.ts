import type { Fact } from '../../engine/event.ts'
import type { History } from '../../engine/history.ts'
import { begin, enter, entered, latest } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { closingEvents } from '../closing/events.ts'
import type { ambitions, measuredBys, taskClasses, taskEvents } from './events.ts'

/** R4. */
export const taskStages = ['registered', 'underWay', 'suspended', 'closing', 'closed', 'cancelled'] as const
export type TaskStage = (typeof taskStages)[number]

export interface StageEntry {
  readonly stage: TaskStage
  /** End of a suspension (R20). */
  readonly until?: string
  readonly reason?: Text
}

/** What the ledger says of a task. */
export interface TaskFacts {
  readonly title: Text
  readonly goal: string
  readonly contributes: readonly { readonly goal: string; readonly weight: number }[]
  readonly class: (typeof taskClasses)[number]
  readonly ambition: (typeof ambitions)[number]
  readonly content?: Text
  readonly scale?: Text
  readonly funding?: { readonly amount?: string | undefined; readonly source?: Text | undefined }
  readonly schedule: { readonly from: string; readonly due: string }
  readonly measures: readonly Text[]
  readonly weight: number
  readonly measuredBy: (typeof measuredBys)[number]
  readonly annualPlan?: string
}

export interface Owners {
  readonly lead?: string
  readonly responsible?: string
  readonly cooperating: readonly string[]
}

export type MilestoneState = 'open' | 'reached' | 'confirmed'
export interface MilestonePlan {
  readonly title: Text
  readonly due: string
  readonly weight: number
}
export interface Milestone {
  readonly id: string
  /** `null` from the day on which it was taken out of the plan. */
  readonly plans: History<MilestonePlan | null>
  readonly states: History<MilestoneState>
}

export interface Task {
  readonly id: string
  readonly standing: boolean
  readonly urgent: boolean
  readonly illustrative: boolean
  readonly facts: History<TaskFacts>
  readonly owners: History<Owners>
  readonly stages: History<StageEntry>
  readonly milestones: readonly Milestone[]
  readonly leaderSupervised: History<boolean>
  readonly disciplineSupervised: History<boolean>
  /** Lateness excused up to the entry's day: of the whole task, or of one milestone. */
  readonly excused: History<{ readonly milestone?: string; readonly reason: Text }>
  /** Day of the last fact about it that must come in order (R19). */
  readonly last: string
}

export type ExtensionState = 'requested' | 'granted' | 'refused'
export interface Extension {
  readonly id: string
  readonly task: string
  readonly milestone?: string
  readonly due: string
  readonly reason: Text
  readonly states: History<ExtensionState>
}

export type TaskFact = Fact<typeof taskEvents>

export const taskTables = {
  tasks: table<Task, 'goal' | 'contributes' | 'responsible' | 'everResponsible' | 'cooperating' | 'lead' | 'stage'>({
    goal: (task) => [latest(task.facts).goal],
    contributes: (task) => latest(task.facts).contributes.map((edge) => edge.goal),
    responsible: (task) => listed(latest(task.owners).responsible),
    /** Every unit that ever answered for it, so that a past day can be asked about. */
    everResponsible: (task) => [...new Set(task.owners.flatMap((entry) => entry.value.responsible ?? []))],
    cooperating: (task) => latest(task.owners).cooperating,
    lead: (task) => listed(latest(task.owners).lead),
    stage: (task) => [latest(task.stages).stage],
  }),
  extensions: table<Extension, 'task'>({ task: (extension) => [extension.task] }),
}

const listed = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id])

type At = { readonly on: string; readonly position: number }

export const evolveTasks: Handlers<typeof taskTables, typeof taskEvents, typeof closingEvents> = {
  'task.registered': ({ tasks }, event) => {
    const { data } = event
    tasks.insert({
      id: data.task,
      standing: data.standing,
      urgent: data.urgent,
      illustrative: data.illustrative ?? false,
      facts: begin<TaskFacts>(event, {
        title: data.title,
        goal: data.goal,
        contributes: data.contributes,
        class: data.class,
        ambition: data.ambition,
        ...(data.content !== undefined && { content: data.content }),
        ...(data.scale !== undefined && { scale: data.scale }),
        ...(data.funding !== undefined && { funding: data.funding }),
        schedule: data.schedule,
        measures: data.measures,
        weight: data.weight,
        measuredBy: data.measuredBy,
        ...(data.annualPlan !== undefined && { annualPlan: data.annualPlan }),
      }),
      owners: begin(event, ownersOf(data.lead, data.responsible, data.cooperating)),
      stages: begin<StageEntry>(event, { stage: 'registered' }),
      milestones: data.milestones.map((milestone) => milestoneOf(event, milestone)),
      leaderSupervised: [],
      disciplineSupervised: [],
      excused: [],
      last: event.on,
    })
  },
  'task.amended': ({ tasks }, event) => {
    const { data } = event
    tasks.update(data.task, (task) => {
      const { task: _task, reason: _reason, milestones, remove, ...changes } = data
      enter<TaskFacts>(task.facts, event, merged(latest<TaskFacts>(task.facts), changes))
      for (const milestone of milestones ?? []) {
        const known = task.milestones.find((one) => one.id === milestone.milestone)
        if (known) enter<MilestonePlan | null>(known.plans, event, planOf(milestone))
        else task.milestones.push(milestoneOf(event, milestone))
      }
      for (const id of remove ?? []) {
        const known = task.milestones.find((one) => one.id === id)
        if (known) enter<MilestonePlan | null>(known.plans, event, null)
      }
      task.last = event.on
    })
  },
  'task.assigned': ({ tasks }, event) => {
    const { data } = event
    tasks.revise(data.task, ['owners'], (task) => {
      enter(task.owners, event, ownersOf(data.lead, data.responsible, data.cooperating))
      task.last = event.on
    })
  },
  'task.started': ({ tasks }, event) => toStage(tasks, event.data.task, event, { stage: 'underWay' }),
  'task.suspended': ({ tasks }, event) =>
    toStage(tasks, event.data.task, event, { stage: 'suspended', until: event.data.until, reason: event.data.reason }),
  'task.resumed': ({ tasks }, event) => toStage(tasks, event.data.task, event, { stage: 'underWay' }),
  'task.cancelled': ({ tasks }, event) => toStage(tasks, event.data.task, event, { stage: 'cancelled', reason: event.data.reason }),
  'task.transferred': ({ tasks }, event) =>
    tasks.revise(event.data.task, ['owners'], (task) => {
      const { lead, cooperating } = latest(task.owners)
      const helping = cooperating.filter((unit) => unit !== event.data.to)
      enter(task.owners, event, ownersOf(lead, event.data.to, helping))
      task.last = event.on
    }),
  'task.carriedOver': ({ tasks }, event) => {
    const { data } = event
    tasks.update(data.task, (task) => {
      const old = latest<TaskFacts>(task.facts)
      const schedule = data.due === undefined ? old.schedule : { from: old.schedule.from, due: data.due }
      const contributes = old.contributes.filter((edge) => edge.goal !== data.goal)
      enter<TaskFacts>(task.facts, event, merged(old, { goal: data.goal, contributes, annualPlan: data.annualPlan, schedule }))
      task.last = event.on
    })
  },
  'milestone.reached': ({ tasks }, event) => toMilestone(tasks, event, 'reached'),
  'milestone.confirmed': ({ tasks }, event) => toMilestone(tasks, event, 'confirmed'),
  'milestone.reopened': ({ tasks }, event) => toMilestone(tasks, event, 'open'),
  'extension.requested': ({ extensions }, event) => {
    const { data } = event
    extensions.insert({
      id: data.extension,
      task: data.task,
      ...(data.milestone && { milestone: data.milestone }),
      due: data.due,
      reason: data.reason,
      states: begin<ExtensionState>(event, 'requested'),
    })
  },
  'extension.granted': ({ tasks, extensions }, event) => {
    const { data } = event
    extensions.update(data.extension, (extension) => enter<ExtensionState>(extension.states, event, 'granted'))
    tasks.update(data.task, (task) => {
      const milestone = task.milestones.find((one) => one.id === data.milestone)
      if (milestone) {
        const plan = latest<MilestonePlan | null>(milestone.plans)
        if (plan) enter<MilestonePlan | null>(milestone.plans, event, { title: plan.title, due: data.due, weight: plan.weight })
      } else {
        const old = latest<TaskFacts>(task.facts)
        enter<TaskFacts>(task.facts, event, merged(old, { schedule: { from: old.schedule.from, due: data.due } }))
      }
      task.last = event.on
    })
  },
  'extension.refused': ({ extensions }, event) =>
    extensions.update(event.data.extension, (extension) => enter<ExtensionState>(extension.states, event, 'refused')),
  'supervision.marked': ({ tasks }, event) =>
    tasks.update(event.data.task, (task) => {
      enter(event.data.by === 'leader' ? task.leaderSupervised : task.disciplineSupervised, event, event.data.marked)
      task.last = event.on
    }),
  'lateness.excused': ({ tasks }, event) =>
    tasks.update(event.data.task, (task) => {
      enter<Task['excused'][number]['value']>(
        task.excused,
        event,
        event.data.milestone ? { milestone: event.data.milestone, reason: event.data.reason } : { reason: event.data.reason },
      )
      task.last = event.on
    }),
  'closing.requested': ({ tasks }, event) => closes(tasks, event, 'closing'),
  'closing.approved': ({ tasks }, event) => closes(tasks, event, 'closed'),
  'closing.withdrawn': ({ tasks }, event) => closes(tasks, event, 'underWay'),
  'closing.returned': ({ tasks }, event) => closes(tasks, event, 'underWay'),
  'closing.revoked': ({ tasks }, event) => closes(tasks, event, 'underWay'),
}

type Tasks = Parameters<(typeof evolveTasks)['task.started']>[0]['tasks']

function toStage(tasks: Tasks, id: string, at: At, value: StageEntry): void {
  tasks.revise(id, ['stages'], (task) => {
    enter(task.stages, at, value)
    task.last = at.on
  })
}

function closes(
  tasks: Tasks,
  event: At & { readonly data: { readonly subject: { task?: string | undefined; milestone?: string | undefined } | { problem: string } } },
  stage: TaskStage,
): void {
  const { subject } = event.data
  if ('task' in subject && subject.task !== undefined && subject.milestone === undefined) toStage(tasks, subject.task, event, { stage })
}

function toMilestone(
  tasks: Tasks,
  event: At & { readonly data: { readonly task: string; readonly milestone: string } },
  state: MilestoneState,
): void {
  const { task: id, milestone } = event.data
  tasks.revise(id, ['milestones'], (task) => {
    const place = task.milestones.findIndex((one) => one.id === milestone)
    const known = task.milestones[place]
    if (known) task.milestones[place] = { id: known.id, plans: known.plans, states: entered(known.states, event, state) }
    task.last = event.on
  })
}

const ownersOf = (lead: string | undefined, responsible: string | undefined, cooperating: readonly string[]): Owners => ({
  ...(lead !== undefined && { lead }),
  ...(responsible !== undefined && { responsible }),
  cooperating,
})

const planOf = (milestone: { title: Text; due: string; weight: number }): MilestonePlan => ({
  title: milestone.title,
  due: milestone.due,
  weight: milestone.weight,
})

const milestoneOf = (at: At, milestone: { milestone: string; title: Text; due: string; weight: number }) => ({
  id: milestone.milestone,
  plans: begin<MilestonePlan | null>(at, planOf(milestone)),
  states: begin<MilestoneState>(at, 'open'),
})

type Changes = { readonly [K in keyof TaskFacts]?: TaskFacts[K] | undefined }

/** `changes` over `old`: what is undefined stays. One literal, so that all rows share a hidden class. */
function merged(old: TaskFacts, changes: Changes): TaskFacts {
  const content = changes.content ?? old.content
  const scale = changes.scale ?? old.scale
  const funding = changes.funding ?? old.funding
  const annualPlan = changes.annualPlan ?? old.annualPlan
  return {
    title: changes.title ?? old.title,
    goal: changes.goal ?? old.goal,
    contributes: changes.contributes ?? old.contributes,
    class: changes.class ?? old.class,
    ambition: changes.ambition ?? old.ambition,
    ...(content !== undefined && { content }),
    ...(scale !== undefined && { scale }),
    ...(funding !== undefined && { funding }),
    schedule: changes.schedule ?? old.schedule,
    measures: changes.measures ?? old.measures,
    weight: changes.weight ?? old.weight,
    measuredBy: changes.measuredBy ?? old.measuredBy,
    ...(annualPlan !== undefined && { annualPlan }),
  }
}
