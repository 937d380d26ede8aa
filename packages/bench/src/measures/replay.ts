import type { Contender, Place } from '../contenders/contender.ts'
import { contenderNamed } from '../contenders/index.ts'
import { plainModel } from '../work/plain-fold.ts'
import { callsOf, eventsPerTask } from '../work/task.ts'
import { spent } from './timing.ts'

export interface ReplayOptions {
  readonly contender: string
  readonly tasks: number
  /** What is kept in memory is filled by the process that replays it. */
  readonly fillHere?: boolean
}

/** Puts the life of so many tasks into a place. */
export async function fill(place: Place, { contender: name, tasks }: ReplayOptions) {
  await filled(await contenderNamed(name), place, tasks)
  return {}
}

async function filled(contender: Contender, place: Place, tasks: number): Promise<void> {
  if (contender.fill) return contender.fill(place, tasks)
  const opened = await contender.open(place)
  for (let n = 0; n < tasks; n++) {
    const calls = callsOf(n)
    if (opened.load) await opened.load(calls)
    else for (const call of calls) await opened.write(call)
  }
  await opened.close()
}

/** Opens a filled place in a fresh process and folds it: `perSecond` and `perCpuSecond` are events, compiling included. */
export async function replay(place: Place, { contender: name, tasks, fillHere = false }: ReplayOptions) {
  const contender = await contenderNamed(name)
  if (!contender.replay) throw new Error(`${name} does not replay`)
  if (fillHere) await filled(contender, place, tasks)
  const model = plainModel()
  let events = 0
  const { wall, cpu } = await spent(async () => {
    events = (await contender.replay?.(place, model)) ?? 0
  })
  if (events !== tasks * eventsPerTask) throw new Error(`${name} replays ${events} events, not ${tasks * eventsPerTask}`)
  if (!name.startsWith('bihuan') && model.stages.closed !== tasks) throw new Error(`${name} closes ${model.stages.closed} tasks`)
  return { perSecond: events / wall, perCpuSecond: events / cpu }
}
