import * as z from 'zod/mini'
import { day, listOf, localId, newId, personal, ref, someOf, text, whole, words } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

/** Consequences from mild to severe; a rule book states their order (R16). */
export const consequences = ['remind', 'urge', 'circular', 'interview', 'listing', 'accountability'] as const
export const circularKinds = ['criticism', 'praise'] as const
export const inspectionKinds = ['onSite', 'crossUnit', 'special', 'discipline'] as const
export const incentiveKinds = ['honour', 'bonus', 'funds', 'promotion', 'other'] as const
export const outcomes = ['noFault', 'admonished', 'criticised', 'disciplined', 'removed', 'transferred'] as const
export const reminderKinds = ['monthly', 'urge'] as const
/** Why something is in a reminder. Each is a rule of supervision, and part of the key that makes it idempotent (R15). */
export const dutyCodes = [
  'taskDue',
  'taskOverdue',
  'milestoneDue',
  'milestoneLate',
  'decisionDue',
  'decisionLate',
  'reportMissing',
  'indicatorUnmeasured',
  'reminderUnanswered',
  'findingOpen',
  'urgentIncomplete',
] as const

const month = () => z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))
const quarter = () => z.string().check(z.regex(/^\d{4}-Q[1-4]$/))
const dayOfMonth = () => whole(1, 28)
const count = (max: number) => whole(0, max)

export const thresholds = () =>
  z.strictObject({
    redLag: count(100),
    yellowLag: count(100),
    redAfterDays: count(365),
    dueSoonDays: count(365),
    dueSoonProgress: count(100),
  })

/** What a task, milestone, decision or indicator is called in a duty: `milestone` and `item` are local to the id before them. */
const duty = () =>
  z.strictObject({
    duty: z.enum(dutyCodes),
    task: z.optional(ref('task')),
    milestone: z.optional(localId()),
    coordination: z.optional(ref('coordination')),
    item: z.optional(localId()),
    indicator: z.optional(ref('indicator')),
    reminder: z.optional(ref('reminder')),
    inspection: z.optional(ref('inspection')),
    finding: z.optional(localId()),
    due: z.optional(day()),
  })
export type Duty = z.infer<ReturnType<typeof duty>>

/** How many tasks, and how many problems, a meeting hears at most. */
export const packSize = 2000

const units = () => someOf(ref('unit'), 200)
const tasks = () => listOf(ref('task'), 500)
/** Why a step of the ladder was skipped (R16). */
const skip = () => z.optional(text(1000))

export const inspectionFinding = () =>
  z.strictObject({ finding: localId(), unit: ref('unit'), task: z.optional(ref('task')), what: text(1000), due: day() })

/** Facts about keeping things moving on time, and about what follows when they do not. */
export const supervisionEvents = {
  /** Thresholds, cadence and ladder from a day on; the book before it holds until then. */
  'rulebook.adopted': z.strictObject({
    rulebook: newId('rulebook'),
    name: text(200),
    thresholds: thresholds(),
    /** How goals take their light: from their worst part, or red from a share of red parts on. */
    goalLight: z.union([z.strictObject({ by: z.literal('worst') }), z.strictObject({ by: z.literal('redShare'), percent: count(100) })]),
    /** Days of the month: until when the month before has to be reported on, and when units are reminded. */
    reportDay: dayOfMonth(),
    reminderDay: dayOfMonth(),
    /** Working days: to answer a reminder, to complete an urgent task's responsibilities (R3), to appeal against a score. */
    replyDays: count(60),
    urgentDays: count(60),
    appealDays: count(60),
    /** Routine meetings are held every so many days. */
    meetingDays: whole(1, 366),
    /** From mild to severe. */
    ladder: z.array(z.enum(consequences)).check(z.minLength(1)),
    /** Consequences of so many days back count when the next one is suggested. */
    ladderDays: whole(1, 3660),
  }),
  /** One for a unit and a month (or, urging, for a unit and a day). `missed`: earlier months in which none was issued though it was due. */
  'reminder.issued': z.strictObject({
    reminder: newId('reminder'),
    unit: ref('unit'),
    kind: z.enum(reminderKinds),
    period: z.union([month(), day()]),
    duties: someOf(duty(), 2000),
    missed: listOf(month(), 120),
    replyBy: day(),
    /** By a person for one unit, not by a run for all: a month in which only that happened had no run. */
    byHand: z.boolean(),
    skipReason: skip(),
  }),
  'reminder.answered': z.strictObject({ reminder: ref('reminder'), answer: text(), evidence: listOf(evidence(), 50) }),
  /** The decisions of a meeting on problems are facts of their own: `coordination.decided`. */
  'meeting.held': z.strictObject({
    meeting: newId('meeting'),
    title: text(200),
    /** What was heard. */
    tasks: listOf(ref('task'), packSize),
    problems: listOf(ref('problem'), packSize),
    conclusions: listOf(text(1000), 100),
    minutes: listOf(evidence(), 50),
  }),
  'summary.presented': z.strictObject({
    summary: newId('summary'),
    quarter: quarter(),
    /** The strategy that it sums up; absent, the district's whole work. */
    strategy: z.optional(ref('strategy')),
    heardBy: ref('unit'),
    conclusions: listOf(text(1000), 100),
    evidence: listOf(evidence(), 50),
  }),
  'fileReview.called': z.strictObject({
    fileReview: newId('fileReview'),
    subject: z.union([z.strictObject({ task: ref('task') }), z.strictObject({ unit: ref('unit') })]),
    due: day(),
    reason: text(1000),
  }),
  'fileReview.completed': z.strictObject({ fileReview: ref('fileReview'), opinion: text(), evidence: listOf(evidence(), 50) }),
  'inspection.held': z.strictObject({
    inspection: newId('inspection'),
    kind: z.enum(inspectionKinds),
    title: text(200),
    units: units(),
    tasks: tasks(),
    findings: listOf(inspectionFinding(), 200),
  }),
  'finding.rectified': z.strictObject({
    inspection: ref('inspection'),
    finding: localId(),
    how: text(),
    evidence: someOf(evidence(), 50),
  }),
  'listing.placed': z.strictObject({
    listing: newId('listing'),
    unit: ref('unit'),
    tasks: tasks(),
    reason: text(1000),
    due: day(),
    skipReason: skip(),
  }),
  'listing.lifted': z.strictObject({ listing: ref('listing'), result: text(1000), evidence: someOf(evidence(), 50) }),
  'circular.issued': z.strictObject({
    circular: newId('circular'),
    kind: z.enum(circularKinds),
    units: units(),
    tasks: tasks(),
    title: text(200),
    content: text(),
    round: z.optional(ref('round')),
    skipReason: skip(),
  }),
  'incentive.granted': z.strictObject({
    incentive: newId('incentive'),
    unit: ref('unit'),
    kind: z.enum(incentiveKinds),
    what: text(1000),
    round: z.optional(ref('round')),
  }),
  /** `post` is the office-holder who was talked to. */
  'interview.held': z.strictObject({
    interview: newId('interview'),
    unit: ref('unit'),
    post: z.optional(ref('post')),
    tasks: tasks(),
    reason: text(1000),
    commitments: listOf(text(1000), 50),
    due: z.optional(day()),
    skipReason: skip(),
  }),
  'accountability.opened': z.strictObject({
    accountability: newId('accountability'),
    unit: ref('unit'),
    post: z.optional(ref('post')),
    tasks: tasks(),
    cause: text(1000),
    skipReason: skip(),
  }),
  'accountability.decided': z.strictObject({
    accountability: ref('accountability'),
    outcome: z.enum(outcomes),
    finding: text(),
    /** Persons are opaque ids; what is found of each can be sealed. */
    persons: listOf(z.strictObject({ person: words(64), finding: z.optional(personal('person', 1000)) }), 50),
  }),
}
