import type { EventStore, LogRecord } from '@bihuan/core'

/** A record whose text is an object, as an envelope is. */
export const record = (position: number, over: Partial<LogRecord> = {}): LogRecord => ({
  position,
  type: 'task.reported',
  recordedAt: '2026-01-01T00:00:00.000Z',
  subjects: ['task:T-1'],
  leaf: '0'.repeat(64),
  text: `{"note":"闭环","position":${position}}`,
  ...over,
})

/** The records of one command of `size` records from `position` on. */
export const command = (position: number, size: number, id = `c-${position}`): LogRecord[] =>
  Array.from({ length: size }, (_, n) => record(position + n, n === 0 ? { command: id } : {}))

/** Everything that a log holds. */
export const all = async (store: EventStore, log = 'a'): Promise<LogRecord[]> => {
  const records: LogRecord[] = []
  for await (const page of store.read(log)) records.push(...page)
  return records
}

/** Appends commands of the given sizes, one after the other, and gives back all that was appended. */
export const fill = async (store: EventStore, sizes: readonly number[], log = 'a'): Promise<LogRecord[]> => {
  const records: LogRecord[] = []
  for (const size of sizes) {
    const batch = command(records.length + 1, size)
    await store.append(log, records.length, batch)
    records.push(...batch)
  }
  return records
}
