import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Place } from '../contenders/contender.ts'
import type { Job, Values } from '../measures/index.ts'
import type { Entry, Group } from './plan.ts'

const script = fileURLToPath(new URL('../run-one.ts', import.meta.url))
/** Act reads the manifest of the folder that it is started in, and wants an author there. */
const cwd = fileURLToPath(new URL('../../peers/', import.meta.url))
const flags = [
  '--conditions=@bihuan/source',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
  '--expose-gc',
  '--max-old-space-size=8000',
]
const environment = { NODE_ENV: 'production', LOG_LEVEL: 'fatal', SLEEP_MS: '0' }

const run = promisify(execFile)

/** Measures in a process of its own. @throws Error with what the process said when it failed */
export async function inProcess(job: Job): Promise<Values> {
  const args = [...flags, script, JSON.stringify(job)]
  const { stdout } = await run(process.execPath, args, { cwd, env: { ...process.env, ...environment }, maxBuffer: 1 << 26 })
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Values
}

export interface Around {
  /** An address of a new, empty database. */
  readonly database: () => Promise<string>
  /** Hears what is done, a line at a time. */
  readonly say: (line: string) => void
}

/**
 * Measures every entry of a group once a round, in turn, each other round backwards, so that no contender is always behind the same one.
 * A contender that fails is told about and left out; the others go on.
 */
export async function takeTurns({ title, rounds, entries }: Group, around: Around): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>()
  const failed = new Set<Entry>()
  for (let round = 0; round < rounds; round++)
    for (const entry of round % 2 === 0 ? entries : [...entries].reverse()) {
      if (failed.has(entry)) continue
      const folder = mkdtempSync(join(tmpdir(), 'bihuan-bench-'))
      try {
        const place: Place = { folder, ...(entry.postgres && { postgres: await around.database() }) }
        const values = await inProcess({ measure: entry.measure, options: entry.options, place })
        for (const [key, value] of Object.entries(values)) {
          const name = `${entry.name}.${key}`
          taken.set(name, [...(taken.get(name) ?? []), value])
        }
        around.say(`${title.en}, round ${round + 1}: ${entry.name} ${inWords(values)}`)
      } catch (error) {
        failed.add(entry)
        for (const name of taken.keys()) if (name.startsWith(`${entry.name}.`)) taken.delete(name)
        around.say(`${entry.name} FAILED: ${(error as { stderr?: string }).stderr || (error as Error).message}`)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }
  return taken
}

const inWords = (values: Values): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${value.toPrecision(4)}`)
    .join(', ')
