import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countDays, type DayHistogram, quantile } from './durations.ts'

function counted(days: readonly number[]): DayHistogram {
  const histogram: DayHistogram = new Map()
  for (const one of days) countDays(histogram, one)
  return histogram
}

describe('a quantile by nearest rank', () => {
  it.each([
    ['one', [3], 3, 3],
    ['four: the lower of the middle two', [9, 1, 5, 1], 1, 9],
    ['ten', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 5, 9],
    ['eleven', [0, 0, 0, 0, 0, 7, 8, 8, 8, 30, 31], 7, 30],
  ])('%s', (_, days, median, p90) => {
    expect([quantile(counted(days), 50), quantile(counted(days), 90)]).toEqual([median, p90])
  })
  it('of nothing there is none', () => expect(quantile(new Map(), 50)).toBeUndefined())
  it('is that of the sorted list, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 40 }), fc.constantFrom(1, 50, 90, 100), (days, percent) => {
        const sorted = [...days].sort((a, b) => a - b)
        expect(quantile(counted(days), percent)).toBe(sorted[Math.ceil((days.length * percent) / 100) - 1])
      }),
    )
  })
})
