import { describe, expect, it } from 'vitest'
import { coreSlices } from '../../core-slices.ts'
import { historyOf } from '../../testing/histories.ts'
import * as people from '../../testing/moves/people.ts'
import { prelude } from '../../testing/moves/prelude.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { housing, leader, no, office, started, wrongAt, yes } from '../../testing/small-district.ts'

describe('file reviews', () => {
  const call = { fileReview: 'FR-1', subject: { task: 'T-1' }, due: '2026-05-10', reason: '群众反映' }
  const review = (given: Scenario, change: object = {}) =>
    given.when('fileReview.call', { ...call, ...change }, { on: '2026-05-06', actor: leader })
  const complete = (given: Scenario, change: object = {}, on = '2026-05-09') =>
    given.when('fileReview.complete', { fileReview: 'FR-1', opinion: '加快办理', ...change }, { on, actor: leader })

  it('of a task, also when it has ended, or of a unit that lives', () => {
    expect(review(started())).toEqual(yes({ type: 'fileReview.called', data: call }))
    expect(review(started(), { subject: { unit: '住建局' } }).accepted).toBe(true)
    expect(review(started().given('task.cancel', { task: 'T-1', reason: '停建' }, { on: '2026-03-01' })).accepted).toBe(true)
    expect(review(started(), { subject: { unit: '老城办' } })).toMatchObject({ refusal: { code: 'ended' } })
    expect(review(started(), { subject: { task: 'T-9' } })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'T-9' }))
    expect(review(started(), { due: '2026-05-05' })).toEqual(no({ code: 'badPeriod', rule: 'R15', from: '2026-05-06', to: '2026-05-05' }))
    const given = started()
    review(given)
    expect(review(given)).toEqual(no({ code: 'taken', rule: 'R1', what: 'fileReview', id: 'FR-1' }))
  })

  it('R15: completed once', () => {
    const given = started()
    review(given)
    expect(complete(given, {}, '2026-05-05')).toMatchObject({ refusal: { code: 'notYet', since: '2026-05-06' } })
    expect(complete(given)).toEqual(yes({ type: 'fileReview.completed', data: { fileReview: 'FR-1', opinion: '加快办理', evidence: [] } }))
    const over = { code: 'wrongStage', rule: 'R15', what: 'fileReview', id: 'FR-1', stage: 'completed', allowed: ['called'] } as const
    expect(complete(given)).toEqual(no(over))
    expect(complete(given, { fileReview: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'fileReview', id: 'x' }))
  })
})

describe('inspections', () => {
  const finding = { unit: '住建局', what: '现场管理混乱', due: '2026-05-20' }
  const inspection = { inspection: 'IN-1', kind: 'onSite', title: '实地督查', units: ['住建局'], tasks: ['T-1'], findings: [finding] }
  const inspect = (change: object = {}, given = started()) =>
    given.when('inspection.hold', { ...inspection, ...change }, { on: '2026-05-06', actor: office })
  const rectify = (given: Scenario, change: object = {}) =>
    given.when(
      'finding.rectify',
      { inspection: 'IN-1', finding: 'F1', how: '已整改', evidence: [{ title: '照片' }], ...change },
      { on: '2026-05-15', actor: housing },
    )

  it('findings are named by their place unless they are named', () => {
    const named = { ...finding, finding: '消防' }
    const findings = [{ finding: 'F1', ...finding }, named]
    expect(inspect({ findings: [finding, named] })).toEqual(yes({ type: 'inspection.held', data: { ...inspection, findings } }))
    expect(inspect({ findings: undefined, tasks: undefined }).accepted).toBe(true)
  })

  it('R1: units, tasks and findings, each once and there; due on the day or later', () => {
    expect(inspect({ units: ['老城办'] })).toMatchObject({ refusal: { code: 'ended', id: '老城办' } })
    expect(inspect({ units: ['住建局', '住建局'] })).toEqual(no({ code: 'twice', rule: 'R1', what: 'unit', id: '住建局' }))
    expect(inspect({ tasks: ['T-9'] })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'T-9' }))
    expect(inspect({ findings: [{ ...finding, unit: '没有' }] })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'unit', id: '没有' }))
    expect(inspect({ findings: [{ ...finding, task: 'T-9' }] })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'task', id: 'T-9' }))
    expect(inspect({ findings: [{ ...finding, due: '2026-05-05' }] })).toMatchObject({ refusal: { code: 'badPeriod', rule: 'R15' } })
    expect(inspect({ findings: [{ ...finding, finding: 'F2' }, finding] })).toEqual(
      no({ code: 'twice', rule: 'R1', what: 'finding', id: 'F2' }),
    )
    const given = started()
    inspect({}, given)
    expect(inspect({}, given)).toEqual(no({ code: 'taken', rule: 'R1', what: 'inspection', id: 'IN-1' }))
  })

  it('R15: each finding is rectified once, with evidence', () => {
    const given = started()
    inspect({}, given)
    const data = { inspection: 'IN-1', finding: 'F1', how: '已整改', evidence: [{ title: '照片' }] }
    expect(rectify(given)).toEqual(yes({ type: 'finding.rectified', data }))
    const over = { code: 'wrongStage', rule: 'R15', what: 'finding', id: 'F1', stage: 'rectified', allowed: ['pending'] } as const
    expect(rectify(given)).toEqual(no(over))
    expect(rectify(given, { finding: 'F9' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'finding', id: 'F9' }))
    expect(rectify(given, { inspection: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'inspection', id: 'x' }))
    expect(wrongAt(() => rectify(given, { evidence: [] }))).toEqual(['evidence'])
  })

  it('by the policy, a finding of a unit that has ended is for its heir to rectify', () => {
    const call = (actor: typeof people.office, on: string, command: string, input: object) => ({ actor, on, command, input })
    const found = { unit: 'U-D', what: '台账不全', due: '2026-02-01' }
    const done = { inspection: 'IN-1', finding: 'F1', how: '已补齐', evidence: [{ title: '台账' }] }
    const { steps } = historyOf(coreSlices, [
      ...prelude,
      call(people.office, '2026-01-06', 'inspection.hold', {
        inspection: 'IN-1',
        kind: 'onSite',
        title: '督查',
        units: ['U-D'],
        findings: [found],
      }),
      call(people.office, '2026-01-07', 'unit.merge', { units: ['U-D'], into: 'U-C' }),
      call(people.of('U-B'), '2026-01-08', 'finding.rectify', done),
      call(people.of('U-C'), '2026-01-08', 'finding.rectify', done),
    ])
    expect(steps.slice(-2).map(({ result }) => ('refusal' in result ? result.refusal.code : 'from' in result))).toEqual(['forbidden', true])
  })
})
