import * as z from 'zod/mini'
import { listOf, localId, newId, percent, ref, text } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

/** Facts about how tasks and decisions are carried out (list 4). `on` is the day that a report speaks of. */
export const feedbackEvents = {
  'progress.reported': z.strictObject({
    report: newId('report'),
    task: ref('task'),
    unit: ref('unit'),
    percent: percent(),
    narrative: z.optional(text()),
    evidence: listOf(evidence(), 50),
  }),
  'execution.reported': z.strictObject({
    report: newId('report'),
    coordination: ref('coordination'),
    item: localId(),
    unit: ref('unit'),
    done: z.boolean(),
    narrative: z.optional(text()),
    evidence: listOf(evidence(), 50),
  }),
  /** A spot check found it untrue: from this day it counts no more, and `percent`, where given, stands in its place. */
  'report.disputed': z.strictObject({ report: ref('report'), finding: text(1000), percent: z.optional(percent()) }),
}
