import type { Actor, Basis } from '../../engine/event.ts'
import { firstScheme } from './assessment.ts'
import { mayor, of, office, system } from './people.ts'

/** A command to be sent on a day. */
export interface Call {
  readonly command: string
  readonly input: unknown
  readonly actor: Actor
  readonly on: string
  readonly basis?: Basis
}

const first = '2026-01-05'
const by = (actor: Actor, command: string, ...inputs: readonly unknown[]): Call[] =>
  inputs.map((input) => ({ command, input, actor, on: first }))

const task = (id: string, goal: string, responsible: string, more: object) => ({
  task: id,
  title: `任务${id}`,
  goal,
  content: '按期建成',
  schedule: { from: '2026-01-10', due: '2026-04-30' },
  lead: 'P-1',
  responsible,
  ...more,
})

/** A small district that has begun to work, so that what follows finds something to work on. */
export const prelude: readonly Call[] = [
  ...by(system, 'district.open', { log: 'district', zone: 'Asia/Shanghai', format: 1, slices: ['core'] }),
  ...by(
    office,
    'unit.establish',
    { unit: 'U-gov', name: '区政府', kind: 'leadership', level: 'district' },
    { unit: 'U-office', name: '战略推进办', kind: 'office', level: 'district' },
    ...['A', 'B', 'C', 'D'].map((name) => ({ unit: `U-${name}`, name: `${name}局`, kind: 'department', level: 'district' })),
    { unit: 'U-E', name: { zh: '戊街道', en: 'E Street' }, kind: 'street', level: 'subdistrict', parent: 'U-A' },
  ),
  ...by(office, 'officer.appoint', { post: 'P-1', title: '副区长', unit: 'U-gov', rank: 'leader', person: 'p-1' }),
  ...by(mayor, 'strategy.adopt', { strategy: 'S-1', name: '1123', period: { from: '2021-01-01' }, levels: ['目标', '板块'] }),
  ...by(
    office,
    'goal.set',
    { goal: 'G-1', strategy: 'S-1', name: '五区' },
    { goal: 'G-2', strategy: 'S-1', name: '四大体系', order: 1 },
    { goal: 'G-3', strategy: 'S-1', parent: 'G-1', name: '科技创新核心承载区' },
  ),
  ...by(office, 'portfolio.assign', { post: 'P-1', units: ['U-A', 'U-B'], goals: ['G-1'] }),
  ...by(
    office,
    'task.register',
    task('T-1', 'G-3', 'U-A', {
      milestones: [
        { milestone: 'M1', title: '开工', due: '2026-02-10' },
        { milestone: 'M2', title: '竣工', due: '2026-04-20', weight: 2 },
      ],
    }),
    task('T-2', 'G-2', 'U-B', { milestones: [{ milestone: 'M1', title: '挂牌', due: '2026-02-20' }], cooperating: ['U-C'] }),
    task('T-3', 'G-1', 'U-C', {
      standing: true,
      measuredBy: 'milestones',
      milestones: [{ milestone: 'M1', title: '一季度', due: '2026-03-31' }],
    }),
  ),
  ...by(office, 'indicator.define', {
    indicator: 'I-1',
    name: '孵化企业',
    owner: { goal: 'G-3' },
    unit: '家',
    direction: 'atLeast',
    aggregation: 'last',
    baseline: 0,
    target: 100,
    due: '2026-06-30',
  }),
  ...by(of('U-A'), 'task.start', { task: 'T-1' }),
  ...by(of('U-B'), 'task.start', { task: 'T-2' }),
  ...by(mayor, 'scheme.adopt', firstScheme),
  ...by(office, 'round.open', {
    round: 'RO-0',
    scheme: 'SC-0',
    name: '首轮',
    kind: 'monthly',
    period: { from: first, to: '2026-02-20' },
  }),
]
