import { afterEach, describe, expect, expectTypeOf, it } from 'vitest'
import * as classic from 'zod'
import * as mini from 'zod/mini'
import { isInvalidInput } from './errors.ts'
import { parseWith } from './machine.ts'
import { day, listOf, marked, newId, ordinal, ownId, personal, quantity, ref, someOf, subjectsOf, text, whole, words } from './schema.ts'
import type { InputOf } from './slice.ts'

/** The same shape as an embedding program writes it with one form of zod or the other. */
const forms = {
  zod: classic.strictObject({
    visit: newId('visit'),
    unit: classic.optional(ref('unit')),
    streets: classic
      .array(classic.strictObject({ street: ref('unit'), seen: classic._default(classic.array(ref('problem')), []) }))
      .min(1)
      .readonly(),
    about: classic.union([classic.strictObject({ task: ref('task') }), classic.strictObject({ goal: ref('goal') })]).nonoptional(),
    leader: classic.string().min(1),
    note: classic.optional(personal('leader')),
    hours: classic.number().positive().default(1),
  }),
  'zod/mini': mini.strictObject({
    visit: newId('visit'),
    unit: mini.optional(ref('unit')),
    streets: mini.readonly(
      mini.array(mini.strictObject({ street: ref('unit'), seen: mini._default(mini.array(ref('problem')), []) })).check(mini.minLength(1)),
    ),
    about: mini.nonoptional(mini.union([mini.strictObject({ task: ref('task') }), mini.strictObject({ goal: ref('goal') })])),
    leader: mini.string().check(mini.minLength(1)),
    note: mini.optional(personal('leader')),
    hours: mini._default(mini.number().check(mini.positive()), 1),
  }),
}

const said = {
  visit: 'V-1',
  unit: 'U-1',
  streets: [{ street: 'U-2', seen: ['P-1', 'P-2'] }, { street: 'U-3' }],
  about: { goal: 'G-1' },
  leader: 'p-1',
}

const issuesOf = (schema: mini.core.$ZodType, input: unknown) => {
  try {
    parseWith(schema, input)
    return []
  } catch (error) {
    if (isInvalidInput(error)) return error.issues
    throw error
  }
}

describe.each(Object.entries(forms))('a shape of %s', (_, shape) => {
  it('shows its marks', () => {
    expect(marked(shape)).toEqual([
      { path: ['visit'], mark: { mark: 'new', kind: 'visit' } },
      { path: ['unit'], mark: { mark: 'ref', kind: 'unit' } },
      { path: ['streets', null, 'street'], mark: { mark: 'ref', kind: 'unit' } },
      { path: ['streets', null, 'seen', null], mark: { mark: 'ref', kind: 'problem' } },
      { path: ['about', 'task'], mark: { mark: 'ref', kind: 'task' } },
      { path: ['about', 'goal'], mark: { mark: 'ref', kind: 'goal' } },
      { path: ['note'], mark: { mark: 'personal', owner: 'leader' } },
    ])
    expect(subjectsOf(shape)(said)).toEqual(['goal:G-1', 'problem:P-1', 'problem:P-2', 'unit:U-1', 'unit:U-2', 'unit:U-3', 'visit:V-1'])
  })

  it('is parsed, and says in English what is wrong', () => {
    expect(parseWith(shape, said)).toEqual({ ...said, streets: [said.streets[0], { street: 'U-3', seen: [] }], hours: 1 })
    expect(issuesOf(shape, { ...said, unit: 'a b', streets: [], leader: '', note: 7, hours: 0, more: true })).toEqual([
      {
        path: ['unit'],
        code: 'invalid_format',
        message: 'Invalid string: must match pattern /^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}$/u',
        params: { origin: 'string', format: 'regex', pattern: '/^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}$/u' },
      },
      {
        path: ['streets'],
        code: 'too_small',
        message: 'Too small: expected array to have >=1 items',
        params: { origin: 'array', minimum: 1, inclusive: true },
      },
      {
        path: ['leader'],
        code: 'too_small',
        message: 'Too small: expected string to have >=1 characters',
        params: { origin: 'string', minimum: 1, inclusive: true },
      },
      { path: ['note'], code: 'invalid_type', message: 'Invalid input: expected string, received number', params: { expected: 'string' } },
      {
        path: ['hours'],
        code: 'too_small',
        message: 'Too small: expected number to be >0',
        params: { origin: 'number', minimum: 0, inclusive: false },
      },
      { path: [], code: 'unrecognized_keys', message: 'Unrecognized key: "more"', params: { keys: ['more'] } },
    ])
  })
})

it('a command takes and gives the same types in both forms', () => {
  type Classic = { readonly input: (typeof forms)['zod'] }
  type Mini = { readonly input: (typeof forms)['zod/mini'] }
  expectTypeOf<InputOf<Classic>>().toEqualTypeOf<InputOf<Mini>>()
  expectTypeOf<InputOf<Mini>['hours']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<classic.output<Classic['input']>>().toEqualTypeOf<mini.output<Mini['input']>>()
})

describe('whatever language the host gave zod', () => {
  const { localeError } = mini.config()
  afterEach(() => {
    mini.config({ localeError })
  })

  it.each([
    ['Chinese', mini.locales.zhCN()],
    ['none', { localeError: undefined }],
  ])('%s: issues are told in English, and the language stays', (_, language) => {
    mini.config(language)
    expect(issuesOf(words(), 7).map((issue) => issue.message)).toEqual(['Invalid input: expected string, received number'])
    expect(issuesOf(text(), { zh: '一', en: 2 }).map((issue) => issue.message)).toEqual(['Invalid input: expected string, received number'])
    expect(mini.config().localeError).toBe(language.localeError)
  })
})

it('lists and whole numbers keep within their bounds', () => {
  const codes = (schema: mini.core.$ZodType, ...inputs: unknown[]) => inputs.map((input) => issuesOf(schema, input)[0]?.code)
  expect(codes(listOf(day(), 2), [], ['2026-01-01', '2026-01-02'], Array(3).fill('2026-01-01'), ['2026-02-30'])).toEqual([
    undefined,
    undefined,
    'too_big',
    'invalid_format',
  ])
  expect(codes(someOf(quantity(), 2), [], [0.01], [1, 2, 3], [0.001])).toEqual(['too_small', undefined, 'too_big', 'decimals'])
  expect(codes(ordinal(), 0, 1, 1.5, Number.MAX_SAFE_INTEGER, 2 ** 53)).toEqual([
    'too_small',
    undefined,
    'invalid_type',
    undefined,
    'too_big',
  ])
  expect(codes(whole(0, 10), -1, 0, 10, 11, 0.5)).toEqual(['too_small', undefined, undefined, 'too_big', 'invalid_type'])
  expect(parseWith(ownId('task'), undefined)).toBe('')
})
