import { describe, expect, it } from 'vitest'
import { mayor, office, started, tablesOf } from '../testing/small-district.ts'
import { ladder } from './ladder.ts'

/** A milestone late since 1 May, more than 30 points behind, and reminded of that day. */
const reminded = () => started().given('supervision.run', {}, { on: '2026-05-01', actor: office })
const listed = () =>
  reminded().given(
    'listing.place',
    { listing: 'L-1', unit: '住建局', tasks: ['T-1'], reason: '进度滞后', due: '2026-06-30', skipReason: '市级重点' },
    { on: '2026-05-12', actor: mayor },
  )
const see = (given: ReturnType<typeof started>, on: string, options: object = {}) =>
  ladder.compute(tablesOf(given), { on, ...options }, given.machine)
const red = { code: 'redTasks', tasks: ['T-1'] }

describe('ladder', () => {
  it('R16: while the unit has time for the last step, nothing is suggested; then the next, and why', () => {
    const row = {
      unit: { id: '住建局', name: '住建局' },
      reached: 'remind',
      steps: [{ step: 'remind', count: 1, last: '2026-05-01' }],
      tasks: ['T-1'],
      listings: [],
      rests: ['unit:住建局', 'reminder:2026-05-住建局', 'task:T-1'],
    }
    const order = ['remind', 'urge', 'circular', 'interview', 'listing', 'accountability']
    expect(see(reminded(), '2026-05-11')).toEqual({
      on: '2026-05-11',
      order,
      rows: [{ ...row, next: null, waits: '2026-05-11', why: [red] }],
    })
    const why = [red, { code: 'remindersUnanswered', count: 1 }]
    expect(see(reminded(), '2026-05-12').rows).toEqual([{ ...row, next: 'urge', waits: null, why }])
    expect(see(started(), '2026-05-12').rows).toMatchObject([{ reached: null, steps: [], next: 'remind', why: [red] }])
    expect(see(started(), '2026-04-30').rows).toMatchObject([{ next: 'remind' }])
    expect(see(started(), '2026-04-29').rows).toEqual([])
  })

  it('listings in force with the days left, or over', () => {
    const listing = { listing: 'L-1', reason: '进度滞后', due: '2026-06-30', tasks: ['T-1'] }
    expect(see(listed(), '2026-05-12').rows[0]).toMatchObject({
      reached: 'listing',
      next: null,
      waits: '2026-06-30',
      listings: [{ ...listing, left: 49 }],
    })
    const over = see(listed(), '2026-07-05').rows[0]
    expect(over).toMatchObject({ next: 'accountability', listings: [{ ...listing, left: -5 }] })
    expect(over?.why).toEqual([red, { code: 'remindersUnanswered', count: 1 }, { code: 'listingsOver', count: 1 }])
    const lifted = listed().given('listing.lift', { listing: 'L-1', result: '已赶上', evidence: [{ title: '照片' }] }, { on: '2026-07-06' })
    expect(see(lifted, '2026-07-06').rows[0]).toMatchObject({ reached: 'listing', listings: [], next: 'accountability' })
    // A year and a day later it counts no more.
    expect(see(lifted, '2027-05-13').rows[0]).toMatchObject({ reached: null, steps: [], next: 'remind' })
  })

  it('severest first, by step, and repeated steps are told', () => {
    const given = listed().given(
      'circular.issue',
      { kind: 'criticism', units: ['科技局'], title: '通报', content: '滞后', skipReason: '首次通报' },
      { on: '2026-05-13', actor: office },
    )
    expect(see(given, '2026-05-13').rows.map((row) => [row.unit.id, row.reached, row.next])).toEqual([
      ['住建局', 'listing', null],
      ['科技局', 'circular', null],
    ])
    expect(see(given, '2026-05-13', { step: 'circular' }).rows.map((row) => row.unit.id)).toEqual(['科技局'])
    const twice = reminded().given('supervision.run', {}, { on: '2026-06-01' })
    expect(see(twice, '2026-06-09').rows[0]?.why.at(-1)).toEqual({ code: 'repeated', step: 'remind', count: 2 })
  })

  it('overdue tasks tell their days, and the table its counts', () => {
    const value = see(listed(), '2026-12-25')
    expect(value.rows[0]?.why).toContainEqual({ code: 'overdue', days: 5 })
    expect(ladder.table(value, 'en').rows).toEqual([
      {
        unit: '住建局',
        reached: 'listing',
        remind: 1,
        urge: 0,
        circular: 0,
        interview: 0,
        listing: 1,
        accountability: 0,
        since: '2026-05-12',
        tasks: 1,
        suggested: 'accountability',
        waits: null,
        why: 'redTasks 1; overdue 5; remindersUnanswered 1; listingsOver 1',
        listedUntil: '2026-06-30',
        left: -178,
      },
    ])
  })
})
