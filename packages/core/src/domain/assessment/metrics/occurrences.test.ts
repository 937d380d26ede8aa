import { describe, expect, it } from 'vitest'
import { figureOf, measured, partsOf } from '../../../testing/measuring.ts'
import type { Scenario } from '../../../testing/scenario.ts'
import { finished, housing, office, smallDistrict } from '../../../testing/small-district.ts'
import type { CoreMetric } from './index.ts'

const units = ['住建局', '发改局']
const common = { tasks: [], skipReason: '依据规则' }
/** How each comes up: the fact, and its id's key. */
const facts: readonly (readonly [CoreMetric, string, string, object])[] = [
  ['listings', 'listing', 'listing.placed', { ...common, unit: '住建局', reason: '滞后', due: '2026-06-30' }],
  ['circularsCriticising', 'circular', 'circular.issued', { ...common, units, kind: 'criticism', title: '通报', content: '滞后' }],
  ['circularsPraising', 'circular', 'circular.issued', { ...common, units, kind: 'praise', title: '通报', content: '领先' }],
  ['interviews', 'interview', 'interview.held', { ...common, unit: '住建局', reason: '滞后', commitments: [] }],
]

describe.each(facts)('%s', (metric, kind, type, data) => {
  it('counts those of the unit in the period, as known on the day; 0 without any', () => {
    expect(measured(smallDistrict(), metric)).toEqual({ value: 0, parts: [] })
    const given = smallDistrict()
    for (const [i, on] of ['2026-01-01', '2026-03-31', '2026-04-01'].entries()) given.happened(type, { ...data, [kind]: `X-${i}` }, { on })
    const last = given.position
    expect(measured(given, metric)).toEqual({
      value: 2,
      parts: [
        { subject: `${kind}:X-0`, value: 1, rests: [last - 2] },
        { subject: `${kind}:X-1`, value: 1, rests: [last - 1] },
      ],
    })
    expect(figureOf(given, metric, { on: '2026-03-30' })).toBe(1)
    expect(figureOf(given, metric, { from: '2026-01-02' })).toBe(1)
    expect(figureOf(given, metric, { unit: '科技局' })).toBe(0)
    expect(figureOf(given, metric, { unit: '发改局' })).toBe(kind === 'circular' ? 2 : 0)
  })
})

it('circulars that criticise are not among those that praise', () => {
  const given = smallDistrict().happened('circular.issued', { ...facts[1]?.[3], circular: 'X' }, { on: '2026-02-01' })
  expect([figureOf(given, 'circularsCriticising'), figureOf(given, 'circularsPraising')]).toEqual([1, 0])
})

describe('closingsReturned and closingsRevoked', () => {
  const year = { from: '2026-01-01', to: '2026-12-31', on: '2026-12-31' }
  const ask = (given: Scenario, closing: string, on: string) =>
    given.given('closing.request', { closing, subject: { task: 'T-1' }, evidence: [{ title: '表' }] }, { on, actor: housing })
  const step = (given: Scenario, name: string, closing: string, on: string) =>
    given.given(`closing.${name}`, { closing, ...(name !== 'approve' && { reason: '材料不全' }) }, { on, actor: office })

  it('count what the unit asked for and what went back, by the day on which it did', () => {
    expect([figureOf(finished(), 'closingsReturned', year), figureOf(finished(), 'closingsRevoked', year)]).toEqual([0, 0])
    const given = step(ask(finished(), 'S-1', '2026-11-01'), 'return', 'S-1', '2026-11-02')
    step(ask(given, 'S-2', '2026-11-03'), 'return', 'S-2', '2026-11-04')
    step(step(ask(given, 'S-3', '2026-11-05'), 'approve', 'S-3', '2026-11-06'), 'revoke', 'S-3', '2026-12-31')
    const last = given.position
    expect(measured(given, 'closingsReturned', year)).toEqual({
      value: 2,
      parts: [
        { subject: 'closing:S-1', value: 1, rests: [last - 5] },
        { subject: 'closing:S-2', value: 1, rests: [last - 3] },
      ],
    })
    expect(partsOf(given, 'closingsRevoked', year)).toEqual([{ subject: 'closing:S-3', value: 1, rests: [last] }])
    expect(figureOf(given, 'closingsRevoked', { ...year, to: '2026-12-30' })).toBe(0)
    expect(figureOf(given, 'closingsReturned', { ...year, unit: '发改局' })).toBe(0)
  })
})

describe('remindersUnanswered', () => {
  const reminded = (reminder = 'X-1', replyBy = '2026-03-31') =>
    smallDistrict().happened(
      'reminder.issued',
      { reminder, unit: '住建局', kind: 'monthly', period: '2026-03', duties: [{ duty: 'taskDue' }], missed: [], replyBy, byHand: false },
      { on: '2026-03-24' },
    )
  const answer = (given: Scenario, on: string) =>
    given.happened('reminder.answered', { reminder: 'X-1', answer: '已落实', evidence: [] }, { on })

  it('counts those whose reply was due in the period and had not come by then', () => {
    expect(measured(smallDistrict(), 'remindersUnanswered')).toEqual({ value: 0, parts: [] })
    const given = reminded()
    expect(measured(given, 'remindersUnanswered')).toEqual({
      value: 1,
      parts: [{ subject: 'reminder:X-1', value: 1, rests: [given.position] }],
    })
    expect(figureOf(given, 'remindersUnanswered', { on: '2026-03-31' })).toBe(0)
    expect(figureOf(given, 'remindersUnanswered', { to: '2026-03-30' })).toBe(0)
    expect(figureOf(given, 'remindersUnanswered', { unit: '发改局' })).toBe(0)
  })

  it('answered on the last day it is answered, a day later it was not; the part names the late answer', () => {
    expect(figureOf(answer(reminded(), '2026-03-31'), 'remindersUnanswered')).toBe(0)
    const given = answer(reminded(), '2026-04-01')
    expect(partsOf(given, 'remindersUnanswered')[0]?.rests).toEqual([given.position - 1, given.position])
    expect(partsOf(given, 'remindersUnanswered', { to: '2026-03-31', on: '2026-04-01' })).toHaveLength(1)
  })
})

describe('dailyMarks', () => {
  it('is the sum of the points of the marks in the period, below 0 too', () => {
    expect(measured(smallDistrict(), 'dailyMarks')).toEqual({ value: 0, parts: [] })
    const given = smallDistrict()
    const mark = (id: string, points: number, on: string, unit = '住建局') =>
      given.given('mark.give', { mark: id, unit, points, reason: '日常' }, { on, actor: office })
    mark('A', 0.1, '2026-01-05')
    mark('B', 0.2, '2026-03-31')
    mark('C', -2.5, '2026-02-01')
    mark('D', 9, '2026-04-01')
    mark('E', 9, '2026-03-01', '发改局')
    const last = given.position
    // 0.1 + 0.2 − 2.5, exactly.
    expect(measured(given, 'dailyMarks')).toEqual({
      value: -2.2,
      parts: [
        { subject: 'mark:A', value: 0.1, rests: [last - 4] },
        { subject: 'mark:B', value: 0.2, rests: [last - 3] },
        { subject: 'mark:C', value: -2.5, rests: [last - 2] },
      ],
    })
    expect(figureOf(given, 'dailyMarks', { on: '2026-02-01' })).toBe(-2.4)
  })
})
