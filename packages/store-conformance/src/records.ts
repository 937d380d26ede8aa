import type { LogRecord } from '@bihuan/core'

/** A record as the runtime would make it, except that `text` and `leaf` are only as long as they must be. */
export const record = (position: number, over: Partial<LogRecord> = {}): LogRecord => ({
  position,
  type: 'task.reported',
  recordedAt: new Date(1_763_000_000_000 + position).toISOString(),
  subjects: [`task:T-${position}`],
  leaf: position.toString(16).padStart(64, 'fedcba9876543210'),
  text: `{"position":${position}}`,
  ...over,
})

/** The records of some commands, each an id and how many records it has, from `position` on. */
export const commands = (position: number, ...sizes: readonly (readonly [id: string, records: number])[]): LogRecord[] => {
  const records: LogRecord[] = []
  for (const [command, size] of sizes) {
    for (let n = 0; n < size; n++) records.push(record(position + records.length, n === 0 ? { command } : {}))
  }
  return records
}

/** Everything that comes in pages, in one array. */
export const all = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const rows: T[] = []
  for await (const page of pages) rows.push(...page)
  return rows
}

export const positions = async (pages: AsyncIterable<readonly LogRecord[]>): Promise<number[]> =>
  (await all(pages)).map(({ position }) => position)

/** How many records each page holds. */
export const sizes = async (pages: AsyncIterable<readonly unknown[]>): Promise<number[]> => {
  const found: number[] = []
  for await (const page of pages) found.push(page.length)
  return found
}

/** What `promise` rejects with; a failure of the test when it doesn't. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome) return outcome.error
  throw new Error(`expected a rejection, got ${JSON.stringify(outcome.value)}`)
}

export const pause = (milliseconds = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
