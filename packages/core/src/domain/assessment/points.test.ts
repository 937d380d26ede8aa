import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Formula } from './events.ts'
import { hundredths, scaled, type Working, workings } from './points.ts'
import type { RuleTerms } from './state.ts'

type Terms = Pick<RuleTerms, 'kind' | 'formula' | 'floor' | 'cap'>
const points = (rule: Terms, worth: number, value: number) => workings(rule, worth, value).at(-1)?.points
const steps = (rule: Terms, worth: number, value: number) => workings(rule, worth, value).map((one: Working) => one.step)
const base = (formula: Formula, more: object = {}): Terms => ({ kind: 'base', formula, ...more })

describe('linear', () => {
  const up: Formula = { form: 'linear', zero: 60, full: 100 }
  const down: Formula = { form: 'linear', zero: 30, full: 0 }

  it.each([
    // (85 − 60) / 40 of 20 = 12.5
    [up, 20, 85, 12.5],
    // (61 − 60) / 40 of 10 = 0.25; of 0.10: 0.0025, rounded to 0
    [up, 10, 61, 0.25],
    [up, 0.1, 61, 0],
    // (62 − 60) / 40 of 0.1 = 0.005: half away from zero
    [up, 0.1, 62, 0.01],
    [up, 20, 60, 0],
    [up, 20, 59.99, 0],
    [up, 20, 100, 20],
    [up, 20, 250, 20],
    // (30 − 12) / 30 of 15 = 9
    [down, 15, 12, 9],
    // (30 − 20) / 30 of 10 = 3.333…
    [down, 10, 20, 3.33],
    // (30 − 10) / 30 of 10 = 6.666…
    [down, 10, 10, 6.67],
    [down, 15, 30, 0],
    [down, 15, 31, 0],
    [down, 15, 0, 15],
    [down, 15, -4, 15],
  ])('%j, worth %d, at %d gives %d', (formula, worth, value, expected) => {
    expect(points(base(formula), worth, value)).toBe(expected)
  })

  it('tells how', () => {
    expect(workings(base(up), 20, 85)).toEqual([{ step: 'linear', value: 85, zero: 60, full: 100, worth: 20, points: 12.5 }])
  })
})

describe('steps', () => {
  const up: Formula = {
    form: 'steps',
    down: false,
    steps: [
      { at: 60, percent: 50 },
      { at: 80, percent: 75.5 },
      { at: 95, percent: 100 },
    ],
  }
  const down: Formula = {
    form: 'steps',
    down: true,
    steps: [
      { at: 10, percent: 33.33 },
      { at: 3, percent: 100 },
    ],
  }

  it.each([
    [up, 20, 59.99, 0],
    [up, 20, 60, 10],
    // 75.5 % of 10
    [up, 10, 94.99, 7.55],
    [up, 20, 95, 20],
    [down, 20, 10.01, 0],
    // 33.33 % of 15 = 4.9995
    [down, 15, 10, 5],
    [down, 15, 3, 15],
    [down, 15, 0, 15],
  ])('%j, worth %d, at %d gives %d', (formula, worth, value, expected) => {
    expect(points(base(formula), worth, value)).toBe(expected)
  })

  it('tells how', () => {
    expect(workings(base(up), 10, 90)).toEqual([{ step: 'steps', value: 90, percent: 75.5, worth: 10, points: 7.55 }])
  })
})

describe('each', () => {
  const each: Formula = { form: 'each', points: 1.5, free: 1 }

  it.each([
    ['base', 10, 0, 10],
    ['base', 10, 1, 10],
    // 10 − 1.5 × 2
    ['base', 10, 3, 7],
    ['base', 10, 20, 0],
    ['bonus', 10, 3, 3],
    ['bonus', 10, 1, 0],
    ['bonus', 10, -3, 0],
    // 1.5 × 19, and worth no more than 10
    ['bonus', 10, 20, 10],
    ['deduction', 10, 3, -3],
    ['deduction', 10, 20, -10],
    ['deduction', 10, 0, 0],
    // 1.5 × 0.01 = 0.015: half away from zero
    ['bonus', 10, 1.01, 0.02],
  ] as const)('%s, worth %d, at %d gives %d', (kind, worth, value, expected) => {
    expect(points({ kind, formula: each }, worth, value)).toBe(expected)
  })

  it('tells how', () => {
    expect(workings(base(each), 10, 3)).toEqual([{ step: 'taken', value: 3, free: 1, each: 1.5, worth: 10, points: 7 }])
    expect(workings({ kind: 'deduction', formula: each }, 10, 20)).toEqual([
      { step: 'counted', value: 20, free: 1, each: 1.5, points: 28.5 },
      { step: 'worth', limit: 10, points: 10 },
      { step: 'deducted', points: -10 },
    ])
  })
})

describe('R14: floor and cap', () => {
  const linear: Formula = { form: 'linear', zero: 0, full: 100 }

  it.each([
    [base(linear, { floor: 3 }), 20, ['linear', 'floor'], 3],
    [base(linear, { floor: 3 }), 80, ['linear'], 8],
    [base(linear, { cap: 6 }), 80, ['linear', 'cap'], 6],
    [base(linear, { floor: 3, cap: 3 }), 80, ['linear', 'cap'], 3],
    [{ kind: 'deduction' as const, formula: linear, cap: 6 }, 80, ['linear', 'cap', 'deducted'], -6],
    [{ kind: 'deduction' as const, formula: linear, floor: 1 }, 0, ['linear', 'floor', 'deducted'], -1],
    [{ kind: 'bonus' as const, formula: linear, floor: 1, cap: 2 }, 0, ['linear', 'floor'], 1],
  ])('%j at %d: %j give %d', (rule, value, way, expected) => {
    expect(steps(rule, 10, value)).toEqual(way)
    expect(points(rule, 10, value)).toBe(expected)
  })
})

describe('over all numbers', () => {
  const whole = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }))

  it('scaled is the nearest whole number to a × b / c, of two as near the one further from zero', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        whole,
        whole.filter((c) => c !== 0),
        (a, b, c) => {
          const product = BigInt(a) * BigInt(b)
          const found = BigInt(scaled(a, b, c))
          fc.pre(found < 2n ** 53n && found > -(2n ** 53n))
          const magnitude = (n: bigint) => (n < 0n ? -n : n)
          // |found − product / c| ≤ 1/2, without a division
          const off = 2n * magnitude(found * BigInt(c) - product)
          expect(off <= magnitude(BigInt(c))).toBe(true)
          if (off === magnitude(BigInt(c))) expect(magnitude(found) * magnitude(BigInt(c)) > magnitude(product)).toBe(true)
        },
      ),
    )
  })

  const two = (min: number, max: number) => fc.integer({ min: min * 100, max: max * 100 }).map((n) => n / 100)
  const formula: fc.Arbitrary<Formula> = fc.oneof(
    fc
      .record({ form: fc.constant('linear' as const), zero: two(-100, 100), full: two(-100, 100) })
      .filter(({ zero, full }) => zero !== full),
    fc.record({
      form: fc.constant('steps' as const),
      down: fc.boolean(),
      steps: fc.array(fc.record({ at: two(-100, 100), percent: two(0, 100) }), { minLength: 1, maxLength: 5 }),
    }),
    fc.record({ form: fc.constant('each' as const), points: two(0, 1000), free: fc.nat(10) }),
  )

  it('no step has more than two decimals, and the points lie between nothing and what the rule is worth', () => {
    fc.assert(
      fc.property(fc.constantFrom('base', 'bonus', 'deduction'), formula, two(0, 1000), two(-1000, 1000), (kind, of, worth, value) => {
        const way = workings({ kind, formula: of }, worth, value)
        for (const one of way) expect(hundredths(one.points) / 100).toBe(one.points)
        const last = way.at(-1)?.points ?? Number.NaN
        expect(kind === 'deduction' ? -last : last).toBeGreaterThanOrEqual(0)
        expect(kind === 'deduction' ? -last : last).toBeLessThanOrEqual(worth)
        expect(Object.is(last, -0)).toBe(false)
      }),
    )
  })
})
