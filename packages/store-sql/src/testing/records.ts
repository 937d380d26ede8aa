import type { EventStore, LogRecord } from '@bihuan/core'

/** A record as the runtime would make it, as far as a store can tell. */
export const record = (position: number, over: Partial<LogRecord> = {}): LogRecord => ({
  position,
  type: 'task.reported',
  recordedAt: new Date(1_763_000_000_000 + position).toISOString(),
  subjects: ['task:T-1'],
  leaf: position.toString(16).padStart(64, '0'),
  text: JSON.stringify({ position, filler: '闭环'.repeat(50) }),
  ...over,
})

export const all = async (store: EventStore, log = 'a'): Promise<LogRecord[]> => {
  const records: LogRecord[] = []
  for await (const page of store.read(log)) records.push(...page)
  return records
}

/** The records of one command of `size` records from `position` on, each with a text of at least `length` characters. */
export const commandOf = (position: number, size: number, id: string, length = 0): LogRecord[] =>
  Array.from({ length: size }, (_, n) =>
    record(position + n, {
      ...(n === 0 && { command: id }),
      text: JSON.stringify({ command: id, n: n + 1, of: size, filler: 'x'.repeat(length) }),
    }),
  )
