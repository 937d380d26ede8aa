import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { basis, cancelled, housing, leader, mayor, no, office, started, wrongAt, yes } from '../../testing/small-district.ts'

const proof = [{ title: '整改照片' }]
const unit = '住建局'
const inspector = { person: 'p-inspector', unit: '区纪委', roles: ['unit'] }
/** On the ladder up to a step, so that the next is not a leap. */
const upTo = (step: 'circular' | 'interview' | 'listing', given = started()) => {
  const at = { on: '2026-05-01', actor: mayor, basis }
  const skipReason = '集中整治'
  given.given('circular.issue', { kind: 'criticism', units: [unit], title: '通报', content: '滞后', skipReason }, at)
  if (step !== 'circular') given.given('interview.hold', { unit, reason: '滞后' }, at)
  if (step === 'listing') given.given('listing.place', { listing: 'L-0', unit, reason: '滞后', due: '2026-05-31' }, at)
  return given
}
const unknown = (what: 'unit' | 'task' | 'post' | 'round', id: string) => no({ code: 'unknown', rule: 'R1', what, id })
const ended = no({ code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' })
const leap = (step: string, skipped: string[]) => no({ code: 'skipsSteps', rule: 'R16', unit, step, skipped })

describe('listing.place', () => {
  const listing = { listing: 'L-1', unit, tasks: ['T-1'], reason: '进度滞后', due: '2026-06-30' }
  const place = (given: Scenario, change: object = {}, sent: object = {}) =>
    given.when('listing.place', { ...listing, ...change }, { on: '2026-05-06', actor: leader, ...sent })

  it('R16: after an interview, or for a reason', () => {
    expect(place(upTo('interview'))).toEqual(yes({ type: 'listing.placed', data: listing }))
    expect(place(started())).toEqual(leap('listing', ['remind', 'urge', 'circular', 'interview']))
    expect(place(upTo('circular'))).toEqual(leap('listing', ['interview']))
    expect(place(started(), { skipReason: '安全事故' })).toEqual(
      yes({ type: 'listing.placed', data: { ...listing, skipReason: '安全事故' } }),
    )
  })

  it('R16: what counts is as far back as the rule book says', () => {
    expect(place(upTo('interview'), { due: '2027-06-30' }, { on: '2027-05-01' }).accepted).toBe(true)
    expect(place(upTo('interview'), { due: '2027-06-30' }, { on: '2027-05-02' }).accepted).toBe(false)
  })

  it('R16: the office names what it rests on', () => {
    expect(place(upTo('interview'), {}, { actor: office })).toEqual(no({ code: 'basisMissing', rule: 'R16', command: 'listing.place' }))
    expect(place(upTo('interview'), {}, { actor: office, basis }).accepted).toBe(true)
  })

  it('R16: a unit is listed for a task once, and as a whole once, until it is off the list', () => {
    const given = upTo('listing')
    const standing = (id: string) => no({ code: 'wrongStage', rule: 'R16', what: 'listing', id, stage: 'listed', allowed: ['lifted'] })
    expect(place(given).accepted).toBe(true)
    expect(place(given, { listing: 'L-2' })).toEqual(standing('L-1'))
    expect(place(given, { listing: 'L-2', tasks: [] })).toEqual(standing('L-0'))
    given.given('listing.lift', { listing: 'L-1', result: '已赶上', evidence: proof }, { on: '2026-06-01', actor: mayor })
    expect(place(given, { listing: 'L-2' }, { on: '2026-06-02' }).accepted).toBe(true)
  })

  it('R1: what exists and takes a duty, each once, due on the day or later', () => {
    expect(place(upTo('listing'), { listing: 'L-0' })).toEqual(no({ code: 'taken', rule: 'R1', what: 'listing', id: 'L-0' }))
    expect(place(started(), { unit: '老城办' })).toEqual(ended)
    expect(place(started(), { tasks: ['T-9'] })).toEqual(unknown('task', 'T-9'))
    expect(place(started(), { tasks: ['T-1', 'T-1'] })).toEqual(no({ code: 'twice', rule: 'R1', what: 'task', id: 'T-1' }))
    expect(place(cancelled())).toEqual(no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-03-01' }))
    expect(place(started(), { due: '2026-05-05' })).toEqual(no({ code: 'badPeriod', rule: 'R16', from: '2026-05-06', to: '2026-05-05' }))
  })
})

describe('listing.lift', () => {
  const lift = (given: Scenario, change: object = {}, sent: object = {}) =>
    given.when(
      'listing.lift',
      { listing: 'L-0', result: '已赶上', evidence: proof, ...change },
      { on: '2026-06-01', actor: mayor, ...sent },
    )

  it('R16: once, by the office on a basis', () => {
    const given = upTo('listing')
    expect(lift(given, {}, { actor: office })).toEqual(no({ code: 'basisMissing', rule: 'R16', command: 'listing.lift' }))
    expect(lift(given, {}, { actor: office, basis })).toEqual(
      yes({ type: 'listing.lifted', data: { listing: 'L-0', result: '已赶上', evidence: proof } }),
    )
    expect(lift(given)).toEqual(no({ code: 'wrongStage', rule: 'R16', what: 'listing', id: 'L-0', stage: 'lifted', allowed: ['listed'] }))
  })

  it('R1, R19: one that was placed, with evidence', () => {
    expect(lift(upTo('listing'), { listing: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'listing', id: 'x' }))
    expect(lift(upTo('listing'), {}, { on: '2026-04-30' })).toMatchObject({ refusal: { code: 'notYet', since: '2026-05-01' } })
    expect(wrongAt(() => lift(upTo('listing'), { evidence: [] }))).toEqual(['evidence'])
  })
})

describe('circular.issue', () => {
  const circular = { circular: 'CI-1', kind: 'criticism', units: [unit, '科技局'], tasks: [], title: '通报', content: '有关情况' }
  const issue = (given: Scenario, change: object = {}) =>
    given.when('circular.issue', { ...circular, ...change }, { on: '2026-05-06', actor: office })

  it('R16: criticism climbs the ladder for each unit, praise does not', () => {
    const urged = upTo('circular')
    expect(issue(urged)).toEqual(no({ code: 'skipsSteps', rule: 'R16', unit: '科技局', step: 'circular', skipped: ['remind', 'urge'] }))
    expect(issue(urged, { units: [unit] })).toEqual(yes({ type: 'circular.issued', data: { ...circular, units: [unit] } }))
    expect(issue(started(), { kind: 'praise' }).accepted).toBe(true)
    // Praise is no step that was reached.
    const praised = started().given('circular.issue', { ...circular, circular: 'CI-0', kind: 'praise' }, { actor: office })
    expect(issue(praised, { units: [unit] })).toEqual(leap('circular', ['remind', 'urge']))
  })

  it('R1: units, tasks and rounds that exist, each once', () => {
    expect(issue(started(), { units: ['没有'] })).toEqual(unknown('unit', '没有'))
    expect(issue(started(), { units: ['老城办'] })).toEqual(ended)
    expect(issue(started(), { units: [unit, unit] })).toEqual(no({ code: 'twice', rule: 'R1', what: 'unit', id: unit }))
    expect(issue(started(), { tasks: ['T-9'] })).toEqual(unknown('task', 'T-9'))
    expect(issue(started(), { round: 'RO-1' })).toEqual(unknown('round', 'RO-1'))
    const given = started()
    issue(given, { kind: 'praise' })
    expect(issue(given)).toEqual(no({ code: 'taken', rule: 'R1', what: 'circular', id: 'CI-1' }))
    expect(wrongAt(() => issue(started(), { units: [] }))).toEqual(['units'])
  })
})

describe('incentive.grant', () => {
  const incentive = { incentive: 'IC-1', unit, kind: 'honour', what: '先进单位' }
  const grant = (change: object = {}, given = started()) =>
    given.when('incentive.grant', { ...incentive, ...change }, { on: '2026-05-06', actor: mayor })

  it('R1: for a unit that lives', () => {
    const given = started()
    expect(grant({}, given)).toEqual(yes({ type: 'incentive.granted', data: incentive }))
    expect(grant({}, given)).toEqual(no({ code: 'taken', rule: 'R1', what: 'incentive', id: 'IC-1' }))
    expect(grant({ unit: '老城办' })).toEqual(ended)
    expect(grant({ round: 'RO-1' })).toEqual(unknown('round', 'RO-1'))
  })
})

describe('interview.hold', () => {
  const interview = { interview: 'IV-1', unit, tasks: ['T-1'], reason: '进度滞后', commitments: ['六月底前赶上'] }
  const hold = (given: Scenario, change: object = {}, sent: object = {}) =>
    given.when('interview.hold', { ...interview, ...change }, { on: '2026-05-06', actor: mayor, ...sent })

  it('R16: after a circular, or for a reason', () => {
    expect(hold(upTo('circular'))).toEqual(yes({ type: 'interview.held', data: interview }))
    expect(hold(started())).toEqual(leap('interview', ['remind', 'urge', 'circular']))
    expect(hold(started(), { skipReason: '安全事故', commitments: undefined, tasks: undefined }).accepted).toBe(true)
  })

  it('R6: not with the own unit, nor with oneself', () => {
    const own = no({ code: 'ownUnit', rule: 'R6', command: 'interview.hold', unit })
    expect(hold(upTo('circular'), {}, { actor: { ...mayor, unit } })).toEqual(own)
    const given = upTo('circular').given('officer.appoint', { post: 'po-1', title: '局长', unit, rank: 'unitHead', person: 'p-mayor' })
    expect(hold(given, { post: 'po-1' })).toEqual(own)
  })

  it('R1: what exists, due on the day or later', () => {
    expect(hold(started(), { unit: '老城办' })).toEqual(ended)
    expect(hold(started(), { post: 'x' })).toEqual(unknown('post', 'x'))
    expect(hold(started(), { tasks: ['T-9'] })).toEqual(unknown('task', 'T-9'))
    expect(hold(started(), { due: '2026-05-05' })).toEqual(no({ code: 'badPeriod', rule: 'R16', from: '2026-05-06', to: '2026-05-05' }))
    const given = upTo('circular')
    hold(given)
    expect(hold(given)).toEqual(no({ code: 'taken', rule: 'R1', what: 'interview', id: 'IV-1' }))
  })
})

describe('accountability', () => {
  const cause = { accountability: 'AC-1', unit, tasks: ['T-1'], cause: '严重失职' }
  const open = (given: Scenario, change: object = {}) =>
    given.when('accountability.open', { ...cause, ...change }, { on: '2026-05-06', actor: inspector })
  const opened = () => upTo('listing').given('accountability.open', cause, { on: '2026-05-06', actor: inspector })
  const decision = { accountability: 'AC-1', outcome: 'criticised', finding: '经查属实', persons: [{ person: 'p-7', finding: '失职' }] }
  const decide = (given: Scenario, change: object = {}, sent: object = {}) =>
    given.when('accountability.decide', { ...decision, ...change }, { on: '2026-06-01', actor: inspector, basis, ...sent })

  it('R16: opened after a listing, or for a reason', () => {
    expect(open(upTo('listing'))).toEqual(yes({ type: 'accountability.opened', data: cause }))
    expect(open(upTo('circular'))).toEqual(leap('accountability', ['interview', 'listing']))
    expect(open(started(), { skipReason: '违纪' }).accepted).toBe(true)
  })

  it('R1: a unit that has ended may still be called to account', () => {
    expect(open(started(), { unit: '老城办', skipReason: '违纪' }).accepted).toBe(true)
    expect(open(started(), { unit: 'x' })).toEqual(unknown('unit', 'x'))
    expect(open(started(), { post: 'x' })).toEqual(unknown('post', 'x'))
    expect(open(started(), { tasks: ['T-9'] })).toEqual(unknown('task', 'T-9'))
    expect(open(opened())).toEqual(no({ code: 'taken', rule: 'R1', what: 'accountability', id: 'AC-1' }))
  })

  it('R16: decided once, on a basis', () => {
    const given = opened()
    expect(decide(given, {}, { basis: undefined })).toEqual(no({ code: 'basisMissing', rule: 'R16', command: 'accountability.decide' }))
    expect(decide(given)).toEqual(yes({ type: 'accountability.decided', data: decision }))
    const over = { code: 'wrongStage', rule: 'R16', what: 'accountability', id: 'AC-1', stage: 'concluded', allowed: ['opened'] } as const
    expect(decide(given)).toEqual(no(over))
    expect(decide(given, { accountability: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'accountability', id: 'x' }))
    expect(decide(opened(), {}, { on: '2026-05-05' })).toMatchObject({ refusal: { code: 'notYet', since: '2026-05-06' } })
  })

  it('R6: not by the unit that it is about, nor by a person who is judged', () => {
    const own = (who: string) => no({ code: 'ownUnit', rule: 'R6', command: 'accountability.decide', unit: who })
    expect(decide(opened(), {}, { actor: housing })).toEqual(own(unit))
    expect(decide(opened(), { persons: [{ person: 'p-inspector' }] })).toEqual(own('区纪委'))
  })
})
