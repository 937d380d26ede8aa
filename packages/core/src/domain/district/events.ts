import * as z from 'zod/mini'
import { someOf, words } from '../../engine/schema.ts'

/** The first record of every log: which log it is, in which zone its days are, and by which slices it was written. */
export const districtEvents = {
  'district.opened': z.strictObject({
    log: words(63),
    /** IANA zone of the days. */
    zone: words(64),
    /** Version of the log's layout. */
    format: z.literal(1),
    slices: someOf(words(64), 100),
  }),
}
