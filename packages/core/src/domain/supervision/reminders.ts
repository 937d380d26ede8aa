import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { ownId } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { free, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { dutiesOf, isLate } from './duties.ts'
import { supervisionEvents } from './events.ts'
import { climbs } from './ladder.ts'
import { afterLast, dueReminders, issued, missedMonths, periodOf, reminderOf } from './reminding.ts'
import { rulebookOn } from './rulebook.ts'
import { once } from './rules.ts'

const { unit, kind, skipReason } = supervisionEvents['reminder.issued'].shape
const answered = supervisionEvents['reminder.answered']

/** Commands about reminders (R15). */
export const reminderCommands = commandsOf<District, CoreFact>()({
  /** R15. Run twice it records nothing new; run late it issues what is still due, once, and lists the months that were missed. */
  'supervision.run': {
    input: z.strictObject({}),
    decide(state, _input, context) {
      afterLast(state.reminders.values(), context.on)
      return dueReminders(state, context)
    },
  },

  /** R15, R16. By hand: all duties of the unit, or of those that it is urged to, what is late. */
  'reminder.issue': {
    input: z.strictObject({ reminder: ownId('reminder'), unit, kind: z._default(kind, 'monthly'), skipReason }),
    decide(state, input, context) {
      const { on, calendar } = context
      free(state.reminders, 'reminder', input.reminder)
      liveUnit(state, input.unit, on)
      const period = periodOf(input.kind, on)
      const same = reminderOf(state, input.kind, input.unit, period)
      if (same) refuse<CoreRefusal>({ code: 'remindedAlready', rule: 'R15', unit: input.unit, period, reminder: same.id })
      afterLast(state.reminders.by('unit', input.unit), on)
      const all = dutiesOf(state, on, calendar).get(input.unit) ?? []
      const duties = input.kind === 'urge' ? all.filter((duty) => isLate(duty, on)) : all
      if (duties.length === 0) refuse<CoreRefusal>({ code: 'notDue', rule: 'R15', unit: input.unit, period })
      climbs(state, [input.unit], input.kind === 'urge' ? 'urge' : 'remind', on, input.skipReason)
      const missed = input.kind === 'monthly' ? missedMonths(state, context)(input.unit) : []
      return [issued({ ...input, missed, byHand: true }, duties, context, rulebookOn(state, on))]
    },
  },

  /** R15: once. */
  'reminder.answer': {
    input: z.extend(answered, { evidence: z._default(answered.shape.evidence, []) }),
    decide(state, input, { on }) {
      const row = need(state.reminders, 'reminder', input.reminder, on, (one) => one.issued.on)
      once('R15', 'reminder', row.id, row.answered, { stage: 'answered', before: 'issued' })
      return [{ type: 'reminder.answered', data: input }]
    },
  },
})
