import { slice } from '../../engine/slice.ts'
import { strategyCommands } from './commands.ts'
import { strategyEvents } from './events.ts'
import { goalCommands } from './goals.ts'
import { evolveStrategy, strategyTables } from './state.ts'

export const strategy = slice({
  name: 'strategy',
  events: strategyEvents,
  tables: strategyTables,
  evolve: evolveStrategy,
  commands: { ...strategyCommands, ...goalCommands },
})
