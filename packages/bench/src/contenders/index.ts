import { existsSync } from 'node:fs'
import { bihuan, type Engine } from './bihuan.ts'
import type { Contender } from './contender.ts'

const engines: readonly Engine[] = ['memory', 'file', 'sqlite', 'postgres']

const peers = new URL('../../peers/', import.meta.url)

/** Whether the peers' packages are there: they have a lockfile of their own, and only a comparison needs them. */
export const peersInstalled = (): boolean => existsSync(new URL('node_modules/', peers))

/** Peers by their contender's name: the module in peers/src that exports them. Loaded by name, since their packages may be missing. */
const peerModules: Readonly<Record<string, string>> = {
  'emmett.memory': 'emmett.ts',
  'emmett-equal.memory': 'emmett.ts',
}

/** The contender of a name. @throws Error when there is none */
export async function contenderNamed(name: string): Promise<Contender> {
  for (const engine of engines) if (name === `bihuan.${engine}`) return bihuan(engine)
  const module = peerModules[name]
  if (module === undefined) throw new Error(`there is no contender ${name}`)
  const { contenders } = (await import(new URL(`src/${module}`, peers).href)) as { contenders: Readonly<Record<string, Contender>> }
  const found = contenders[name]
  if (!found) throw new Error(`${module} has no ${name}`)
  return found
}
