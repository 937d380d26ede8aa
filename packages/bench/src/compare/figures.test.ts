import { describe, expect, it } from 'vitest'
import { figureOf, median, met, ratioOf } from './figures.ts'

describe('medians and their spread', () => {
  it('is the middle value, or the mean of the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([1, 10, 2, 4])).toBe(3)
    expect(median([])).toBeNaN()
  })

  it('does not follow one round that went astray', () => {
    expect(figureOf('a', [100, 101, 5])).toEqual({ name: 'a', median: 100, min: 5, max: 101, rounds: 3 })
  })
})

describe('ratios', () => {
  const taken = new Map([
    ['ours', [100, 50, 90]],
    ['slow', [10, 5, 9]],
    ['fast', [200, 100, 180]],
  ])

  it('compares round by round, so that a slow round does not count against either', () => {
    const ratio = ratioOf({ name: 'r', over: 'ours', under: ['slow'], target: 8 }, taken)
    expect(ratio).toEqual({ name: 'r', ratio: 10, target: 8, min: 10, max: 10, under: 'slow' })
  })

  it('compares with the best of several, of those that were measured', () => {
    expect(ratioOf({ name: 'r', over: 'ours', under: ['slow', 'fast', 'absent'], target: 1 }, taken)).toMatchObject({
      ratio: 0.5,
      under: 'fast',
    })
  })

  it('is the figure itself where it is compared with nothing', () => {
    expect(ratioOf({ name: 'r', over: 'slow', target: 9, atMost: true }, taken)).toEqual({
      name: 'r',
      ratio: 9,
      target: 9,
      atMost: true,
      min: 5,
      max: 10,
    })
  })

  it('is not there when a figure is missing', () => {
    expect(ratioOf({ name: 'r', over: 'absent', under: ['slow'], target: 1 }, taken)).toBeUndefined()
    expect(ratioOf({ name: 'r', over: 'ours', under: ['absent'], target: 1 }, taken)).toBeUndefined()
  })

  it('is met at its target, from the right side', () => {
    expect([met({ ratio: 2, target: 2 }), met({ ratio: 1.9, target: 2 })]).toEqual([true, false])
    expect([met({ ratio: 2, target: 2, atMost: true }), met({ ratio: 2.1, target: 2, atMost: true })]).toEqual([true, false])
  })
})
