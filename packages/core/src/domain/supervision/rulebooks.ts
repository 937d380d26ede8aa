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
    input: adopted.extend({
      rulebook: ownId('rulebook'),
      thresholds: thresholds.default(defaultRulebook.thresholds),
      goalLight: goalLight.default(defaultRulebook.goalLight),
      reportDay: reportDay.default(defaultRulebook.reportDay),
      reminderDay: reminderDay.default(defaultRulebook.reminderDay),
      replyDays: replyDays.default(defaultRulebook.replyDays),
      urgentDays: urgentDays.default(defaultRulebook.urgentDays),
      appealDays: appealDays.default(defaultRulebook.appealDays),
      meetingDays: meetingDays.default(defaultRulebook.meetingDays),
      ladder: ladder.default([...defaultRulebook.ladder]),
      ladderDays: ladderDays.default(defaultRulebook.ladderDays),
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
