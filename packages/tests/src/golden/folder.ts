import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canonical, type District, type EventStore, type Machine, recordOf, systemHasher } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'

/** A folder for each version that was released, and one of an extension's log. */
export const goldens = fileURLToPath(new URL('../../golden', import.meta.url))

/** What a version left behind: its log, its root, and what its views showed. */
export interface Golden {
  readonly version: string
  /** Canonical envelopes, as the log keeps them. */
  readonly lines: readonly string[]
  readonly root: string
  readonly views: readonly Seen[]
}

/** A view as it was asked for, and its value in canonical JSON. */
export interface Seen {
  readonly view: string
  readonly options: Readonly<Record<string, unknown>>
  readonly value: string
}

export const versions = (): readonly string[] => readdirSync(goldens).filter((name) => /^\d/.test(name))

export const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').trimEnd().split('\n')

export function readGolden(version: string): Golden {
  const at = join(goldens, version)
  return {
    version,
    lines: linesOf(join(at, 'log.ndjson')),
    root: readFileSync(join(at, 'root.txt'), 'utf8').trim(),
    views: linesOf(join(at, 'views.ndjson')).map((line) => {
      const { view, options, value } = JSON.parse(line)
      return { view, options, value: canonical(value) }
    }),
  }
}

/** @throws Error when the version has a folder */
export function writeGolden({ version, lines, root, views }: Golden): void {
  const at = join(goldens, version)
  mkdirSync(goldens, { recursive: true })
  mkdirSync(at)
  writeFileSync(join(at, 'log.ndjson'), `${lines.join('\n')}\n`, { flag: 'wx' })
  writeFileSync(join(at, 'root.txt'), `${root}\n`, { flag: 'wx' })
  writeViews(version, views, 'wx')
}

/** Writes what the views show now over what they showed. */
export function writeViews(version: string, views: readonly Seen[], flag: 'w' | 'wx' = 'w'): void {
  const text = views.map(({ view, options, value }) => `{"view":${canonical(view)},"options":${canonical(options)},"value":${value}}\n`)
  writeFileSync(join(goldens, version, 'views.ndjson'), text.join(''), { flag })
}

export async function linesIn(store: EventStore, log: string): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const page of store.read(log)) for (const { text } of page) lines.push(text)
  return lines
}

/** A store that holds the log of the lines, as an import takes it in. @throws InvalidInput for a line that this version can't read */
export async function storeOf(machine: Machine, lines: readonly string[], log = 'district'): Promise<EventStore> {
  const store = memoryStore()
  await store.append(
    log,
    0,
    lines.map((line) => recordOf(machine, systemHasher, JSON.parse(line))),
  )
  return store
}

/** Every view of the district as it is asked for here. */
export const seen = (district: Pick<District, 'view'>, asked: readonly Omit<Seen, 'value'>[]): readonly Seen[] =>
  asked.map(({ view, options }) => ({ view, options, value: canonical(district.view(view, options)) }))
