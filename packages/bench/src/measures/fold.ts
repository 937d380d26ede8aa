import { coreSlices, createMachine, officialCalendar, type Recorded } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import type { Place } from '../contenders/contender.ts'
import { plainFold, plainModel } from '../work/plain-fold.ts'
import { writeTasks } from '../work/records.ts'
import { quantile, spent } from './timing.ts'

export interface FoldOptions {
  readonly by: 'bihuan' | 'plain'
  readonly tasks: number
  /** How often it is folded; the first time, in which code is compiled, counts too. */
  readonly times: number
}

/** Events that are parsed already, folded: `perSecond` and `perCpuSecond` are those of the median time. */
export async function fold(_place: Place, { by, tasks, times }: FoldOptions) {
  const store = memoryStore()
  await writeTasks(store, tasks)
  const texts: string[] = []
  for await (const page of store.read('district')) for (const { text } of page) texts.push(text)
  const machine = createMachine(coreSlices, { calendar: officialCalendar })
  const rates: number[] = []
  const cpuRates: number[] = []
  for (let i = 0; i < times; i++) {
    // rows of a replay take over what the events bring, so that each fold needs events of its own
    const events = texts.map((text) => JSON.parse(text) as Recorded)
    let seen = 0
    const { wall, cpu } = await spent(async () => {
      seen = by === 'plain' ? plain(events) : whole(events)
    })
    if (seen !== tasks) throw new Error(`folded to ${seen} tasks, not ${tasks}`)
    rates.push(events.length / wall)
    cpuRates.push(events.length / cpu)
  }
  return { perSecond: quantile(rates, 0.5), perCpuSecond: quantile(cpuRates, 0.5) }

  function whole(events: readonly Recorded[]): number {
    const state = machine.createState()
    state.setBulk(true)
    for (const event of events) machine.evolve(state, event)
    state.setBulk(false)
    return state.tables.tasks?.size ?? 0
  }
}

function plain(events: readonly Recorded[]): number {
  const model = plainModel()
  for (const event of events) plainFold(model, event)
  return model.stages.closed
}
