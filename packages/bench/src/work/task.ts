import type { Actor, AnyFact, CommandCall } from '@bihuan/core'
import { actorOf, dayAfter, goalOf, office, postOf, unitOf } from './cast.ts'

/** What is sent at once: one command, or several of which all are recorded or none; and the facts that come of it. */
export interface Call {
  readonly task: string
  /** How many facts of the task there are before. */
  readonly version: number
  readonly actor: Actor
  readonly on: string
  readonly commands: readonly CommandCall[]
  /** For peers and limits, which are given what is to be kept. */
  readonly facts: readonly AnyFact[]
}

export const callsPerTask = 8
export const eventsPerTask = 12

const narratives = [
  '施工许可已经取得，基础工程完成过半，配套管网同步施工，资金按月拨付到位，下月进入主体施工阶段；征迁中两户的协议正在商谈，街道已经介入，预计本月内签完',
  '完成入户调查和方案公示，征求意见三轮，合理建议已经吸收，代表委员现场察看并给予认可，按计划推进；夜间施工的噪声有居民反映，已经调整作业时间并在小区张贴告示',
  '引进企业签约入驻，设备安装调试结束，试运行情况稳定，专班每周调度一次，存在的问题已逐项销号；用电增容的手续由供电部门限期办结，不影响年底投产的安排',
]
const narrative = (n: number, step: number) => `第${step}次报告：${narratives[(n + step) % narratives.length] as string}`

export const taskId = (n: number): string => `task-${n}`

/**
 * The life of task `n`: 12 facts by 8 calls, from its registration to its closing. The objects are literals: those built by spreading have
 * a hidden class each, which makes every reader slower and would measure the workload.
 */
export function callsOf(n: number): readonly Call[] {
  const task = taskId(n)
  const [unit, goal, lead] = [unitOf(n), goalOf(n), postOf(n)]
  const first = n % 60
  const by = actorOf(unit)
  const day = (after: number) => dayAfter(first + after)
  const title = `第${n}项重点任务：建成示范工程并投入使用`
  const content = '年内完成主体建设、配套管网和竣工验收，面向周边居民和企业开放使用'
  const schedule = { from: day(0), due: day(200) }
  const helping = unitOf(n + 1)
  const due = day(100)
  const report = (k: number) => `report-${n}-${k}`
  const evidence = { title: '专班会议纪要和现场照片', uri: `https://example.org/files/${n}`, mediaType: 'application/pdf' }
  const [step, whole] = [`closing-${n}-1`, `closing-${n}-2`]
  const reported = (k: number, percent: number): AnyFact => ({
    type: 'progress.reported',
    data: { report: report(k), task, unit, percent, narrative: narrative(n, k), evidence: [] },
  })
  const reporting = (k: number, percent: number): CommandCall => ({
    command: 'progress.report',
    input: { report: report(k), task, percent, narrative: narrative(n, k) },
  })
  return [
    {
      task,
      version: 0,
      actor: office,
      on: day(0),
      commands: [
        {
          command: 'task.register',
          input: {
            task,
            title,
            goal,
            class: 'majorProject',
            content,
            schedule,
            responsible: unit,
            measures: ['按月调度', '专班推进'],
            milestones: [{ milestone: 'M1', title: '主体工程完工', due }],
          },
        },
        { command: 'task.assign', input: { task, lead, cooperating: [helping], reason: '按分工方案确定牵头领导和配合单位' } },
      ],
      facts: [
        {
          type: 'task.registered',
          data: {
            task,
            title,
            goal,
            contributes: [],
            class: 'majorProject',
            ambition: 'advance',
            standing: false,
            urgent: false,
            content,
            schedule,
            responsible: unit,
            cooperating: [],
            measures: ['按月调度', '专班推进'],
            milestones: [{ milestone: 'M1', title: '主体工程完工', due, weight: 1 }],
            weight: 1,
            measuredBy: 'reported',
          },
        },
        {
          type: 'task.assigned',
          data: { task, lead, responsible: unit, cooperating: [helping], reason: '按分工方案确定牵头领导和配合单位' },
        },
      ],
    },
    {
      task,
      version: 2,
      actor: by,
      on: day(5),
      commands: [{ command: 'task.start', input: { task } }],
      facts: [{ type: 'task.started', data: { task } }],
    },
    { task, version: 3, actor: by, on: day(30), commands: [reporting(1, 20)], facts: [reported(1, 20)] },
    { task, version: 4, actor: by, on: day(60), commands: [reporting(2, 45)], facts: [reported(2, 45)] },
    {
      task,
      version: 5,
      actor: by,
      on: day(90),
      commands: [
        { command: 'milestone.reach', input: { task, milestone: 'M1', note: narrative(n, 3), evidence: [evidence] } },
        {
          command: 'closing.request',
          input: { closing: step, subject: { task, milestone: 'M1' }, summary: narrative(n, 4), evidence: [evidence] },
        },
      ],
      facts: [
        { type: 'milestone.reached', data: { task, milestone: 'M1', note: narrative(n, 3), evidence: [evidence] } },
        {
          type: 'closing.requested',
          data: { closing: step, subject: { task, milestone: 'M1' }, unit, summary: narrative(n, 4), evidence: [evidence] },
        },
      ],
    },
    {
      task,
      version: 7,
      actor: office,
      on: day(95),
      commands: [{ command: 'closing.approve', input: { closing: step, note: '现场核验属实，同意销号，归入台账备查' } }],
      facts: [
        {
          type: 'closing.approved',
          data: { closing: step, subject: { task, milestone: 'M1' }, note: '现场核验属实，同意销号，归入台账备查' },
        },
        { type: 'milestone.confirmed', data: { task, milestone: 'M1' } },
      ],
    },
    {
      task,
      version: 9,
      actor: by,
      on: day(150),
      commands: [
        reporting(5, 100),
        { command: 'closing.request', input: { closing: whole, subject: { task }, summary: narrative(n, 6), evidence: [evidence] } },
      ],
      facts: [
        reported(5, 100),
        { type: 'closing.requested', data: { closing: whole, subject: { task }, unit, summary: narrative(n, 6), evidence: [evidence] } },
      ],
    },
    {
      task,
      version: 11,
      actor: office,
      on: day(155),
      commands: [{ command: 'closing.approve', input: { closing: whole, note: '各节点均已确认，同意销号' } }],
      facts: [{ type: 'closing.approved', data: { closing: whole, subject: { task }, note: '各节点均已确认，同意销号' } }],
    },
  ]
}

/**
 * The calls of tasks `from` to `to`, as they come in: fifty tasks go forward together, so that streams and rows take turns. `until` says
 * after how many calls a task stops.
 */
export function* calls(from: number, to: number, until = (_n: number): number => callsPerTask): Generator<Call> {
  for (let window = from; window < to; window += 50) {
    const together: (readonly Call[])[] = []
    for (let n = window; n < Math.min(to, window + 50); n++) together.push(callsOf(n).slice(0, until(n)))
    for (let step = 0; step < callsPerTask; step++)
      for (const life of together) {
        const call = life[step]
        if (call) yield call
      }
  }
}
