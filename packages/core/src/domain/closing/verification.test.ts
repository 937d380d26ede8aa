import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { finished, housing, leader, mayor, no, office, reached, started, tablesOf, wrongAt } from '../../testing/small-district.ts'

const evidence = [{ title: '竣工验收表' }]
const subject = { task: 'T-1' }
const milestone = { task: 'T-1', milestone: 'M1' }
const problem = { problem: 'P-1' }
const ask = (given: Scenario, closing: string, about: object, on: string, actor = housing) =>
  given.given('closing.request', { closing, subject: about, evidence }, { on, actor })
const asked = () => ask(finished(), 'S-1', subject, '2026-11-01')
const approved = () => asked().given('closing.approve', { closing: 'S-1' }, { on: '2026-11-05', actor: office })
const resolved = () =>
  started()
    .given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    .given('problem.resolve', { problem: 'P-1', how: '专项债到位' }, { on: '2026-03-20' })
const _stage = (given: Scenario) => tablesOf(given).tasks.get('T-1')?.stages.at(-1)?.value.stage
const step = (given: Scenario, name: string, input: object = {}, sent: object = {}) =>
  given.when(`closing.${name}`, { closing: 'S-1', ...input }, sent)

describe('R6', () => {
  it('a closing needs evidence', () => {
    expect(finished().when('closing.request', { subject, evidence: [] }, { on: '2026-11-01' })).toEqual(
      no({ code: 'evidenceMissing', rule: 'R6' }),
    )
    expect(finished().when('closing.request', { subject }, { on: '2026-11-01' })).toEqual(no({ code: 'evidenceMissing', rule: 'R6' }))
    expect(wrongAt(() => finished().when('closing.request', { subject, evidence: [{ title: '表', sha256: 'x' }] }))).toEqual([
      'evidence.0.sha256',
    ])
    expect(wrongAt(() => finished().when('closing.request', { subject: { task: 'T-1', problem: 'P-1' }, evidence }))).not.toEqual([
      'nowhere',
    ])
  })

  it('one at a time for each subject', () => {
    const refusal = no({
      code: 'wrongStage',
      rule: 'R6',
      what: 'closing',
      id: 'S-1',
      stage: 'requested',
      allowed: ['returned', 'withdrawn', 'revoked'],
    })
    const again = (given: Scenario, about: object) => given.when('closing.request', { subject: about, evidence }, { actor: housing })
    expect(again(asked(), subject)).toEqual(refusal)
    expect(again(ask(reached(), 'S-1', milestone, '2026-04-21'), milestone)).toEqual(refusal)
    expect(again(ask(resolved(), 'S-1', problem, '2026-03-21'), problem)).toEqual(refusal)
    const other = ask(reached(), 'S-1', milestone, '2026-04-21').given('milestone.reach', { task: 'T-1', milestone: 'M2' })
    expect(again(other, { task: 'T-1', milestone: 'M2' }).accepted).toBe(true)
  })

  it('R1: a new id, for a unit and a subject that exist', () => {
    const request = (input: object, sent: object = {}) =>
      asked().when('closing.request', { subject: { task: 'T-9' }, evidence, ...input }, sent)
    expect(request({})).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'T-9' }))
    expect(request({ closing: 'S-1' })).toEqual(no({ code: 'taken', rule: 'R1', what: 'closing', id: 'S-1' }))
    expect(request({}, { actor: { ...housing, unit: '无名局' } })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'unit', id: '无名局' }))
  })

  it('nobody verifies what the own unit asked for', () => {
    const own = { actor: { ...office, unit: '住建局' } }
    const refusal = (command: string) => no({ code: 'ownUnit', rule: 'R6', command, unit: '住建局' })
    expect(step(asked(), 'approve', {}, own)).toEqual(refusal('closing.approve'))
    expect(step(asked(), 'return', { reason: 'x' }, own)).toEqual(refusal('closing.return'))
    expect(step(approved(), 'revoke', { reason: '自查发现不实' }, own).accepted).toBe(true)
  })

  it('what the office asked for is verified by a leader', () => {
    const byOffice = () => ask(finished(), 'S-1', subject, '2026-11-01', office)
    const stranger = { actor: { ...office, unit: '发改局' } }
    for (const [name, input] of [
      ['approve', {}],
      ['return', { reason: '缺审计报告' }],
    ] as const) {
      expect(step(byOffice(), name, input, stranger)).toEqual(no({ code: 'needsLeader', rule: 'R6', command: `closing.${name}` }))
      for (const actor of [leader, mayor]) expect(step(byOffice(), name, input, { actor }).accepted).toBe(true)
      expect(step(byOffice(), name, input, { actor: { ...leader, unit: '推进办' } })).toEqual(
        no({ code: 'ownUnit', rule: 'R6', command: `closing.${name}`, unit: '推进办' }),
      )
    }
  })

  it('a returned or revoked closing needs a reason, a withdrawn one does not', () => {
    expect(step(asked(), 'return', {}, { actor: office })).toEqual(no({ code: 'reasonMissing', rule: 'R6' }))
    expect(step(approved(), 'revoke')).toEqual(no({ code: 'reasonMissing', rule: 'R6' }))
    expect(wrongAt(() => step(approved(), 'revoke', { reason: ' ' }))).toEqual(['reason'])
    expect(step(asked(), 'withdraw').accepted).toBe(true)
  })

  it('each step from its own state', () => {
    const wrong = (name: string, allowed: string) =>
      no({ code: 'wrongStage', rule: 'R6', what: 'closing', id: 'S-1', stage: name, allowed: [allowed] })
    for (const name of ['approve', 'return', 'withdraw'])
      expect(step(approved(), name, name === 'approve' ? {} : { reason: 'x' })).toEqual(wrong('approved', 'requested'))
    expect(step(asked(), 'revoke', { reason: 'x' })).toEqual(wrong('requested', 'approved'))
    const revoked = approved().given('closing.revoke', { closing: 'S-1', reason: 'x' })
    expect(step(revoked, 'revoke', { reason: 'x' })).toEqual(wrong('revoked', 'approved'))
    for (const name of ['approve', 'return', 'withdraw', 'revoke'])
      expect(step(started(), name, name === 'approve' ? {} : { reason: 'x' })).toEqual(
        no({ code: 'unknown', rule: 'R1', what: 'closing', id: 'S-1' }),
      )
  })
})
