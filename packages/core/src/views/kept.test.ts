import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { State } from '../engine/machine.ts'
import type { Layer, Row } from '../engine/table.ts'
import { legalHistory } from '../testing/histories.ts'
import { reread } from '../testing/laws.ts'
import type { LegalHistory } from '../testing/legal-history.ts'

/** What is kept of tasks between two readings of a day may not show: a view read along the way is the view of a state that nobody read before. */

const options = [
  ['strategyMap', {}],
  ['strategyMap', { tasks: false }],
  ['wallChart', {}],
  ['wallChart', { bars: false }],
  ['ledger', {}],
  ['fiveLists', {}],
  ['coverage', {}],
  ['responsibility', {}],
] as const

function readAlongTheWay(
  { machine, events }: LegalHistory,
  picks: readonly number[],
  change: (state: State) => State = (state) => state,
): void {
  const state = change(machine.createState())
  const last = events.at(-1)?.on ?? '2022-01-01'
  const days = [last, events[(picks[0] ?? 0) % Math.max(1, events.length)]?.on ?? last]
  reread(events).forEach((event, i) => {
    machine.evolve(state, event)
    if ((picks[i % picks.length] ?? 0) % 3 !== 0 && i < events.length - 1) return
    const on = days[(picks[(i + 1) % picks.length] ?? 0) % 5 === 0 ? 1 : 0] as string
    for (const [view, some] of options)
      expect(machine.see(state, view, some, on), `${view} on ${on} after position ${event.position}`).toEqual(
        machine.see(state.fork(), view, some, on),
      )
  })
}

const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 })

describe('views that are read along the way', () => {
  it('show what a state shows that nobody read before', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(legalHistory(), picks, (history, some) => readAlongTheWay(history, some)),
      { numRuns: 60 },
    )
  })

  it.each(['tasks', 'taskProgress', 'problems'])(
    'and would not, did the table of %s forget to tell what was written',
    { timeout: 120_000 },
    (name) => {
      const forgetful = (state: State): State => ({
        ...state,
        tables: { ...state.tables, [name]: Object.assign(Object.create(state.tables[name] as Layer<Row>), { since: () => [] }) },
      })
      const verdict = fc.check(
        fc.property(legalHistory(), picks, (history, some) => readAlongTheWay(history, some, forgetful)),
        { numRuns: 200, seed: 1123, endOnFailure: true },
      )
      expect(verdict.failed).toBe(true)
    },
  )
})
