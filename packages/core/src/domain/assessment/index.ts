import { slice } from '../../engine/slice.ts'
import { assessmentCommands } from './commands.ts'
import { assessmentEvents } from './events.ts'
import { coreMetrics } from './metrics/index.ts'
import { assessmentTables, evolveAssessment } from './state.ts'

export const assessment = slice({
  name: 'assessment',
  events: assessmentEvents,
  tables: assessmentTables,
  evolve: evolveAssessment,
  commands: assessmentCommands,
  metrics: coreMetrics,
})
