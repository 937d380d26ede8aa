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
