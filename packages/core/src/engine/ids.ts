import { v7 } from 'uuid'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { toHex } from './merkle.ts'

/** Makes ids: uuids of version 7 (RFC 9562), which lie in the order of their time. */
export function idsFrom({ clock, random }: { readonly clock: Clock; readonly random: Random }): () => string {
  const bytes = new Uint8Array(16)
  return () => {
    v7({ msecs: clock.now(), random: random.bytes(16) }, bytes)
    const hex = toHex(bytes)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
