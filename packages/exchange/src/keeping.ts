import { type EventStore, InvalidInput } from '@bihuan/core'
import type { Received } from './received.ts'

/**
 * Keeps what was read from a file as a log that is not there yet: all of it or nothing, since it is one append.
 * @throws InvalidInput `notEmpty` when the log has events · Conflict when somebody writes to it at the same moment · StoreError
 */
export async function keep(store: Pick<EventStore, 'append' | 'head'>, log: string, { records }: Received): Promise<void> {
  const position = await store.head(log)
  if (position > 0)
    throw new InvalidInput([{ path: ['log'], code: 'notEmpty', message: `log ${log} has ${position} events`, params: { log, position } }])
  await store.append(log, 0, records)
}
