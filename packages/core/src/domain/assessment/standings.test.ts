import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ResultLine } from './events.ts'
import { type Graded, standings, totalOf } from './standings.ts'
import type { SchemeTerms } from './state.ts'

const scheme = (more: Partial<SchemeTerms> = {}): SchemeTerms => ({
  groups: [{ group: 'g', name: '部门', fullMarks: 100, units: [] }],
  scaling: true,
  grades: [
    { grade: 'A', name: '优秀', from: 90 },
    { grade: 'B', name: '良好', from: 75 },
    { grade: 'C', name: '一般', from: 0 },
  ],
  ties: [],
  ...more,
})
const line = (points: number, kind: ResultLine['kind'] = 'base', rule?: string): ResultLine => ({
  kind,
  ...(rule !== undefined && { rule }),
  points,
  rests: [],
})
const graded = (unit: string, lines: ResultLine[] | number, vetoes: Graded['vetoes'] = [], group = 'g'): Graded => ({
  unit,
  group,
  lines: typeof lines === 'number' ? [line(lines)] : lines,
  vetoes,
})
const told = (terms: SchemeTerms, scored: Graded[]) => standings(terms, scored).map(({ unit, rank, grade }) => `${rank} ${unit} ${grade}`)

describe('R14: grades', () => {
  it('by cut-offs, which the points reach from the cut-off on', () => {
    const scored = [graded('a', 90), graded('b', 89.99), graded('c', 75), graded('d', 74.99), graded('e', -3)]
    expect(standings(scheme(), scored)).toEqual([
      { unit: 'a', group: 'g', points: 90, rank: 1, grade: 'A', vetoes: [] },
      { unit: 'b', group: 'g', points: 89.99, rank: 2, grade: 'B', vetoes: [] },
      { unit: 'c', group: 'g', points: 75, rank: 3, grade: 'B', vetoes: [] },
      { unit: 'd', group: 'g', points: 74.99, rank: 4, grade: 'C', vetoes: [] },
      { unit: 'e', group: 'g', points: -3, rank: 5, grade: 'C', vetoes: [] },
    ])
  })

  // 30 % of 5 units is 1.5.
  it.each([
    ['down', 30, 5, 1],
    ['half', 30, 5, 2],
    ['up', 30, 5, 2],
    // 28 % of 5 is 1.4, and 20 % exactly 1
    ['half', 28, 5, 1],
    ['up', 28, 5, 2],
    ['up', 20, 5, 1],
    ['down', 20, 5, 1],
    // Of a group of one
    ['down', 99.99, 1, 0],
    ['half', 50, 1, 1],
    ['half', 49.99, 1, 0],
    ['up', 0.01, 1, 1],
    ['down', 100, 1, 1],
    ['up', 0, 5, 0],
  ] as const)('a quota rounded %s: %d %% of %d units is %d; the others get the next grade', (rounding, percent, size, best) => {
    const scored = Array.from({ length: size }, (_, i) => graded(`u${i}`, 99 - i))
    const grades = standings(scheme({ quota: { percent, rounding } }), scored).map((one) => one.grade)
    expect(grades).toEqual(Array.from({ length: size }, (_, i) => (i < best ? 'A' : 'B')))
  })

  it('a veto leaves its grade at best, keeps the rank, and takes no place of the quota', () => {
    const quota = { percent: 34, rounding: 'down' } as const
    const scored = [graded('a', 99, [{ rule: 'V', grade: 'C' }]), graded('b', 98), graded('c', 97)]
    expect(told(scheme({ quota }), scored)).toEqual(['1 a C', '2 b A', '3 c B'])
    expect(standings(scheme({ quota }), scored)[0]?.vetoes).toEqual(['V'])
    const mild = [
      graded('a', 10, [{ rule: 'V', grade: 'B' }]),
      graded(
        'b',
        99,
        ['B', 'C'].map((grade) => ({ rule: grade, grade })),
      ),
    ]
    expect(told(scheme(), mild)).toEqual(['1 b C', '2 a C'])
  })

  it('a scheme of one grade gives it to all, whatever its quota', () => {
    const grades = [{ grade: 'A', name: '合格', from: 0 }]
    expect(told(scheme({ grades, quota: { percent: 0, rounding: 'down' } }), [graded('a', 5), graded('b', -5)])).toEqual(['1 a A', '2 b A'])
  })

  it('each group has its own ranks and its own quota', () => {
    const groups = ['g', 'h'].map((group) => ({ group, name: group, fullMarks: 100, units: [] }))
    const scored = [graded('a', 95), graded('b', 99, [], 'h'), graded('c', 94), graded('d', 93, [], 'h')]
    expect(told(scheme({ groups, quota: { percent: 50, rounding: 'down' } }), scored)).toEqual(['1 a A', '2 c B', '1 b A', '2 d B'])
  })
})

describe('R14: ties', () => {
  const a = graded('a', [line(60, 'base', 'r1'), line(20, 'base', 'r2'), line(10, 'bonus', 'r3'), line(-5, 'deduction', 'r4')])
  const b = graded('b', [line(50, 'base', 'r1'), line(35, 'base', 'r2'), line(5, 'bonus', 'r3'), line(-5, 'deduction', 'r4')])
  const c = graded('c', [line(55, 'base', 'r1'), line(34, 'base', 'r2'), line(-4, 'deduction', 'r4')])
  const order = (ties: readonly string[], of = [c, b, a]) => standings(scheme({ ties }), of).map((one) => one.unit)

  it('of 85 points each, by what the scheme states, in its order, and at last by id', () => {
    expect([a, b, c].map((one) => totalOf(one.lines))).toEqual([8500, 8500, 8500])
    expect(order([])).toEqual(['a', 'b', 'c'])
    // 80, 85 and 89 of base
    expect(order(['base'])).toEqual(['c', 'b', 'a'])
    expect(order(['bonus'])).toEqual(['a', 'b', 'c'])
    expect(order(['deduction'])).toEqual(['c', 'a', 'b'])
    expect(order(['deduction', 'base'])).toEqual(['c', 'b', 'a'])
    expect(order(['r2'])).toEqual(['b', 'c', 'a'])
    expect(order(['r4', 'r1'])).toEqual(['c', 'a', 'b'])
  })

  it('a sum is what counts of it: scaled, and capped', () => {
    const whole = graded('x', [line(70), line(10, 'bonus')])
    const scaled = graded('w', [line(35), line(40, 'scaling'), line(25, 'bonus'), line(-20, 'bonusCap')])
    expect(order(['base'], [whole, scaled])).toEqual(['w', 'x'])
    expect(order(['bonus'], [whole, scaled])).toEqual(['x', 'w'])
    const taken = [graded('p', [line(80), line(-10, 'deduction')]), graded('q', [line(75), line(-9, 'deduction'), line(4, 'deductionCap')])]
    expect(order(['deduction'], taken)).toEqual(['q', 'p'])
  })
})

describe('over all scores', () => {
  const unit = fc.record({
    points: fc.integer({ min: -500, max: 11_000 }).map((n) => n / 100),
    bonus: fc.constantFrom(0, 1, 2),
    group: fc.constantFrom('g', 'h'),
    veto: fc.constantFrom(undefined, undefined, undefined, 'B', 'C'),
  })
  const terms = fc.record({
    percent: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
    rounding: fc.constantFrom('down', 'up', 'half'),
    ties: fc.subarray(['base', 'bonus']),
  })
  const all = fc.tuple(fc.array(unit, { maxLength: 12 }), terms).map(([units, { percent, rounding, ties }]) => {
    const groups = ['g', 'h'].map((group) => ({ group, name: group, fullMarks: 100, units: [] }))
    const scored = units.map(({ points, bonus, group, veto }, i) =>
      graded(`u${i}`, [line(points), line(bonus, 'bonus')], veto ? [{ rule: 'V', grade: veto }] : [], group),
    )
    return { scored, terms: scheme({ groups, quota: { percent, rounding } as NonNullable<SchemeTerms['quota']>, ties }) }
  })

  it('ranks are 1 to n in each group, better points never have a worse rank, and the order of units changes nothing', () => {
    fc.assert(
      fc.property(all, ({ scored, terms }) => {
        const placed = standings(terms, scored)
        expect(placed.map((one) => one.unit).sort()).toEqual(scored.map((one) => one.unit).sort())
        for (const { group } of terms.groups) {
          const inGroup = placed.filter((one) => one.group === group)
          expect(inGroup.map((one) => one.rank).sort((a, b) => a - b)).toEqual(inGroup.map((_, i) => i + 1))
          for (const one of inGroup) for (const other of inGroup) expect(one.points <= other.points || one.rank < other.rank).toBe(true)
        }
        expect(standings(terms, [...scored].reverse())).toEqual(placed)
      }),
    )
  })

  it('at most the quota have the best grade, nobody below its cut-off, and nobody with a veto', () => {
    fc.assert(
      fc.property(all, ({ scored, terms }) => {
        const placed = standings(terms, scored)
        for (const { group } of terms.groups) {
          const inGroup = placed.filter((one) => one.group === group)
          const exact = ((terms.quota?.percent ?? 0) * inGroup.length) / 100
          const most = { down: Math.floor, up: Math.ceil, half: Math.round }[terms.quota?.rounding ?? 'down'](Number(exact.toFixed(6)))
          const best = inGroup.filter((one) => one.grade === 'A')
          expect(best.length).toBeLessThanOrEqual(most)
          for (const one of best) expect(one.points >= 90 && one.vetoes.length === 0).toBe(true)
          // Who could have it and has not, is behind all who have, and the places are taken.
          const passed = inGroup.filter((one) => one.points >= 90 && one.vetoes.length === 0 && one.grade !== 'A')
          if (passed.length > 0) expect(best).toHaveLength(most)
          for (const one of passed) expect(best.every((other) => other.rank < one.rank)).toBe(true)
        }
      }),
    )
  })
})
