import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Place } from '../contenders/contender.ts'
import type { Job, Values } from '../measures/index.ts'
import type { Entry, Group } from './plan.ts'
import type { Postgres } from './postgres.ts'

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
/** Libraries run as in production; Act neither logs nor sleeps. */
const environment = { NODE_ENV: 'production', LOG_LEVEL: 'fatal', SLEEP_MS: '0' }

const run = promisify(execFile)

/** Measures in a process of its own. @throws Error with what the process said when it failed */
export async function inProcess(job: Job): Promise<Values> {
  const { stdout } = await run(process.execPath, [...flags, script, JSON.stringify(job)], {
    cwd,
    env: { ...process.env, ...environment },
    maxBuffer: 1 << 26,
  })
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Values
}

export interface Around {
  /** The server, started when it is first asked for. */
  readonly postgres: () => Promise<Postgres>
  /** Hears what is done, a line at a time. */
  readonly say: (line: string) => void
  readonly measure: (job: Job) => Promise<Values>
}

export interface Turns {
  /** Values by figure, one a round. */
  readonly taken: ReadonlyMap<string, readonly number[]>
  /** Entries that failed, with what they said. Their figures are left out; the others went on. */
  readonly failed: ReadonlyMap<Entry, string>
}

/** Measures every entry of a group once a round, in turn, each other round backwards, so that none is always behind the same other. */
export async function takeTurns({ name: group, rounds, entries }: Group, { postgres, say, measure }: Around): Promise<Turns> {
  const taken = new Map<string, number[]>()
  const failed = new Map<Entry, string>()
  const kept = new Map<string, Place>()

  async function made(entry: Entry): Promise<Place> {
    const folder = mkdtempSync(join(tmpdir(), 'bihuan-bench-'))
    return entry.postgres ? { folder, postgres: await (await postgres()).database() } : { folder }
  }

  async function removed({ folder, postgres: database }: Place): Promise<void> {
    rmSync(folder, { recursive: true, force: true })
    if (database !== undefined) await (await postgres()).drop(database)
  }

  /** The filled place of an entry. */
  async function filled(entry: Entry, { place: name, ...job }: NonNullable<Entry['filled']>): Promise<Place> {
    const known = kept.get(name)
    if (known) return known
    const place = await made(entry)
    kept.set(name, place)
    say(`${group}: fills ${name}`)
    if (place.postgres !== undefined) await (await postgres()).relax(place.postgres)
    await measure({ ...job, place })
    if (place.postgres !== undefined) await (await postgres()).settle(place.postgres)
    return place
  }

  async function once(entry: Entry, round: number): Promise<void> {
    const place = entry.filled ? await filled(entry, entry.filled) : await made(entry)
    try {
      const values = await measure({ measure: entry.measure, options: entry.options, place })
      for (const [key, value] of Object.entries(values)) {
        const name = `${entry.name}.${key}`
        taken.set(name, [...(taken.get(name) ?? []), value])
      }
      say(`${group}, round ${round + 1}: ${entry.name} ${inWords(values)}`)
    } finally {
      if (!entry.filled) await removed(place)
    }
  }

  for (let round = 0; round < rounds; round++)
    for (const entry of round % 2 === 0 ? entries : [...entries].reverse()) {
      if (failed.has(entry)) continue
      try {
        await once(entry, round)
      } catch (error) {
        const said = ((error as { stderr?: string }).stderr || (error as Error).message).trim()
        failed.set(entry, said)
        for (const figure of [...taken.keys()]) if (figure.startsWith(`${entry.name}.`)) taken.delete(figure)
        say(`${group}: ${entry.name} failed\n${said}`)
      }
    }
  for (const place of kept.values()) await removed(place)
  return { taken, failed }
}

const inWords = (values: Values): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Number(value.toPrecision(4))}`)
    .join(', ')
