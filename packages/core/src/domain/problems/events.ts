import * as z from 'zod/mini'
import { day, listOf, localId, newId, ref, someOf, text } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

export const severities = ['minor', 'normal', 'severe'] as const
export const problemSources = ['unit', 'public', 'inspection', 'meeting'] as const

export const decisionItem = () => z.strictObject({ item: localId(), unit: ref('unit'), what: text(1000), due: day() })

/** Facts about difficulties (list 2) and what leaders decide on them (list 3). */
export const problemEvents = {
  'problem.raised': z.strictObject({
    problem: newId('problem'),
    task: z.optional(ref('task')),
    /** The unit that has to get it out of the way. */
    unit: ref('unit'),
    title: text(400),
    description: z.optional(text()),
    severity: z.enum(severities),
    source: z.enum(problemSources),
    /** Other units that it touches. */
    related: listOf(ref('unit'), 100),
  }),
  'problem.withdrawn': z.strictObject({ problem: ref('problem'), reason: text(1000) }),
  /** Another unit has it from now on; `task` is the task it holds up from now on, absent when none. */
  'problem.transferred': z.strictObject({
    problem: ref('problem'),
    from: ref('unit'),
    to: ref('unit'),
    task: z.optional(ref('task')),
    reason: text(1000),
  }),
  'problem.escalated': z.strictObject({ problem: ref('problem'), to: ref('post'), reason: text(1000) }),
  /** Who does what by when; each item is executed, and reported, by itself. */
  'coordination.decided': z.strictObject({
    coordination: newId('coordination'),
    problem: ref('problem'),
    opinion: text(),
    items: someOf(decisionItem(), 50),
  }),
  /** `reopens`: no other decision on the problem stands, so that it is raised again. */
  'coordination.rescinded': z.strictObject({
    coordination: ref('coordination'),
    problem: ref('problem'),
    reason: text(1000),
    reopens: z.boolean(),
  }),
  /** An item goes to another unit, as when units merge (R17). */
  'coordination.transferred': z.strictObject({
    coordination: ref('coordination'),
    item: localId(),
    from: ref('unit'),
    to: ref('unit'),
    reason: text(1000),
  }),
  'problem.resolved': z.strictObject({ problem: ref('problem'), how: text(), evidence: listOf(evidence(), 50) }),
}
