import { randomUUID } from 'node:crypto'
import {
  type AnyFact,
  canonical,
  coreSlices,
  createMachine,
  type EventStore,
  type LogRecord,
  leafHash,
  openDistrict,
  recordOf,
  systemHasher,
  systemRandom,
} from '@bihuan/core'
import { begin, clock } from './cast.ts'
import { type Call, calls, callsPerTask } from './task.ts'

/** The workload as records that were not decided: what a store is given, for limits and for states that are too large to execute. */

const machine = createMachine(coreSlices)
const recordedAt = new Date(clock.now()).toISOString()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The records of a call behind `position`, of the same bytes as if it had been executed, but for ids and salts, which are random. */
export function recordsOf(call: Call, position: number): readonly LogRecord[] {
  const grouped = call.commands.length > 1
  // in a group every command of the workload records one fact
  if (grouped && call.commands.length !== call.facts.length) throw new Error(`${call.task}: a command of a group records one fact`)
  const correlation = randomUUID()
  return call.facts.map(({ type, data }: AnyFact, i) => {
    const { command, input } = call.commands[grouped ? i : 0] as Call['commands'][number]
    return recordOf(machine, systemHasher, {
      v: 1,
      position: position + i + 1,
      type,
      version: 1,
      on: call.on,
      recordedAt,
      actor: call.actor,
      command: {
        id: grouped ? randomUUID() : correlation,
        name: command,
        digest: leafHash(systemHasher, canonical(input)),
        n: grouped ? 1 : i + 1,
        of: grouped ? 1 : call.facts.length,
      },
      correlation,
      salt: hex(systemRandom.bytes(16)),
      data,
    })
  })
}

/** The records of calls, in their order, behind `position`. */
export function recordsOfAll(all: Iterable<Call>, position = 0): ReadonlyMap<Call, readonly LogRecord[]> {
  const records = new Map<Call, readonly LogRecord[]>()
  let at = position
  for (const call of all) {
    const own = recordsOf(call, at)
    at += own.length
    records.set(call, own)
  }
  return records
}

/** Appends the life of tasks 0 to `tasks` to the log `district`, which is begun by commands; returns its head. A batch has 2,000 records.
 * `until` says after how many calls a task stops. */
export async function writeTasks(store: EventStore, tasks: number, until = (_n: number): number => callsPerTask): Promise<number> {
  const district = await openDistrict({ store, clock, snapshotEvery: 0 })
  await begin(district)
  let position = district.position
  let batch: LogRecord[] = []
  const flush = async () => {
    await store.append(district.log, position - batch.length, batch)
    batch = []
  }
  for (const call of calls(0, tasks, until)) {
    const own = recordsOf(call, position)
    position += own.length
    batch.push(...own)
    if (batch.length >= 2000) await flush()
  }
  if (batch.length > 0) await flush()
  return position
}
