import { slice } from '../../engine/slice.ts'
import { supervisionCommands } from './commands.ts'
import { supervisionEvents } from './events.ts'
import { evolveSupervision, supervisionTables } from './state.ts'

export const supervision = slice({
  name: 'supervision',
  events: supervisionEvents,
  tables: supervisionTables,
  evolve: evolveSupervision,
  commands: supervisionCommands,
})
