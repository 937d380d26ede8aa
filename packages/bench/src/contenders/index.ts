import { existsSync } from 'node:fs'
import { bihuan, engines } from './bihuan.ts'
import type { Contender } from './contender.ts'
import { rawFile } from './raw-file.ts'
import { rawMemory } from './raw-memory.ts'
import { rawPostgres } from './raw-postgres.ts'
import { rawSqlite } from './raw-sqlite.ts'

const peers = new URL('../../peers/', import.meta.url)

/** Whether the peers' packages are there: they have a lockfile of their own, and only a comparison needs them. */
export const peersInstalled = (): boolean => existsSync(new URL('node_modules/', peers))

const ours: Readonly<Record<string, () => Contender>> = {
  ...Object.fromEntries(engines.map((engine) => [`bihuan.${engine}`, () => bihuan(engine)])),
  'raw.memory': rawMemory,
  'raw.file': () => rawFile(false),
  'raw-group.file': () => rawFile(true),
  'raw.sqlite': rawSqlite,
  'raw.postgres': () => rawPostgres(false),
  'raw-group.postgres': () => rawPostgres(true),
}

/**
 * The contender of a name: `bihuan`, `raw`, or what a peer is called, and behind a dot the engine. A peer is in the module of peers/src that is
 * called like it up to a hyphen; it is loaded by name, since its packages may be missing. @throws Error when there is none
 */
export async function contenderNamed(name: string): Promise<Contender> {
  const own = Object.hasOwn(ours, name) ? ours[name] : undefined
  if (own) return own()
  const module = new URL(`src/${/^[a-z]+/.exec(name)?.[0]}.ts`, peers)
  if (!existsSync(module)) throw new Error(`there is no contender ${name}`)
  const { contenders } = (await import(module.href)) as { contenders: Readonly<Record<string, Contender>> }
  const found = Object.hasOwn(contenders, name) ? contenders[name] : undefined
  if (!found) throw new Error(`there is no contender ${name}`)
  return found
}
