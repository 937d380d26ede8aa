import { assessment } from '../domain/assessment/index.ts'
import { closing } from '../domain/closing/index.ts'
import { district } from '../domain/district/index.ts'
import { feedback } from '../domain/feedback/index.ts'
import { indicators } from '../domain/indicators/index.ts'
import { organisation } from '../domain/organisation/index.ts'
import { problems } from '../domain/problems/index.ts'
import type { CoreRefusal } from '../domain/refusals.ts'
import type { CoreFact, District } from '../domain/state.ts'
import { strategy } from '../domain/strategy/index.ts'
import { supervision } from '../domain/supervision/index.ts'
import { tasks } from '../domain/tasks/index.ts'
import { isInvalidInput } from '../engine/errors.ts'
import { openTo, type Result, type Scenario, scenario } from './scenario.ts'

/** A district to tell rules in: everybody may send everything, so that only the rules themselves refuse. */

const slices = [district, organisation, strategy, indicators, tasks, feedback, problems, closing, assessment, supervision]

export const office = { person: 'p-office', unit: '推进办', roles: ['office'] }
export const housing = { person: 'p-housing', unit: '住建局', roles: ['unit'] }
export const planning = { person: 'p-planning', unit: '发改局', roles: ['unit'] }
export const leader = { person: 'p-leader', unit: '区政府', roles: ['leader'] }
export const mayor = { person: 'p-mayor', unit: '区政府', roles: ['leadership'] }
export const basis = { kind: 'meeting', title: '区委常委会会议' } as const

type Said = { readonly type: CoreFact['type']; readonly data: object }
export const yes = (...facts: Said[]): Result => ({ accepted: true, facts })
export const no = (refusal: CoreRefusal): Result => ({ accepted: false, refusal })

/** The paths at which an input is wrong. */
export function wrongAt(run: () => unknown): readonly string[] {
  try {
    run()
  } catch (error) {
    if (isInvalidInput(error)) return error.issues.map((issue) => issue.path.join('.'))
    throw error
  }
  return ['nowhere']
}

export const tablesOf = (given: Scenario): District => given.state.tables as unknown as District

const goals = { 'g-tech': '1123', 'g-city': '1123', 'g-dropped': '1123', 'g-old': 'old' }
const units = {
  区政府: 'leadership',
  推进办: 'office',
  住建局: 'department',
  发改局: 'department',
  科技局: 'department',
  老城办: 'department',
}

/** On 2026-01-05. `老城办` has ended, `g-dropped` was dropped, and the strategy `old` of `g-old` was superseded. */
export function smallDistrict(): Scenario {
  const given = scenario(slices, {
    on: '2026-01-05',
    actor: office,
    policy: openTo(slices, ['office', 'unit', 'leader', 'leadership', 'committee']),
  })
  for (const [unit, kind] of Object.entries(units)) given.happened('unit.established', { unit, name: unit, kind, level: 'district' })
  given.happened('unit.abolished', { unit: '老城办', successor: '住建局' })
  given.happened('officer.appointed', { post: 'vice-1', title: '副区长', unit: '区政府', rank: 'leader', person: 'p-leader' })
  for (const strategy of ['1123', 'old']) {
    const period = { from: '2021-01-01' }
    given.happened('strategy.adopted', { strategy, name: strategy, period, levels: ['区'], positioning: [], principles: [] })
  }
  for (const [goal, strategy] of Object.entries(goals)) given.happened('goal.set', { goal, strategy, name: goal, weight: 1, order: 0 })
  given.happened('goal.dropped', { goal: 'g-dropped', reason: '并入其他目标' })
  given.happened('strategy.superseded', { strategy: 'old', by: '1123' })
  given.happened('annualPlan.adopted', { annualPlan: 'plan-2026', strategy: '1123', year: 2026, name: '2026 年计划', goals: ['g-tech'] })
  return given
}

export const schedule = { from: '2026-01-10', due: '2026-12-20' }

/** With everything that a task needs in order to start. */
export const fullTask = {
  task: 'T-1',
  title: '科技创新核心承载区载体建设',
  goal: 'g-tech',
  contributes: [{ goal: 'g-city', weight: 0.5 }],
  class: 'majorProject',
  ambition: 'complete',
  standing: false,
  urgent: false,
  content: '建成载体 3 个',
  schedule,
  lead: 'vice-1',
  responsible: '住建局',
  cooperating: ['发改局'],
  measures: ['每周调度'],
  milestones: [
    { milestone: 'M1', title: '开工', due: '2026-04-30', weight: 1 },
    { milestone: 'M2', title: '封顶', due: '2026-10-31', weight: 2 },
  ],
  weight: 1,
  measuredBy: 'milestones',
} as const

/** With what a task must have. */
export const bareTask = { task: 'T-2', title: '城市更新', goal: 'g-city', schedule }

export const registered = () => smallDistrict().given('task.register', fullTask)
/** Under way since 2026-01-10. */
export const started = () => registered().given('task.start', { task: 'T-1' }, { on: '2026-01-10' })
/** Since 2026-03-01, until 2026-06-01. */
export const suspended = () =>
  started().given('task.suspend', { task: 'T-1', until: '2026-06-01', reason: '土地手续' }, { on: '2026-03-01', basis })
/** On 2026-03-01. */
export const cancelled = () => started().given('task.cancel', { task: 'T-1', reason: '停建' }, { on: '2026-03-01' })
/** Milestone M1, on 2026-04-20, by its unit. */
export const reached = () => started().given('milestone.reach', { task: 'T-1', milestone: 'M1' }, { on: '2026-04-20', actor: housing })
/** Milestone M1, on 2026-04-22, by the office. */
export const confirmed = () => reached().given('milestone.confirm', { task: 'T-1', milestone: 'M1' }, { on: '2026-04-22', actor: office })
/** Both milestones confirmed, on 2026-10-25. */
export const finished = () =>
  reached()
    .given('milestone.confirm', { task: 'T-1', milestone: 'M1' }, { on: '2026-04-22', actor: office })
    .given('milestone.reach', { task: 'T-1', milestone: 'M2' }, { on: '2026-10-20', actor: housing })
    .given('milestone.confirm', { task: 'T-1', milestone: 'M2' }, { on: '2026-10-25', actor: office })
