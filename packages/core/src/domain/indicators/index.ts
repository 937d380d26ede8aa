import { slice } from '../../engine/slice.ts'
import { indicatorCommands } from './commands.ts'
import { indicatorEvents } from './events.ts'
import { evolveIndicators, indicatorTables } from './state.ts'

export const indicators = slice({
  name: 'indicators',
  events: indicatorEvents,
  tables: indicatorTables,
  evolve: evolveIndicators,
  commands: indicatorCommands,
})
