import { slice } from '../../engine/slice.ts'
import { closingCommands } from './commands.ts'
import { closingEvents } from './events.ts'
import { closingTables, evolveClosing } from './state.ts'

export const closing = slice({
  name: 'closing',
  events: closingEvents,
  tables: closingTables,
  evolve: evolveClosing,
  commands: closingCommands,
})
