import { copyLog, coreSlices, createMachine, openDistrict } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import { type Engine, storeIn } from '../contenders/bihuan.ts'
import type { Place } from '../contenders/contender.ts'
import { copyIn } from '../contenders/raw-postgres.ts'
import { clock, dayAfter, eventsBefore, office } from '../work/cast.ts'
import { recordsOfAll, writeTasks } from '../work/records.ts'
import { openRound, round } from '../work/scheme.ts'
import { calls, eventsPerTask } from '../work/task.ts'
import { half } from './growth.ts'
import { quantile, spent } from './timing.ts'

/** Scores a round of all units by 40 rules over the year: seconds. */
export async function scoring(_place: Place, { tasks }: { readonly tasks: number }) {
  const store = memoryStore()
  await writeTasks(store, tasks, half)
  const district = await openDistrict({ store, clock, snapshotEvery: 0 })
  await openRound(district)
  const { wall, cpu } = await spent(() => district.send('round.score', { round }, { actor: office }))
  return { seconds: wall, cpuSeconds: cpu }
}

/** What a year ago looked like: as it was known then (a replay up to the middle of the log), and as it is known now of a day back then. */
export async function asOf(_place: Place, { tasks }: { readonly tasks: number }) {
  const store = memoryStore()
  const head = await writeTasks(store, tasks, half)
  const district = await openDistrict({ store, clock, snapshotEvery: 0 })
  const known = await spent(async () => (await district.at({ position: Math.floor(head / 2) })).views.strategyMap({ on: dayAfter(30) }))
  const times: number[] = []
  for (let i = 0; i < 5; i++) times.push((await spent(async () => district.views.strategyMap({ on: dayAfter(30) }))).wall)
  return { knownThenSeconds: known.wall, ofThatDaySeconds: quantile(times, 0.5) }
}

/** Copies a log from memory, every record inspected, and reads back what was written: events a second. */
export async function importing(place: Place, { engine, tasks }: { readonly engine: Engine; readonly tasks: number }) {
  const from = memoryStore()
  await writeTasks(from, tasks)
  const to = await storeIn[engine](place)
  const machine = createMachine(coreSlices)
  const { wall, cpu } = await spent(() => copyLog({ from, to, log: 'district', machine }))
  await to.close()
  const events = tasks * eventsPerTask + eventsBefore
  return { perSecond: events / wall, perCpuSecond: events / cpu }
}

/** The same records by COPY, which checks nothing and reads nothing back: events a second. */
export async function copying(place: Place, { tasks }: { readonly tasks: number }) {
  const records = [...recordsOfAll(calls(0, tasks)).values()].flat()
  const { wall, cpu } = await spent(() => copyIn(place, records))
  return { perSecond: records.length / wall, perCpuSecond: records.length / cpu }
}

/**
 * Replays a filled store and watches the heap page by page: kilobytes an event that were in use at the worst moment beyond what is in use at
 * the end, when only the rows are left, and kilobytes an event that the rows need.
 */
export async function replayHeap(place: Place, { engine }: { readonly engine: Engine }) {
  const { gc } = globalThis as { gc?: () => void }
  if (!gc) throw new Error('start with --expose-gc')
  const store = await storeIn[engine](place)
  gc()
  const before = process.memoryUsage().heapUsed
  let worst = before
  async function* read(...args: Parameters<typeof store.read>) {
    for await (const page of store.read(...args)) {
      worst = Math.max(worst, process.memoryUsage().heapUsed)
      yield page
    }
  }
  const district = await openDistrict({ store: { ...store, read }, clock, create: false, snapshotEvery: 0 })
  worst = Math.max(worst, process.memoryUsage().heapUsed)
  gc()
  const rows = process.memoryUsage().heapUsed
  const events = district.position
  await store.close()
  return { beyondRows: (worst - rows) / 1024 / events, rows: (rows - before) / 1024 / events, rss: process.resourceUsage().maxRSS / 1024 }
}
