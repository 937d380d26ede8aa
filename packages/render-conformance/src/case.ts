import { InvalidInput, type Renderer } from '@bihuan/core'

/** What a file says, as its reader sees it. */
export interface Inspected {
  /** All text that can be seen or reached in it, in any order. White space does not matter. */
  readonly text: string
  /** What is wrong with it: it can't be read, data became markup, something is fetched from elsewhere, a formula would run … */
  readonly complaints: readonly string[]
}

export interface RendererFixture {
  /** Reads a file that the renderer made, by another program's means: a parser, not the renderer's own code. */
  inspect(bytes: Uint8Array): Inspected | Promise<Inspected>
  /**
   * `all`: everything that the view's table says is in the file; that is tested when left out. `some`: a picture, in which only the
   * name of the view has to be found.
   */
  readonly tells?: 'all' | 'some'
}

export interface RenderSettings {
  /** How many random histories: 12 by default. */
  readonly runs?: number
  /** How many rows a table has that is called large: 2,000 by default. */
  readonly rows?: number
  /** Fixes what is random. The environment's `BIHUAN_SEED` when left out. A failure tells it. */
  readonly seed?: number
}

export type Settings = Required<RenderSettings>

/** What a case has to work with. */
export interface Bench {
  readonly renderer: Renderer
  readonly settings: Settings
  readonly tells: 'all' | 'some'
  /** What a file says. @throws Error with the complaints, when there are any */
  read(bytes: Uint8Array): Promise<string>
}

/** One promise of the port: its name states it, and `run` rejects when the renderer does not keep it. */
export type Case = (bench: Bench) => Promise<void>
export type Cases = Readonly<Record<string, Case>>

export const cases = <N extends string>(of: Readonly<Record<N, Case>>): Readonly<Record<N, Case>> => of

export const benchOf = (renderer: Renderer, { inspect, tells = 'all' }: RendererFixture, settings: Settings): Bench => ({
  renderer,
  settings,
  tells,
  async read(bytes) {
    const { text, complaints } = await inspect(bytes)
    if (complaints.length > 0) throw new Error(`complaints: ${complaints.slice(0, 5).join(' · ')}`)
    return text
  },
})

/** @throws InvalidInput when one is not a whole number of at least 1 */
export const settingsOf = (given: RenderSettings): Settings => {
  const { runs = 12, rows = 2_000, seed = Number(process.env.BIHUAN_SEED ?? 1 + (Date.now() & 0x3fffffff)) } = given
  const settings = { runs, rows, seed }
  const issues = Object.entries(settings)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => ({ path: ['settings', name], code: 'invalid_type', message: `a whole number of at least 1, not ${value}` }))
  if (issues.length > 0) throw new InvalidInput(issues)
  return settings
}
