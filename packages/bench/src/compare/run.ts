import { type Figure, figureOf, type Ratio, ratioOf } from './figures.ts'
import { type Machine, machine, versions } from './machine.ts'
import type { Group } from './plan.ts'
import { type Postgres, postgres } from './postgres.ts'
import { inProcess, takeTurns } from './turns.ts'

/** What a comparison found. */
export interface Comparison {
  readonly machine: Machine
  readonly versions: Readonly<Record<string, string>>
  readonly ratios: readonly Ratio[]
  readonly figures: readonly Figure[]
  /** What could not be measured, and what it said. */
  readonly failed: readonly { readonly name: string; readonly said: string; readonly own: boolean }[]
}

/** Runs the groups one after another. Peers are left out where `peers` is false. */
export async function compare(
  groups: readonly Group[],
  {
    peers,
    say,
    measure = inProcess,
  }: { readonly peers: boolean; readonly say: (line: string) => void; readonly measure?: typeof inProcess },
): Promise<Comparison> {
  let server: Promise<Postgres> | undefined
  const around = {
    postgres: () => {
      server ??= postgres()
      return server
    },
    say,
    measure,
  }
  const found = { ratios: [] as Ratio[], figures: [] as Figure[], failed: [] as Comparison['failed'][number][] }
  try {
    for (const group of groups) {
      const entries = group.entries.filter((entry) => peers || !entry.peer)
      const { taken, failed } = await takeTurns({ ...group, entries }, around)
      found.figures.push(...[...taken].map(([name, values]) => figureOf(name, values)))
      found.ratios.push(...group.ratios.flatMap((spec) => ratioOf(spec, taken) ?? []))
      found.failed.push(...[...failed].map(([{ name, own = false }, said]) => ({ name, said, own })))
    }
    return { machine: machine(), versions: versions(server && (await server).version), ...found }
  } finally {
    await (await server)?.stop()
  }
}
