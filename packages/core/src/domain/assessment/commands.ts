import { roundCommands } from './rounds.ts'
import { schemeCommands } from './schemes.ts'

export const assessmentCommands = { ...schemeCommands, ...roundCommands }
