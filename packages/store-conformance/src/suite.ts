import { appending } from './appending.ts'
import type { Case, Cases } from './case.ts'
import { crash } from './crash.ts'
import { lifecycle } from './lifecycle.ts'
import { model } from './model.ts'
import { processes } from './processes.ts'
import { finding, reading } from './reading.ts'
import { sharing } from './sharing.ts'
import { snapshotModel } from './snapshot-model.ts'
import { snapshots } from './snapshots.ts'
import { turns } from './turns.ts'
import { watching } from './watching.ts'

/** Every promise of the ports, by what it is a promise of. Not a test yet: {@link describeEventStore} makes tests of them. */
export const suite = {
  store: lifecycle,
  append: appending,
  read: reading,
  findCommand: finding,
  watch: watching,
  turn: turns,
  snapshots: { ...snapshots, ...snapshotModel },
  'two stores over one medium': sharing,
  'several processes': processes,
  'a crash': crash,
  'a store': model,
} satisfies Readonly<Record<string, Cases>>

type Groups = typeof suite

/** The name of a promise, such as `append: refuses a first append that expects more than nothing`. */
export type PromiseName = { readonly [G in keyof Groups]: `${G}: ${keyof Groups[G] & string}` }[keyof Groups]

/** All promises by name. */
export const promises = Object.fromEntries(
  Object.entries<Cases>(suite).flatMap(([group, cases]) => Object.entries(cases).map(([name, one]) => [`${group}: ${name}`, one])),
) as Readonly<Record<PromiseName, Case>>
