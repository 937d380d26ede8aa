/** The places in a view's value where people's text stands, found by the value's shape. */

interface Schema {
  readonly _zod: { readonly def: object }
}

interface Def {
  readonly type: string
  readonly shape?: Readonly<Record<string, Schema>>
  readonly element?: Schema
  readonly innerType?: Schema
  readonly valueType?: Schema
  readonly options?: readonly Schema[]
  readonly getter?: () => Schema
}

const defOf = (schema: Schema): Def => schema._zod.def as Def

/** A text in one language or two is a union of a string and an object of `zh` and `en`. */
const isText = ({ type, options = [] }: Def): boolean =>
  type === 'union' && options.some((one) => defOf(one).type === 'string') && options.some((one) => 'zh' in (defOf(one).shape ?? {}))

const isPersonal = ({ type, options = [] }: Def): boolean =>
  type === 'union' && options.some((one) => defOf(one).type === 'string') && options.some((one) => 'sealed' in (defOf(one).shape ?? {}))

/**
 * A copy of a value with other texts where people's texts stand: in turn in one language and in two. `next` gives them.
 * What is no text stays: ids, days and codes are checked before they are recorded.
 */
export function withTexts(schema: Schema, value: unknown, next: () => string): unknown {
  let turn = 0
  const text = (old: unknown) => (typeof old === 'object' || turn++ % 2 === 0 ? { zh: next(), en: next() } : next())
  const walk = (shape: Schema, at: unknown): unknown => {
    const def = defOf(shape)
    if (at === null || at === undefined) return at
    if (isText(def)) return typeof at === 'object' && 'sealed' in at ? at : text(at)
    if (isPersonal(def)) return typeof at === 'string' ? next() : at
    if (def.type === 'nullable' || def.type === 'optional') return walk(def.innerType as Schema, at)
    if (def.type === 'lazy') return walk((def.getter as () => Schema)(), at)
    if (def.type === 'array') return (at as readonly unknown[]).map((one) => walk(def.element as Schema, one))
    if (def.type === 'object' || def.type === 'record')
      return Object.fromEntries(
        Object.entries(at).map(([key, one]) => {
          const inner = def.type === 'record' ? def.valueType : def.shape?.[key]
          return [key, inner ? walk(inner, one) : one]
        }),
      )
    return at
  }
  return walk(schema, value)
}
