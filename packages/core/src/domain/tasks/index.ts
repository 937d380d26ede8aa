import { slice } from '../../engine/slice.ts'
import { taskCommands } from './commands.ts'
import { taskEvents } from './events.ts'
import { extensionCommands } from './extensions.ts'
import { milestoneCommands } from './milestones.ts'
import { stageCommands } from './stages.ts'
import { evolveTasks, taskTables } from './state.ts'

export const tasks = slice({
  name: 'tasks',
  events: taskEvents,
  tables: taskTables,
  evolve: evolveTasks,
  commands: { ...taskCommands, ...stageCommands, ...milestoneCommands, ...extensionCommands },
})
