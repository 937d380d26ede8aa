import { describe, expect, it } from 'vitest'
import { slice } from '../../engine/slice.ts'
import { scenario } from '../../testing/scenario.ts'
import { closingTables, evolveClosing } from '../closing/state.ts'
import { addDays, dayIn, daysBetween, monthEnd, monthsBetween } from '../days.ts'
import { evolveFeedback, feedbackTables } from '../feedback/state.ts'
import { evolveProblems, problemTables } from '../problems/state.ts'
import { coreEvents, type District } from '../state.ts'
import { supervisionTables } from '../supervision/state.ts'
import { evolveTasks, type Task, taskTables } from '../tasks/state.ts'
import { lightOf, meanOf } from './goal.ts'
import { addShare, noLights } from './sums.ts'
import { seeTask } from './task.ts'
import type { Light } from './thresholds.ts'

const slices = [
  slice({ name: 'events', events: coreEvents }),
  slice({ name: 'tasks', tables: taskTables, evolve: evolveTasks }),
  slice({ name: 'feedback', tables: feedbackTables, evolve: evolveFeedback }),
  slice({ name: 'problems', tables: problemTables, evolve: evolveProblems }),
  slice({ name: 'supervision', tables: supervisionTables }),
  slice({ name: 'closing', tables: closingTables, evolve: evolveClosing }),
]
const actor = { person: 'p', unit: 'u', roles: ['office'] }
const task = {
  task: 'T',
  title: '南岗金融产业园建设',
  goal: 'g',
  contributes: [],
  class: 'majorProject',
  ambition: 'advance',
  standing: false,
  urgent: false,
  schedule: { from: '2022-01-01', due: '2022-12-31' },
  cooperating: [],
  measures: [],
  milestones: [],
  weight: 1,
  measuredBy: 'reported',
}
const milestones = [
  { milestone: 'M1', title: '开工', due: '2022-03-31', weight: 1 },
  { milestone: 'M2', title: '封顶', due: '2022-09-30', weight: 3 },
]

function world(over: object = {}) {
  const it = scenario(slices, { on: '2022-01-01', actor }).happened('task.registered', { ...task, ...over })
  const report = (on: string, percent: number, id = `R-${on}`) =>
    it.happened('progress.reported', { report: id, task: 'T', unit: 'u', percent, evidence: [] }, { on })
  const see = (day: string) => {
    const state = it.state.tables as unknown as District
    const seen = seeTask(state, state.tasks.get('T') as Task, day)
    return seen && { planned: seen.planned, actual: seen.actual, light: seen.light, reasons: seen.reasons }
  }
  return { it, report, see }
}

describe('progress of a task (DOMAIN section 6)', () => {
  it('is planned by the weights of milestones due, else linear from start to due', () => {
    const { see } = world({ milestones })
    expect(['2022-03-30', '2022-03-31', '2022-09-30'].map((day) => see(day)?.planned)).toEqual([0, 25, 100])
    const linear = world().see
    expect(['2021-12-31', '2022-01-01', '2022-07-02', '2022-12-31', '2023-05-01'].map((day) => linear(day)?.planned)).toEqual([
      undefined,
      0,
      50,
      100,
      100,
    ])
  })
  it('is what was reported by the day it speaks of, or the weights reached; 100 once closed', () => {
    const { it: scene, report, see } = world({ milestones })
    scene.happened('task.started', { task: 'T' }, { on: '2022-01-02' })
    report('2022-06-30', 60)
    report('2022-05-31', 40)
    expect(['2022-05-30', '2022-05-31', '2022-06-30'].map((day) => see(day)?.actual)).toEqual([0, 40, 60])
    scene.happened('report.disputed', { report: 'R-2022-06-30', finding: '抽查不实' }, { on: '2022-07-10' })
    expect([see('2022-07-09')?.actual, see('2022-07-10')?.actual]).toEqual([60, 40])
    const byMilestones = world({ milestones, measuredBy: 'milestones' })
    byMilestones.it.happened('milestone.reached', { task: 'T', milestone: 'M2', evidence: [] }, { on: '2022-04-01' })
    expect(byMilestones.see('2022-04-01')?.actual).toBe(75)
    scene.happened(
      'closing.requested',
      { closing: 'C', subject: { task: 'T' }, unit: 'u', evidence: [{ title: '验收单' }] },
      { on: '2022-08-01' },
    )
    scene.happened('closing.approved', { closing: 'C', subject: { task: 'T' } }, { on: '2022-08-05' })
    expect(see('2022-08-05')).toMatchObject({ actual: 100, light: 'done' })
    expect(see('2022-08-04')?.actual).toBe(40)
  })
})

describe('light of a task (DOMAIN section 6)', () => {
  it('is grey until it has to start, then judged by its lag: above 10 points yellow, above 30 red', () => {
    const { see, report, it: scene } = world({ schedule: { from: '2022-03-01', due: '2022-12-31' } })
    expect(see('2022-02-28')).toMatchObject({ light: 'grey', reasons: [{ code: 'notYetStarting' }] })
    expect(see('2022-03-31')).toMatchObject({ light: 'green', planned: 9.84 })
    scene.happened('task.started', { task: 'T' }, { on: '2022-03-01' })
    expect(see('2022-04-01')).toMatchObject({ light: 'yellow', reasons: [{ code: 'lag', points: 10.16 }] })
    report('2022-05-01', 5)
    expect(see('2022-06-20')).toMatchObject({ light: 'red', reasons: [{ code: 'lag', points: 31.39 }] })
  })
  it('is yellow while a milestone is late, red once it is more than 15 days late', () => {
    const { see } = world({ milestones, measuredBy: 'milestones', schedule: { from: '2022-01-01', due: '2022-12-31' } })
    expect(see('2022-03-31')).toMatchObject({ light: 'yellow' })
    expect(see('2022-04-15')).toMatchObject({
      light: 'yellow',
      reasons: [
        { code: 'milestoneLate', milestone: 'M1', days: 15 },
        { code: 'lag', points: 25 },
      ],
    })
    expect(see('2022-04-16')).toMatchObject({
      light: 'red',
      reasons: [
        { code: 'milestoneLate', milestone: 'M1', days: 16 },
        { code: 'lag', points: 25 },
      ],
    })
  })
  it('is red when overdue, yellow when due within 15 days with less than 90 done', () => {
    const { see, report } = world()
    report('2022-12-01', 89)
    expect(see('2022-12-16')).toMatchObject({ light: 'yellow', reasons: [{ code: 'dueSoon', days: 15, progress: 89 }] })
    report('2022-12-17', 95)
    expect(see('2022-12-31')?.light).toBe('green')
    expect(see('2023-01-01')).toMatchObject({ light: 'red', reasons: [{ code: 'overdue', days: 1 }] })
  })
  it('a closing asked for by the due date is yellow while it waits, however long; asked for later it is red', () => {
    const { see, it: scene, report } = world()
    report('2022-12-01', 100)
    scene
      .happened('task.started', { task: 'T' }, { on: '2022-01-01' })
      .happened(
        'closing.requested',
        { closing: 'C', subject: { task: 'T' }, unit: 'u', evidence: [{ title: '验收单' }] },
        { on: '2022-12-31' },
      )
    expect(see('2023-01-20')).toMatchObject({ light: 'yellow', reasons: [{ code: 'awaitingVerification', days: 20 }] })
    scene.happened('closing.returned', { closing: 'C', subject: { task: 'T' }, reason: '材料不全' }, { on: '2023-01-21' })
    expect(see('2023-01-21')?.light).toBe('red')
  })
  it('R20: a suspended task is grey, past the end of its suspension red', () => {
    const { see, it: scene } = world()
    scene
      .happened('task.started', { task: 'T' }, { on: '2022-01-01' })
      .happened('task.suspended', { task: 'T', until: '2022-06-30', reason: '汛期停工' }, { on: '2022-05-01' })
    expect(see('2022-06-30')).toMatchObject({ light: 'grey', reasons: [{ code: 'suspended', until: '2022-06-30' }] })
    expect(see('2022-07-02')).toMatchObject({ light: 'red', reasons: [{ code: 'suspensionOver', until: '2022-06-30', days: 2 }] })
  })
  it('a severe open problem makes it yellow, on the days on which it was open at this task', () => {
    const { see, it: scene } = world()
    scene
      .happened(
        'problem.raised',
        { problem: 'P', task: 'T', unit: 'u', title: '征地受阻', severity: 'severe', source: 'unit', related: [] },
        { on: '2022-01-05' },
      )
      .happened('problem.transferred', { problem: 'P', from: 'u', to: 'v', reason: '移交' }, { on: '2022-01-10' })
    expect(['2022-01-04', '2022-01-05', '2022-01-09', '2022-01-10'].map((day) => see(day)?.light)).toEqual([
      'green',
      'yellow',
      'yellow',
      'green',
    ])
  })
  it('R9: lateness that was excused counts from the day of the excuse', () => {
    const { see, it: scene } = world()
    scene.happened('lateness.excused', { task: 'T', reason: '疫情' }, { on: '2023-01-10' })
    expect(see('2023-01-09')?.reasons[0]).toEqual({ code: 'overdue', days: 9 })
    expect(see('2023-01-12')?.reasons[0]).toEqual({ code: 'overdue', days: 2 })
  })
})

describe('goals', () => {
  it('the mean is weighted and does not depend on the order of its parts', () => {
    const parts = [
      { percent: 33.33, weight: 1 },
      { percent: 66.67, weight: 2 },
      { percent: 0.1, weight: 0.5 },
    ]
    const mean = (some: typeof parts) => {
      const sums = { progress: 0, weights: 0 }
      for (const { percent, weight } of some) addShare(sums, percent, weight, 1)
      return meanOf(sums)
    }
    expect(mean(parts)).toBe(47.63)
    expect(mean([...parts].reverse())).toBe(47.63)
    expect(mean([])).toBeUndefined()
  })
  it('the light is the worst of live parts; done when all are; grey when none is live and not all are done', () => {
    const light = (...parts: readonly Light[]) => {
      const counts = noLights()
      for (const part of parts) counts[part]++
      return [lightOf(counts, { by: 'worst' }), lightOf(counts, { by: 'redShare', percent: 50 })]
    }
    expect([light('green', 'yellow', 'done'), light('grey', 'green'), light('done', 'done'), light('done', 'grey'), light()]).toEqual([
      ['yellow', 'yellow'],
      ['green', 'green'],
      ['done', 'done'],
      ['grey', 'grey'],
      ['grey', 'grey'],
    ])
    expect([light('red', 'red', 'green', 'grey'), light('red', 'green', 'green', 'done')]).toEqual([
      ['red', 'red'],
      ['red', 'yellow'],
    ])
  })
})

describe('days', () => {
  it('are counted over month ends, leap days and zones', () => {
    expect([daysBetween('2024-02-28', '2024-03-01'), addDays('2022-12-31', 1), monthEnd('2024-02-10'), monthEnd('2022-12-01')]).toEqual([
      2,
      '2023-01-01',
      '2024-02-29',
      '2022-12-31',
    ])
    expect(monthsBetween('2022-11-15', '2023-01-01')).toEqual(['2022-11', '2022-12', '2023-01'])
    expect([dayIn('Asia/Shanghai', Date.parse('2022-06-30T16:00:00Z')), dayIn('UTC', Date.parse('2022-06-30T16:00:00Z'))]).toEqual([
      '2022-07-01',
      '2022-06-30',
    ])
  })
})
