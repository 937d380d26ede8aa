import { coreSlices } from '@bihuan/core'
import { actors, ask, lawsOf, legalHistory, type Move, scenario } from '@bihuan/core/testing'
import { describe, expect, it } from 'vitest'
import { type State, visitSlice } from './visits.ts'

const { mayor, office } = actors

it('only a street is visited', () => {
  const given = scenario([...coreSlices, visitSlice], { on: '2026-01-05', actor: office })
    .given('unit.establish', { unit: 'U-A', name: 'A局', kind: 'department', level: 'district' })
    .given('unit.establish', { unit: 'U-E', name: '戊街道', kind: 'street', level: 'subdistrict' })
  const visit = (unit: string) => given.when('street.visit', { visit: 'V-1', unit, found: '占道经营' }, { actor: mayor })
  expect(visit('U-A')).toEqual({ accepted: false, refusal: { code: 'noStreet', rule: 'R1', unit: 'U-A' } })
  expect(visit('U-E')).toMatchObject({ accepted: true, facts: [{ type: 'street.visited' }] })
})

it('a rule of assessment may look at visits', () => {
  const rule = { rule: 'R', name: '走访', kind: 'base', measure: { metric: 'streetVisits' }, formula: { form: 'linear', zero: 0, full: 2 } }
  const group = { group: 'G', name: '街道', fullMarks: 100, units: ['U-E'] }
  const given = scenario([...coreSlices, visitSlice], { on: '2026-01-05', actor: office })
    .given('unit.establish', { unit: 'U-E', name: '戊街道', kind: 'street', level: 'subdistrict' })
    .given('street.visit', { visit: 'V-1', unit: 'U-E', found: '占道经营' }, { actor: mayor })
  const rules = [{ ...rule, worth: [{ group: 'G', points: 100 }] }]
  const draft = { groups: [group], grades: [{ grade: 'A', name: '合格', from: 0 }], rules }
  const seen = given.machine.see(given.state, 'backtest', { draft, from: '2026-01-01', to: '2026-01-31' }, '2026-02-01')
  expect(seen).toMatchObject({ rows: [{ points: 50, lines: [{ value: 1, rests: [2] }] }] })
})

const visiting: Move<State> = {
  command: 'street.visit',
  weight: 8,
  make(hand) {
    const street = hand.row(hand.state.units, (unit) => unit.kind === 'street')
    const found = hand.one(['占道经营', { zh: '雨水倒灌', en: 'Rain came in' }])
    return street && { actor: mayor, input: { visit: hand.fresh('V-', hand.state.visits), unit: street.id, found } }
  },
}

describe('laws, over histories with visits', () => {
  const histories = legalHistory({ slices: [visitSlice], moves: [visiting] })
  const laws = lawsOf([visitSlice], { visits: () => [{}, { unit: 'U-E' }] })
  it.each(Object.entries(ask(histories, laws, { runs: 100 })))('%s', (_, verdict) => verdict())
})
