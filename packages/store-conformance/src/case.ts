import { type EventStore, InvalidInput, type StoreCapabilities } from '@bihuan/core'
import { type Child, startChild } from './children.ts'
import type { EventStoreFixture } from './fixture.ts'
import type { Job } from './jobs.ts'

export interface SuiteSettings {
  /** How many random histories, of records and of snapshots, are compared with plain arrays. 100 by default. */
  readonly runs?: number
  /** How many processes use one medium at once. 4 by default. */
  readonly processes?: number
  /** How many commands each of them records. 60 by default. */
  readonly commands?: number
  /** How often a process is killed. The environment's `BIHUAN_KILLS` when left out, else 50. */
  readonly kills?: number
  /** Fixes what is random, but for the machine's own timing. The environment's `BIHUAN_SEED` when left out. A failure tells it. */
  readonly seed?: number
}

export type Settings = Required<SuiteSettings>

/** What a case has to work with. What it opens and starts is closed, ended and removed after it. */
export interface Bench {
  readonly supports: StoreCapabilities
  readonly settings: Settings
  /** A store over a medium of its own that holds nothing yet. */
  open(): Promise<EventStore>
  /** One more store over the medium of `store`, which may be closed. */
  reopen(store: EventStore): Promise<EventStore>
  place(): Promise<string>
  openAt(place: string): Promise<EventStore>
  /** A process that opens a store at `place` once it is told to, does the job and closes the store. */
  start(place: string, job: Job): Child
}

/** One promise of the port: its name states it, and `run` rejects when the store does not keep it. */
export interface Case {
  /** Whether a store that supports this makes the promise. Every store does when left out. */
  readonly needs?: (supports: StoreCapabilities) => boolean
  /** What the settings make of it, told behind its name. */
  readonly says?: (settings: Settings) => string
  /** Milliseconds it may take, 30,000 when left out. */
  readonly timeout?: (settings: Settings) => number
  readonly run: (bench: Bench) => Promise<void>
}

export type Cases = Readonly<Record<string, Case>>

type Run = Case['run']

/** Cases of which each needs what `needs` says, beside what it needs itself. */
export const where = <N extends string>(needs: (supports: StoreCapabilities) => boolean, cases: Readonly<Record<N, Run | Case>>) => {
  const made = Object.entries<Run | Case>(cases).map(([name, given]): [string, Case] => {
    const one: Case = typeof given === 'function' ? { run: given } : given
    return [name, { ...one, needs: (supports) => needs(supports) && (one.needs?.(supports) ?? true) }]
  })
  return Object.fromEntries(made) as Readonly<Record<N, Case>>
}

/** Cases that every store has to pass. */
export const always = <N extends string>(cases: Readonly<Record<N, Run | Case>>) => where(() => true, cases)

/**
 * Runs one case over media of its own. Rejects with what the case found; else with what went wrong when its media were given back.
 * When `signal` says that it has taken too long, its processes are killed.
 */
export const runCase = async (
  one: Case,
  fixture: EventStoreFixture,
  url: string,
  settings: Settings,
  signal?: AbortSignal,
): Promise<void> => {
  const places = new Map<EventStore, string>()
  const taken: string[] = []
  const children: Child[] = []

  const killAll = () => Promise.allSettled(children.map((child) => child.kill()))
  signal?.addEventListener('abort', () => void killAll())

  const openAt = async (place: string) => {
    const store = await fixture.open(place)
    places.set(store, place)
    return store
  }

  const place = async () => {
    const made = await fixture.place()
    taken.push(made)
    return made
  }

  const tidy = async () => {
    // how they ended is the case's own concern
    await killAll()
    for (const store of places.keys()) await store.close()
    for (const made of taken) await fixture.destroy(made)
  }

  try {
    await one.run({
      supports: fixture.supports,
      settings,
      open: async () => openAt(await place()),
      async reopen(store) {
        const at = places.get(store)
        if (at === undefined) throw new Error('this store was not opened here')
        return openAt(at)
      },
      place,
      openAt,
      start(at, job) {
        const child = startChild(url, at, job)
        children.push(child)
        return child
      },
    })
  } catch (error) {
    // what the case found matters more than a store that no longer closes
    await tidy().catch(() => undefined)
    throw error
  }
  await tidy()
}

/** @throws InvalidInput when one is not a whole number of at least 1 */
export const settingsOf = (given: SuiteSettings): Settings => {
  const { BIHUAN_KILLS, BIHUAN_SEED } = process.env
  const {
    runs = 100,
    processes = 4,
    commands = 60,
    kills = Number(BIHUAN_KILLS ?? 50),
    seed = Number(BIHUAN_SEED ?? 1 + (Date.now() & 0x3fffffff)),
  } = given
  const settings = { runs, processes, commands, kills, seed }
  const issues = Object.entries(settings)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => ({ path: ['settings', name], code: 'invalid_type', message: `a whole number of at least 1, not ${value}` }))
  if (issues.length > 0) throw new InvalidInput(issues)
  return settings
}
