import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from '../contenders/contender.ts'
import { contenderNamed } from '../contenders/index.ts'
import { type Call, calls } from '../work/task.ts'
import { quantile, spent } from './timing.ts'

export interface CallersOptions {
  readonly contender: string
  /** How many send at once, each waiting for its answer before it sends again. */
  readonly callers: number
  /** How many tasks are measured, and how many come before, unmeasured, so that code is compiled and files are there. */
  readonly tasks: number
  readonly warm: number
  /** How often, each time at a place or in a memory of its own; once when left out. The figures are those of the median time. */
  readonly times?: number
}

/**
 * The workload's calls by a number of callers, each with tasks of its own. `perSecond` and `perCpuSecond` are events, `p50` and `p99`
 * milliseconds that a call waits.
 */
export async function callers(place: Place, { contender: name, callers: many, tasks, warm, times = 1 }: CallersOptions) {
  const contender = await contenderNamed(name)
  const before = [...calls(0, warm)]
  const measured = [...calls(warm, warm + tasks)]
  const events = eventsIn(measured)
  await contender.prepare?.([...before, ...measured])
  const rates: number[] = []
  const cpuRates: number[] = []
  const waits: number[] = []
  for (let i = 0; i < times; i++) {
    const opened = await contender.open({ ...place, folder: mkdtempSync(join(place.folder, 'time-')) })
    await run(opened.write, before, many, [])
    const { wall, cpu } = await spent(() => run(opened.write, measured, many, waits))
    rates.push(events / wall)
    cpuRates.push(events / cpu)
    const kept = await opened.count?.()
    const expected = events + eventsIn(before)
    if (kept !== undefined && kept !== expected) throw new Error(`${name} keeps ${kept} events, not ${expected}`)
    await opened.close()
  }
  return {
    perSecond: quantile(rates, 0.5),
    perCpuSecond: quantile(cpuRates, 0.5),
    p50: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
  }
}

export interface PausesOptions extends Pick<CallersOptions, 'contender' | 'tasks' | 'warm'> {
  /** Milliseconds before each call, in which the thread sleeps, as it does while it waits for a disk or a caller. */
  readonly pause: number
}

/** What a call waits, in milliseconds, that comes after a pause: the same work with caches that others have used meanwhile. */
export async function pauses(place: Place, { contender: name, pause, tasks, warm }: PausesOptions) {
  const contender = await contenderNamed(name)
  const { write, close } = await contender.open(place)
  await run(write, [...calls(0, warm)], 1, [])
  const cell = new Int32Array(new SharedArrayBuffer(4))
  const waits: number[] = []
  for (const call of calls(warm, warm + tasks)) {
    Atomics.wait(cell, 0, 0, pause)
    const start = performance.now()
    await write(call)
    waits.push(performance.now() - start)
  }
  await close()
  return { p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) }
}

const eventsIn = (all: readonly Call[]): number => all.reduce((sum, call) => sum + call.facts.length, 0)

async function run(write: (call: Call) => Promise<unknown>, all: readonly Call[], many: number, waits: number[]): Promise<void> {
  if (many === 1) return one(write, all, waits)
  const own = new Map<string, number>()
  const queues: Call[][] = Array.from({ length: many }, () => [])
  for (const call of all) {
    const queue = own.get(call.task) ?? own.size % many
    own.set(call.task, queue)
    queues[queue]?.push(call)
  }
  await Promise.all(queues.map((queue) => one(write, queue, waits)))
}

async function one(write: (call: Call) => Promise<unknown>, all: readonly Call[], waits: number[]): Promise<void> {
  for (const call of all) {
    const start = performance.now()
    await write(call)
    waits.push(performance.now() - start)
  }
}
