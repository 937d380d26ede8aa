import type { EventStore, LogRecord } from '@bihuan/core'
import { expect } from 'vitest'
import type { Acknowledged } from './children.ts'
import type { Said } from './jobs.ts'
import { all } from './records.ts'

/**
 * What a log that jobs have appended to has to be like, whatever became of their processes: positions without a gap, every command
 * whole and once, and each that was acknowledged where it was said to be. `fresh` are also asked for by their ids. A log that `grows` may have
 * gone on since it was read.
 */
export const expectWhole = async (
  store: EventStore,
  log: string,
  acknowledged: readonly Acknowledged[],
  fresh: readonly Acknowledged[] = acknowledged,
  grows = false,
): Promise<readonly LogRecord[]> => {
  const records = await all(store.read(log))
  expect(
    records.findIndex(({ position }, i) => position !== i + 1),
    'a gap behind this many records',
  ).toBe(-1)
  const head = await store.head(log)
  if (!grows || head < records.length) expect(head, 'head').toBe(records.length)
  expect(half(records), 'commands of which a part is there').toEqual([])
  const ids = records.flatMap(({ command }) => command ?? [])
  const seen = new Set<string>()
  expect(
    ids.filter((id) => seen.size === seen.add(id).size),
    'commands that are there twice',
  ).toEqual([])
  const own = (some: readonly Acknowledged[]) => some.filter((one) => one.log === log)
  const lost = own(acknowledged).filter(
    ({ position, id, size }) => !(records[position - 1]?.command === id && saidBy(records[position - 1])?.of === size),
  )
  expect(lost, 'acknowledged commands that are not where they were').toEqual([])
  for (const { id, size } of own(fresh)) expect(await store.findCommand(log, id), `findCommand ${id}`).toHaveLength(size)
  return records
}

const saidBy = (record: LogRecord | undefined): Said | undefined => (record ? (JSON.parse(record.text) as Said) : undefined)

/** The commands that lack a record, or that have one too many, in the order of the log. */
const half = (records: readonly LogRecord[]): string[] => {
  const found: string[] = []
  for (let i = 0; i < records.length; ) {
    const { command = '(none)', of = 1 } = saidBy(records[i]) ?? {}
    const part = records.slice(i, i + of)
    const whole =
      part.length === of &&
      part.every((each, k) => {
        const said = saidBy(each)
        return said?.command === command && said.n === k + 1 && said.of === of && (each.command === undefined) === k > 0
      })
    if (whole) i += of
    else {
      found.push(command)
      // on to the next command that says that it begins
      for (i++; i < records.length && records[i]?.command === undefined; ) i++
    }
  }
  return found
}
