import {
  type EventStore,
  type LogRecord,
  type Machine,
  manualClock,
  openDistrict,
  recordOf,
  seededRandom,
  systemHasher,
} from '@bihuan/core'
import { legalHistory } from '@bihuan/core/testing'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { memoryStore } from '@bihuan/store-memory'

/** A log as tests have it. */
export interface Log {
  readonly machine: Machine
  readonly records: readonly LogRecord[]
}

/** The logs of random legal histories. */
export const logs = (length: number) =>
  legalHistory({ length }).map(
    ({ machine, events }): Log => ({ machine, records: events.map((event) => recordOf(machine, systemHasher, event)) }),
  )

/** A log in pages, as a store gives it. */
export async function* paged(records: readonly LogRecord[], size = 1000): AsyncGenerator<readonly LogRecord[]> {
  for (let from = 0; from < records.length; from += size) yield records.slice(from, from + size)
}

export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

export async function recordsIn(store: EventStore, log: string): Promise<readonly LogRecord[]> {
  const all: LogRecord[] = []
  for await (const page of store.read(log)) all.push(...page)
  return all
}

/** The illustrative year of Nangang. */
export async function yearLog(): Promise<Log & { readonly root: string }> {
  const store = memoryStore()
  const clock = manualClock('2022-01-01T00:00:00.000Z')
  const district = await openDistrict({ store, log: 'nangang', clock, random: seededRandom(1123) })
  await play(district, [...foundation, ...illustrativeYear()], { setClock: clock.set })
  return { machine: district.machine, records: await recordsIn(store, 'nangang'), root: district.root() }
}
