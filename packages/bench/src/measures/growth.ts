import { type District, openDistrict } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import type { Place } from '../contenders/contender.ts'
import { actorOf, clock, goalOf, postOf, unitOf } from '../work/cast.ts'
import { writeTasks } from '../work/records.ts'
import { openRound, round } from '../work/scheme.ts'
import { taskId } from '../work/task.ts'
import { collect, quantile } from './timing.ts'

export interface GrowthOptions {
  readonly tasks: number
  /** Only what targets speak of: the shorter form. */
  readonly brief?: boolean
}

type Options = Readonly<Record<string, unknown>>

/** What has a target, and then every other view, each with options that an office would use. */
const targeted: Readonly<Record<string, readonly [view: string, options: Options]>> = {
  wallChart: ['wallChart', { bars: false }],
  strategyMap: ['strategyMap', { tasks: false }],
  coverage: ['coverage', { gaps: false }],
  leagueTable: ['leagueTable', { round }],
  // a filter that leaves a full page at every size
  ledgerPage: ['ledger', { lead: postOf(3), sort: 'lag', limit: 50 }],
}
const others: typeof targeted = {
  ledger: ['ledger', {}],
  wallChartBars: ['wallChart', {}],
  coverageGaps: ['coverage', {}],
  fiveLists: ['fiveLists', { limit: 50 }],
  thread: ['thread', { task: taskId(3) }],
  readiness: ['readiness', {}],
  responsibility: ['responsibility', {}],
  indicatorBoard: ['indicatorBoard', { goal: goalOf(3) }],
  scorecard: ['scorecard', { round, unit: unitOf(3) }],
  loop: ['loop', {}],
  dossier: ['dossier', { unit: unitOf(3) }],
  agenda: ['agenda', {}],
  ladder: ['ladder', {}],
}

/** Half of the tasks are closed, the others under way with two reports. */
export const half = (n: number): number => (n % 2 === 0 ? 8 : 4)

/**
 * A district of so many tasks in memory: milliseconds of the clock that a command takes, and the reading of each view after a change on the
 * same day, each the median; kilobytes of heap a task (its rows) and an event (with the records, which a memory store keeps).
 */
export async function growth(_place: Place, { tasks, brief = false }: GrowthOptions): Promise<Record<string, number>> {
  collect()
  const empty = process.memoryUsage().heapUsed
  const store = memoryStore()
  const events = await writeTasks(store, tasks, half)
  // texts are put together from pieces, which are there until a text is first read as a whole
  for await (const page of store.read('district')) for (const { text } of page) JSON.parse(text)
  collect()
  const kept = process.memoryUsage().heapUsed
  const district = await openDistrict({ store, clock, snapshotEvery: 0 })
  collect()
  const opened = process.memoryUsage().heapUsed
  await openRound(district)
  const { command, change } = commanding(district, tasks)
  const values: Record<string, number> = {
    command: await command(),
    heapPerTask: (opened - kept) / 1024 / tasks,
    heapPerEvent: (opened - empty) / 1024 / events,
  }
  for (const [name, [view, options]] of Object.entries(brief ? targeted : { ...targeted, ...others })) {
    try {
      values[`read.${name}`] = await reading(() => district.view(view, options), change)
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error })
    }
  }
  return values
}

/** Reports on tasks that are under way, one after another. */
function commanding(district: District, tasks: number) {
  let sent = 0
  const report = () => {
    const n = ((sent++ * 2 + 1) % (tasks - (tasks % 2))) | 1
    const percent = 46 + Math.floor(sent / tasks)
    return district.send('progress.report', { task: taskId(n), percent, narrative: '按计划推进' }, { actor: actorOf(unitOf(n)) })
  }
  return {
    change: report,
    async command() {
      // until it is compiled
      for (let i = 0; i < 1500; i++) await report()
      const times: number[] = []
      for (let i = 0; i < 300; i++) {
        const start = performance.now()
        await report()
        times.push(performance.now() - start)
      }
      return quantile(times, 0.5)
    },
  }
}

/** Once to be compiled, then 3 to 30 times until two seconds are over; what takes longer than ten is read once. */
async function reading(read: () => unknown, change: () => Promise<unknown>): Promise<number> {
  await change()
  read()
  const times: number[] = []
  const began = performance.now()
  const enough = () => {
    const over = performance.now() - began
    return times.length >= 30 || (times.length >= 3 && over > 2000) || (times.length >= 1 && over > 10_000)
  }
  while (!enough()) {
    await change()
    const start = performance.now()
    read()
    times.push(performance.now() - start)
  }
  return quantile(times, 0.5)
}
