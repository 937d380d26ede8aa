import type { District } from '../state.ts'
import type { Rulebook } from './state.ts'

/** What a rule book says, adopted or not. */
export type RulebookTerms = Omit<Rulebook, 'id' | 'name' | 'adopted'>

/** What holds until a rule book is adopted: the thresholds of DOMAIN section 6, reports by the fifth, reminders on the first. */
export const defaultRulebook: RulebookTerms = {
  thresholds: { redLag: 30, yellowLag: 10, redAfterDays: 15, dueSoonDays: 15, dueSoonProgress: 90 },
  goalLight: { by: 'worst' },
  reportDay: 5,
  reminderDay: 1,
  replyDays: 5,
  urgentDays: 5,
  appealDays: 5,
  meetingDays: 31,
  ladder: ['remind', 'urge', 'circular', 'interview', 'listing', 'accountability'],
  ladderDays: 365,
}

/** The rule book in force on `day`: the last adopted by then. */
export function rulebookOn({ rulebooks }: Pick<District, 'rulebooks'>, day: string): RulebookTerms {
  let last: Rulebook | undefined
  for (const book of rulebooks.values())
    if (
      book.adopted.on <= day &&
      (!last || book.adopted.on > last.adopted.on || (book.adopted.on === last.adopted.on && book.adopted.position > last.adopted.position))
    )
      last = book
  return last ?? defaultRulebook
}
