/** Collects what is garbage, where the process was started so that it can be. */
export const collect = (): void => (globalThis as { gc?: () => void }).gc?.()

export interface Spent {
  /** Seconds by the clock. */
  readonly wall: number
  /** Seconds of processors, of all threads of this process: what others on the machine do does not lengthen it. */
  readonly cpu: number
}

/** What `work` takes. Garbage of what was before is collected first. */
export async function spent(work: () => Promise<unknown>): Promise<Spent> {
  collect()
  const began = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(began)
  return { wall, cpu: (user + system) / 1e6 }
}

/** A quantile of numbers that need not be sorted; the nearest rank. NaN for none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN
}
