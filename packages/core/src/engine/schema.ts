import * as z from 'zod/mini'
import { hasLoneSurrogate } from './canonical.ts'

/**
 * The scalar types of events and commands, and the marks that the engine reads off a schema: what refers to a subject,
 * which id the runtime may supply, which text is about a person and may be sealed.
 *
 * They are made with `zod/mini` and fit into objects of `zod` as of `zod/mini`. What is done to them is written as functions, which
 * both have: `z.optional(text())`, `z._default(quantity(), 0)`.
 */

export type Mark =
  | { readonly mark: 'ref'; readonly kind: string }
  | { readonly mark: 'new'; readonly kind: string }
  | { readonly mark: 'personal'; readonly owner: string }

const key = Symbol.for('bihuan.marks')
const shared = globalThis as { [key]?: z.core.$ZodRegistry<Mark> }
/** One registry for every copy of this package: a slice made with one is read by the others, as errors are told apart. */
const marks = shared[key] ?? z.registry<Mark>()
shared[key] = marks

const idPattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u
const idText = () => z.string().check(z.normalize('NFC'), z.regex(idPattern))

/** The id of something that exists: `[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}`, NFC. It becomes the subject `kind:id`. */
export const ref = (kind: string) => idText().register(marks, { mark: 'ref', kind })

/** The id of something that this command or event brings in. Left out of a command, the runtime supplies a uuid v7. */
export const newId = (kind: string) => idText().register(marks, { mark: 'new', kind })

/** An id that is unique only within its owner, such as a milestone's within its task. */
export const localId = () => idText()

/** A day, `YYYY-MM-DD`, in the log's zone. */
export const day = () => z.iso.date()

/** Text of at least one character that is not white space, at most 4,000, well-formed. */
export const words = (max = 4000) =>
  z.string().check(
    z.maxLength(max),
    // One check for both, since every text passes through here, twice a command.
    z.check<string>(({ value: input, issues }) => {
      const isBlank = !/\S/.test(input)
      if (!isBlank && !hasLoneSurrogate(input)) return
      const [message, code] = isBlank ? ['must not be blank', 'blank'] : ['holds half of a surrogate pair', 'loneSurrogate']
      issues.push({ code: 'custom', message, params: { code }, input, continue: true })
    }),
  )

/** A name or text as it is written, or the same in Chinese and English. */
export const text = (max = 4000) => z.union([words(max), z.strictObject({ zh: words(max), en: words(max) })])
export type Text = string | { readonly zh: string; readonly en: string }

/** A list of at most `max`. */
export const listOf = <T extends z.core.SomeType>(item: T, max: number) => z.array(item).check(z.maxLength(max))

/** A list of at least one and at most `max`. */
export const someOf = <T extends z.core.SomeType>(item: T, max: number) => z.array(item).check(z.minLength(1), z.maxLength(max))

/** 1, 2, 3 … */
export const ordinal = () => z.int().check(z.positive())

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max))

/** Points, weights and measured values: a number of at most two decimals, exact up to a hundred trillion. */
export const quantity = () =>
  z.number().check(
    z.minimum(-1e13),
    z.maximum(1e13),
    z.refine((value) => hundredths(value) !== undefined, { error: 'has more than two decimals', params: { code: 'decimals' } }),
  )

/** Percent of at most two decimals, 0–100. */
export const percent = () => quantity().check(z.minimum(0), z.maximum(100))

/** A weight: more than 0. */
export const weight = () => quantity().check(z.gt(0), z.maximum(1e6))

/** Money in yuan, as a decimal string of at most two decimals: `"120000000"`, `"0.50"`. */
export const money = () => z.string().check(z.regex(/^(0|[1-9][0-9]{0,17})(\.[0-9]{1,2})?$/))

/** `value` in hundredths as an integer, or undefined when it has more than two decimals. */
export function hundredths(value: number): number | undefined {
  const scaled = Math.round(value * 100)
  return scaled / 100 === value ? scaled : undefined
}

/** A text about a person that was sealed: unreadable once the owner's key is erased. */
export const sealed = () =>
  z.strictObject({ sealed: idText(), iv: z.string().check(z.minLength(1), z.maxLength(64)), text: z.string().check(z.minLength(1)) })
export type Sealed = z.infer<ReturnType<typeof sealed>>

/**
 * Text about a person: plain, or sealed with a key of `owner`, the name of a sibling field that holds the person's id.
 * It never enters a command's digest.
 */
export const personal = (owner: string, max = 200) => z.union([words(max), sealed()]).register(marks, { mark: 'personal', owner })
export type Personal = string | Sealed

/** A marked place in a schema: `path` steps into objects by name and into arrays by `null`. */
export interface Marked {
  readonly path: readonly (string | null)[]
  readonly mark: Mark
}

/**
 * All marked places of a schema, through objects, arrays, optionals, defaults and unions. Kinds are told by name, so that schemas
 * of `zod`, of `zod/mini` and of another copy of either are read alike.
 */
export function marked(schema: z.core.$ZodType, path: readonly (string | null)[] = []): readonly Marked[] {
  const own = marks.get(schema)
  if (own) return [{ path, mark: own }]
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'object') return Object.entries(def.shape).flatMap(([key, member]) => marked(member, [...path, key]))
  if (def.type === 'array') return marked(def.element, [...path, null])
  if (def.type === 'union') return def.options.flatMap((option) => marked(option, path))
  if (def.type === 'optional' || def.type === 'default' || def.type === 'nonoptional' || def.type === 'readonly')
    return marked(def.innerType, path)
  return []
}

/** Calls `visit` with every value at `path` in `root`, and with the object that holds it. */
export function visit(
  root: unknown,
  path: readonly (string | null)[],
  onValue: (value: unknown, holder: Record<string, unknown>, key: string) => void,
): void {
  step(root, 0)
  function step(value: unknown, depth: number): void {
    if (value === null || typeof value !== 'object') return
    const key = path[depth]
    if (key === null) {
      for (let i = 0; i < (value as unknown[]).length; i++) {
        if (depth === path.length - 1) onValue((value as unknown[])[i], value as Record<string, unknown>, String(i))
        else step((value as unknown[])[i], depth + 1)
      }
    } else if (key !== undefined && Object.hasOwn(value, key)) {
      if (depth === path.length - 1) onValue((value as Record<string, unknown>)[key], value as Record<string, unknown>, key)
      else step((value as Record<string, unknown>)[key], depth + 1)
    }
  }
}

/** Reads the subjects, `kind:id` sorted and each once, off data of this schema. */
export function subjectsOf(schema: z.core.$ZodType): (data: unknown) => readonly string[] {
  const places = marked(schema).flatMap(({ path, mark }) => (mark.mark === 'personal' ? [] : [{ path, prefix: `${mark.kind}:` }]))
  return (data) => {
    const found: string[] = []
    const add = (prefix: string, value: unknown) => {
      if (typeof value !== 'string') return
      const subject = prefix + value
      let place = found.length
      while (place > 0 && (found[place - 1] as string) > subject) place--
      if (found[place - 1] !== subject) found.splice(place, 0, subject)
    }
    for (const { path, prefix } of places) {
      // most lie at the top
      const [key] = path
      if (path.length > 1 || typeof key !== 'string') visit(data, path, (value) => add(prefix, value))
      else if (typeof data === 'object' && data !== null && Object.hasOwn(data, key)) add(prefix, (data as Record<string, unknown>)[key])
    }
    return found
  }
}

/** In a command: the id of what it brings in; left out, the runtime supplies a uuid v7 before the decision. */
export const ownId = (kind: string) => z._default(newId(kind), '')
