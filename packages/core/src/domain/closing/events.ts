import * as z from 'zod'
import { localId, newId, ref, text } from '../../engine/schema.ts'
import { evidence } from '../evidence.ts'

/** What is struck off: a task, a milestone of one, or a problem. */
export const closingSubject = () =>
  z.union([
    z.strictObject({ task: ref('task'), milestone: localId() }),
    z.strictObject({ task: ref('task') }),
    z.strictObject({ problem: ref('problem') }),
  ])
export type ClosingSubject = z.infer<ReturnType<typeof closingSubject>>

/** Facts about striking off (list 5). Each names its subject, so that the subject's own row can follow. */
export const closingEvents = {
  'closing.requested': z.strictObject({
    closing: newId('closing'),
    subject: closingSubject(),
    unit: ref('unit'),
    summary: text().optional(),
    evidence: z.array(evidence()).min(1).max(50),
  }),
  'closing.approved': z.strictObject({ closing: ref('closing'), subject: closingSubject(), note: text(1000).optional() }),
  'closing.withdrawn': z.strictObject({ closing: ref('closing'), subject: closingSubject(), reason: text(1000).optional() }),
  'closing.returned': z.strictObject({ closing: ref('closing'), subject: closingSubject(), reason: text(1000) }),
  'closing.revoked': z.strictObject({ closing: ref('closing'), subject: closingSubject(), reason: text(1000) }),
}
