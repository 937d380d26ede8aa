import type { Fact } from '../../engine/event.ts'
import type { Entry } from '../../engine/history.ts'
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

export type FeedbackFact = Fact<typeof feedbackEvents>

export const feedbackTables = {
  reports: table<Report, 'task' | 'coordination' | 'unit'>({
    task: (report) => ('task' in report.about ? [report.about.task] : []),
    unit: (report) => [report.unit],
    coordination: (report) => ('coordination' in report.about ? [report.about.coordination] : []),
  }),
}

export const evolveFeedback: Handlers<typeof feedbackTables, typeof feedbackEvents> = {
  'progress.reported': ({ reports }, event) => {
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
  'report.disputed': ({ reports }, event) =>
    reports.update(event.data.report, (report) => {
      const { finding, percent } = event.data
      report.disputed = { on: event.on, position: event.position, value: percent === undefined ? { finding } : { finding, percent } }
    }),
}
