import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Entry, enter, entryOn } from './history.ts'

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2022-06-${String(n).padStart(2, '0')}`)

it('entries stand by (on, position) however late they came, and the last that had begun holds', () => {
  fc.assert(
    fc.property(fc.array(day), day, (days, asked) => {
      const history: Entry<number>[] = []
      days.forEach((on, i) => {
        enter(history, { on, position: i + 1 }, i)
      })
      const sorted = days
        .map((on, i) => ({ on, position: i + 1, value: i }))
        .sort((a, b) => (a.on === b.on ? a.position - b.position : a.on < b.on ? -1 : 1))
      expect(history).toEqual(sorted)
      expect(entryOn(history, asked)).toEqual(sorted.filter((entry) => entry.on <= asked).at(-1))
    }),
  )
})
