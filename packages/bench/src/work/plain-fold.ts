import type { AnyFact } from '@bihuan/core'

/** The least that a program could do with the workload's facts: a row a task, changed in place, and how many are in each stage. */
export interface PlainTask {
  readonly id: string
  readonly title: string
  readonly goal: string
  responsible: string
  lead: string | undefined
  stage: 'registered' | 'underWay' | 'closing' | 'closed'
  percent: number
  reports: number
  /** Milestones neither confirmed nor asked to be. */
  open: number
}

export interface PlainModel {
  readonly tasks: Map<string, PlainTask>
  readonly stages: Record<PlainTask['stage'], number>
  events: number
}

export const plainModel = (): PlainModel => ({
  tasks: new Map(),
  stages: { registered: 0, underWay: 0, closing: 0, closed: 0 },
  events: 0,
})

interface Registered {
  readonly task: string
  readonly title: string
  readonly goal: string
  readonly responsible: string
  readonly milestones: readonly unknown[]
}
interface OfTask {
  readonly task: string
}
interface OfClosing {
  readonly subject: { readonly task: string; readonly milestone?: string }
}

/** Changes the model by one fact; what was there before the tasks is only counted. */
export function plainFold(model: PlainModel, { type, data }: AnyFact): void {
  model.events++
  switch (type) {
    case 'task.registered': {
      const { task, title, goal, responsible, milestones } = data as Registered
      model.tasks.set(task, {
        id: task,
        title,
        goal,
        responsible,
        lead: undefined,
        stage: 'registered',
        percent: 0,
        reports: 0,
        open: milestones.length,
      })
      model.stages.registered++
      return
    }
    case 'task.assigned': {
      const { task, lead, responsible } = data as OfTask & { readonly lead: string; readonly responsible: string }
      const row = rowOf(model, task)
      row.lead = lead
      row.responsible = responsible
      return
    }
    case 'task.started':
      moved(model, rowOf(model, (data as OfTask).task), 'underWay')
      return
    case 'progress.reported': {
      const { task, percent } = data as OfTask & { readonly percent: number }
      const row = rowOf(model, task)
      row.percent = percent
      row.reports++
      return
    }
    case 'milestone.confirmed':
      rowOf(model, (data as OfTask).task).open--
      return
    case 'closing.requested': {
      const { subject } = data as OfClosing
      if (subject.milestone === undefined) moved(model, rowOf(model, subject.task), 'closing')
      return
    }
    case 'closing.approved': {
      const { subject } = data as OfClosing
      if (subject.milestone === undefined) moved(model, rowOf(model, subject.task), 'closed')
    }
  }
}

function rowOf({ tasks }: PlainModel, id: string): PlainTask {
  const row = tasks.get(id)
  if (!row) throw new Error(`no task ${id}`)
  return row
}

function moved({ stages }: PlainModel, row: PlainTask, stage: PlainTask['stage']): void {
  stages[row.stage]--
  stages[stage]++
  row.stage = stage
}
