import { expect, it } from 'vitest'
import { finished, housing, office, started } from '../../testing/small-district.ts'

const evidence = [{ title: '竣工验收表' }]
const reason = { zh: '销号撤销后由承接单位负责', en: 'Revoked; its successor answers for it' }

it('R17: a closing that is revoked after its unit has ended goes to the unit that took over, through two mergers', () => {
  const given = finished()
    .given('closing.request', { closing: 'S-1', subject: { task: 'T-1' }, evidence }, { on: '2026-11-01', actor: housing })
    .given('closing.approve', { closing: 'S-1' }, { on: '2026-11-05', actor: office })
    .given('unit.establish', { unit: '城建局', name: '城建局', kind: 'department' }, { on: '2026-11-06' })
    .given('unit.establish', { unit: '城管局', name: '城管局', kind: 'department' })
    .given('unit.merge', { units: ['住建局'], into: '城建局' }, { on: '2026-11-07' })
    .given('unit.merge', { units: ['城建局'], into: '城管局' }, { on: '2026-11-08' })
  const result = given.when('closing.revoke', { closing: 'S-1', reason: '回头看发现未投用' }, { on: '2026-12-05' })
  expect(result).toMatchObject({
    accepted: true,
    facts: [{ type: 'closing.revoked' }, { type: 'task.assigned', data: { task: 'T-1', responsible: '城管局', reason } }],
  })
})

it('R17: so does a problem', () => {
  const closed = () =>
    started()
      .given('problem.raise', { problem: 'P-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
      .given('problem.resolve', { problem: 'P-1', how: '专项债到位' }, { on: '2026-03-20' })
      .given('closing.request', { closing: 'S-1', subject: { problem: 'P-1' }, evidence }, { on: '2026-03-21', actor: housing })
      .given('closing.approve', { closing: 'S-1' }, { on: '2026-03-22', actor: office })
      .given('unit.establish', { unit: '城建局', name: '城建局', kind: 'department' })
  const revoke = [
    { closing: 'S-1', reason: '问题复发' },
    { on: '2026-04-05', actor: office },
  ] as const
  const merged = closed().given('unit.merge', { units: ['住建局'], into: '城建局' })
  expect(merged.when('closing.revoke', ...revoke)).toMatchObject({
    accepted: true,
    facts: [{ type: 'closing.revoked' }, { type: 'problem.transferred', data: { from: '住建局', to: '城建局', reason } }],
  })
})
