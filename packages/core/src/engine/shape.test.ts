import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as classic from 'zod'
import * as mini from 'zod/mini'
import { coreSlices } from '../core-slices.ts'
import { canonical, canonicalOrdered } from './canonical.ts'
import { envelopeShape } from './event.ts'
import { words } from './schema.ts'
import { shapeOf, unfit } from './shape.ts'

type Schema = mini.core.$ZodType

const texts = [
  '',
  ' ',
  'a',
  'T-1',
  '1',
  '2026-02-28',
  '2026-02-29',
  '２０２６',
  '任务',
  'e\u0301',
  '\ud800',
  '\\ud83d',
  'x'.repeat(65),
  '😀',
  '😀'.repeat(64),
  '0.50',
  '2026-01-01T00:00:00.000Z',
]
const numbers = [0, -0, 1, 2, 50, 100, 1.5, 0.001, -1, 2 ** 40, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY]
const others = [null, undefined, true, false, [], {}, [undefined], { a: 1 }, new Date(0), 1n]

const anything = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...numbers), fc.constantFrom(...others))
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 })

/** Values that fit a schema or nearly so. */
function nearly(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const own = depth > 5 ? anything : fitting(schema, depth + 1)
  return fc.oneof({ weight: 24, arbitrary: own }, { weight: 1, arbitrary: anything })
}

function fitting(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { def } = (schema as mini.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return fc.constantFrom(...('format' in def && def.format === 'date' ? ['2026-02-28', '2026-02-28', '2026-02-29'] : texts))
    case 'number':
      return fc.constantFrom(...numbers, 1, 1, 2)
    case 'boolean':
      return fc.boolean()
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries))
    case 'literal':
      return fc.constantFrom(...def.values)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
    case 'nonoptional':
      return fc.oneof(nearly(def.innerType, depth), fc.constantFrom(undefined, null))
    case 'array':
      return few(nearly(def.element, depth))
    case 'union':
      return fc.oneof(...def.options.map((option) => nearly(option, depth)))
    case 'object': {
      const members = Object.entries(def.shape as Readonly<Record<string, Schema>>)
      const isOptional = ([, member]: (typeof members)[number]) => member._zod.optin !== undefined
      const all = fc.record(Object.fromEntries(members.map(([name, member]) => [name, nearly(member, depth)])), {
        requiredKeys: members.filter((one) => !isOptional(one)).map(([name]) => name),
      })
      return fc.tuple(all, fc.constantFrom({}, {}, {}, {}, {}, {}, { more: 1 })).map(([one, more]) => ({ ...one, ...more }))
    }
    default:
      return anything
  }
}

/** What JSON sees of a value: nothing of members that are `undefined`, nor the sign of 0. */
const seen = (value: unknown): unknown => {
  if (value === 0) return 0
  if (Array.isArray(value)) return Array.from(value, seen)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, seen(member)]])))
}

const objectsIn = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : []

const textOf = (write: (value: unknown) => string, value: unknown): string => {
  try {
    return write(value)
  } catch (error) {
    return String(error)
  }
}

function same(schema: Schema, value: unknown): void {
  const { take, plain } = shapeOf(schema)
  const taken = take(value)
  const parsed = mini.safeParse(schema, value)
  expect(taken === unfit).toBe(!parsed.success)
  if (!parsed.success) return
  expect(seen(taken)).toStrictEqual(seen(parsed.data))
  if (!plain) return
  const text = textOf(canonicalOrdered, taken)
  expect(text).toBe(textOf(canonical, parsed.data))
  const given = objectsIn(value)
  expect(objectsIn(taken).some((one) => given.includes(one))).toBe(false)
  if (!text.startsWith('TypeError')) expect(taken).toStrictEqual(JSON.parse(text))
}

const core = coreSlices.flatMap((slice) => [
  ...Object.entries(slice.events),
  ...Object.entries(slice.commands).map(([name, { input }]) => [name, input] as const),
  ...Object.entries(slice.views).flatMap(([name, { options }]) => [[`options of ${name}`, options] as const]),
])

interface Node {
  readonly name: string
  readonly under?: readonly Node[] | undefined
}
const tree: mini.ZodMiniType<Node> = mini.strictObject({
  name: words(),
  get under() {
    return mini.optional(mini.array(tree))
  },
})

/** A condition of a check whose types know of none. */
const only = (test: (value: unknown) => boolean) => ({ when: ({ value }: { readonly value: unknown }) => test(value) }) as never

/** What a program's own slices may say, in both forms of zod. */
const odd: Readonly<Record<string, Schema>> = {
  'a tree': tree,
  lazy: mini.lazy(() => mini.array(mini.number())),
  record: mini.record(mini.string(), mini.number()),
  tuple: mini.tuple([mini.string(), mini.optional(mini.number())]),
  intersection: mini.intersection(mini.object({ a: mini.number() }), mini.object({ a: mini.number() })),
  transform: mini.pipe(
    mini.string(),
    mini.transform((text) => text.length),
  ),
  coerced: classic.coerce.number(),
  'coerced text': classic.coerce.string(),
  'numbers as literals': mini.literal([1, 0, null, undefined]),
  'numbers as an enum': mini.enum({ one: 1, none: 0 }),
  loose: mini.looseObject({ a: mini.optional(mini.number()) }),
  catchall: mini.catchall(mini.object({ a: mini.optional(mini.number()) }), mini.string()),
  stripped: mini.object({ a: mini.optional(mini.number()), 任务: mini.optional(mini.string()) }),
  'names that are numbers': mini.object({ '!': mini.optional(mini.string()), 1: mini.optional(mini.string()) }),
  unknown: mini.object({ a: mini.unknown(), b: mini.optional(mini.any()) }),
  'undefined as a value': mini.object({ a: mini.undefined(), b: mini.custom(() => true) }),
  'a default in an optional': mini.object({ a: mini.optional(mini._default(mini.number(), 1)) }),
  'an object by default': mini._default(mini.object({ a: mini.number() }), { a: 2 }),
  'a list by default': mini._default(mini.array(mini.number()), [1]),
  prefault: mini.prefault(mini.string(), 'a'),
  caught: mini.catch(mini.number(), 1),
  nullable: mini.nullable(mini.object({ a: mini.nullable(mini.number()) })),
  'undefined in lists': mini.array(mini.optional(mini.number())),
  'unions of what may lack': mini.array(mini.union([mini.optional(mini.string()), mini.number()])),
  'one of two': mini.xor([mini.string(), mini.literal('a')]),
  discriminated: mini.discriminatedUnion('a', [
    mini.object({ a: mini.literal('a'), b: mini.optional(mini.number()) }),
    mini.object({ a: mini.literal('T-1') }),
  ]),
  'checks under a condition': mini
    .object({ a: mini.optional(mini.number()) })
    .check(mini.refine(() => false, { when: ({ value }) => (value as { a?: number } | undefined)?.a === 1 })),
  'lengths under a condition': mini
    .array(
      mini.string().check(
        mini.minLength(
          2,
          only((value) => value === 'a'),
        ),
        mini.maxLength(
          3,
          only(() => false),
        ),
      ),
    )
    .check(
      mini.minLength(
        2,
        only(() => false),
      ),
    ),
  'checks that change': mini
    .object({ a: mini.optional(mini.number()) })
    .check(mini.overwrite((value) => ({ ...value, z: undefined, b: -0 }))),
  'a check that says where': mini.array(mini.number()).check(
    mini.superRefine((value, context) => {
      if (value.length === 2) context.addIssue({ code: 'custom', message: 'two' })
    }),
  ),
  'lengths in code points': mini.string().check(mini.minLength(2), mini.maxLength(64)),
  'a length in code points': mini.string().check(mini.length(64)),
  'formats of zod': classic.union([
    classic.email(),
    classic.uuid(),
    classic.iso.datetime(),
    classic.templateLiteral(['T-', classic.number()]),
  ]),
  'a pattern with a memory': mini.string().check(mini.regex(/[a-z]/g)),
  'text that is changed': classic.string().trim().toLowerCase().min(1).max(64).regex(/^[^x]/).startsWith('t'),
  'numbers of zod': classic.union([classic.int32().multipleOf(2), classic.number().positive().max(2)]),
  dates: mini.date(),
  sets: mini.set(mini.string()),
  nothing: mini.never(),
  'readonly lists': mini.readonly(mini.array(mini.number())),
}

describe('a schema made ready says what the schema says', () => {
  it.each([...core, ['the envelope', envelopeShape] as const])('of %s', (_, schema) => {
    fc.assert(
      fc.property(nearly(schema), (value) => same(schema, value)),
      { numRuns: 200 },
    )
  })

  it.each(Object.entries(odd))('of %s', (_, schema) => {
    fc.assert(
      fc.property(nearly(schema), (value) => same(schema, value)),
      { numRuns: 1000 },
    )
  })

  it('asks the schema about instances, accessors and lists in place of objects', () => {
    const schema = mini.object({ length: mini.optional(mini.number()) })
    class Own {
      get length() {
        return 3
      }
    }
    for (const value of [new Own(), [1, 2], Object.create({ length: 2 }), Object.create(null)]) same(schema, value)
  })

  it('throws as the schema does where a check is asynchronous', () => {
    const schema = mini.string().check(mini.refine(async () => true))
    expect(() => shapeOf(schema).take('a')).toThrow(mini.core.$ZodAsyncError)
  })

  it('is plain where all of it is known, and made once', () => {
    const schema = mini.object({ a: words(), b: mini.optional(mini.array(mini.number())) })
    expect(shapeOf(schema).plain).toBe(true)
    expect(shapeOf(schema)).toBe(shapeOf(schema))
    expect(shapeOf(mini.object({ a: mini.unknown() })).plain).toBe(false)
    const { take } = shapeOf(mini._default(mini.array(words()), []))
    expect(take(undefined)).not.toBe(take(undefined))
    const recorded = coreSlices.flatMap((slice) => Object.entries(slice.events))
    expect(recorded.flatMap(([type, shape]) => (shapeOf(shape).plain ? [] : [type]))).toEqual(['district.opened'])
  })
})
