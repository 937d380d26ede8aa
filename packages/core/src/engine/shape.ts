import * as z from 'zod/mini'

/**
 * A schema made ready to be asked often: a tree of functions, one for each of its parts, that say the same as the schema and allocate
 * nothing but the copy that they give. What they do not know (lazy schemas, records, transforms …) the schema itself
 * answers, in its place in the tree. What was wrong only the schema can tell: a value that is `unfit` is parsed again.
 */
export interface Shape {
  /**
   * What the schema makes of `value`: a copy that shares nothing with it, members in the order of their names and those that are
   * `undefined` left out; or `unfit`, exactly where the schema finds an issue. @throws as the schema does, when a check of it is asynchronous
   */
  readonly take: (value: unknown) => unknown
  /**
   * Everything in the copy was made here: JSON that is read back is equal to it, and its text is canonical as the platform writes it, but
   * for lone surrogates.
   */
  readonly plain: boolean
}

export const unfit = Symbol('unfit')

type Take = Shape['take']
type Schema = z.core.$ZodType
type Check = z.core.$ZodCheck<never>
/** What a check is given: it may change the value, and adds what it finds. */
type Payload = { value: unknown; readonly issues: unknown[] }

const known = new WeakMap<Schema, Shape>()

/** The shape of a schema of `zod` or `zod/mini`, made when it is first asked for. */
export function shapeOf(schema: Schema): Shape {
  const made = known.get(schema)
  if (made) return made
  const own: Take = (value) => {
    const parsed = z.safeParse(schema, value)
    return parsed.success ? parsed.data : unfit
  }
  const asked = { take: own, plain: false }
  // for a schema that holds itself
  known.set(schema, asked)
  const parts = partsOf(schema, own)
  const shape = parts ? checked(schema, parts, own) : asked
  known.set(schema, shape)
  return shape
}

/** What a schema says before its checks, or undefined when only the schema knows. `own` asks the schema. */
function partsOf(schema: Schema, own: Take): Shape | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return def.coerce ? undefined : { take: (value) => (typeof value === 'string' ? value : unfit), plain: true }
    case 'number':
      return def.coerce ? undefined : { take: number, plain: true }
    case 'boolean':
      return def.coerce ? undefined : { take: (value) => (typeof value === 'boolean' ? value : unfit), plain: true }
    case 'null':
      return { take: (value) => (value === null ? null : unfit), plain: true }
    case 'enum':
      return among(Object.values(def.entries), schema)
    case 'literal':
      return among(def.values, schema)
    case 'optional':
      return def.innerType._zod.optin === 'defaulted' ? undefined : unless(undefined, undefined, shapeOf(def.innerType))
    case 'nullable':
      return unless(null, null, shapeOf(def.innerType))
    case 'default':
      return withDefault(def.defaultValue, shapeOf(def.innerType))
    case 'array':
      return items(shapeOf(def.element), mayLack(def.element))
    case 'union':
      return def.inclusive === false ? undefined : firstOf(def.options.map(shapeOf))
    case 'object':
      return members(def.shape, def.catchall, own)
    default:
      return undefined
  }
}

function number(value: unknown): unknown {
  if (typeof value !== 'number' || !Number.isFinite(value)) return unfit
  // minus zero is no number of JSON
  return value === 0 ? 0 : value
}

function among(values: readonly unknown[], schema: Schema): Shape | undefined {
  if (!values.every((value) => typeof value === 'string')) return undefined
  const all = schema._zod.values as ReadonlySet<unknown>
  return { take: (value) => (all.has(value) ? value : unfit), plain: true }
}

function unless(absent: undefined | null, instead: undefined | null, { take, plain }: Shape): Shape {
  return { take: (value) => (value === absent ? instead : take(value)), plain }
}

/** Takes `undefined`, and so may be left out of an object. */
const mayLack = (schema: Schema): boolean => schema._zod.optin !== undefined

/** A default is given as it is, unparsed. */
function withDefault(value: unknown, { take, plain }: Shape): Shape | undefined {
  const isList = Array.isArray(value) && value.length === 0
  if (!isList && typeof value === 'object' && value !== null) return undefined
  return { take: (given) => (given === undefined ? (isList ? [] : value) : take(given)), plain }
}

function items({ take, plain }: Shape, withGaps: boolean): Shape {
  return {
    plain: plain && !withGaps,
    take(value) {
      if (!Array.isArray(value)) return unfit
      const all = new Array(value.length)
      for (let i = 0; i < value.length; i++) {
        const item = take(value[i])
        if (item === unfit) return unfit
        all[i] = item
      }
      return all
    },
  }
}

function firstOf(options: readonly Shape[]): Shape {
  return {
    plain: options.every((option) => option.plain),
    take(value) {
      for (const { take } of options) {
        const taken = take(value)
        if (taken !== unfit) return taken
      }
      return unfit
    },
  }
}

function members(shape: Readonly<Record<string, Schema>>, others: Schema | undefined, own: Take): Shape | undefined {
  const isStrict = others?._zod.def.type === 'never'
  const names = Object.keys(shape).sort()
  // an object puts whole numbers before other names, and `__proto__` nowhere
  const isOrdered = !names.some((name) => name === '__proto__' || /^[0-9]/.test(name))
  if ((others && !isStrict) || !isOrdered || Object.getOwnPropertySymbols(shape).length > 0) return undefined
  const all = names.map((name) => shape[name] as Schema)
  const shapes = all.map(shapeOf)
  const takes = shapes.map((one) => one.take)
  const lacking = all.map(mayLack)
  const declared = new Set(names)
  return {
    plain: shapes.every((one) => one.plain),
    take(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return own(value)
      const given = value as Readonly<Record<string, unknown>>
      if (isStrict) for (const name in given) if (!declared.has(name)) return unfit
      const copy: Record<string, unknown> = {}
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string
        const said = given[name]
        if (said === undefined && !lacking[i]) return own(value)
        const taken = (takes[i] as Take)(said)
        if (taken === unfit) return unfit
        if (taken !== undefined) copy[name] = taken
      }
      return copy
    },
  }
}

/** A shape with the checks of its schema. */
function checked(schema: Schema, shape: Shape, own: Take): Shape {
  const { def, traits } = schema._zod as unknown as { readonly def: z.core.$ZodTypeDef; readonly traits: ReadonlySet<string> }
  const checks = [...(traits.has('$ZodCheck') ? [schema as unknown as Check] : []), ...((def.checks ?? []) as readonly Check[])]
  if (checks.length === 0) return shape
  const takes = checks.map((check) => checkOf(check, own))
  const { take } = shape
  // what changes a list or an object may put into it whatever it wants
  const plain = shape.plain && (def.type === 'string' || !checks.some((check) => check._zod.def.check === 'overwrite'))
  const [first] = takes as [Take]
  if (takes.length === 1)
    return {
      plain,
      take(value) {
        const taken = take(value)
        return taken === unfit ? unfit : first(taken)
      },
    }
  return {
    plain,
    take(value) {
      let taken = take(value)
      for (let i = 0; i < takes.length && taken !== unfit; i++) taken = (takes[i] as Take)(taken)
      return taken
    },
  }
}

/** What a check says of a value of its type. `own` asks the schema. */
function checkOf(check: Check, own: Take): Take {
  const def = check._zod.def as z.core.$ZodCheckDef & { readonly when?: (payload: Payload) => boolean }
  /** For the next time that it is asked; away while it is, since a check may ask itself. */
  let spare: Payload | undefined = { value: undefined, issues: [] }
  const ask = (value: unknown) => {
    const payload = spare ?? { value, issues: [] }
    spare = undefined
    payload.value = value
    if (!def.when || def.when(payload)) {
      const done: unknown = (check._zod.check as (payload: Payload) => unknown)(payload)
      if (done instanceof Promise) return own(value)
      if (payload.issues.length > 0) return unfit
    }
    const taken = payload.value
    payload.value = undefined
    spare = payload
    return taken
  }
  // what shows at once need not be asked
  switch (def.check) {
    case 'max_length': {
      // lengths of text are code points, of which there are no more than there are units
      const { maximum } = def as z.core.$ZodCheckMaxLengthDef
      return (value) => ((value as string).length <= maximum ? value : ask(value))
    }
    case 'min_length': {
      const { minimum } = def as z.core.$ZodCheckMinLengthDef
      return (value) => (minimum <= 1 && (value as string).length >= minimum ? value : ask(value))
    }
    case 'number_format': {
      const isSafe = (def as z.core.$ZodCheckNumberFormatDef).format === 'safeint'
      return (value) => (isSafe && Number.isSafeInteger(value) ? value : ask(value))
    }
    case 'string_format': {
      const { format, pattern } = def as z.core.$ZodCheckStringFormatDef
      if (!pattern || pattern.global || pattern.sticky || (format !== 'regex' && format !== 'date')) return ask
      return (value) => (pattern.test(value as string) ? value : ask(value))
    }
    default:
      return ask
  }
}
