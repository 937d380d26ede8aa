import * as z from 'zod/mini'
import { lights } from '../domain/measures/thresholds.ts'
import { sealed } from '../engine/schema.ts'

/** Shapes that views share. Views hold plain values: codes, not labels; texts as they were written, in one language or two. */

export const textShape = z.union([z.string(), z.strictObject({ zh: z.string(), en: z.string() })])
export const lightShape = z.enum(lights)
/** Percent, two decimals at most. */
export const percentShape = z.number()
export const dayShape = z.string()

/** Text about a person, as it was recorded: plain, or sealed. `reveal` of `@bihuan/core/sealing` opens what can be opened. */
export const personalShape = z.union([z.string(), sealed()])

/** Something that is named: its id and its name on the day of the view. */
export const namedShape = z.strictObject({ id: z.string(), name: textShape })

export const reasonShape = z.union([
  z.strictObject({ code: z.enum(['closed', 'cancelled', 'notYetStarting', 'severeProblem', 'notMeasured', 'met']) }),
  z.strictObject({ code: z.literal('suspended'), until: dayShape }),
  z.strictObject({ code: z.literal('suspensionOver'), until: dayShape, days: z.number() }),
  z.strictObject({ code: z.literal('overdue'), days: z.number() }),
  z.strictObject({ code: z.literal('milestoneLate'), milestone: z.string(), days: z.number() }),
  z.strictObject({ code: z.literal('lag'), points: z.number() }),
  z.strictObject({ code: z.literal('dueSoon'), days: z.number(), progress: z.number() }),
  z.strictObject({ code: z.literal('awaitingVerification'), days: z.number() }),
])

/** How many of each light. */
export const countsShape = z.strictObject({ done: z.number(), green: z.number(), yellow: z.number(), red: z.number(), grey: z.number() })
export type Counts = z.infer<typeof countsShape>

/** What a row rests on: subjects such as `task:T-1`, which `timeline` takes. */
export const restsShape = z.array(z.string())

/** A milestone as views show it. */
export const milestoneShape = z.strictObject({
  id: z.string(),
  title: textShape,
  due: dayShape,
  state: z.enum(['open', 'reached', 'confirmed']),
  late: z.number(),
})

// Options come from programs, and as text from command lines and addresses.

/** A whole number from `min` to `max`. */
export const wholeOption = (min: number, max: number) => z.coerce.number().check(z.int(), z.minimum(min), z.maximum(max))

export const flagOption = () => z.union([z.stringbool(), z.boolean()])
