import * as z from 'zod/mini'
import { listOf, newId, personal, ref, someOf, text, words } from '../../engine/schema.ts'

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
    parent: z.optional(ref('unit')),
    illustrative: z.optional(z.boolean()),
  }),
  'unit.renamed': z.strictObject({ unit: ref('unit'), name: text(200) }),
  /** `unit` ends; what it answered for goes to `into`, each task and problem by an event of its own (R17). */
  'unit.merged': z.strictObject({ unit: ref('unit'), into: ref('unit') }),
  'unit.split': z.strictObject({ unit: ref('unit'), into: someOf(ref('unit'), 50) }),
  'unit.abolished': z.strictObject({ unit: ref('unit'), successor: z.optional(ref('unit')) }),
  /** Fills a post, which the first appointment creates. */
  'officer.appointed': z.strictObject({
    post: ref('post'),
    title: text(200),
    unit: ref('unit'),
    rank: z.enum(ranks),
    person: words(64),
    name: z.optional(personal('person')),
    illustrative: z.optional(z.boolean()),
  }),
  /** The post stays and is vacant, which views show as a gap. */
  'officer.relieved': z.strictObject({ post: ref('post'), person: words(64), reason: z.optional(personal('person', 1000)) }),
  /** What was sealed about the person can't be read any more: its keys are erased once this is recorded. */
  'person.erased': z.strictObject({ person: words(64) }),
  /** Replaces what a leader answers for. */
  'portfolio.assigned': z.strictObject({ post: ref('post'), units: listOf(ref('unit'), 500), goals: listOf(ref('goal'), 500) }),
  'taskForce.formed': z.strictObject({
    taskForce: newId('taskForce'),
    name: text(200),
    leader: ref('post'),
    units: listOf(ref('unit'), 200),
    tasks: listOf(ref('task'), 500),
    illustrative: z.optional(z.boolean()),
  }),
  'taskForce.dissolved': z.strictObject({ taskForce: ref('taskForce'), reason: z.optional(text(1000)) }),
}
