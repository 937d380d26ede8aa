import * as z from 'zod/mini'
import { words } from '../engine/schema.ts'

/** A document that proves something: the file lives elsewhere, its hash in the log. */
export const evidence = () =>
  z.strictObject({
    title: words(400),
    uri: z.optional(words(2000)),
    sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
    mediaType: z.optional(z.string().check(z.regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/))),
  })
export type Evidence = z.infer<ReturnType<typeof evidence>>
