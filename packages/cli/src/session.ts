import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type Actor,
  type AnySlice,
  type Basis,
  type Clock,
  coreSlices,
  createMachine,
  type District,
  type EventStore,
  InvalidInput,
  type KeyStore,
  type Lang,
  type Machine,
  officialCalendar,
  openDistrict,
  type Random,
  systemClock,
} from '@bihuan/core'
import { sealerOf } from '@bihuan/core/sealing'
import { fileKeys, fileStore } from '@bihuan/store-file'
import { memoryStore } from '@bihuan/store-memory'
import { postgresStore, sqliteStore } from '@bihuan/store-sql'
import { type Io, Usage } from './io.ts'
import type { SaidCode, Texts } from './texts/shape.ts'
import { fill, texts } from './texts/texts.ts'

/** Options that every command takes. */
export interface Shared {
  readonly store?: string
  readonly log: string
  readonly lang?: string
  readonly json?: boolean | string
  readonly colour: boolean
  readonly with?: readonly string[]
  readonly keys?: string
}

/** How a store is opened. */
export interface Opening {
  /** It is made where there is none. */
  readonly create?: boolean
  /** Nothing is recorded, so that another process may hold it. */
  readonly reading?: boolean
}

export interface Session {
  readonly io: Io
  readonly options: Shared
  readonly lang: Lang
  readonly texts: Texts
  /** Output is for programs. */
  readonly json: boolean
  readonly colour: boolean
  say(code: SaidCode, facts?: Readonly<Record<string, string | number>>): string
  print(text: string): void
  /** Opens the district for one piece of work, and closes its store whatever happens. */
  withDistrict<T>(
    work: (district: District, store: EventStore, keys: KeyStore | undefined) => Promise<T>,
    opening?: Opening & { readonly clock?: Clock; readonly random?: Random },
  ): Promise<T>
  /** Works on stores without a district: `open` opens the one of a URL, or that of the session, and all are closed whatever happens. */
  withStores<T>(work: (machine: Machine, open: (how: Opening, url?: string) => Promise<EventStore>) => Promise<T>): Promise<T>
}

/** `--lang`, BIHUAN_LANG, or the terminal's own: Chinese where that is, else English. */
export function langOf(asked: string | undefined, env: Io['env']): Lang {
  const wanted = asked ?? env.BIHUAN_LANG
  if (wanted !== undefined && wanted !== '') {
    if (wanted !== 'zh' && wanted !== 'en') throw new Usage('badLang', { lang: wanted })
    return wanted
  }
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** `added` takes in the slices of `--with`, once they are loaded. */
export function sessionOf(io: Io, options: Shared, added: AnySlice[]): Session {
  const lang = langOf(options.lang, io.env)
  const own = texts[lang]
  const load = async () => {
    const slices = await slicesOf(options.with ?? [])
    added.splice(0, added.length, ...slices)
    return slices
  }
  return {
    io,
    options,
    lang,
    texts: own,
    json: options.json === true,
    colour: options.colour && io.outIsTerminal && !io.env.NO_COLOR,
    say: (code, facts) => fill(own.said[code], facts),
    print: (text) => void io.out(text.endsWith('\n') ? text : `${text}\n`),
    async withDistrict(work, opening = {}) {
      const slices = await load()
      const keys = keysOf(options.keys ?? io.env.BIHUAN_KEYS)
      const store = await storeOf(options.store ?? io.env.BIHUAN_STORE, opening)
      try {
        const district = (await openDistrict({
          store,
          log: options.log,
          slices,
          create: opening.create ?? false,
          ...(opening.reading && { snapshotEvery: 0 }),
          clock: opening.clock ?? systemClock,
          ...(opening.random && { random: opening.random }),
          ...(keys && { sealer: sealerOf(keys) }),
        })) as District
        try {
          return await work(district, store, keys)
        } finally {
          await district.close()
        }
      } finally {
        await store.close()
        await keys?.close()
      }
    },
    async withStores(work) {
      const machine = createMachine([...coreSlices, ...(await load())], { calendar: officialCalendar })
      const stores = new Map<string | undefined, EventStore>()
      try {
        return await work(machine, async (how, url = options.store ?? io.env.BIHUAN_STORE) => {
          const store = stores.get(url) ?? (await storeOf(url, how))
          stores.set(url, store)
          return store
        })
      } finally {
        for (const store of stores.values()) await store.close()
      }
    },
  }
}

/** A store by its URL. One that is not there is only made where `create` says so: a mistyped path is not to leave a file behind. */
async function storeOf(url: string | undefined, { create = false, reading = false }: Opening): Promise<EventStore> {
  if (url === undefined || url === '') throw new Usage('noStore')
  if (url === 'memory:') return memoryStore()
  if (/^postgres(ql)?:\/\//.test(url)) return postgresStore({ url })
  const [, kind, path = ''] = /^(sqlite|file):(.+)$/su.exec(url) ?? []
  if (kind === undefined) throw new Usage('badStore', { store: url })
  if (kind === 'file') {
    if (!create && !existsSync(path)) throw new Usage('noStoreFile', { file: path })
    return fileStore({ path, readOnly: reading })
  }
  if (!create && path !== ':memory:' && isVoid(path)) throw new Usage('noStoreFile', { file: path })
  return sqliteStore({ path })
}

/** The keys that text about persons is sealed with: `file:FOLDER`. */
function keysOf(url: string | undefined): KeyStore | undefined {
  if (url === undefined || url === '') return undefined
  const [, path] = /^file:(.+)$/su.exec(url) ?? []
  if (path === undefined) throw new Usage('badKeys', { keys: url })
  return fileKeys({ path })
}

function isVoid(path: string): boolean {
  try {
    return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0
  } catch {
    return false // the store tells what is wrong with it
  }
}

async function slicesOf(modules: readonly string[]): Promise<readonly AnySlice[]> {
  const found = await Promise.all(
    modules.map(async (module) => {
      const slices = Object.values(await exportsOf(module)).filter(isSlice)
      if (slices.length === 0) throw new Usage('noSlice', { module })
      return slices
    }),
  )
  return found.flat()
}

async function exportsOf(module: string): Promise<Record<string, unknown>> {
  try {
    return await import(module.startsWith('.') || module.startsWith('/') ? pathToFileURL(resolve(module)).href : module)
  } catch (error) {
    throw new Usage('badModule', { module, why: (error as Error).message })
  }
}

const isSlice = (value: unknown): value is AnySlice =>
  typeof value === 'object' && value !== null && ['name', 'events', 'tables', 'commands', 'views'].every((key) => key in value)

/** How many events a log has. @throws InvalidInput `noSuchLog` when it is not there */
export async function headOf(store: EventStore, log: string): Promise<number> {
  const head = await store.head(log)
  if (head > 0) return head
  const logs = await store.logs()
  throw new InvalidInput([{ path: ['log'], code: 'noSuchLog', message: `the store has no log ${log}`, params: { log, logs } }])
}

/** `person/unit/role,role`. */
export function actorOf(asked: string | undefined, env: Io['env']): Actor {
  const text = asked ?? env.BIHUAN_ACTOR
  if (text === undefined || text === '') throw new Usage('noActor')
  const [person, unit, roles, ...rest] = text.split('/')
  if (!person || !unit || !roles || rest.length > 0) throw new Usage('badActor', { actor: text })
  return { person, unit, roles: roles.split(',').filter((role) => role !== '') }
}

/** `meeting:推进例会`. What kind there is, the core says. */
export function basisOf(text: string | undefined): Basis | undefined {
  if (text === undefined) return undefined
  const at = text.indexOf(':')
  if (at < 1 || at === text.length - 1) throw new Usage('badBasis', { basis: text })
  return { kind: text.slice(0, at) as Basis['kind'], title: text.slice(at + 1) }
}

/** `name=value` pairs as an object by own keys. */
export function pairsOf(texts: readonly string[]): Record<string, string> {
  const entries = texts.map((text) => {
    const at = text.indexOf('=')
    if (at < 1) throw new Usage('badFilter', { filter: text })
    return [text.slice(0, at), text.slice(at + 1)] as const
  })
  return Object.fromEntries(entries)
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Usage('badNumber', { value: text })
  return Number(text)
}

/** A line that moves on a terminal, and nothing elsewhere. */
export function progress(io: Io, label: string): { at(done: number, total?: number): void; end(): void } {
  let shown = 0
  return {
    at(done, total) {
      if (!io.errIsTerminal || io.now() - shown < 100) return
      shown = io.now()
      const part = total === undefined ? String(done) : `${done}/${total} ${'█'.repeat(Math.round((done / total) * 20)).padEnd(20, '░')}`
      io.err(`\r\u001b[K${label} ${part}`)
    },
    end() {
      if (io.errIsTerminal && shown > 0) io.err('\r\u001b[K')
    },
  }
}
