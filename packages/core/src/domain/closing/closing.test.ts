import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import {
  cancelled,
  finished,
  fullTask,
  housing,
  no,
  office,
  reached,
  registered,
  smallDistrict,
  started,
  suspended,
  tablesOf,
  yes,
} from '../../testing/small-district.ts'

const evidence = [{ title: '竣工验收表' }]
const subject = { task: 'T-1' }
const milestone = { task: 'T-1', milestone: 'M1' }
const problem = { problem: 'P-1' }
const discipline = { person: 'p-discipline', unit: '科技局', roles: ['unit'] }
const ask = (given: Scenario, closing: string, about: object, on: string, actor = housing) =>
  given.given('closing.request', { closing, subject: about, evidence }, { on, actor })
const asked = () => ask(finished(), 'S-1', subject, '2026-11-01')
const approved = () => asked().given('closing.approve', { closing: 'S-1' }, { on: '2026-11-05', actor: office })
const resolved = () =>
  started()
    .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    .given('problem.resolve', { problem: 'P-1', how: '专项债到位' }, { on: '2026-03-20' })
const stage = (given: Scenario) => tablesOf(given).tasks.get('T-1')?.stages.at(-1)?.value.stage
const milestoneState = (given: Scenario) => tablesOf(given).tasks.get('T-1')?.milestones[0]?.states.at(-1)?.value
const problemState = (given: Scenario) => tablesOf(given).problems.get('P-1')?.states.at(-1)?.value.state
const step = (given: Scenario, name: string, input: object = {}, sent: object = {}) =>
  given.when(`closing.${name}`, { closing: 'S-1', ...input }, sent)

describe('a task', () => {
  it('R4, R6: request with evidence, verification, closed', () => {
    const given = finished()
    const request = { subject, summary: '建成载体 3 个', evidence }
    expect(given.when('closing.request', request, { on: '2026-11-01', actor: housing })).toEqual(
      yes({ type: 'closing.requested', data: { closing: 'id-1', unit: '住建局', ...request } }),
    )
    expect(stage(given)).toBe('closing')
    const approve = { closing: 'id-1', note: '现场核验属实' }
    expect(given.when('closing.approve', approve, { on: '2026-11-05', actor: office })).toEqual(
      yes({ type: 'closing.approved', data: { ...approve, subject } }),
    )
    expect(stage(given)).toBe('closed')
  })

  it('R4: returned, withdrawn or revoked it is under way again, and may be asked for anew', () => {
    const returned = asked()
    expect(step(returned, 'return', { reason: '缺审计报告' }, { on: '2026-11-05', actor: office })).toEqual(
      yes({ type: 'closing.returned', data: { closing: 'S-1', subject, reason: '缺审计报告' } }),
    )
    const withdrawn = asked()
    expect(step(withdrawn, 'withdraw', {}, { on: '2026-11-05' })).toEqual(
      yes({ type: 'closing.withdrawn', data: { closing: 'S-1', subject } }),
    )
    const revoked = approved()
    expect(step(revoked, 'revoke', { reason: '回头看发现未投用' }, { on: '2026-12-05', actor: discipline })).toEqual(
      yes({ type: 'closing.revoked', data: { closing: 'S-1', subject, reason: '回头看发现未投用' } }),
    )
    for (const given of [returned, withdrawn, revoked]) {
      expect(stage(given)).toBe('underWay')
      expect(stage(ask(given, 'S-2', subject, '2026-12-10'))).toBe('closing')
    }
  })

  it('R4: only what is under way', () => {
    const wrong = (name: string) => no({ code: 'wrongStage', rule: 'R4', what: 'task', id: 'T-1', stage: name, allowed: ['underWay'] })
    const request = { subject, evidence }
    expect(registered().when('closing.request', request)).toEqual(wrong('registered'))
    expect(suspended().when('closing.request', request)).toEqual(wrong('suspended'))
    expect(cancelled().when('closing.request', request)).toEqual(wrong('cancelled'))
    expect(approved().when('closing.request', request)).toEqual(wrong('closed'))
  })

  it('R4: a standing task is not closed, its milestones are', () => {
    const given = smallDistrict()
      .given('task.register', { ...fullTask, standing: true })
      .given('task.start', { task: 'T-1' }, { on: '2026-01-10' })
    expect(given.when('closing.request', { subject, evidence }, { actor: housing })).toEqual(
      no({ code: 'standing', rule: 'R4', task: 'T-1' }),
    )
    given.given('milestone.reach', milestone, { on: '2026-04-20' })
    expect(given.when('closing.request', { subject: milestone, evidence }).accepted).toBe(true)
  })

  it('R19: in the order of days, of the task and of the closing', () => {
    const last = { code: 'outOfOrder', rule: 'R19', what: 'task', id: 'T-1', last: '2026-10-25', on: '2026-10-24' } as const
    expect(finished().when('closing.request', { subject, evidence }, { on: '2026-10-24' })).toEqual(no(last))
    expect(step(asked(), 'approve', {}, { on: '2026-10-31', actor: office })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'closing', id: 'S-1', since: '2026-11-01', on: '2026-10-31' }),
    )
    expect(step(approved(), 'revoke', { reason: 'x' }, { on: '2026-11-04' })).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'closing', id: 'S-1', last: '2026-11-05', on: '2026-11-04' }),
    )
    const moved = asked().given('supervision.mark', { task: 'T-1', by: 'leader' }, { on: '2026-11-10', actor: office })
    for (const name of ['approve', 'return', 'withdraw'])
      expect(step(moved, name, name === 'approve' ? {} : { reason: 'x' }, { on: '2026-11-09' })).toEqual(
        no({ ...last, last: '2026-11-10', on: '2026-11-09' }),
      )
  })
})

describe('a milestone', () => {
  const waiting = () => ask(reached(), 'S-1', milestone, '2026-04-21')

  it('is confirmed with its closing and reopened with the revocation', () => {
    const given = reached()
    const requested = { closing: 'S-1', subject: milestone, unit: '住建局', evidence }
    expect(given.when('closing.request', { closing: 'S-1', subject: milestone, evidence }, { on: '2026-04-21', actor: housing })).toEqual(
      yes({ type: 'closing.requested', data: requested }),
    )
    expect([stage(given), milestoneState(given)]).toEqual(['underWay', 'reached'])
    const facts = yes(
      { type: 'closing.approved', data: { closing: 'S-1', subject: milestone } },
      { type: 'milestone.confirmed', data: milestone },
    )
    expect(step(given, 'approve', {}, { on: '2026-04-25', actor: office })).toEqual(facts)
    expect(milestoneState(given)).toBe('confirmed')
    const reason = '回头看发现停工'
    const back = yes(
      { type: 'closing.revoked', data: { closing: 'S-1', subject: milestone, reason } },
      { type: 'milestone.reopened', data: { ...milestone, reason } },
    )
    expect(step(given, 'revoke', { reason }, { on: '2026-05-10' })).toEqual(back)
    expect([stage(given), milestoneState(given)]).toEqual(['underWay', 'open'])
  })

  it('stays reached when the closing is returned or withdrawn', () => {
    for (const name of ['return', 'withdraw']) {
      const given = waiting()
      expect(step(given, name, { reason: '照片不清' }, { actor: office })).toMatchObject({
        facts: [{ data: { closing: 'S-1', subject: milestone, reason: '照片不清' } }],
      })
      expect(milestoneState(given)).toBe('reached')
      expect(given.when('closing.request', { subject: milestone, evidence }, { actor: housing }).accepted).toBe(true)
    }
  })

  it('R6, R8: only what was reached, and is still', () => {
    const wrong = (name: string, allowed: string[]) =>
      no({ code: 'wrongStage', rule: 'R8', what: 'milestone', id: 'M1', stage: name, allowed })
    expect(started().when('closing.request', { subject: milestone, evidence })).toEqual(wrong('open', ['reached']))
    const confirmed = waiting().given('milestone.confirm', milestone, { actor: office })
    expect(step(confirmed, 'approve')).toEqual(wrong('confirmed', ['reached']))
    const reopened = waiting()
      .given('closing.approve', { closing: 'S-1' }, { actor: office })
      .given('milestone.reopen', { ...milestone, reason: 'x' })
    expect(step(reopened, 'revoke', { reason: 'x' })).toEqual(wrong('open', ['confirmed']))
  })

  it('R1: of a task that has not ended; what has ended may still be revoked', () => {
    const given = waiting().given('task.cancel', { task: 'T-1', reason: '停建' }, { on: '2026-05-01', actor: office })
    const ended = no({ code: 'ended', rule: 'R1', what: 'task', id: 'T-1', on: '2026-05-01' })
    expect(step(given, 'approve')).toEqual(ended)
    expect(step(given, 'return', { reason: '项目已停建' }).accepted).toBe(true)
    expect(given.when('closing.request', { subject: milestone, evidence }, { actor: housing })).toEqual(ended)
    const later = waiting()
      .given('closing.approve', { closing: 'S-1' }, { actor: office })
      .given('task.cancel', { task: 'T-1', reason: '停建' })
    expect(step(later, 'revoke', { reason: '不实' }).accepted).toBe(true)
    expect(started().when('closing.request', { subject: { ...milestone, milestone: 'M9' }, evidence })).toEqual(
      no({ code: 'unknown', rule: 'R1', what: 'milestone', id: 'M9' }),
    )
  })
})

describe('a problem', () => {
  it('R7: resolved → closing → closed; returned → resolved; revoked → raised', () => {
    const given = resolved()
    const requested = { closing: 'S-1', subject: problem, unit: '住建局', evidence }
    expect(given.when('closing.request', { closing: 'S-1', subject: problem, evidence })).toEqual(
      yes({ type: 'closing.requested', data: requested }),
    )
    expect(problemState(given)).toBe('closing')
    expect(step(given, 'return', { reason: '缺拨款单' }, { actor: office }).accepted).toBe(true)
    expect(problemState(given)).toBe('resolved')
    ask(given, 'S-2', problem, '2026-03-21')
    expect(given.when('closing.approve', { closing: 'S-2' }, { actor: office })).toEqual(
      yes({ type: 'closing.approved', data: { closing: 'S-2', subject: problem } }),
    )
    expect(problemState(given)).toBe('closed')
    expect(given.when('closing.revoke', { closing: 'S-2', reason: '资金又断' })).toEqual(
      yes({ type: 'closing.revoked', data: { closing: 'S-2', subject: problem, reason: '资金又断' } }),
    )
    expect(problemState(given)).toBe('raised')
  })

  it('R1, R7: only what is resolved, and exists', () => {
    const raised = started().given('problem.raise', { problem: 'P-1', title: '资金缺口' }, { actor: housing })
    expect(raised.when('closing.request', { subject: problem, evidence })).toEqual(
      no({ code: 'wrongStage', rule: 'R7', what: 'problem', id: 'P-1', stage: 'raised', allowed: ['resolved'] }),
    )
    expect(started().when('closing.request', { subject: problem, evidence })).toEqual(
      no({ code: 'unknown', rule: 'R1', what: 'problem', id: 'P-1' }),
    )
  })
})
