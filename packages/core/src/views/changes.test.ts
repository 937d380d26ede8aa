import { describe, expect, it } from 'vitest'
import type { Scenario } from '../testing/scenario.ts'
import { confirmed, housing, office, reached, registered, smallDistrict, started, tablesOf } from '../testing/small-district.ts'
import { changes, compareStates } from './changes.ts'

const rows = (given: Scenario, from: string, on: string) => changes.compute(tablesOf(given), { from, on }, given.machine).rows
const brief = (given: Scenario, from: string, on: string) =>
  rows(given, from, on).map((row) => [row.kind, row.id, row.change, row.from, row.to])

describe('from one day to another', () => {
  it('what was added, from a day before there was anything', () => {
    expect(brief(registered(), '2026-01-04', '2026-01-05')).toEqual([
      ['goal', 'g-city', 'added', null, null],
      ['goal', 'g-old', 'added', null, null],
      ['goal', 'g-tech', 'added', null, null],
      ['task', 'T-1', 'added', null, 'registered'],
      ['milestone', 'T-1/M1', 'added', null, 'pending'],
      ['milestone', 'T-1/M2', 'added', null, 'pending'],
    ])
  })

  it('what moved on, was closed, made progress', () => {
    expect(brief(confirmed(), '2026-04-01', '2026-05-01')).toEqual([
      ['goal', 'g-city', 'progress', '0%', '33.33%'],
      ['goal', 'g-tech', 'progress', '0%', '33.33%'],
      ['task', 'T-1', 'progress', '0%', '33.33%'],
      ['milestone', 'T-1/M1', 'closed', 'pending', 'confirmed'],
    ])
    expect(brief(confirmed(), '2026-01-05', '2026-01-10').filter(([kind]) => kind === 'task')).toEqual([
      ['task', 'T-1', 'moved', 'registered', 'underWay'],
      ['task', 'T-1', 'relit', 'grey', 'green'],
    ])
    const reopened = confirmed().given('milestone.reopen', { task: 'T-1', milestone: 'M1', reason: '复核' }, { on: '2026-05-02' })
    expect(brief(reopened, '2026-05-01', '2026-05-02')).toContainEqual(['milestone', 'T-1/M1', 'reopened', 'confirmed', 'pending'])
  })

  it('which due dates slipped, by how many days', () => {
    const given = started()
      .given(
        'extension.request',
        { extension: 'E-1', task: 'T-1', due: '2027-01-31', reason: '汛期' },
        { on: '2026-04-01', actor: housing },
      )
      .given('extension.grant', { extension: 'E-1' }, { on: '2026-04-10', actor: office })
    expect(rows(given, '2026-04-09', '2026-04-10')).toMatchObject([
      { kind: 'task', id: 'T-1', change: 'slipped', from: '2026-12-20', to: '2027-01-31', days: 42 },
    ])
  })

  it('which lights turned, and why', () => {
    expect(rows(started(), '2026-04-29', '2026-05-16').filter((row) => row.kind === 'task')).toMatchObject([
      {
        change: 'relit',
        from: 'green',
        to: 'red',
        reasons: [
          { code: 'milestoneLate', milestone: 'M1', days: 16 },
          { code: 'lag', points: 33.33 },
        ],
      },
    ])
  })

  it('who answers for it now', () => {
    const given = started().given('task.transfer', { task: 'T-1', to: '发改局', reason: '职责调整' }, { on: '2026-02-01' })
    expect(rows(given, '2026-01-31', '2026-02-01')).toMatchObject([
      { change: 'responsible', from: { zh: '住建局' }, to: { zh: '发改局' }, rests: ['task:T-1', 'unit:住建局', 'unit:发改局'] },
      { change: 'cooperating', from: { zh: '发改局' }, to: null },
    ])
    given.given('unit.rename', { unit: '发改局', name: '发展和改革局' }, { on: '2026-02-03' })
    expect(rows(given, '2026-02-02', '2026-02-03')).toEqual([])
  })

  it('which indicators have another aim', () => {
    const defined = { indicator: 'I-1', name: '孵化企业', owner: { goal: 'g-tech' }, unit: '家', direction: 'atLeast', aggregation: 'last' }
    const given = smallDistrict()
      .given('indicator.define', { ...defined, target: 100 })
      .given('indicator.retarget', { indicator: 'I-1', target: 120, reason: '加码' }, { on: '2026-02-01' })
    expect(brief(given, '2026-01-31', '2026-02-01')).toEqual([['indicator', 'I-1', 'retargeted', '100', '120']])
  })

  it('never from a later day; without one, from the end of the month before', () => {
    const given = confirmed()
    const state = tablesOf(given)
    expect(changes.compute(state, { on: '2026-03-01', from: '2026-05-01' }, given.machine)).toMatchObject({ from: '2026-03-01', rows: [] })
    expect(changes.compute(state, { on: '2026-04-30' }, given.machine)).toMatchObject({ from: '2026-03-31' })
  })
})

it('compares one day as it was known at two moments', () => {
  const [before, after] = [tablesOf(started()), tablesOf(reached())]
  const value = compareStates(before, '2026-04-30', after, '2026-04-30')
  expect(value.rows.map((row) => [row.kind, row.id, row.change])).toEqual([
    ['goal', 'g-city', 'progress'],
    ['goal', 'g-tech', 'relit'],
    ['goal', 'g-tech', 'progress'],
    ['task', 'T-1', 'relit'],
    ['task', 'T-1', 'progress'],
    ['milestone', 'T-1/M1', 'moved'],
  ])
  expect(compareStates(after, '2026-04-30', tablesOf(smallDistrict()), '2026-04-30').counts).toMatchObject([
    { kind: 'goal', before: 3, after: 3 },
    {},
    { kind: 'task', before: 1, after: 0, changes: { removed: 1, added: 0 } },
    { kind: 'milestone', before: 2, after: 0, changes: { removed: 2 } },
    {},
    {},
  ])
})
