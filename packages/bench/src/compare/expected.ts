import type { Ratio } from './figures.ts'

/**
 * What to expect, of two digits. Tails of waiting are left out: what else the machine does at the moment makes them.
 */
export const expectedOf = (ratios: readonly Ratio[]): Readonly<Record<string, number>> =>
  Object.fromEntries(ratios.flatMap(({ name, ratio }) => (name.includes('.p99-') ? [] : [[name, Number(ratio.toPrecision(2))]])))

/** A ratio that became worse than half of what is expected. */
export interface Fallen {
  readonly name: string
  readonly expected: number
  /** Absent when it was not measured. */
  readonly ratio?: number
}

/**
 * Compares ratios with expected ones: those where more is better must be at least half, those where less is better at most twice as much.
 * One that is expected and was not measured has fallen too.
 */
export function fallen(expected: Readonly<Record<string, number>>, ratios: readonly Ratio[]): readonly Fallen[] {
  return Object.entries(expected).flatMap(([name, before]) => {
    const found = ratios.find((one) => one.name === name)
    if (!found) return [{ name, expected: before }]
    const { ratio, atMost } = found
    const holds = atMost ? ratio <= before * 2 : ratio >= before / 2
    return holds ? [] : [{ name, expected: before, ratio }]
  })
}
