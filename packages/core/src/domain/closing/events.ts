import * as z from 'zod/mini'
import { localId, newId, ref, someOf, text } from '../../engine/schema.ts'
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
    summary: z.optional(text()),
    evidence: someOf(evidence(), 50),
  }),
  'closing.approved': z.strictObject({ closing: ref('closing'), subject: closingSubject(), note: z.optional(text(1000)) }),
  'closing.withdrawn': z.strictObject({ closing: ref('closing'), subject: closingSubject(), reason: z.optional(text(1000)) }),
  'closing.returned': z.strictObject({ closing: ref('closing'), subject: closingSubject(), reason: text(1000) }),
  'closing.revoked': z.strictObject({ closing: ref('closing'), subject: closingSubject(), reason: text(1000) }),
}
