import { discipline, head, leader, leadOf, of, office } from './organisation.ts'
import type { Dice } from './random.ts'
import type { Script } from './script.ts'
import type { Named, Step } from './types.ts'
import { dayOf, lastDay, monthEnds, nOf } from './year-days.ts'

/** How a task of the ledger goes through the year: started, reported on, held up by problems, its milestones reached, struck off. */

export type Pace = 'good' | 'slow' | 'late' | 'stuck'

type Registered = Step<'task.register'>['input']

/** The exhibition office is merged into the commerce bureau on this day; who acts for its tasks changes with the next. */
export const merger = { from: 'exhibition', into: 'commerce', on: '2022-07-04' }
const unitOn = (unit: string, day: string): string => (unit === merger.from && day > merger.on ? merger.into : unit)

type Difficulty = readonly [zh: string, en: string, severity: 'minor' | 'normal' | 'severe']
const building: readonly Difficulty[] = [
  ['征收补偿标准有分歧', 'Households and the district differ over compensation', 'severe'],
  ['施工许可办理缓慢', 'The building permit is slow', 'normal'],
  ['管线迁改涉及多家产权单位', 'Pipes of several owners have to be moved', 'severe'],
  ['冬季停工影响工期', 'Winter stops the work', 'normal'],
  ['专项资金未按期拨付', 'Special funds have not arrived in time', 'normal'],
]
const business: readonly Difficulty[] = [
  ['企业投资意愿不足', 'Firms are unwilling to invest', 'normal'],
  ['用地指标不足', 'The land quota is short', 'severe'],
  ['专业人员紧缺', 'Skilled people are short', 'minor'],
  ['应用场景尚未开放', 'Places of use are not open yet', 'normal'],
]
const service: readonly Difficulty[] = [
  ['数据接口未开放', 'Data interfaces are not open', 'minor'],
  ['群众对方案意见不一', 'Residents disagree over the plan', 'normal'],
  ['基层力量不足', 'There are too few hands on the ground', 'normal'],
  ['部门政策衔接不畅', 'Departments’ rules do not fit together', 'severe'],
]
/** What holds up a task, by its class and by who is responsible. */
const difficultiesOf = (task: Registered): readonly Difficulty[] => {
  if (task.class === 'majorProject' || ['housing', 'urban-management', 'water'].includes(task.responsible as string)) return building
  return task.class === 'keyIndustry' ? business : service
}
const openings: Named = { zh: '协调会议定，限期办结并反馈', en: 'Settled at the coordination meeting: finish by the date and report' }

export function playTask(to: Script, dice: Dice, task: Registered, pace: Pace): void {
  const id = task.task as string
  const responsible = task.responsible as string
  const unit = (n: number) => unitOn(responsible, dayOf(n))
  const me = (n: number) => of(unit(n))
  const milestones = task.milestones ?? []
  let due = nOf(task.schedule.due)
  let now = Math.max(nOf('2022-01-17'), nOf(task.schedule.from)) + dice.between(0, 6)
  const started = now
  const add: Script['add'] = (day, actor, command, input, said) => to.add(day, actor, command, input, said)

  add(dayOf(started), me(started), 'task.start', { task: id })
  const delay = () =>
    ({ good: dice.between(-8, 0), slow: dice.between(0, 18), late: dice.between(15, 50), stuck: dice.between(40, 90) })[pace]

  // Milestones, one after the other; what would be reached after the year is not reached.
  const reached: { n: number; weight: number }[] = []
  let confirmed = started
  for (const milestone of milestones) {
    const n = Math.max(now + 1, nOf(milestone.due) + delay())
    if (n > lastDay - 3 || (pace === 'stuck' && reached.length >= 2)) break
    now = n
    add(dayOf(n), me(n), 'milestone.reach', {
      task: id,
      milestone: milestone.milestone,
      evidence: [{ title: `${(milestone.title as Named).zh}证明材料` }],
    })
    now = n + dice.between(1, 3)
    if (task.standing === true && dice.chance(0.5)) {
      const closing = `${id}-${milestone.milestone}`
      add(dayOf(now), me(now), 'closing.request', {
        closing,
        subject: { task: id, milestone: milestone.milestone },
        evidence: [{ title: '季度总结' }],
      })
      now = Math.min(lastDay, now + dice.between(1, 4))
      add(dayOf(now), office, 'closing.approve', { closing })
    } else add(dayOf(now), office, 'milestone.confirm', { task: id, milestone: milestone.milestone })
    confirmed = now
    reached.push({ n, weight: milestone.weight ?? 1 })
  }

  const problems = playProblems(to, dice, task, started, unit)
  const whole = milestones.length === reached.length
  const settled = Math.max(confirmed, problems)
  let end = lastDay + 1
  if (whole && task.standing !== true && problems < lastDay - 12 && pace !== 'stuck')
    end = playClosing(to, dice, id, settled + dice.between(2, 9), unit)
  if (!whole && (pace === 'late' || pace === 'slow') && due < lastDay - 20 && due > started + 40)
    due = playExtension(to, dice, id, due, unit)
  playReports(to, dice, id, {
    started,
    end,
    reached,
    total: milestones.reduce((sum, one) => sum + (one.weight ?? 1), 0),
    unit,
    helper: task.cooperating?.[0],
  })
}

/** Problems of a task, settled one after the other. Returns the day on which the last is closed; beyond the year when one stays open. */
function playProblems(to: Script, dice: Dice, task: Registered, started: number, unit: (n: number) => string): number {
  const id = task.task as string
  let n = started + dice.between(5, 60)
  let settled = started
  for (let i = 1; dice.chance(i === 1 ? 0.62 : 0.35) && n < lastDay - 50; i++) {
    const [zh, en, severity] = dice.pick(difficultiesOf(task))
    const problem = `${id}-p${i}`
    const byOffice = dice.chance(0.2)
    to.add(dayOf(n), byOffice ? office : of(unit(n)), 'problem.raise', {
      problem,
      task: id,
      unit: unit(n),
      title: { zh, en },
      severity,
      source: byOffice ? dice.pick(['public', 'inspection', 'meeting']) : 'unit',
      related: task.cooperating?.slice(0, 1) ?? [],
    })
    if (dice.chance(0.12)) return lastDay + 30
    if (dice.chance(0.65)) {
      n += dice.between(3, 12)
      const decider = dice.chance(0.8) ? leader(leadOf(unit(n)), dayOf(n)) : head
      if (severity === 'severe' && decider === head)
        to.add(dayOf(n), of(unit(n)), 'problem.escalate', {
          problem,
          to: 'party-government-heads',
          reason: { zh: '超出分管权限', en: 'Beyond the portfolio' },
        })
      const items = [unit(n), ...(task.cooperating?.slice(0, 1) ?? [])]
        .filter((one, at, all) => all.indexOf(one) === at)
        .map((one, at) => ({
          item: `I${at + 1}`,
          unit: unitAt(one, n),
          what: { zh: at === 0 ? '牵头落实，按期办结' : '配合落实', en: at === 0 ? 'Carry it out in time' : 'Help to carry it out' },
          due: dayOf(Math.min(lastDay, n + 25)),
        }))
      to.add(
        dayOf(n),
        decider,
        'coordination.decide',
        { coordination: `${problem}-c`, problem, opinion: openings, items },
        { basis: { kind: 'meeting', title: '专题协调会议' } },
      )
      for (const item of items) {
        n += dice.between(4, 12)
        to.add(dayOf(n), of(unitAt(item.unit, n)), 'execution.report', {
          coordination: `${problem}-c`,
          item: item.item,
          narrative: { zh: '已按要求办结', en: 'Done as asked' },
          evidence: [{ title: '办理结果' }],
        })
      }
    } else n += dice.between(6, 25)
    n += dice.between(1, 5)
    to.add(dayOf(n), of(unit(n)), 'problem.resolve', {
      problem,
      how: { zh: '问题已协调解决', en: 'Solved' },
      evidence: [{ title: '整改报告' }],
    })
    n += dice.between(1, 4)
    to.add(dayOf(n), of(unit(n)), 'closing.request', { closing: `${problem}-s`, subject: { problem }, evidence: [{ title: '整改佐证' }] })
    n += dice.between(1, 6)
    if (dice.chance(0.15)) {
      to.add(dayOf(n), office, 'closing.return', { closing: `${problem}-s`, reason: { zh: '佐证不充分', en: 'The evidence is thin' } })
      n += dice.between(2, 6)
      to.add(dayOf(n), of(unit(n)), 'closing.request', {
        closing: `${problem}-s2`,
        subject: { problem },
        evidence: [{ title: '补充佐证' }],
      })
      n += dice.between(1, 4)
      to.add(dayOf(n), office, 'closing.approve', { closing: `${problem}-s2` })
    } else to.add(dayOf(n), office, 'closing.approve', { closing: `${problem}-s` })
    settled = n
    n += dice.between(10, 60)
  }
  return settled
}

const unitAt = (unit: string, n: number): string => unitOn(unit, dayOf(n))

/** A task's closing, sometimes returned, seldom revoked after a look back. Returns from when on nothing is reported any more. */
function playClosing(to: Script, dice: Dice, id: string, from: number, unit: (n: number) => string): number {
  let n = from
  let silent = lastDay + 1
  for (let attempt = 1; ; attempt++) {
    if (n > lastDay - 2) return silent
    const closing = `${id}-s${attempt}`
    const asked = n
    to.add(dayOf(n), of(unit(n)), 'closing.request', {
      closing,
      subject: { task: id },
      summary: { zh: '任务已完成，申请销号', en: 'Done; closing is asked for' },
      evidence: [{ title: '验收材料' }],
    })
    n += dice.between(2, 9)
    silent = Math.min(silent, asked)
    if (n > lastDay) return silent
    if (attempt === 1 && dice.chance(0.2)) {
      to.add(dayOf(n), office, 'closing.return', {
        closing,
        reason: { zh: '缺少第三方验收意见', en: 'A third party’s opinion is missing' },
      })
      n += dice.between(4, 12)
      continue
    }
    to.add(dayOf(n), office, 'closing.approve', { closing, note: { zh: '现场核验属实', en: 'Verified on site' } })
    if (attempt < 3 && dice.chance(0.08) && n < lastDay - 40) {
      n += dice.between(15, 30)
      to.add(dayOf(n), dice.chance(0.5) ? discipline : office, 'closing.revoke', {
        closing,
        reason: { zh: '回头看发现未达标准', en: 'A look back found it below the standard' },
      })
      n += dice.between(10, 25)
      continue
    }
    return silent
  }
}

/** A later date asked for in time; granted two times in three. Returns the date that then holds. */
function playExtension(to: Script, dice: Dice, id: string, due: number, unit: (n: number) => string): number {
  const asked = due - dice.between(8, 18)
  const extension = `${id}-x`
  const until = due + dice.between(30, 75)
  to.add(dayOf(asked), of(unit(asked)), 'extension.request', {
    extension,
    task: id,
    due: dayOf(until),
    reason: { zh: '前期工作滞后，申请顺延', en: 'Preliminaries took longer' },
  })
  const n = asked + dice.between(1, 6)
  if (dice.chance(0.66)) {
    to.add(dayOf(n), office, 'extension.grant', { extension })
    return until
  }
  to.add(dayOf(n), office, 'extension.refuse', {
    extension,
    reason: { zh: '理由不充分，仍按原时限', en: 'Not convincing; the date stands' },
  })
  return due
}

interface Reporting {
  readonly started: number
  readonly end: number
  readonly reached: readonly { readonly n: number; readonly weight: number }[]
  readonly total: number
  readonly unit: (n: number) => string
  readonly helper: string | undefined
}

/** A report at every month's end, some entered days later, some missing, a few found untrue. */
function playReports(to: Script, dice: Dice, id: string, { started, end, reached, total, unit, helper }: Reporting): void {
  let last = 0
  let corrected = false
  for (const monthEnd of monthEnds) {
    const on = nOf(monthEnd)
    if (on <= started || on >= end) continue
    if (dice.chance(0.08)) continue
    const weight = reached.filter((one) => one.n <= on).reduce((sum, one) => sum + one.weight, 0)
    const percent = Math.min(99, Math.max(last, Math.round((weight / Math.max(1, total)) * 100) + dice.between(0, 6)))
    const entered = Math.min(lastDay, on + (dice.chance(0.3) ? dice.between(1, 4) : 0))
    const report = `${id}-r${monthEnd.slice(5, 7)}`
    const fell = dice.chance(0.03) && last > 15
    const told = fell ? last - 10 : percent
    to.add(
      dayOf(entered),
      of(unit(entered)),
      'progress.report',
      {
        report,
        task: id,
        percent: told,
        ...(fell || corrected
          ? { narrative: { zh: '复核后下调进度', en: 'Corrected after a check' } }
          : dice.chance(0.4)
            ? { narrative: { zh: '按计划推进', en: 'On its way' } }
            : {}),
        evidence: dice.chance(0.5) ? [{ title: '月度进展表' }] : [],
      },
      { on: monthEnd },
    )
    last = told
    corrected = false
    if (helper !== undefined && helper !== 'pengbo-puhua' && dice.chance(0.05) && on + 2 < end && on + 2 <= lastDay)
      to.add(dayOf(on + 2), of(unitAt(helper, on + 2)), 'progress.report', {
        report: `${report}-h`,
        task: id,
        percent: told,
        narrative: { zh: '配合单位补充情况', en: 'Added by the cooperating unit' },
      })
    if (dice.chance(0.02) && entered + 6 <= lastDay) {
      to.add(dayOf(entered + 6), dice.pick([office, discipline]), 'report.dispute', {
        report,
        finding: { zh: '抽查与反馈不符', en: 'A spot check found otherwise' },
        percent: Math.max(0, told - 15),
      })
      last = Math.max(0, told - 15)
      corrected = true
    }
  }
}
