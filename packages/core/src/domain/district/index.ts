import { slice } from '../../engine/slice.ts'
import { districtCommands } from './commands.ts'
import { districtEvents } from './events.ts'
import { districtTables, evolveDistrict } from './state.ts'

export const district = slice({
  name: 'district',
  events: districtEvents,
  tables: districtTables,
  evolve: evolveDistrict,
  commands: districtCommands,
})
