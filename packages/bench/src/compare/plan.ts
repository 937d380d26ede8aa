import type { MeasureName } from '../measures/index.ts'
import type { RatioSpec } from './figures.ts'

/** What a contender is measured at. Its figures are `name` and, behind a dot, what the measure gives. */
export interface Entry {
  readonly name: string
  readonly measure: MeasureName
  readonly options: Readonly<Record<string, unknown>>
  /** It works in a PostgreSQL database. */
  readonly postgres?: true
  /** Its packages are those of peers/. */
  readonly peer?: true
  /** What it is about: its library, not a peer or a limit. Its failing is an error of the whole. */
  readonly own?: true
  /** Filled once, before the first round, in a process of its own; entries with the same `place` share it. */
  readonly filled?: { readonly place: string; readonly measure: MeasureName; readonly options: Readonly<Record<string, unknown>> }
}

/** Contenders that take turns, and what is made of their figures. */
export interface Group {
  readonly name: string
  /** Which kind of time its ratios are about: by the clock where a disk or another process is waited for, of processors elsewhere. */
  readonly basis: 'wall' | 'cpu'
  readonly rounds: number
  readonly entries: readonly Entry[]
  readonly ratios: readonly RatioSpec[]
}

export type Engine = 'memory' | 'file' | 'sqlite' | 'postgres'

const isPeer = (contender: string) => !/^(bihuan|raw|raw-group)\./.test(contender)

const about = (contender: string): Pick<Entry, 'postgres' | 'peer' | 'own'> => ({
  ...(contender.endsWith('.postgres') && { postgres: true }),
  ...(isPeer(contender) && { peer: true }),
  ...(contender.startsWith('bihuan.') && { own: true }),
})

interface CallersOf {
  readonly tasks: number
  readonly warm: number
  readonly times?: number
}

const callers = (contender: string, many: 1 | 64, options: CallersOf): Entry => ({
  name: `${many === 1 ? 'one-caller' : 'callers-64'}.${contender}`,
  measure: 'callers',
  options: { contender, callers: many, ...options },
  ...about(contender),
})

/** The same calls, each after a pause: what of their time is the machine's. */
const pausing = (pause: number): Entry => ({
  name: `one-caller.bihuan-after-${pause}-ms.memory`,
  measure: 'pauses',
  options: { contender: 'bihuan.memory', pause, tasks: 300, warm: 600 },
  own: true,
})

/** Commands in memory: everything on beside bare appends, and beside others that do equal work. */
const inMemory = (short: boolean): Group => {
  const size = { tasks: short ? 200 : 1700, warm: short ? 50 : 600, times: 3 }
  const others = short ? ['emmett', 'emmett-equal'] : ['emmett', 'emmett-equal', 'castore', 'act', 'rtk']
  return {
    name: 'one-caller.memory',
    basis: 'cpu',
    rounds: short ? 2 : 3,
    entries: [
      ...['bihuan', ...others].map((library) => callers(`${library}.memory`, 1, size)),
      ...(short ? [] : [pausing(0.1), pausing(1)]),
    ],
    ratios: [
      {
        name: 'one-caller.memory.vs-emmett-append',
        over: 'one-caller.bihuan.memory.perCpuSecond',
        under: ['one-caller.emmett.memory.perCpuSecond'],
        target: 1,
      },
      {
        name: 'one-caller.memory.vs-emmett-equal-work',
        over: 'one-caller.bihuan.memory.perCpuSecond',
        under: ['one-caller.emmett-equal.memory.perCpuSecond'],
        target: 3,
      },
    ],
  }
}

const peersOf: Readonly<Record<Engine, readonly string[]>> = {
  memory: [],
  file: [],
  sqlite: ['emmett', 'act'],
  postgres: ['emmett', 'castore', 'act'],
}

/** Where a commit waits for the disk: one caller, and 64 on one log. */
const onDisk = (engine: 'file' | 'sqlite' | 'postgres', short: boolean): Group => {
  const size = { tasks: short ? 60 : 600, warm: short ? 20 : 600 }
  const many = { tasks: short ? 128 : 1280, warm: short ? 64 : 640 }
  const others = short ? [] : peersOf[engine]
  const grouped = engine !== 'sqlite'
  const one = (library: string) => `one-caller.${library}.${engine}.perSecond`
  return {
    name: `one-caller.${engine}`,
    basis: 'wall',
    rounds: short ? 2 : 3,
    entries: [
      callers(`raw.${engine}`, 1, size),
      callers(`bihuan.${engine}`, 1, size),
      ...others.map((library) => callers(`${library}.${engine}`, 1, size)),
      callers(`bihuan.${engine}`, 64, many),
      ...(grouped ? [callers(`raw-group.${engine}`, 64, many)] : []),
    ],
    ratios: [
      { name: `one-caller.${engine}.vs-raw`, over: one('bihuan'), under: [one('raw')], target: engine === 'postgres' ? 0.85 : 0.8 },
      ...(others.length > 0
        ? [
            {
              name: `one-caller.${engine}.vs-best-peer`,
              over: one('bihuan'),
              under: others.map(one),
              target: engine === 'postgres' ? 1.5 : 2.5,
            },
          ]
        : []),
      engine === 'postgres'
        ? {
            name: 'callers-64.postgres.vs-raw-group',
            over: 'callers-64.bihuan.postgres.perSecond',
            under: ['callers-64.raw-group.postgres.perSecond'],
            target: 0.6,
          }
        : { name: `callers-64.${engine}.vs-raw-one`, over: `callers-64.bihuan.${engine}.perSecond`, under: [one('raw')], target: 8 },
      {
        name: `callers-64.${engine}.p99-vs-p50-of-one`,
        over: `callers-64.bihuan.${engine}.p99`,
        under: [`one-caller.bihuan.${engine}.p50`],
        target: 20,
        atMost: true,
      },
    ],
  }
}

/** Events that are parsed already, folded: what the tables cost beside the least that a program could do. */
const folding = (short: boolean): Group => {
  const entry = (by: 'bihuan' | 'plain'): Entry => ({
    name: `fold.${by}`,
    measure: 'fold',
    options: { by, tasks: short ? 2000 : 8334, times: 3 },
    ...(by === 'bihuan' && { own: true }),
  })
  return {
    name: 'replay.fold',
    basis: 'wall',
    rounds: short ? 2 : 3,
    entries: [entry('bihuan'), entry('plain')],
    ratios: [{ name: 'replay.memory.vs-plain-fold', over: 'fold.bihuan.perSecond', under: ['fold.plain.perSecond'], target: 0.5 }],
  }
}

/** A log opened by replay in a fresh process, beside rows read, hashed, parsed and folded plainly. */
const replaying = (engine: Engine, short: boolean): Group => {
  const tasks = short ? 1000 : 8334
  const basis = engine === 'postgres' ? 'wall' : 'cpu'
  const rate = basis === 'wall' ? 'perSecond' : 'perCpuSecond'
  const entry = (library: string): Entry => {
    const contender = `${library}.${engine}`
    const options = { contender, tasks }
    const shared = { name: `replay.${contender}`, measure: 'replay' as const, ...about(contender) }
    return engine === 'memory'
      ? { ...shared, options: { ...options, fillHere: true } }
      : { ...shared, options, filled: { place: contender, measure: 'fill', options } }
  }
  const over = `replay.bihuan.${engine}.${rate}`
  const others = peersOf[engine]
  return {
    name: `replay.${engine}`,
    basis,
    rounds: short ? 2 : 3,
    entries: ['raw', 'bihuan', ...others].map(entry),
    ratios: [
      { name: `replay.${engine}.vs-limit`, over, under: [`replay.raw.${engine}.${rate}`], target: 0.6 },
      ...(others.length > 0
        ? [
            {
              name: `replay.${engine}.vs-best-peer`,
              over,
              under: others.map((library) => `replay.${library}.${engine}.${rate}`),
              target: engine === 'postgres' ? 1.5 : 2,
            },
          ]
        : []),
    ],
  }
}

/** What must not cost more where there is more. */
const growing = (short: boolean): Group => {
  const sizes = short ? [300, 3000] : [1000, 10_000, 100_000]
  const [few, many] = [sizes[0], sizes.at(-1)]
  const ratio = (what: string, target: number): RatioSpec => ({
    name: `growth.${what}`,
    over: `growth.${many}.${what}`,
    under: [`growth.${few}.${what}`],
    target,
    atMost: true,
  })
  return {
    name: 'growth',
    basis: 'wall',
    rounds: short ? 1 : 3,
    entries: sizes.map((tasks) => ({
      name: `growth.${tasks}`,
      measure: 'growth',
      options: { tasks, brief: short },
      own: true,
    })),
    ratios: [
      ratio('command', 1.3),
      ...['wallChart', 'strategyMap', 'coverage', 'leagueTable'].map((view) => ratio(`read.${view}`, 2)),
      ratio('read.ledgerPage', 3),
    ],
  }
}

const imports: Group = {
  name: 'import',
  basis: 'wall',
  rounds: 2,
  entries: [
    ...(['file', 'sqlite', 'postgres'] as const).map((engine) => ({
      name: `import.bihuan.${engine}`,
      measure: 'importing' as const,
      options: { engine, tasks: 8334 },
      ...about(`bihuan.${engine}`),
    })),
    { name: 'import.raw-copy.postgres', measure: 'copying', options: { tasks: 8334 }, postgres: true },
  ],
  ratios: [],
}

const year: Group = {
  name: 'year',
  basis: 'wall',
  rounds: 2,
  entries: [
    { name: 'scoring.10000', measure: 'scoring', options: { tasks: 10_000 }, own: true },
    { name: 'as-of.10000', measure: 'asOf', options: { tasks: 10_000 }, own: true },
  ],
  ratios: [],
}

/** A long log with a snapshot at its end. */
const openings: Group = {
  name: 'opening',
  basis: 'cpu',
  rounds: 2,
  entries: ['replay', 'replayPage', 'hydrated', 'page', 'counted'].map((way) => ({
    name: `opening.${way}`,
    measure: 'opening',
    options: { way },
    own: true,
    filled: { place: 'long', measure: 'fillLong', options: { events: 1_000_000 } },
  })),
  ratios: [
    { name: 'opening.hydrated.vs-replay', over: 'opening.replay.cpu', under: ['opening.hydrated.cpu'], target: 3 },
    { name: 'opening.first-page.vs-replay', over: 'opening.replayPage.cpu', under: ['opening.page.cpu'], target: 10 },
    { name: 'opening.first-page-counted.vs-replay', over: 'opening.replayPage.cpu', under: ['opening.counted.cpu'], target: 10 },
  ],
}

const million: Group = {
  name: 'million',
  basis: 'wall',
  rounds: 1,
  entries: [
    {
      name: 'million.bihuan.sqlite',
      measure: 'replayHeap',
      options: { engine: 'sqlite' },
      own: true,
      filled: { place: 'million', measure: 'fill', options: { contender: 'bihuan.sqlite', tasks: 83_334 } },
    },
  ],
  ratios: [{ name: 'replay.million.heap-kb-per-event', over: 'million.bihuan.sqlite.beyondRows', target: 1.5, atMost: true }],
}

/** Everything, or what two minutes on two cores allow. */
export const groups = (short: boolean): readonly Group[] =>
  short
    ? [inMemory(true), onDisk('file', true), onDisk('sqlite', true), folding(true), replaying('memory', true), growing(true)]
    : [
        inMemory(false),
        onDisk('file', false),
        onDisk('sqlite', false),
        onDisk('postgres', false),
        folding(false),
        replaying('memory', false),
        replaying('file', false),
        replaying('sqlite', false),
        replaying('postgres', false),
        imports,
        openings,
        million,
        growing(false),
        year,
      ]

/** The groups with what `only` asks for: ratios or figures whose names begin with one of these words, and what they need. All without. */
export function asked(all: readonly Group[], only: readonly string[]): readonly Group[] {
  if (only.length === 0) return all
  const wanted = (name: string) => only.some((word) => name.startsWith(word))
  return all.flatMap((group) => {
    const ratios = group.ratios.filter(({ name }) => wanted(name))
    const needed = ratios.flatMap(({ over, under = [] }) => [over, ...under])
    const entries = group.entries.filter(
      ({ name }) => wanted(name) || wanted(group.name) || needed.some((figure) => figure.startsWith(`${name}.`)),
    )
    return entries.length === 0
      ? []
      : [{ ...group, ratios: group.ratios.filter(({ name }) => wanted(name) || wanted(group.name)), entries }]
  })
}
