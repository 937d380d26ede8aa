import * as z from 'zod'
import { day, localId, money, newId, ref, text, weight } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

export const taskClasses = ['majorProject', 'keyIndustry', 'majorReform', 'livelihood', 'other'] as const
export const ambitions = ['plan', 'start', 'advance', 'complete'] as const
export const measuredBys = ['reported', 'milestones'] as const
export const supervisors = ['leader', 'discipline'] as const

const milestonePlan = () => z.strictObject({ milestone: localId(), title: text(400), due: day(), weight: weight() })
const schedule = () => z.strictObject({ from: day(), due: day() })
const funding = () => z.strictObject({ amount: money().optional(), source: text(400).optional() })
const contributes = () => z.array(z.strictObject({ goal: ref('goal'), weight: weight() })).max(50)
const measures = () => z.array(text(1000)).max(100)

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
    content: text().optional(),
    scale: text(1000).optional(),
    funding: funding().optional(),
    schedule: schedule(),
    lead: ref('post').optional(),
    responsible: ref('unit').optional(),
    cooperating: z.array(ref('unit')).max(100),
    measures: measures(),
    milestones: z.array(milestonePlan()).max(200),
    /** Its share in the goal's progress. */
    weight: weight(),
    measuredBy: z.enum(measuredBys),
    annualPlan: ref('annualPlan').optional(),
    illustrative: z.boolean().optional(),
  }),
  /** What is left out stays as it was. Milestones are set by id, and `remove` takes them out of the plan. */
  'task.amended': z.strictObject({
    task: ref('task'),
    reason: text(1000),
    title: text(400).optional(),
    class: z.enum(taskClasses).optional(),
    ambition: z.enum(ambitions).optional(),
    content: text().optional(),
    scale: text(1000).optional(),
    funding: funding().optional(),
    schedule: schedule().optional(),
    measures: measures().optional(),
    contributes: contributes().optional(),
    weight: weight().optional(),
    measuredBy: z.enum(measuredBys).optional(),
    milestones: z.array(milestonePlan()).max(200).optional(),
    remove: z.array(localId()).max(200).optional(),
  }),
  /** Who answers for it from this day: the whole assignment anew. */
  'task.assigned': z.strictObject({
    task: ref('task'),
    lead: ref('post').optional(),
    responsible: ref('unit').optional(),
    cooperating: z.array(ref('unit')).max(100),
    reason: text(1000).optional(),
  }),
  'task.started': z.strictObject({ task: ref('task') }),
  'task.suspended': z.strictObject({ task: ref('task'), until: day(), reason: text(1000) }),
  'task.resumed': z.strictObject({ task: ref('task') }),
  'task.cancelled': z.strictObject({ task: ref('task'), reason: text(1000) }),
  /** Another unit becomes responsible. */
  'task.transferred': z.strictObject({ task: ref('task'), from: ref('unit').optional(), to: ref('unit'), reason: text(1000) }),
  /** Goes on under another goal, plan or strategy, with its history. */
  'task.carriedOver': z.strictObject({
    task: ref('task'),
    goal: ref('goal'),
    annualPlan: ref('annualPlan').optional(),
    due: day().optional(),
    reason: text(1000),
  }),
  'milestone.reached': z.strictObject({
    task: ref('task'),
    milestone: localId(),
    note: text(1000).optional(),
    evidence: z.array(evidence()).max(50),
  }),
  'milestone.confirmed': z.strictObject({ task: ref('task'), milestone: localId() }),
  'milestone.reopened': z.strictObject({ task: ref('task'), milestone: localId(), reason: text(1000) }),
  'extension.requested': z.strictObject({
    extension: newId('extension'),
    task: ref('task'),
    milestone: localId().optional(),
    due: day(),
    reason: text(1000),
  }),
  'extension.granted': z.strictObject({ extension: ref('extension'), task: ref('task'), milestone: localId().optional(), due: day() }),
  'extension.refused': z.strictObject({ extension: ref('extension'), task: ref('task'), reason: text(1000) }),
  'supervision.marked': z.strictObject({ task: ref('task'), by: z.enum(supervisors), marked: z.boolean(), reason: text(1000).optional() }),
  /** The lateness up to this day counts against nobody. Needs a basis. */
  'lateness.excused': z.strictObject({ task: ref('task'), milestone: localId().optional(), reason: text(1000) }),
}
