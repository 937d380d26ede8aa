export type { Personal, Sealed } from '../engine/schema.ts'
export type { KeyStore, SealingKey } from '../ports/key-store.ts'
export { type Erased, erase } from './erase.ts'
export { isSealed, reveal, sealerOf } from './sealing.ts'
