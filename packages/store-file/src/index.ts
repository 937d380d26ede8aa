export type { FileLayer, OpenFile } from './files.ts'
export type { Holder } from './lock.ts'
export type { Recovered } from './recovery.ts'
export { type FileOptions, fileStore } from './store.ts'
