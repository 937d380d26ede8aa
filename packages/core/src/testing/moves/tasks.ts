import { addDays, daysBetween } from '../../domain/days.ts'
import { ambitions, taskClasses } from '../../domain/tasks/events.ts'
import { firstDay, latest } from '../../engine/history.ts'
import { alive, inStage, open, planned, takesTasks } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { meeting, office, responsibleFor } from './people.ts'

const units = (hand: Hand) => hand.rows(hand.state.units, alive).map((unit) => unit.id)

export const taskMoves: readonly Move[] = [
  {
    command: 'task.register',
    weight: 4,
    make(hand) {
      const { goals, posts, tasks, annualPlans } = hand.state
      const goal = hand.row(goals, takesTasks(hand.state))
      if (!goal) return undefined
      const from = hand.day(-5, 10)
      const length = 10 + hand.below(100)
      const milestones = [0.4, 1].slice(hand.below(3)).map((part, i) => ({
        milestone: `M${i + 1}`,
        title: `节点${i + 1}`,
        due: addDays(from, Math.floor(length * part)),
        weight: 1 + hand.below(3),
      }))
      const responsible = hand.one(units(hand))
      const other = hand.one(hand.rows(goals, takesTasks(hand.state)))
      const plan = hand.often(2) ? hand.row(annualPlans, () => true) : undefined
      return {
        actor: office,
        input: {
          task: hand.fresh('T-', tasks),
          title: hand.one(['载体建设', { zh: '老旧小区改造', en: 'Old estates renewed' }, '营商环境改革']),
          goal: goal.id,
          contributes: other && other !== goal && hand.often(2) ? [{ goal: other.id, weight: 0.5 }] : [],
          class: hand.one(taskClasses),
          ambition: hand.one(ambitions),
          standing: hand.often(1),
          urgent: hand.often(1),
          schedule: { from, due: addDays(from, length) },
          ...(hand.often(7) && { content: '建成并投入使用' }),
          ...(hand.often(7) && { lead: hand.row(posts, () => true)?.id }),
          ...(hand.often(7) && { responsible }),
          cooperating: hand.some(
            units(hand).filter((unit) => unit !== responsible),
            2,
          ),
          measures: hand.some(['每周调度', '专班推进'], 1),
          milestones,
          measuredBy: hand.one(['reported', 'milestones']),
          ...(hand.often(2) && { funding: { amount: '120000000', source: '财政' } }),
          ...(plan && { annualPlan: plan.id }),
        },
      }
    },
  },
  {
    command: 'task.amend',
    weight: 3,
    make(hand) {
      const task = hand.row(hand.state.tasks, open)
      if (!task) return undefined
      const { schedule } = latest(task.facts)
      const due = addDays(schedule.due, hand.below(20) - 4)
      const milestone = hand.one(planned(task))
      const some = (n: number, what: object) => (hand.often(n) ? what : {})
      return {
        actor: office,
        input: {
          task: task.id,
          reason: '计划调整',
          ...some(2, { title: `${task.id}(调整)` }),
          ...some(3, { content: '内容充实' }),
          ...some(2, { weight: 2 }),
          ...some(2, { measuredBy: hand.one(['milestones', 'reported']) }),
          ...some(2, { schedule: { from: schedule.from, due } }),
          ...some(2, { milestones: [{ milestone: milestone?.id ?? 'M9', title: '新节点', due: addDays(schedule.due, -hand.below(5)) }] }),
          ...some(1, { remove: [milestone?.id ?? 'M1'] }),
        },
      }
    },
  },
  {
    command: 'task.assign',
    weight: 2,
    make(hand) {
      const task = hand.row(hand.state.tasks, open)
      const responsible = hand.one(units(hand))
      const lead = hand.often(4) ? hand.row(hand.state.posts, () => true)?.id : undefined
      const cooperating = hand.some(
        units(hand).filter((unit) => unit !== responsible),
        2,
      )
      return (
        task && {
          actor: office,
          input: { task: task.id, ...(lead && { lead }), responsible, ...(hand.often(4) && { cooperating }), reason: '分工调整' },
        }
      )
    },
  },
  {
    command: 'task.start',
    weight: 5,
    make(hand) {
      const task = hand.row(hand.state.tasks, (one) => inStage('registered')(one) && latest(one.owners).responsible !== undefined)
      return task && { actor: responsibleFor(task), input: { task: task.id }, ...(task.urgent && hand.often(6) && { basis: meeting }) }
    },
  },
  {
    command: 'task.suspend',
    weight: 2,
    make(hand) {
      const task = hand.row(hand.state.tasks, inStage('underWay'))
      const reason = hand.often(7) ? { reason: '土地手续' } : {}
      return (
        task && {
          actor: office,
          input: { task: task.id, until: hand.often(7) ? hand.day(1, 25) : hand.day(-3, 0), ...reason },
          ...(hand.often(7) && { basis: meeting }),
        }
      )
    },
  },
  {
    command: 'task.resume',
    weight: 3,
    make(hand) {
      const task = hand.row(hand.state.tasks, inStage('suspended'))
      return task && { actor: office, input: { task: task.id } }
    },
  },
  {
    command: 'task.cancel',
    weight: 1,
    make(hand) {
      const task = hand.row(hand.state.tasks, inStage('registered', 'underWay', 'suspended'))
      return task && { actor: office, input: { task: task.id, reason: '项目停建' } }
    },
  },
  {
    command: 'task.transfer',
    weight: 1,
    make(hand) {
      const task = hand.row(hand.state.tasks, open)
      const to = hand.one(units(hand))
      return task && { actor: office, input: { task: task.id, to, reason: '职能划转' } }
    },
  },
  {
    command: 'task.carryOver',
    weight: 1,
    make(hand) {
      const task = hand.row(hand.state.tasks, open)
      const goal = hand.row(hand.state.goals, takesTasks(hand.state))
      if (!task || !goal) return undefined
      const due = addDays(latest(task.facts).schedule.due, hand.below(30))
      return { actor: office, input: { task: task.id, goal: goal.id, reason: '结转', ...(hand.often(3) && { due }) } }
    },
  },
  {
    command: 'progress.report',
    weight: 7,
    make(hand) {
      const { tasks, reports } = hand.state
      const task = hand.row(tasks, inStage('underWay', 'suspended', 'closing'))
      if (!task) return undefined
      const since = task.stages.find((entry) => entry.value.stage === 'underWay')?.on ?? firstDay(task.stages)
      const back = hand.often(3) ? Math.min(hand.below(20), Math.max(0, daysBetween(since, hand.today))) : 0
      const narrative = hand.often(5) ? { narrative: hand.one(['按计划推进', { zh: '遇到困难', en: 'Held up' }]) } : {}
      return {
        actor: responsibleFor(task),
        on: addDays(hand.today, -back),
        input: { report: hand.fresh('R-', reports), task: task.id, percent: hand.below(401) / 4, ...narrative },
      }
    },
  },
]
