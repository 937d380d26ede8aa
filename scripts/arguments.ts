// Loaded before a script.
import { enableCompileCache } from 'node:module'

// Stripped types and compiled code are kept in the machine's temporary folder: a script that is run again starts sooner.
enableCompileCache?.()

// pnpm hands on the -- that stands before a script's arguments, and no script wants it.
if (process.argv[2] === '--') process.argv.splice(2, 1)
