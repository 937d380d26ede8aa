import { slice } from '../../engine/slice.ts'
import { organisationCommands } from './commands.ts'
import { endingCommands } from './endings.ts'
import { organisationEvents } from './events.ts'
import { evolveOrganisation, organisationTables } from './state.ts'

export const organisation = slice({
  name: 'organisation',
  events: organisationEvents,
  tables: organisationTables,
  evolve: evolveOrganisation,
  commands: { ...organisationCommands, ...endingCommands },
})
