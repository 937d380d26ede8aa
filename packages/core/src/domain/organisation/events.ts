import * as z from 'zod'
import { newId, personal, ref, text, words } from '../../engine/schema.ts'

export const unitKinds = [
  'leadership',
  'office',
  'department',
  'oversight',
  'street',
  'town',
  'enterprise',
  'institution',
  'superior',
] as const
export const unitLevels = ['province', 'city', 'district', 'subdistrict', 'community'] as const
export const ranks = ['head', 'leader', 'unitHead', 'staff'] as const

/** Facts about who there is: units, posts with their holders, portfolios and task forces. A lead is a post. */
export const organisationEvents = {
  'unit.established': z.strictObject({
    unit: newId('unit'),
    name: text(200),
    kind: z.enum(unitKinds),
    level: z.enum(unitLevels),
    parent: ref('unit').optional(),
    illustrative: z.boolean().optional(),
  }),
  'unit.renamed': z.strictObject({ unit: ref('unit'), name: text(200) }),
  /** `unit` ends; what it answered for goes to `into`, each task and problem by an event of its own (R17). */
  'unit.merged': z.strictObject({ unit: ref('unit'), into: ref('unit') }),
  'unit.split': z.strictObject({ unit: ref('unit'), into: z.array(ref('unit')).min(1).max(50) }),
  'unit.abolished': z.strictObject({ unit: ref('unit'), successor: ref('unit').optional() }),
  /** Fills a post, which the first appointment creates. */
  'officer.appointed': z.strictObject({
    post: ref('post'),
    title: text(200),
    unit: ref('unit'),
    rank: z.enum(ranks),
    person: words(64),
    name: personal('person').optional(),
    illustrative: z.boolean().optional(),
  }),
  /** The post stays and is vacant, which views show as a gap. */
  'officer.relieved': z.strictObject({ post: ref('post'), person: words(64), reason: text(1000).optional() }),
  /** Replaces what a leader answers for. */
  'portfolio.assigned': z.strictObject({ post: ref('post'), units: z.array(ref('unit')).max(500), goals: z.array(ref('goal')).max(500) }),
  'taskForce.formed': z.strictObject({
    taskForce: newId('taskForce'),
    name: text(200),
    leader: ref('post'),
    units: z.array(ref('unit')).max(200),
    tasks: z.array(ref('task')).max(500),
    illustrative: z.boolean().optional(),
  }),
  'taskForce.dissolved': z.strictObject({ taskForce: ref('taskForce'), reason: text(1000).optional() }),
}
