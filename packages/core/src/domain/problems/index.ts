import { slice } from '../../engine/slice.ts'
import { problemCommands } from './commands.ts'
import { coordinationCommands } from './coordination.ts'
import { problemEvents } from './events.ts'
import { evolveProblems, problemTables } from './state.ts'

export const problems = slice({
  name: 'problems',
  events: problemEvents,
  tables: problemTables,
  evolve: evolveProblems,
  commands: { ...problemCommands, ...coordinationCommands },
})
