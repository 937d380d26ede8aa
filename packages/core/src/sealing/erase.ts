import type { Outcome } from '../engine/batch.ts'
import type { ExecuteOptions } from '../engine/order.ts'
import type { KeyStore } from '../ports/key-store.ts'

export interface Erased {
  /** How many keys there were. */
  readonly keys: number
  /** Position of `person.erased` in the log. */
  readonly position: number
}

/**
 * Makes what is sealed about a person unreadable for ever. It is recorded first, then the keys are erased: when the second fails, send it
 * again with the same `id`. The log, its root and every proof stay as they are.
 * @throws Refused `basisMissing` without the request or order that it rests on, `forbidden` · what the key store throws
 */
export async function erase(
  district: { send(command: string, input: unknown, options: ExecuteOptions): Promise<Outcome> },
  keys: Pick<KeyStore, 'erase'>,
  person: string,
  options: ExecuteOptions,
): Promise<Erased> {
  const { position } = await district.send('person.erase', { person }, options)
  return { keys: await keys.erase(person), position }
}
