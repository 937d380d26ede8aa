import * as z from 'zod/mini'
import { day, ordinal, someOf, words } from './schema.ts'

/** Event shapes by type. The types, `slice.fact` in the past tense, are the storage contract: never reused, never renamed. */
export type Shapes = Readonly<Record<string, z.core.$ZodType>>

/** What `decide` returns: a type and the data that its shape allows. */
export type Fact<S extends Shapes> = { [T in keyof S & string]: { readonly type: T; readonly data: z.output<S[T]> } }[keyof S & string]
export type AnyFact = { readonly type: string; readonly data: unknown }

/** Who acts. `person` is an opaque id, never a name; `unit` is the unit that the person acts for. */
export const actorShape = z.strictObject({
  person: words(64),
  unit: words(64),
  roles: someOf(words(64), 16),
})
export type Actor = z.infer<typeof actorShape>

/** The document, meeting or decision that an act rests on. */
export const basisShape = z.strictObject({
  kind: z.enum(['document', 'meeting', 'decision', 'instruction', 'law']),
  title: words(400),
  id: z.optional(words(64)),
  on: z.optional(day()),
  uri: z.optional(words(2000)),
})
export type Basis = z.infer<typeof basisShape>

/** What every record says beside its data. Optional members are absent, never null. */
export interface Envelope {
  /** Version of this envelope. */
  readonly v: 1
  /** Place in the log: 1, 2, 3 … */
  readonly position: number
  readonly type: string
  /** Version of the type's shape when it was recorded. */
  readonly version: number
  /** The day on which the fact holds, in the log's zone. */
  readonly on: string
  /** When it was entered: UTC, ISO 8601. Never decreases along the log. */
  readonly recordedAt: string
  readonly actor: Actor
  /** The command that recorded it: this is event `n` of the `of` events that it recorded. */
  readonly command: { readonly id: string; readonly name: string; readonly digest: string; readonly n: number; readonly of: number }
  /** What belongs together across commands; the command's id unless the caller says otherwise. */
  readonly correlation: string
  /** `position` of the event that made somebody send this command. */
  readonly causation?: number
  readonly basis?: Basis
  readonly onBehalfOf?: string
  /** 128 random bits as hexadecimal, so that a leaf's hash tells nothing about what it covers. */
  readonly salt: string
}

/** A fact that has its place in the log and its two times. */
export type Recorded<F extends AnyFact = AnyFact> = F extends AnyFact ? Omit<Envelope, 'type'> & F : never

/** The envelope's own shape, without `data`, to check records that come from elsewhere. */
export const envelopeShape = z.strictObject({
  v: z.literal(1),
  position: ordinal(),
  type: z.string().check(z.minLength(1)),
  version: ordinal(),
  on: day(),
  recordedAt: z.iso.datetime({ precision: 3 }),
  actor: actorShape,
  command: z.strictObject({
    id: words(64),
    name: z.string().check(z.minLength(1)),
    digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    n: ordinal(),
    of: ordinal(),
  }),
  correlation: words(64),
  causation: z.optional(ordinal()),
  basis: z.optional(basisShape),
  onBehalfOf: z.optional(words(64)),
  salt: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  data: z.unknown(),
})

/** Steps from one version of a type's data to the next, oldest first: `[from1to2, from2to3]`. */
export type Upcasters = Readonly<Record<string, readonly ((data: never) => unknown)[]>>
