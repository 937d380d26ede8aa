import * as z from 'zod/mini'
import { day, listOf, localId, money, newId, ref, text, weight } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

export const taskClasses = ['majorProject', 'keyIndustry', 'majorReform', 'livelihood', 'other'] as const
export const ambitions = ['plan', 'start', 'advance', 'complete'] as const
export const measuredBys = ['reported', 'milestones'] as const
export const supervisors = ['leader', 'discipline'] as const

export const milestonePlan = () => z.strictObject({ milestone: localId(), title: text(400), due: day(), weight: weight() })
const schedule = () => z.strictObject({ from: day(), due: day() })
const funding = () => z.strictObject({ amount: z.optional(money()), source: z.optional(text(400)) })
const contributes = () => listOf(z.strictObject({ goal: ref('goal'), weight: weight() }), 50)
const measures = () => listOf(text(1000), 100)

/** Facts about the ledger's tasks, their milestones and their dates. */
export const taskEvents = {
  'task.registered': z.strictObject({
    task: newId('task'),
    title: text(400),
    /** The goal that counts it. */
    goal: ref('goal'),
    /** Other goals that it serves, with its weight there. */
    contributes: contributes(),
    class: z.enum(taskClasses),
    ambition: z.enum(ambitions),
    /** Never closed; its periods' milestones are. */
    standing: z.boolean(),
    /** An instruction that may start with lead, unit and due date alone (R3). */
    urgent: z.boolean(),
    content: z.optional(text()),
    scale: z.optional(text(1000)),
    funding: z.optional(funding()),
    schedule: schedule(),
    lead: z.optional(ref('post')),
    responsible: z.optional(ref('unit')),
    cooperating: listOf(ref('unit'), 100),
    measures: measures(),
    milestones: listOf(milestonePlan(), 200),
    /** Its share in the goal's progress. */
    weight: weight(),
    measuredBy: z.enum(measuredBys),
    annualPlan: z.optional(ref('annualPlan')),
    illustrative: z.optional(z.boolean()),
  }),
  /** What is left out stays as it was. Milestones are set by id, and `remove` takes them out of the plan. */
  'task.amended': z.strictObject({
    task: ref('task'),
    reason: text(1000),
    title: z.optional(text(400)),
    class: z.optional(z.enum(taskClasses)),
    ambition: z.optional(z.enum(ambitions)),
    content: z.optional(text()),
    scale: z.optional(text(1000)),
    funding: z.optional(funding()),
    schedule: z.optional(schedule()),
    measures: z.optional(measures()),
    contributes: z.optional(contributes()),
    weight: z.optional(weight()),
    measuredBy: z.optional(z.enum(measuredBys)),
    milestones: z.optional(listOf(milestonePlan(), 200)),
    remove: z.optional(listOf(localId(), 200)),
  }),
  /** Who answers for it from this day: the whole assignment anew. */
  'task.assigned': z.strictObject({
    task: ref('task'),
    lead: z.optional(ref('post')),
    responsible: z.optional(ref('unit')),
    cooperating: listOf(ref('unit'), 100),
    reason: z.optional(text(1000)),
  }),
  'task.started': z.strictObject({ task: ref('task') }),
  'task.suspended': z.strictObject({ task: ref('task'), until: day(), reason: text(1000) }),
  'task.resumed': z.strictObject({ task: ref('task') }),
  'task.cancelled': z.strictObject({ task: ref('task'), reason: text(1000) }),
  /** Another unit becomes responsible. */
  'task.transferred': z.strictObject({ task: ref('task'), from: z.optional(ref('unit')), to: ref('unit'), reason: text(1000) }),
  /** Goes on under another goal, plan or strategy, with its history. */
  'task.carriedOver': z.strictObject({
    task: ref('task'),
    goal: ref('goal'),
    annualPlan: z.optional(ref('annualPlan')),
    due: z.optional(day()),
    reason: text(1000),
  }),
  'milestone.reached': z.strictObject({
    task: ref('task'),
    milestone: localId(),
    note: z.optional(text(1000)),
    evidence: listOf(evidence(), 50),
  }),
  'milestone.confirmed': z.strictObject({ task: ref('task'), milestone: localId() }),
  'milestone.reopened': z.strictObject({ task: ref('task'), milestone: localId(), reason: text(1000) }),
  'extension.requested': z.strictObject({
    extension: newId('extension'),
    task: ref('task'),
    milestone: z.optional(localId()),
    due: day(),
    reason: text(1000),
  }),
  'extension.granted': z.strictObject({ extension: ref('extension'), task: ref('task'), milestone: z.optional(localId()), due: day() }),
  'extension.refused': z.strictObject({ extension: ref('extension'), task: ref('task'), reason: text(1000) }),
  'supervision.marked': z.strictObject({ task: ref('task'), by: z.enum(supervisors), marked: z.boolean(), reason: z.optional(text(1000)) }),
  /** The lateness up to this day counts against nobody. Needs a basis. */
  'lateness.excused': z.strictObject({ task: ref('task'), milestone: z.optional(localId()), reason: text(1000) }),
}
