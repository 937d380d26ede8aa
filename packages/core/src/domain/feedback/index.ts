import { slice } from '../../engine/slice.ts'
import { feedbackCommands } from './commands.ts'
import { feedbackEvents } from './events.ts'
import { evolveFeedback, feedbackTables } from './state.ts'

export const feedback = slice({
  name: 'feedback',
  events: feedbackEvents,
  tables: feedbackTables,
  evolve: evolveFeedback,
  commands: feedbackCommands,
})
