import { describe, expect, it } from 'vitest'
import { figureOf, measured, partsOf, told } from '../../../testing/measuring.ts'
import type { Scenario } from '../../../testing/scenario.ts'
import { basis, housing, office, planning, smallDistrict } from '../../../testing/small-district.ts'

/** A task of 住建局 due on 2026-03-20, without milestones of its own, started on 2026-01-10. */
const due = '2026-03-20'
const task = (given: Scenario, id: string, more: object = {}) =>
  given.given(
    'task.register',
    {
      task: id,
      title: id,
      goal: 'g-tech',
      content: '建成',
      schedule: { from: '2026-01-10', due },
      lead: 'vice-1',
      responsible: '住建局',
      milestones: [{ milestone: 'M', title: '竣工', due: '2026-03-10', weight: 1 }],
      ...more,
    },
    { on: '2026-01-05', actor: office },
  )
/** With the positions of its registration and start. */
const begun = (more: object = {}) => {
  const given = task(smallDistrict(), 'T', more)
  return { given, registered: given.position, started: given.given('task.start', { task: 'T' }, { on: '2026-01-10' }).position }
}
const reach = (given: Scenario, on: string) => given.given('milestone.reach', { task: 'T', milestone: 'M' }, { on, actor: housing })
const confirmed = (given: Scenario, on = '2026-03-10') =>
  reach(given, on).given('milestone.confirm', { task: 'T', milestone: 'M' }, { on, actor: office })
const ask = (given: Scenario, on: string, closing = 'S') =>
  given.given('closing.request', { closing, subject: { task: 'T' }, evidence: [{ title: '验收单' }] }, { on, actor: housing })
const approve = (given: Scenario, on: string, closing = 'S') => given.given('closing.approve', { closing }, { on, actor: office })
const later = (given: Scenario, command: string, more: object, on: string, sent: object = {}) =>
  given.given(command, { task: 'T', reason: '规划调整', ...more }, { on, actor: office, ...sent })

describe('closedOnTime', () => {
  const closed = (given: Scenario, asked = {}) => figureOf(given, 'closedOnTime', asked)

  it('has no value when nothing was due in the period; both its ends count', () => {
    expect(measured(smallDistrict(), 'closedOnTime')).toEqual({ value: undefined, parts: [] })
    const { given } = begun()
    expect(closed(given, { from: '2026-01-01', to: '2026-03-19' })).toBeUndefined()
    expect(closed(given, { from: '2026-03-21', to: '2026-06-30' })).toBeUndefined()
    expect(closed(given, { from: due, to: due })).toBe(0)
    expect(closed(given, { unit: '发改局' })).toBeUndefined()
  })

  it('counts what was asked for by the due date and approved, also later', () => {
    const { given, registered } = begun()
    confirmed(given)
    const { positions } = told(
      given,
      ['closing.request', { closing: 'S', subject: { task: 'T' }, evidence: [{ title: '验收单' }] }, { on: due, actor: housing }],
      ['closing.approve', { closing: 'S' }, { on: '2026-04-02', actor: office }],
    )
    expect(measured(given, 'closedOnTime')).toEqual({
      value: 100,
      parts: [{ subject: 'task:T', value: 1, rests: [registered, ...positions] }],
    })
  })

  it("while it waits it is the verifier's: it does not count", () => {
    const given = ask(confirmed(begun().given), due)
    expect(measured(given, 'closedOnTime')).toEqual({ value: undefined, parts: [] })
    expect(closed(approve(given, '2026-04-11'))).toBeUndefined()
    expect(closed(given, { on: '2026-04-11' })).toBe(100)
  })

  it('is late when asked for after the due date, or never', () => {
    const { given, registered } = begun()
    expect(partsOf(given, 'closedOnTime')).toEqual([{ subject: 'task:T', value: 0, rests: [registered] }])
    approve(ask(confirmed(given), '2026-03-21'), '2026-03-22')
    const asked = given.position - 1
    expect(partsOf(given, 'closedOnTime')).toEqual([{ subject: 'task:T', value: 0, rests: [registered, asked, asked + 1] }])
  })

  it('is not yet late on the due date itself', () => {
    const { given } = begun()
    expect(closed(given, { on: due })).toBeUndefined()
    expect(closed(given, { on: '2026-03-21' })).toBe(0)
  })

  it('is late when what was asked for in time was returned, or revoked after a look back; the part says by what', () => {
    const { given, registered } = begun()
    approve(ask(confirmed(given), '2026-03-15'), '2026-03-16')
    const asked = given.position - 1
    given.given('closing.revoke', { closing: 'S', reason: '回头看发现未投用' }, { on: '2026-04-05', actor: office })
    expect(partsOf(given, 'closedOnTime')).toEqual([{ subject: 'task:T', value: 0, rests: [registered, asked, given.position] }])
    expect(closed(given, { on: '2026-04-04' })).toBe(100)
  })

  it('goes by the date that a grant moved to, whenever it was made', () => {
    const { given } = begun()
    given.given('extension.request', { extension: 'E', task: 'T', due: '2026-03-30', reason: '雨雪' }, { on: '2026-03-18', actor: housing })
    expect(closed(given)).toBe(0)
    given.given('extension.grant', { extension: 'E' }, { on: '2026-03-25', actor: office })
    const granted = given.position
    approve(ask(confirmed(given, '2026-03-26'), '2026-03-29'), '2026-03-31')
    expect(partsOf(given, 'closedOnTime')[0]).toMatchObject({ value: 1, rests: [granted - 3, granted, granted + 3, granted + 4] })
    // Known only from the day of the grant: on 24 March the old date stood, and was missed.
    expect(closed(given, { on: '2026-03-24' })).toBe(0)
  })

  it('R9: lateness up to an excuse counts against nobody, and the part names the excuse', () => {
    const { given, registered } = begun()
    later(given, 'lateness.excuse', {}, '2026-03-28', { basis })
    const excuse = given.position
    expect(partsOf(given, 'closedOnTime', { on: '2026-03-28' })).toEqual([])
    expect(partsOf(given, 'closedOnTime')).toEqual([{ subject: 'task:T', value: 0, rests: [registered, excuse] }])
    approve(ask(confirmed(given, '2026-03-28'), '2026-03-28'), '2026-03-31')
    const asked = given.position - 1
    expect(partsOf(given, 'closedOnTime')).toEqual([{ subject: 'task:T', value: 1, rests: [registered, excuse, asked, asked + 1] }])
  })

  it('R9: stays with the unit that was responsible on the due date', () => {
    const late = later(begun().given, 'task.transfer', { to: '发改局' }, '2026-03-21')
    expect([closed(late), closed(late, { unit: '发改局' })]).toEqual([0, undefined])
    const inTime = begun()
    later(inTime.given, 'task.transfer', { to: '发改局' }, due)
    expect([closed(inTime.given), closed(inTime.given, { unit: '发改局' })]).toEqual([undefined, 0])
    expect(partsOf(inTime.given, 'closedOnTime', { unit: '发改局' })[0]?.rests).toEqual([inTime.registered, inTime.given.position])
  })

  it('leaves out standing tasks, and what was cancelled by its due date; what was late before stays late (R9)', () => {
    expect(closed(begun({ standing: true }).given)).toBeUndefined()
    expect(closed(later(begun().given, 'task.cancel', {}, due))).toBeUndefined()
    expect(closed(later(begun().given, 'task.cancel', {}, '2026-03-25'))).toBe(0)
  })

  it('is the percent of all that were due', () => {
    const { given } = begun()
    approve(ask(confirmed(given), '2026-03-11'), '2026-03-12')
    // 1 of 3: 33.333… %
    expect(closed(task(task(given, 'T-2'), 'T-3'))).toBe(33.33)
    expect(partsOf(given, 'closedOnTime').map(({ subject, value }) => [subject, value])).toEqual([
      ['task:T', 1],
      ['task:T-2', 0],
      ['task:T-3', 0],
    ])
  })
})

describe('milestonesOnTime', () => {
  const kept = (given: Scenario, asked = {}) => figureOf(given, 'milestonesOnTime', asked)

  it('has no value without a milestone due in the period; both its ends count', () => {
    expect(measured(smallDistrict(), 'milestonesOnTime')).toEqual({ value: undefined, parts: [] })
    const { given } = begun()
    expect(kept(given, { from: '2026-03-10', to: '2026-03-10' })).toBe(0)
    expect(kept(given, { to: '2026-03-09' })).toBeUndefined()
    expect(kept(given, { from: '2026-03-11' })).toBeUndefined()
  })

  it('counts what was reached in time, whenever it is confirmed', () => {
    const { given, registered } = begun()
    reach(given, '2026-03-10')
    const reached = given.position
    expect(partsOf(given, 'milestonesOnTime')).toEqual([{ subject: 'task:T', value: 1, rests: [registered, reached] }])
    given.given('milestone.confirm', { task: 'T', milestone: 'M' }, { on: '2026-04-01', actor: office })
    expect(partsOf(given, 'milestonesOnTime')[0]).toMatchObject({ value: 1, rests: [registered, reached, reached + 1] })
  })

  it('is late from the day after its date, and not on it', () => {
    const { given } = begun()
    expect(kept(given, { on: '2026-03-10' })).toBeUndefined()
    expect(kept(given, { on: '2026-03-11' })).toBe(0)
    expect(kept(reach(given, '2026-03-11'))).toBe(0)
  })

  it('is not kept when it was opened again, and the part says so', () => {
    const { given, registered } = begun()
    later(reach(given, '2026-03-08'), 'milestone.reopen', { milestone: 'M' }, '2026-04-08')
    const reopened = given.position
    expect(partsOf(given, 'milestonesOnTime')).toEqual([{ subject: 'task:T', value: 0, rests: [registered, reopened - 1, reopened] }])
    expect(kept(given, { on: '2026-04-07' })).toBe(100)
    expect(kept(reach(given, '2026-04-09'))).toBe(0)
  })

  it('goes by a granted date; an excuse of the milestone or of its task moves the limit (R9)', () => {
    const granted = begun().given
    granted
      .given(
        'extension.request',
        { extension: 'E', task: 'T', milestone: 'M', due: '2026-03-15', reason: '雨雪' },
        { on: '2026-03-09', actor: housing },
      )
      .given('extension.grant', { extension: 'E' }, { on: '2026-03-12', actor: office })
    expect(kept(reach(granted, '2026-03-15'))).toBe(100)
    for (const about of [{}, { milestone: 'M' }]) {
      const { given } = begun()
      later(given, 'lateness.excuse', about, '2026-03-14', { basis })
      const excuse = given.position
      expect(partsOf(reach(given, '2026-03-14'), 'milestonesOnTime')[0]).toMatchObject({ value: 1 })
      expect(partsOf(given, 'milestonesOnTime')[0]?.rests).toContain(excuse)
    }
    const other = begun({ milestones: ['M', 'N'].map((milestone) => ({ milestone, title: milestone, due: '2026-03-10', weight: 1 })) })
    later(other.given, 'lateness.excuse', { milestone: 'N' }, '2026-03-14', { basis })
    expect(kept(reach(other.given, '2026-03-14'))).toBe(0)
  })

  it('R9: stays with the unit that was responsible on its date', () => {
    const given = later(begun().given, 'task.transfer', { to: '发改局' }, '2026-03-11')
    given.given('milestone.reach', { task: 'T', milestone: 'M' }, { on: '2026-03-12', actor: planning })
    expect([kept(given), kept(given, { unit: '发改局' })]).toEqual([0, undefined])
  })

  it('counts standing tasks too, and leaves out what was taken out of the plan, or cancelled, by its date', () => {
    expect(kept(begun({ standing: true }).given)).toBe(0)
    expect(kept(later(begun().given, 'task.cancel', {}, '2026-03-10'))).toBeUndefined()
    expect(kept(later(begun().given, 'task.cancel', {}, '2026-03-11'))).toBe(0)
    expect(kept(later(begun().given, 'task.amend', { remove: ['M'] }, '2026-03-10'))).toBeUndefined()
    expect(kept(later(begun().given, 'task.amend', { remove: ['M'] }, '2026-03-11'))).toBe(0)
  })
})
