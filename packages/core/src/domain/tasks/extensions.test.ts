import { describe, expect, it } from 'vitest'
import { cancelled, housing, no, office, reached, started, tablesOf, yes } from '../../testing/small-district.ts'

const asked = () =>
  started().given(
    'extension.request',
    { extension: 'E-1', task: 'T-1', due: '2027-03-31', reason: '材料涨价' },
    { on: '2026-12-20', actor: housing },
  )

describe('extensions', () => {
  const request = (input: object, on: string, given = started()) =>
    given.when(
      'extension.request',
      { extension: 'E-1', task: 'T-1', due: '2027-03-31', reason: '材料涨价', ...input },
      { on, actor: housing },
    )

  it('R9: asked for by the due date, granted whenever, the date moves', () => {
    const given = started()
    const data = { extension: 'E-1', task: 'T-1', due: '2027-03-31', reason: '材料涨价' }
    expect(request({}, '2026-12-20', given)).toEqual(yes({ type: 'extension.requested', data }))
    const granted = { extension: 'E-1', task: 'T-1', due: '2027-03-31' }
    expect(given.when('extension.grant', { extension: 'E-1' }, { on: '2027-01-15', actor: office })).toEqual(
      yes({ type: 'extension.granted', data: granted }),
    )
    expect(tablesOf(given).tasks.get('T-1')?.facts.at(-1)?.value.schedule).toEqual({ from: '2026-01-10', due: '2027-03-31' })
  })

  it('R9: a milestone moves likewise, to another date if the grant names one', () => {
    const given = started()
    const data = { extension: 'E-1', task: 'T-1', milestone: 'M1', due: '2026-06-30', reason: '材料涨价' }
    expect(request({ milestone: 'M1', due: '2026-06-30' }, '2026-04-30', given)).toEqual(yes({ type: 'extension.requested', data }))
    const granted = { extension: 'E-1', task: 'T-1', milestone: 'M1', due: '2026-05-31' }
    expect(given.when('extension.grant', { extension: 'E-1', due: '2026-05-31' }, { on: '2026-05-10' })).toEqual(
      yes({ type: 'extension.granted', data: granted }),
    )
    expect(tablesOf(given).tasks.get('T-1')?.milestones[0]?.plans.at(-1)?.value?.due).toBe('2026-05-31')
  })

  it('R9: a refusal leaves the date', () => {
    const given = asked()
    const data = { extension: 'E-1', task: 'T-1', reason: '理由不充分' }
    expect(given.when('extension.refuse', { extension: 'E-1', reason: '理由不充分' }, { actor: office })).toEqual(
      yes({ type: 'extension.refused', data }),
    )
    expect(tablesOf(given).tasks.get('T-1')?.facts.at(-1)?.value.schedule.due).toBe('2026-12-20')
  })

  it('R9: later requests are refused, for a milestone by its own date', () => {
    expect(request({}, '2026-12-21')).toEqual(
      no({ code: 'tooLate', rule: 'R9', what: 'task', id: 'T-1', due: '2026-12-20', on: '2026-12-21' }),
    )
    expect(request({ milestone: 'M1' }, '2026-05-01')).toEqual(
      no({ code: 'tooLate', rule: 'R9', what: 'milestone', id: 'M1', due: '2026-04-30', on: '2026-05-01' }),
    )
  })

  it('R9: a request needs a reason and a later date, of what is not reached', () => {
    expect(request({ reason: undefined }, '2026-12-01')).toEqual(no({ code: 'reasonMissing', rule: 'R9' }))
    expect(request({ due: '2026-12-20' }, '2026-12-01')).toEqual(
      no({ code: 'notLater', rule: 'R9', due: '2026-12-20', asked: '2026-12-20' }),
    )
    const refusal = no({ code: 'wrongStage', rule: 'R9', what: 'milestone', id: 'M1', stage: 'reached', allowed: ['open'] })
    expect(request({ milestone: 'M1' }, '2026-04-25', reached())).toEqual(refusal)
  })

  it('R1: a request names what exists and has not ended, under a new id', () => {
    expect(request({ task: 'x' }, '2026-12-01')).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'x' }))
    expect(request({ milestone: 'M9' }, '2026-12-01')).toEqual(no({ code: 'unknown', rule: 'R1', what: 'milestone', id: 'M9' }))
    expect(request({}, '2026-12-01', cancelled())).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
    expect(request({}, '2026-12-20', asked())).toEqual(no({ code: 'taken', rule: 'R1', what: 'extension', id: 'E-1' }))
    expect(request({ extension: undefined }, '2026-12-01')).toMatchObject({ facts: [{ data: { extension: 'id-1' } }] })
  })

  it('R9: it is granted or refused once', () => {
    const given = asked().given('extension.grant', { extension: 'E-1' }, { on: '2026-12-25', actor: office })
    const refusal = no({ code: 'wrongStage', rule: 'R9', what: 'extension', id: 'E-1', stage: 'granted', allowed: ['requested'] })
    expect(given.when('extension.grant', { extension: 'E-1' })).toEqual(refusal)
    expect(given.when('extension.refuse', { extension: 'E-1', reason: 'x' })).toEqual(refusal)
    expect(given.when('extension.grant', { extension: 'E-9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'extension', id: 'E-9' }))
  })

  it('R8, R9: what is granted is later than what stands, and a milestone stays within the schedule', () => {
    expect(asked().when('extension.grant', { extension: 'E-1', due: '2026-12-19' })).toEqual(
      no({ code: 'notLater', rule: 'R9', due: '2026-12-20', asked: '2026-12-19' }),
    )
    const given = started().given('extension.request', { extension: 'E-1', task: 'T-1', milestone: 'M2', due: '2027-01-31', reason: 'x' })
    const outside = {
      code: 'outsideSchedule',
      rule: 'R8',
      milestone: 'M2',
      due: '2027-01-31',
      from: '2026-01-10',
      until: '2026-12-20',
    } as const
    expect(given.when('extension.grant', { extension: 'E-1' })).toEqual(no(outside))
  })

  it('R1, R9, R19: no grant for a cancelled task, no refusal without a reason, none before the request', () => {
    const given = asked()
    expect(given.when('extension.refuse', { extension: 'E-1' })).toEqual(no({ code: 'reasonMissing', rule: 'R9' }))
    expect(given.when('extension.refuse', { extension: 'E-1', reason: 'x' }, { on: '2026-12-19' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'extension', id: 'E-1', since: '2026-12-20', on: '2026-12-19' }),
    )
    given.given('task.cancel', { task: 'T-1', reason: 'x' }, { on: '2026-12-22', actor: office })
    expect(given.when('extension.grant', { extension: 'E-1' }, { on: '2026-12-21' })).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'task', id: 'T-1', last: '2026-12-22', on: '2026-12-21' }),
    )
    expect(given.when('extension.grant', { extension: 'E-1' }, { on: '2026-12-23' })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-12-22' }),
    )
  })
})
