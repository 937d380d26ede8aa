export { synonyms } from './import/columns.ts'
export { type ExitCode, exitCodes, type Io } from './io.ts'
export { run } from './run.ts'
