import { rulebookCommands } from './rulebooks.ts'

export const supervisionCommands = { ...rulebookCommands }
