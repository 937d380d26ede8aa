export { synonyms } from '@bihuan/import'
export { type ExitCode, exitCodes, type Io } from './io.ts'
export { papersOf } from './papers.ts'
export { run } from './run.ts'
