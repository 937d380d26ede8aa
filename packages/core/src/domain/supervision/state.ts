import type { Fact, Recorded } from '../../engine/event.ts'
import type { Entry } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { Evidence } from '../evidence.ts'
import type { Duty, supervisionEvents } from './events.ts'

export type SupervisionFact = Fact<typeof supervisionEvents>
type DataOf<T extends SupervisionFact['type']> = Extract<SupervisionFact, { type: T }>['data']

/** Who entered it. */
export interface Author {
  readonly person: string
  readonly unit: string
}
/** When a thing was done, and by whom. */
export type Done = Entry<Author>

export type Rulebook = Omit<DataOf<'rulebook.adopted'>, 'rulebook'> & { readonly id: string; readonly adopted: Done }

export interface Reminder {
  readonly id: string
  readonly unit: string
  readonly kind: DataOf<'reminder.issued'>['kind']
  readonly period: string
  readonly duties: readonly Duty[]
  readonly missed: readonly string[]
  readonly replyBy: string
  readonly byHand: boolean
  readonly issued: Done
  readonly answered?: Entry<{ readonly answer: Text; readonly evidence: readonly Evidence[] }>
}

export interface Meeting {
  readonly id: string
  readonly title: Text
  readonly tasks: readonly string[]
  readonly problems: readonly string[]
  readonly conclusions: readonly Text[]
  readonly minutes: readonly Evidence[]
  readonly held: Done
}

export interface Summary {
  readonly id: string
  readonly quarter: string
  readonly strategy?: string
  readonly heardBy: string
  readonly conclusions: readonly Text[]
  readonly evidence: readonly Evidence[]
  readonly presented: Done
}

export interface FileReview {
  readonly id: string
  readonly task?: string
  readonly unit?: string
  readonly due: string
  readonly reason: Text
  readonly called: Done
  readonly completed?: Entry<{ readonly opinion: Text; readonly evidence: readonly Evidence[] }>
}

export interface Finding {
  readonly id: string
  readonly unit: string
  readonly task?: string
  readonly what: Text
  readonly due: string
  readonly rectified?: Entry<{ readonly how: Text; readonly evidence: readonly Evidence[] }>
}
export interface Inspection {
  readonly id: string
  readonly kind: DataOf<'inspection.held'>['kind']
  readonly title: Text
  readonly units: readonly string[]
  readonly tasks: readonly string[]
  readonly findings: readonly Finding[]
  readonly held: Done
}

export interface Listing {
  readonly id: string
  readonly unit: string
  readonly tasks: readonly string[]
  readonly reason: Text
  readonly due: string
  readonly placed: Done
  readonly lifted?: Entry<{ readonly result: Text; readonly evidence: readonly Evidence[] }>
}

export interface Circular {
  readonly id: string
  readonly kind: DataOf<'circular.issued'>['kind']
  readonly units: readonly string[]
  readonly tasks: readonly string[]
  readonly title: Text
  readonly content: Text
  readonly round?: string
  readonly issued: Done
}

export interface Incentive {
  readonly id: string
  readonly unit: string
  readonly kind: DataOf<'incentive.granted'>['kind']
  readonly what: Text
  readonly round?: string
  readonly granted: Done
}

export interface Interview {
  readonly id: string
  readonly unit: string
  readonly post?: string
  readonly tasks: readonly string[]
  readonly reason: Text
  readonly commitments: readonly Text[]
  readonly due?: string
  readonly held: Done
}

export interface Accountability {
  readonly id: string
  readonly unit: string
  readonly post?: string
  readonly tasks: readonly string[]
  readonly cause: Text
  readonly opened: Done
  readonly decided?: Entry<{
    readonly outcome: DataOf<'accountability.decided'>['outcome']
    readonly finding: Text
    readonly persons: DataOf<'accountability.decided'>['persons']
  }>
}

const ofUnit = { unit: (row: { readonly unit: string }) => [row.unit] }

export const supervisionTables = {
  rulebooks: table<Rulebook>({}),
  reminders: table<Reminder, 'unit' | 'period'>({ ...ofUnit, period: (reminder) => [reminder.period] }),
  meetings: table<Meeting>({}),
  summaries: table<Summary, 'quarter'>({ quarter: (summary) => [summary.quarter] }),
  fileReviews: table<FileReview, 'task' | 'unit'>({
    task: (review) => (review.task === undefined ? [] : [review.task]),
    unit: (review) => (review.unit === undefined ? [] : [review.unit]),
  }),
  inspections: table<Inspection, 'unit'>({ unit: (inspection) => [...inspection.units, ...inspection.findings.map((one) => one.unit)] }),
  listings: table<Listing, 'unit'>(ofUnit),
  circulars: table<Circular, 'unit'>({ unit: (circular) => circular.units }),
  incentives: table<Incentive, 'unit'>(ofUnit),
  interviews: table<Interview, 'unit'>(ofUnit),
  accountabilities: table<Accountability, 'unit'>(ofUnit),
}

const done = (event: Recorded): Done => ({
  on: event.on,
  position: event.position,
  value: { person: event.actor.person, unit: event.actor.unit },
})
const entry = <V>(event: Recorded, value: V): Entry<V> => ({ on: event.on, position: event.position, value })

export const evolveSupervision: Handlers<typeof supervisionTables, typeof supervisionEvents> = {
  'rulebook.adopted': ({ rulebooks }, event) => {
    const { data } = event
    rulebooks.insert({
      id: data.rulebook,
      name: data.name,
      thresholds: data.thresholds,
      goalLight: data.goalLight,
      reportDay: data.reportDay,
      reminderDay: data.reminderDay,
      replyDays: data.replyDays,
      urgentDays: data.urgentDays,
      appealDays: data.appealDays,
      meetingDays: data.meetingDays,
      ladder: data.ladder,
      ladderDays: data.ladderDays,
      adopted: done(event),
    })
  },
  'reminder.issued': ({ reminders }, event) => {
    const { data } = event
    reminders.insert({
      id: data.reminder,
      unit: data.unit,
      kind: data.kind,
      period: data.period,
      duties: data.duties,
      missed: data.missed,
      replyBy: data.replyBy,
      byHand: data.byHand,
      issued: done(event),
    })
  },
  'reminder.answered': ({ reminders }, event) =>
    reminders.update(event.data.reminder, (reminder) => {
      reminder.answered = entry(event, { answer: event.data.answer, evidence: event.data.evidence })
    }),
  'meeting.held': ({ meetings }, event) => {
    const { data } = event
    meetings.insert({
      id: data.meeting,
      title: data.title,
      tasks: data.tasks,
      problems: data.problems,
      conclusions: data.conclusions,
      minutes: data.minutes,
      held: done(event),
    })
  },
  'summary.presented': ({ summaries }, event) => {
    const { data } = event
    summaries.insert({
      id: data.summary,
      quarter: data.quarter,
      ...(data.strategy !== undefined && { strategy: data.strategy }),
      heardBy: data.heardBy,
      conclusions: data.conclusions,
      evidence: data.evidence,
      presented: done(event),
    })
  },
  'fileReview.called': ({ fileReviews }, event) => {
    const { data } = event
    fileReviews.insert({ id: data.fileReview, ...data.subject, due: data.due, reason: data.reason, called: done(event) })
  },
  'fileReview.completed': ({ fileReviews }, event) =>
    fileReviews.update(event.data.fileReview, (review) => {
      review.completed = entry(event, { opinion: event.data.opinion, evidence: event.data.evidence })
    }),
  'inspection.held': ({ inspections }, event) => {
    const { data } = event
    inspections.insert({
      id: data.inspection,
      kind: data.kind,
      title: data.title,
      units: data.units,
      tasks: data.tasks,
      findings: data.findings.map((one) =>
        one.task === undefined
          ? { id: one.finding, unit: one.unit, what: one.what, due: one.due }
          : { id: one.finding, unit: one.unit, task: one.task, what: one.what, due: one.due },
      ),
      held: done(event),
    })
  },
  'finding.rectified': ({ inspections }, event) =>
    inspections.update(event.data.inspection, (inspection) => {
      const finding = inspection.findings.find((one) => one.id === event.data.finding)
      if (finding) finding.rectified = entry(event, { how: event.data.how, evidence: event.data.evidence })
    }),
  'listing.placed': ({ listings }, event) => {
    const { data } = event
    listings.insert({ id: data.listing, unit: data.unit, tasks: data.tasks, reason: data.reason, due: data.due, placed: done(event) })
  },
  'listing.lifted': ({ listings }, event) =>
    listings.update(event.data.listing, (listing) => {
      listing.lifted = entry(event, { result: event.data.result, evidence: event.data.evidence })
    }),
  'circular.issued': ({ circulars }, event) => {
    const { data } = event
    circulars.insert({
      id: data.circular,
      kind: data.kind,
      units: data.units,
      tasks: data.tasks,
      title: data.title,
      content: data.content,
      ...(data.round !== undefined && { round: data.round }),
      issued: done(event),
    })
  },
  'incentive.granted': ({ incentives }, event) => {
    const { data } = event
    incentives.insert({
      id: data.incentive,
      unit: data.unit,
      kind: data.kind,
      what: data.what,
      ...(data.round !== undefined && { round: data.round }),
      granted: done(event),
    })
  },
  'interview.held': ({ interviews }, event) => {
    const { data } = event
    interviews.insert({
      id: data.interview,
      unit: data.unit,
      ...(data.post !== undefined && { post: data.post }),
      tasks: data.tasks,
      reason: data.reason,
      commitments: data.commitments,
      ...(data.due !== undefined && { due: data.due }),
      held: done(event),
    })
  },
  'accountability.opened': ({ accountabilities }, event) => {
    const { data } = event
    accountabilities.insert({
      id: data.accountability,
      unit: data.unit,
      ...(data.post !== undefined && { post: data.post }),
      tasks: data.tasks,
      cause: data.cause,
      opened: done(event),
    })
  },
  'accountability.decided': ({ accountabilities }, event) =>
    accountabilities.update(event.data.accountability, (one) => {
      one.decided = entry(event, { outcome: event.data.outcome, finding: event.data.finding, persons: event.data.persons })
    }),
}
