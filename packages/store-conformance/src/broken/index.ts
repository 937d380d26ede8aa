import type { PromiseName, suite } from '../suite.ts'
import { appends } from './appends.ts'
import { finds, reads } from './reads.ts'
import { crashing, modelled, severalProcesses, sharing } from './sharing.ts'
import { snapshotting } from './snapshotting.ts'
import { storing } from './storing.ts'
import { turning } from './turning.ts'
import { watches } from './watches.ts'
import type { Broken, BrokenStores } from './wrapping.ts'

/** Every promise has a store that breaks it: the compiler asks for the groups here, and each group for its cases. */
const groups: { readonly [G in keyof typeof suite]: BrokenStores<(typeof suite)[G]> } = {
  store: storing,
  append: appends,
  read: reads,
  findCommand: finds,
  watch: watches,
  turn: turning,
  snapshots: snapshotting,
  'two stores over one medium': sharing,
  'several processes': severalProcesses,
  'a crash': crashing,
  'a store': modelled,
}

export interface Entry {
  readonly id: number
  readonly promise: PromiseName
  readonly broken: Broken
}

export const brokenStores: readonly Entry[] = Object.entries(groups)
  .flatMap(([group, cases]) =>
    Object.entries<readonly Broken[]>(cases).flatMap(([name, some]) =>
      some.map((broken) => ({ promise: `${group}: ${name}` as PromiseName, broken })),
    ),
  )
  .map((entry, id) => ({ ...entry, id }))
