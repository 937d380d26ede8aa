import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { median } from './figures.ts'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  /** GiB. */
  readonly memory: number
  readonly system: string
  readonly node: string
  /** Microseconds that 400 bytes behind a file take to be on the disk, the median of 200: what every durable figure rests on. */
  readonly fdatasync: number
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memory: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release().split('-')[0]}`,
  node: process.versions.node,
  fdatasync: syncTime(),
})

function syncTime(): number {
  const folder = mkdtempSync(join(tmpdir(), 'bihuan-bench-'))
  const file = openSync(join(folder, 'probe'), 'w')
  const bytes = Buffer.alloc(400, 'a')
  const times: number[] = []
  for (let i = 0; i < 200; i++) {
    const start = performance.now()
    writeSync(file, bytes)
    fdatasyncSync(file)
    times.push((performance.now() - start) * 1000)
  }
  closeSync(file)
  rmSync(folder, { recursive: true })
  return Math.round(median(times))
}

const peers = new URL('../../peers/', import.meta.url)
const named = (url: URL): { version?: string; devDependencies?: Record<string, string> } => JSON.parse(readFileSync(url, 'utf8'))

/** Versions of what is compared: of bihuan, of SQLite, of PostgreSQL where it ran, and of the peers' packages. */
export const versions = (postgres?: string): Readonly<Record<string, string>> => ({
  bihuan: named(new URL('../../../core/package.json', import.meta.url)).version ?? '',
  sqlite: process.versions.sqlite ?? '',
  ...(postgres !== undefined && { postgres }),
  ...named(new URL('package.json', peers)).devDependencies,
})
