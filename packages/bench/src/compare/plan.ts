import type { Job } from '../measures/index.ts'
import type { RatioSpec } from './figures.ts'

/** What a contender is measured at. Its figures are `name` and, behind a dot, what the measure gives. */
export interface Entry {
  readonly name: string
  readonly measure: Job['measure']
  readonly options: Job['options']
  /** It works in a PostgreSQL database. */
  readonly postgres?: true
  /** Its packages are those of peers/. */
  readonly peer?: true
}

/** Contenders that take turns, and what is made of their figures. */
export interface Group {
  readonly title: { readonly en: string; readonly zh: string }
  /** Which kind of time counts: by the clock where a disk or another process is waited for, of processors elsewhere. */
  readonly basis: 'wall' | 'cpu'
  readonly rounds: number
  readonly entries: readonly Entry[]
  readonly ratios: readonly RatioSpec[]
}

const oneCaller = (short: boolean): Group => {
  const tasks = short ? 300 : 1700
  const entry = (contender: string, peer?: true): Entry => ({
    name: `one-caller.${contender}`,
    measure: 'callers',
    options: { contender, callers: 1, tasks, warm: 100, times: 3 },
    ...(peer && { peer }),
  })
  return {
    title: { en: 'One caller, in memory', zh: '单个调用者，内存' },
    basis: 'cpu',
    rounds: 3,
    entries: [entry('bihuan.memory'), entry('emmett.memory', true), entry('emmett-equal.memory', true)],
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

const foldInMemory = (short: boolean): Group => {
  const entry = (by: string): Entry => ({
    name: `fold.${by}`,
    measure: 'fold',
    options: { by, tasks: short ? 2000 : 8000, times: 3 },
  })
  return {
    title: { en: 'Folding events that are parsed', zh: '折叠已解析的事件' },
    basis: 'cpu',
    rounds: 3,
    entries: [entry('bihuan'), entry('plain')],
    ratios: [{ name: 'replay.memory.vs-plain-fold', over: 'fold.bihuan.perSecond', under: ['fold.plain.perSecond'], target: 0.5 }],
  }
}

export const groups = (short: boolean): readonly Group[] => [oneCaller(short), foldInMemory(short)]

/** The groups with what `only` asks for: a ratio or a figure whose name begins with one of these words. All without. */
export function asked(all: readonly Group[], only: readonly string[]): readonly Group[] {
  if (only.length === 0) return all
  const wanted = (name: string) => only.some((word) => name.startsWith(word))
  return all.flatMap((group) => {
    const ratios = group.ratios.filter(({ name }) => wanted(name))
    const needed = ratios.flatMap(({ over, under = [] }) => [over, ...under])
    const entries = group.entries.filter(({ name }) => wanted(name) || needed.some((figure) => figure.startsWith(`${name}.`)))
    return entries.length === 0 ? [] : [{ ...group, ratios, entries }]
  })
}
