import { describe, expect, it } from 'vitest'
import { cancelled, confirmed, housing, no, office, reached, started, yes } from '../../testing/small-district.ts'

describe('milestones', () => {
  it('R8: open, reached, confirmed, reopened, reached again', () => {
    const given = started()
    const data = { task: 'T-1', milestone: 'M1' }
    const evidence = [{ title: '开工照片' }]
    expect(given.when('milestone.reach', { ...data, evidence, note: '按期' }, { on: '2026-04-20', actor: housing })).toEqual(
      yes({ type: 'milestone.reached', data: { ...data, evidence, note: '按期' } }),
    )
    expect(given.when('milestone.confirm', data, { on: '2026-04-22', actor: office })).toEqual(yes({ type: 'milestone.confirmed', data }))
    expect(given.when('milestone.reopen', { ...data, reason: '不实' })).toEqual(
      yes({ type: 'milestone.reopened', data: { ...data, reason: '不实' } }),
    )
    expect(given.when('milestone.reach', data, { actor: housing })).toEqual(
      yes({ type: 'milestone.reached', data: { ...data, evidence: [] } }),
    )
  })

  it('R8: reaching twice is refused', () => {
    const twice = no({ code: 'reachedAlready', rule: 'R8', task: 'T-1', milestone: 'M1' })
    expect(reached().when('milestone.reach', { task: 'T-1', milestone: 'M1' })).toEqual(twice)
    expect(confirmed().when('milestone.reach', { task: 'T-1', milestone: 'M1' })).toEqual(twice)
  })

  it('R8: only what was reached is confirmed or reopened', () => {
    const open = { code: 'wrongStage', rule: 'R8', what: 'milestone', id: 'M2', stage: 'open' } as const
    expect(started().when('milestone.confirm', { task: 'T-1', milestone: 'M2' })).toEqual(no({ ...open, allowed: ['reached'] }))
    expect(started().when('milestone.reopen', { task: 'T-1', milestone: 'M2', reason: 'x' })).toEqual(
      no({ ...open, allowed: ['reached', 'confirmed'] }),
    )
  })

  it('R6: the responsible unit does not confirm its own', () => {
    const refusal = no({ code: 'ownUnit', rule: 'R6', command: 'milestone.confirm', unit: '住建局' })
    expect(reached().when('milestone.confirm', { task: 'T-1', milestone: 'M1' }, { actor: housing })).toEqual(refusal)
  })

  it('R1: it has to be in the plan, of a task that has not ended', () => {
    const unknown = no({ code: 'unknown', rule: 'R1', what: 'milestone', id: 'M9' })
    expect(started().when('milestone.reach', { task: 'T-1', milestone: 'M9' })).toEqual(unknown)
    expect(started().when('milestone.confirm', { task: 'T-1', milestone: 'M9' })).toEqual(unknown)
    const given = started().given('task.amend', { task: 'T-1', reason: 'x', remove: ['M1'] })
    expect(given.when('milestone.reach', { task: 'T-1', milestone: 'M1' })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'milestone', id: 'M1', on: '2026-01-10' }),
    )
    expect(cancelled().when('milestone.reopen', { task: 'T-1', milestone: 'M1', reason: 'x' })).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }),
    )
  })
})
