import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slice } from '../../engine/slice.ts'
import { scenario } from '../../testing/scenario.ts'
import { indicatorEvents } from '../indicators/events.ts'
import { type Direction, evolveIndicators, type Indicator, indicatorTables, type Target } from '../indicators/state.ts'
import type { District } from '../state.ts'
import { supervisionTables } from '../supervision/state.ts'
import { attain, expectedOn, seeIndicator } from './indicator.ts'

const slices = [
  slice({ name: 'indicators', events: indicatorEvents, tables: indicatorTables, evolve: evolveIndicators }),
  slice({ name: 'supervision', tables: supervisionTables }),
]
const actor = { person: 'p', unit: 'u', roles: ['office'] }

/** An indicator with measurements, seen on a day. */
function seen(
  defined: Partial<Target> & { direction?: Direction; aggregation?: 'last' | 'sum' | 'average' },
  values: readonly (readonly [string, number])[],
  day: string,
  start = '2022-01-01',
) {
  const world = scenario(slices, { on: start, actor })
  const { direction = 'atLeast', aggregation = 'last', checkpoints = [], ...plan } = defined
  world.happened('indicator.defined', {
    indicator: 'I',
    name: '指标',
    owner: { goal: 'g' },
    unit: '%',
    direction,
    aggregation,
    checkpoints,
    weight: 1,
    ...plan,
  })
  values.forEach(([on, value], i) => {
    world.happened('measurement.recorded', { measurement: `M-${i}`, indicator: 'I', value, evidence: [] }, { on })
  })
  const state = world.state.tables as unknown as District
  return seeIndicator(state, state.indicators.get('I') as Indicator, day)
}

describe('attainment (DOMAIN section 6), worked by hand', () => {
  it.each<[string, Direction, Omit<Target, 'checkpoints'>, number, number, number]>([
    ['half of the way up', 'atLeast', { baseline: 40, target: 50 }, 45, 0.5, 0.5],
    ['met', 'atLeast', { baseline: 40, target: 50 }, 52, 1, 1.2],
    ['fallen below the baseline', 'atLeast', { baseline: 40, target: 50 }, 35, 0, -0.5],
    ['without a baseline the plain ratio', 'atLeast', { target: 50 }, 45, 0.9, 0.9],
    ['target equal to baseline, held', 'atLeast', { baseline: 50, target: 50 }, 50, 1, 1],
    ['target equal to baseline, lost', 'atLeast', { baseline: 50, target: 50 }, 45, 0.9, 0.9],
    ['falling is good: half of the way down', 'atMost', { baseline: 5.3, target: 4.3 }, 4.8, 0.5, 0.5],
    ['falling is good: met', 'atMost', { baseline: 5.3, target: 4.3 }, 4.1, 1, 1.2],
    ['falling is good, without a baseline, does not read 0', 'atMost', { target: 4.3 }, 5.0, 0.86, 0.86],
    ['falling is good, at zero', 'atMost', { target: 4.3 }, 0, 1, 1],
    ['a baseline that already meets it and is then lost', 'atMost', { baseline: 4.0, target: 4.3 }, 5.0, 0.86, 0.86],
    ['exactly', 'exactly', { target: 15 }, 15, 1, 1],
    ['exactly, off by a third', 'exactly', { target: 15 }, 10, 0.6667, 0.6667],
    ['exactly, from a baseline', 'exactly', { baseline: 5, target: 15 }, 10, 0.5, 0.5],
    ['inside the band', 'between', { band: { low: 10, high: 20 } }, 10, 1, 1],
    ['outside the band by half its width', 'between', { band: { low: 10, high: 20 } }, 25, 0.5, 0.5],
    ['outside the band, from a baseline', 'between', { baseline: 0, band: { low: 10, high: 20 } }, 5, 0.5, 0.5],
    ['a target of zero that is missed', 'atLeast', { target: 0 }, -3, 0, 0],
  ])('%s', (_, direction, target, value, ratio, raw) => {
    expect(attain(direction, { checkpoints: [], ...target }, value)).toEqual({ ratio, raw })
  })

  it('is undefined without an aim', () => {
    expect(attain('atLeast', { checkpoints: [] }, 5)).toBeUndefined()
    expect(attain('between', { checkpoints: [], target: 5 }, 5)).toBeUndefined()
  })

  it('is 1 exactly when it is met, 0–1 always, and never NaN', () => {
    const number = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 10)
    fc.assert(
      fc.property(
        fc.constantFrom<Direction>('atLeast', 'atMost', 'exactly'),
        fc.option(number, { nil: undefined }),
        number,
        number,
        (direction, baseline, target, value) => {
          const met = direction === 'atLeast' ? value >= target : direction === 'atMost' ? value <= target : value === target
          const { ratio, raw } = attain(direction, { checkpoints: [], target, ...(baseline !== undefined && { baseline }) }, value) as {
            ratio: number
            raw: number
          }
          expect(ratio).toBeGreaterThanOrEqual(0)
          expect(ratio).toBeLessThanOrEqual(1)
          expect(Number.isFinite(raw)).toBe(true)
          if (met) expect(ratio).toBe(1)
        },
      ),
    )
  })
})

describe('expected value', () => {
  const plan = { baseline: 0, target: 100, due: '2022-12-31', checkpoints: [{ on: '2022-07-01', value: 40 }] }
  it.each([
    ['2022-01-01', 0],
    ['2022-04-01', 19.89],
    ['2022-07-01', 40],
    ['2022-12-31', 100],
    ['2023-06-30', 100],
  ])('on %s is %d', (day, expected) => {
    const indicator = { targets: [{ on: '2022-01-01', position: 1, value: plan }] } as unknown as Indicator
    expect(expectedOn(indicator, plan, day)).toBe(expected)
  })
})

describe('light of an indicator', () => {
  const plan = { baseline: 0, target: 100, due: '2022-12-31' }
  it('is green on its way, yellow and red as it trails by more than 10 and 30 points', () => {
    const at = (value: number) => seen(plan, [['2022-07-02', value]], '2022-07-02')
    expect(at(50)).toMatchObject({ light: 'green', expected: 50 })
    expect(at(40)).toMatchObject({ light: 'green' })
    expect(at(39)).toMatchObject({ light: 'yellow', reasons: [{ code: 'lag', points: 11 }] })
    expect(at(19)).toMatchObject({ light: 'red', reasons: [{ code: 'lag', points: 31 }] })
  })
  it('is green while met before the due date, done after it, red when it was missed', () => {
    expect(seen(plan, [['2022-07-01', 100]], '2022-12-31')?.light).toBe('green')
    expect(seen(plan, [['2022-07-01', 100]], '2023-01-01')?.light).toBe('done')
    expect(seen(plan, [['2022-07-01', 99.99]], '2023-01-01')).toMatchObject({ light: 'red', reasons: [{ code: 'overdue', days: 1 }] })
  })
  it('is grey without a target, or as long as nothing was measured and nothing is expected', () => {
    expect(seen({}, [['2022-07-01', 5]], '2022-08-01')?.light).toBe('grey')
    expect(seen({ target: 5 }, [], '2022-08-01')).toMatchObject({ light: 'grey', reasons: [{ code: 'notMeasured' }] })
    expect(seen(plan, [], '2022-01-01')?.light).toBe('grey')
    expect(seen(plan, [], '2022-11-01')).toMatchObject({ light: 'red', reasons: [{ code: 'lag', points: 83.52 }, { code: 'notMeasured' }] })
  })
})

describe('aggregation', () => {
  const values = [
    ['2022-03-01', 0.1],
    ['2022-01-31', 0.2],
    ['2022-02-28', 0.3],
  ] as const
  it('takes the last by the day it speaks of, the exact sum, or the average', () => {
    expect(seen({ aggregation: 'last' }, values, '2022-12-31')?.value).toBe(0.1)
    expect(seen({ aggregation: 'sum' }, values, '2022-12-31')?.value).toBe(0.6)
    expect(seen({ aggregation: 'average' }, values, '2022-12-31')?.value).toBe(0.2)
    expect(seen({ aggregation: 'sum' }, values, '2022-02-28')?.value).toBe(0.5)
  })
})
