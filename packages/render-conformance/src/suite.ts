import type { Case, Cases } from './case.ts'
import { erring } from './erring.ts'
import { harmless } from './harmless.ts'
import { identity } from './identity.ts'
import { sameness } from './sameness.ts'
import { showing } from './showing.ts'

/** Every promise of the port `Renderer`, by what it is a promise of. {@link describeRenderer} makes tests of them. */
export const suite = {
  renderer: identity,
  total: showing,
  errors: erring,
  deterministic: sameness,
  harmless,
} satisfies Readonly<Record<string, Cases>>

type Groups = typeof suite

/** The name of a promise, such as `total: shows a large table whole`. */
export type PromiseName = { readonly [G in keyof Groups]: `${G}: ${keyof Groups[G] & string}` }[keyof Groups]

/** All promises by name. */
export const promises = Object.fromEntries(
  Object.entries<Cases>(suite).flatMap(([group, cases]) => Object.entries(cases).map(([name, one]) => [`${group}: ${name}`, one])),
) as Readonly<Record<PromiseName, Case>>
