import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { ownId } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { free } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { supervisionEvents } from './events.ts'
import { defaultRulebook } from './rulebook.ts'

const adopted = supervisionEvents['rulebook.adopted']
const { thresholds, goalLight, reportDay, reminderDay, replyDays, urgentDays, appealDays, meetingDays, ladder, ladderDays } = adopted.shape

/** The command that sets thresholds, cadence and ladder. */
export const rulebookCommands = commandsOf<District, CoreFact>()({
  /** R15, R16. What is left out has its default of DOMAIN section 6. */
  'rulebook.adopt': {
    input: z.extend(adopted, {
      rulebook: ownId('rulebook'),
      thresholds: z._default(thresholds, defaultRulebook.thresholds),
      goalLight: z._default(goalLight, defaultRulebook.goalLight),
      reportDay: z._default(reportDay, defaultRulebook.reportDay),
      reminderDay: z._default(reminderDay, defaultRulebook.reminderDay),
      replyDays: z._default(replyDays, defaultRulebook.replyDays),
      urgentDays: z._default(urgentDays, defaultRulebook.urgentDays),
      appealDays: z._default(appealDays, defaultRulebook.appealDays),
      meetingDays: z._default(meetingDays, defaultRulebook.meetingDays),
      ladder: z._default(ladder, [...defaultRulebook.ladder]),
      ladderDays: z._default(ladderDays, defaultRulebook.ladderDays),
    }),
    decide(state, input) {
      free(state.rulebooks, 'rulebook', input.rulebook)
      if (new Set(input.ladder).size < input.ladder.length)
        refuse<CoreRefusal>({ code: 'badTerms', rule: 'R12', id: input.rulebook, problem: 'ladderRepeats' })
      if (input.thresholds.yellowLag >= input.thresholds.redLag)
        refuse<CoreRefusal>({ code: 'badTerms', rule: 'R12', id: input.rulebook, problem: 'lagsReversed' })
      return [{ type: 'rulebook.adopted', data: input }]
    },
  },
})
