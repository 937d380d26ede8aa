import { describe, expect, it } from 'vitest'
import { isInvalidInput } from '../../engine/errors.ts'
import { slice } from '../../engine/slice.ts'
import { openTo, scenario } from '../../testing/scenario.ts'
import { closingEvents } from '../closing/events.ts'
import { strategy } from '../strategy/index.ts'
import { taskEvents } from '../tasks/events.ts'
import { evolveTasks, taskTables } from '../tasks/state.ts'
import { indicators } from './index.ts'

const slices = [
  strategy,
  indicators,
  slice({ name: 'tasks', events: taskEvents, tables: taskTables, evolve: evolveTasks }),
  slice({ name: 'closing', events: closingEvents }),
]
const actor = { person: 'p-1', unit: 'office', roles: ['office'] }
const rate = {
  indicator: 'u',
  name: '城镇登记失业率',
  owner: { goal: 'g' },
  unit: '%',
  direction: 'atMost',
  aggregation: 'last',
  baseline: 4.8,
  target: 4.3,
  due: '2022-12-31',
}

const world = () =>
  scenario(slices, { on: '2022-01-04', actor, policy: openTo(slices, ['office']) })
    .given('strategy.adopt', { strategy: 's', name: '“1123”战略', period: { from: '2022-01-01' }, levels: ['四大体系'] })
    .given('goal.set', { goal: 'g', strategy: 's', name: '就业惠民' })
const refusal = (result: ReturnType<ReturnType<typeof world>['when']>) => (result.accepted ? undefined : result.refusal)

describe('indicators', () => {
  it('R1: are defined once, of a live goal or an open task', () => {
    const scene = world()
    expect(scene.when('indicator.define', rate)).toEqual({
      accepted: true,
      facts: [{ type: 'indicator.defined', data: { ...rate, checkpoints: [], weight: 1 } }],
    })
    expect(refusal(scene.when('indicator.define', rate))).toMatchObject({ code: 'taken', what: 'indicator' })
    expect(refusal(scene.when('indicator.define', { ...rate, indicator: 'v', owner: { goal: 'x' } }))).toMatchObject({
      code: 'unknown',
      what: 'goal',
    })
    expect(refusal(scene.when('indicator.define', { ...rate, indicator: 'v', owner: { task: 'x' } }))).toMatchObject({
      code: 'unknown',
      what: 'task',
    })
    scene.given('goal.drop', { goal: 'g', reason: '并入' })
    expect(refusal(scene.when('indicator.define', { ...rate, indicator: 'v' }))).toMatchObject({ code: 'ended', what: 'goal' })
    expect(() => scene.when('indicator.define', { ...rate, indicator: 'v', owner: { goal: 'g', task: 't' } })).toThrow(
      expect.toSatisfy(isInvalidInput),
    )
  })

  it.each([
    ['bandMissing', { direction: 'between', target: undefined, baseline: undefined }],
    ['targetUnwanted', { direction: 'between', band: { low: 1, high: 2 } }],
    ['bandReversed', { direction: 'between', target: undefined, band: { low: 2, high: 1 } }],
    ['bandUnwanted', { band: { low: 1, high: 2 } }],
    ['dueWithoutTarget', { target: undefined }],
    [
      'checkpointTwice',
      {
        checkpoints: [
          { on: '2022-06-30', value: 4.5 },
          { on: '2022-06-30', value: 4.6 },
        ],
      },
    ],
    ['checkpointAfterDue', { checkpoints: [{ on: '2023-01-01', value: 4.5 }] }],
  ])('an aim that does not fit is refused: %s', (problem, over) => {
    const scene = world().given('indicator.define', { ...rate, target: undefined, due: undefined, baseline: undefined })
    const { direction, ...aim } = over as { direction?: string }
    const plan = { indicator: 'u', reason: '调整', baseline: rate.baseline, target: rate.target, due: rate.due, ...aim }
    if (direction === undefined) expect(refusal(scene.when('indicator.retarget', plan))).toMatchObject({ code: 'badTarget', problem })
  })

  it('R19: are retargeted in the order of days, with a reason', () => {
    const scene = world()
      .given('indicator.define', rate)
      .given('indicator.retarget', { indicator: 'u', reason: '省里调整', target: 4.5, due: '2022-12-31' }, { on: '2022-03-01' })
    expect(refusal(scene.when('indicator.retarget', { indicator: 'u', reason: '再调', target: 4.4 }, { on: '2022-02-01' }))).toMatchObject({
      code: 'outOfOrder',
      what: 'indicator',
      last: '2022-03-01',
    })
    expect(() => scene.when('indicator.retarget', { indicator: 'u', target: 4.4 })).toThrow(
      expect.toSatisfy((error) => isInvalidInput(error) && error.issues[0]?.path[0] === 'reason'),
    )
  })
})

describe('measurements', () => {
  it('R11: may come late, not before there was an indicator; a correction keeps what it corrects', () => {
    const scene = world()
      .given('indicator.define', rate, { on: '2022-01-10' })
      .given('measurement.record', { measurement: 'm1', indicator: 'u', value: 4.7 }, { on: '2022-06-30' })
    expect(
      scene.when('measurement.record', { measurement: 'm0', indicator: 'u', value: 4.75 }, { on: '2022-03-31', today: '2022-07-05' }),
    ).toEqual({
      accepted: true,
      facts: [{ type: 'measurement.recorded', data: { measurement: 'm0', indicator: 'u', value: 4.75, evidence: [] } }],
    })
    expect(refusal(scene.when('measurement.record', { indicator: 'u', value: 4.9 }, { on: '2022-01-09' }))).toMatchObject({
      code: 'notYet',
      what: 'indicator',
      since: '2022-01-10',
    })
    expect(
      refusal(scene.when('measurement.record', { measurement: 'm1', indicator: 'u', value: 4.9 }, { on: '2022-07-01' })),
    ).toMatchObject({ code: 'taken' })
    expect(scene.when('measurement.correct', { measurement: 'm1', value: 4.72, reason: '统计口径' }, { on: '2022-07-10' })).toEqual({
      accepted: true,
      facts: [{ type: 'measurement.corrected', data: { measurement: 'm1', indicator: 'u', value: 4.72, reason: '统计口径' } }],
    })
    expect(scene.state.tables.measurements?.get('m1')).toMatchObject({
      values: [
        { on: '2022-06-30', value: 4.7 },
        { on: '2022-07-10', value: 4.72 },
      ],
    })
    expect(
      refusal(scene.when('measurement.correct', { measurement: 'm1', value: 4.71, reason: '再次' }, { on: '2022-07-09' })),
    ).toMatchObject({ code: 'outOfOrder', what: 'measurement' })
    expect(refusal(scene.when('measurement.correct', { measurement: 'm9', value: 4.71, reason: '再次' }))).toMatchObject({
      code: 'unknown',
      what: 'measurement',
    })
  })
})
