import * as z from 'zod'
import { words } from '../engine/schema.ts'

/** A document that proves something: the file lives elsewhere, its hash in the log. */
export const evidence = () =>
  z.strictObject({
    title: words(400),
    uri: words(2000).optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    mediaType: z
      .string()
      .regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/)
      .optional(),
  })
export type Evidence = z.infer<ReturnType<typeof evidence>>
