import type { Fact } from '../../engine/event.ts'
import { begin, type Entry, enter, type History } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { Evidence } from '../evidence.ts'
import type { feedbackEvents } from './events.ts'

/** A report on a task, or on one item of a coordination decision. `told.on` is the day that it speaks of. */
export interface Report {
  readonly id: string
  readonly told: Entry<null>
  /** When it was entered: UTC, ISO 8601. */
  readonly recordedAt: string
  readonly unit: string
  readonly narrative?: Text
  readonly evidence: readonly Evidence[]
  /** The first finding that it was untrue. */
  readonly disputed?: Entry<{ readonly finding: Text; readonly percent?: number }>
  readonly about:
    | { readonly task: string; readonly percent: number }
    | { readonly coordination: string; readonly item: string; readonly done: boolean }
}

/** What a report says of its task, and what a spot check found instead. */
export interface Told {
  readonly report: string
  readonly percent: number
  /** From its day on `percent` counts in place of what was told, or nothing when it is absent. */
  readonly disputed?: { readonly on: string; readonly position: number; readonly percent?: number }
}

/** The reports on one task by the day that they speak of, without their words: what a light needs of them. */
export interface TaskProgress {
  /** The task's. */
  readonly id: string
  readonly told: History<Told>
}

export type FeedbackFact = Fact<typeof feedbackEvents>

export const feedbackTables = {
  reports: table<Report, 'task' | 'coordination' | 'unit'>({
    task: (report) => ('task' in report.about ? [report.about.task] : []),
    unit: (report) => [report.unit],
    coordination: (report) => ('coordination' in report.about ? [report.about.coordination] : []),
  }),
  taskProgress: table<TaskProgress>({}),
}

export const evolveFeedback: Handlers<typeof feedbackTables, typeof feedbackEvents> = {
  'progress.reported': ({ reports, taskProgress }, event) => {
    const { data } = event
    const told = { on: event.on, position: event.position, value: null }
    reports.insert({
      id: data.report,
      told,
      recordedAt: event.recordedAt,
      unit: data.unit,
      ...(data.narrative && { narrative: data.narrative }),
      evidence: data.evidence,
      about: { task: data.task, percent: data.percent },
    })
    const said: Told = { report: data.report, percent: data.percent }
    const isFollowing = taskProgress.revise(data.task, ['told'], (progress) => enter(progress.told, event, said))
    if (!isFollowing) taskProgress.insert({ id: data.task, told: begin(event, said) })
  },
  'execution.reported': ({ reports }, event) => {
    const { data } = event
    const told = { on: event.on, position: event.position, value: null }
    const about = { coordination: data.coordination, item: data.item, done: data.done }
    reports.insert({
      id: data.report,
      told,
      recordedAt: event.recordedAt,
      unit: data.unit,
      ...(data.narrative && { narrative: data.narrative }),
      evidence: data.evidence,
      about,
    })
  },
  'report.disputed': ({ reports, taskProgress }, event) => {
    const { report: id, finding, percent } = event.data
    const { on, position } = event
    reports.update(id, (report) => {
      report.disputed = { on, position, value: percent === undefined ? { finding } : { finding, percent } }
    })
    const about = reports.get(id)?.about
    if (about && 'task' in about)
      taskProgress.update(about.task, (progress) => {
        const entry = progress.told.find(({ value }) => value.report === id)
        if (entry) entry.value.disputed = percent === undefined ? { on, position } : { on, position, percent }
      })
  },
}
