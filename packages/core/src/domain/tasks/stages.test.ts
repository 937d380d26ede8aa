import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import {
  bareTask,
  basis,
  cancelled,
  fullTask,
  housing,
  no,
  registered,
  smallDistrict,
  started,
  suspended,
  tablesOf,
  wrongAt,
  yes,
} from '../../testing/small-district.ts'

describe('stages', () => {
  it('R3: a task with its responsibilities in place starts', () => {
    expect(registered().when('task.start', { task: 'T-1' }, { on: '2026-01-10' })).toEqual(
      yes({ type: 'task.started', data: { task: 'T-1' } }),
    )
  })

  it('R3: all that is missing is named', () => {
    const given = smallDistrict().given('task.register', bareTask)
    expect(given.when('task.start', { task: 'T-2' })).toEqual(
      no({ code: 'notReady', rule: 'R3', task: 'T-2', missing: ['lead', 'responsible', 'content', 'milestoneOrIndicator'] }),
    )
  })

  it('R3: an indicator of the task does for a milestone, a removed milestone does not', () => {
    const given = smallDistrict().given('task.register', { ...fullTask, milestones: [fullTask.milestones[0]] })
    given.given('task.amend', { task: 'T-1', reason: 'x', remove: ['M1'] })
    expect(given.when('task.start', { task: 'T-1' })).toEqual(
      no({ code: 'notReady', rule: 'R3', task: 'T-1', missing: ['milestoneOrIndicator'] }),
    )
    given.happened('indicator.defined', {
      indicator: 'I-1',
      name: '载体数',
      owner: { task: 'T-1' },
      unit: '个',
      direction: 'atLeast',
      aggregation: 'last',
      checkpoints: [],
      weight: 1,
    })
    expect(given.when('task.start', { task: 'T-1' }).accepted).toBe(true)
  })

  it('R3: an urgent instruction starts on its basis, with lead and unit', () => {
    const urgent = { ...bareTask, urgent: true, lead: 'vice-1', responsible: '住建局' }
    const given = smallDistrict()
      .given('task.register', urgent)
      .given('task.register', { ...bareTask, task: 'T-3', urgent: true })
    expect(given.when('task.start', { task: 'T-2' })).toEqual(no({ code: 'notReady', rule: 'R3', task: 'T-2', missing: ['basis'] }))
    expect(given.when('task.start', { task: 'T-3' })).toEqual(
      no({ code: 'notReady', rule: 'R3', task: 'T-3', missing: ['lead', 'responsible', 'basis'] }),
    )
    expect(given.when('task.start', { task: 'T-2' }, { basis })).toEqual(yes({ type: 'task.started', data: { task: 'T-2' } }))
  })

  it('R4, R20: under way, suspended on a basis to a day, resumed, cancelled', () => {
    const given = started()
    const data = { task: 'T-1', until: '2026-06-01', reason: '土地手续' }
    expect(given.when('task.suspend', data, { on: '2026-03-01', basis })).toEqual(yes({ type: 'task.suspended', data }))
    expect(given.when('task.resume', { task: 'T-1' }, { on: '2026-05-01' })).toEqual(yes({ type: 'task.resumed', data: { task: 'T-1' } }))
    expect(given.when('task.cancel', { task: 'T-1', reason: '停建' })).toEqual(
      yes({ type: 'task.cancelled', data: { task: 'T-1', reason: '停建' } }),
    )
    expect(
      tablesOf(given)
        .tasks.get('T-1')
        ?.stages.map((entry) => entry.value.stage),
    ).toEqual(['registered', 'underWay', 'suspended', 'underWay', 'cancelled'])
  })

  it.each<[string, () => Scenario, string, readonly string[], object]>([
    ['task.start', started, 'underWay', ['registered'], {}],
    ['task.suspend', registered, 'registered', ['underWay'], { until: '2026-12-01', reason: 'x' }],
    ['task.suspend', suspended, 'suspended', ['underWay'], { until: '2026-12-01', reason: 'x' }],
    ['task.resume', started, 'underWay', ['suspended'], {}],
    ['task.cancel', cancelled, 'cancelled', ['registered', 'underWay', 'suspended'], { reason: 'x' }],
    ['task.resume', cancelled, 'cancelled', ['suspended'], {}],
    ['milestone.reach', registered, 'registered', ['underWay'], { milestone: 'M1' }],
    ['milestone.reach', suspended, 'suspended', ['underWay'], { milestone: 'M1' }],
  ])('R4: %s from another stage is refused', (command, given, stage, allowed, input) => {
    expect(given().when(command, { task: 'T-1', ...input }, { basis })).toEqual(
      no({ code: 'wrongStage', rule: 'R4', what: 'task', id: 'T-1', stage, allowed }),
    )
  })

  it('R19: every stage fact comes in the order of its day', () => {
    const refusal = no({ code: 'outOfOrder', rule: 'R19', what: 'task', id: 'T-1', last: '2026-03-01', on: '2026-02-28' })
    const inputs = {
      'task.start': {},
      'task.resume': {},
      'task.cancel': { reason: 'x' },
      'task.assign': {},
      'milestone.reach': { milestone: 'M1' },
      'supervision.mark': { by: 'leader' },
    }
    for (const [command, input] of Object.entries(inputs))
      expect(suspended().when(command, { task: 'T-1', ...input }, { on: '2026-02-28' })).toEqual(refusal)
  })

  it('R20: a suspension needs a reason, a basis and a later end', () => {
    const suspend = (input: object, sent: object) =>
      started().when('task.suspend', { task: 'T-1', until: '2026-06-01', ...input }, { on: '2026-03-01', ...sent })
    expect(suspend({}, { basis })).toEqual(no({ code: 'reasonMissing', rule: 'R20' }))
    expect(suspend({ reason: 'x' }, {})).toEqual(no({ code: 'basisMissing', rule: 'R20', command: 'task.suspend' }))
    expect(suspend({ reason: 'x', until: '2026-03-01' }, { basis })).toEqual(
      no({ code: 'badPeriod', rule: 'R20', from: '2026-03-01', to: '2026-03-01' }),
    )
    expect(wrongAt(() => suspend({ reason: ' ' }, { basis }))).toEqual(['reason'])
  })

  it('R5: a task with an open problem is not cancelled', () => {
    const given = started().given('problem.raise', { problem: 'P-1', task: 'T-1', title: '资金缺口' }, { on: '2026-02-01', actor: housing })
    const cancel = () => given.when('task.cancel', { task: 'T-1', reason: '停建' }, { on: '2026-02-02' })
    expect(cancel()).toEqual(no({ code: 'openItems', rule: 'R5', task: 'T-1', problems: ['P-1'], milestones: [], decisions: [] }))
    given.given('problem.withdraw', { problem: 'P-1', reason: '已自行解决' })
    expect(cancel().accepted).toBe(true)
  })
})

describe('supervision.mark, lateness.excuse', () => {
  it('marking what is marked already records nothing', () => {
    const given = started()
    expect(given.when('supervision.mark', { task: 'T-1', by: 'discipline', marked: false })).toEqual(yes())
    const data = { task: 'T-1', by: 'discipline', marked: true, reason: '纪委监委督办' } as const
    expect(given.when('supervision.mark', { task: 'T-1', by: 'discipline', reason: '纪委监委督办' })).toEqual(
      yes({ type: 'supervision.marked', data }),
    )
    expect(given.when('supervision.mark', { task: 'T-1', by: 'discipline' })).toEqual(yes())
    expect(given.when('supervision.mark', { task: 'T-1', by: 'leader' })).toEqual(
      yes({ type: 'supervision.marked', data: { task: 'T-1', by: 'leader', marked: true } }),
    )
    given.given('task.cancel', { task: 'T-1', reason: 'x' })
    expect(given.when('supervision.mark', { task: 'T-1', by: 'leader', marked: false })).toEqual(
      yes({ type: 'supervision.marked', data: { task: 'T-1', by: 'leader', marked: false } }),
    )
  })

  it('R9: lateness is excused on a basis, of a milestone that exists, of an ended task too', () => {
    const data = { task: 'T-1', milestone: 'M1', reason: '极端天气' }
    expect(cancelled().when('lateness.excuse', data, { basis })).toEqual(yes({ type: 'lateness.excused', data }))
    expect(started().when('lateness.excuse', { task: 'T-1', reason: '极端天气' }, { basis }).accepted).toBe(true)
    expect(started().when('lateness.excuse', data)).toEqual(no({ code: 'basisMissing', rule: 'R9', command: 'lateness.excuse' }))
    expect(started().when('lateness.excuse', { ...data, milestone: 'M9' }, { basis })).toEqual(
      no({ code: 'unknown', rule: 'R1', what: 'milestone', id: 'M9' }),
    )
    expect(wrongAt(() => started().when('lateness.excuse', { task: 'T-1', reason: '' }, { basis }))).toEqual(['reason'])
  })
})
