import { latest } from '../../engine/history.ts'
import { alive, inForce, open, takesTasks } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { mayor, office } from './people.ts'

const goalNames = ['科技创新', '高端产业', { zh: '公共服务', en: 'Public services' }, '社会治理']

const openAt = (hand: Hand, goal: string) => hand.rows(hand.state.tasks, (task) => open(task) && latest(task.facts).goal === goal)
const liveGoals = (hand: Hand) => hand.rows(hand.state.goals, takesTasks(hand.state))
/** Goals that another goal of the strategy may be below; now and then of any strategy. */
const above = (hand: Hand, strategy: string | undefined) =>
  hand.often(3) ? liveGoals(hand) : liveGoals(hand).filter((goal) => goal.strategy === strategy)

export const strategyMoves: readonly Move[] = [
  {
    command: 'superiorPlan.register',
    weight: 1,
    make(hand) {
      const plan = hand.fresh('SP-', hand.state.superiorPlans)
      const goals = [1, 2].slice(0, hand.below(3)).map((n) => ({ planGoal: `${plan}.${n}`, name: `上级目标${n}` }))
      return { actor: office, input: { plan, name: '七大都市', level: hand.one(['city', 'province']), goals } }
    },
  },
  {
    command: 'annualPlan.adopt',
    weight: 1,
    make(hand) {
      const strategy = hand.row(hand.state.strategies, inForce)
      const goals = hand.some(liveGoals(hand), 2).map((goal) => goal.id)
      const annualPlan = hand.fresh('A-', hand.state.annualPlans)
      return strategy && { actor: mayor, input: { annualPlan, strategy: strategy.id, year: 2026, name: '年度计划', goals } }
    },
  },
  {
    command: 'strategy.adopt',
    weight: 1,
    make: (hand) => ({
      actor: mayor,
      input: {
        strategy: hand.fresh('S-', hand.state.strategies),
        name: { zh: '后续战略', en: 'Next strategy' },
        period: { from: hand.today, ...(hand.often(4) && { to: hand.day(0, 900) }) },
        levels: ['区', '板块'].slice(0, 1 + hand.below(2)),
        positioning: hand.some(['引领区', '示范区', '先行区'], 2),
      },
    }),
  },
  {
    command: 'strategy.supersede',
    weight: 2,
    make(hand) {
      const strategies = hand.rows(hand.state.strategies, inForce)
      const grown = strategies.filter((strategy) => liveGoals(hand).some((goal) => goal.strategy === strategy.id))
      const by = hand.one(grown)
      const old = hand.one(strategies.filter((strategy) => strategy !== by))
      if (!by || !old) return undefined
      const goals = liveGoals(hand).filter((goal) => goal.strategy === by.id)
      const tasks = liveGoals(hand).flatMap((goal) => (goal.strategy === old.id ? openAt(hand, goal.id) : []))
      const moves = (hand.often(4) ? tasks : hand.some(tasks, 3)).map((task) => ({ task: task.id, goal: hand.one(goals)?.id }))
      return { actor: mayor, input: { strategy: old.id, by: by.id, moves } }
    },
  },
  {
    command: 'goal.set',
    weight: 2,
    make(hand) {
      const strategy = hand.row(hand.state.strategies, inForce)
      const parent = hand.often(1)
        ? hand.row(hand.state.goals, () => true)
        : hand.often(4)
          ? hand.one(above(hand, strategy?.id))
          : undefined
      return (
        strategy && {
          actor: office,
          input: {
            goal: hand.fresh('G-', hand.state.goals),
            strategy: strategy.id,
            ...(parent && { parent: parent.id }),
            name: hand.one(goalNames),
            weight: 1 + hand.below(3),
            order: hand.below(3),
          },
        }
      )
    },
  },
  {
    command: 'goal.revise',
    weight: 2,
    make(hand) {
      const goal = hand.row(hand.state.goals, (one) => !one.dropped)
      const parent = hand.one(above(hand, goal?.strategy))
      return (
        goal && {
          actor: office,
          input: {
            goal: goal.id,
            reason: '调整布局',
            ...(hand.often(4) && { name: hand.one(goalNames) }),
            ...(hand.often(3) && { parent: parent?.id }),
            ...(hand.often(3) && { weight: 0.5 + hand.below(4) }),
          },
        }
      )
    },
  },
  {
    command: 'goal.drop',
    weight: 1,
    make(hand) {
      const goals = liveGoals(hand)
      const leaf = (id: string) => !goals.some((goal) => latest(goal.facts).parent === id)
      const goal = hand.row(hand.state.goals, (one) => goals.length > 2 && goals.includes(one) && leaf(one.id))
      if (!goal) return undefined
      const elsewhere = goals.filter((one) => one !== goal)
      const tasks = openAt(hand, goal.id)
      const cancel = hand.often(2) ? tasks.slice(0, 1) : []
      const left = tasks.slice(cancel.length)
      const moves = (hand.often(6) ? left : left.slice(1)).map((task) => ({ task: task.id, goal: hand.one(elsewhere)?.id ?? goal.id }))
      return { actor: office, input: { goal: goal.id, reason: '并入其他目标', moves, cancel: cancel.map((task) => task.id) } }
    },
  },
  {
    command: 'goal.align',
    weight: 2,
    make(hand) {
      const goal = hand.row(hand.state.goals, (one) => !one.dropped)
      const plan = hand.row(hand.state.superiorPlans, () => true)
      const other = hand.one(liveGoals(hand).filter((one) => one !== goal))
      const planGoal = plan && hand.one(plan.goals)
      const to = hand.often(4) && other ? { goal: other.id } : plan && { plan: plan.id, ...(planGoal && { planGoal: planGoal.id }) }
      return goal && to && { actor: office, input: { goal: goal.id, to } }
    },
  },
  {
    command: 'policy.issue',
    weight: 1,
    make(hand) {
      const { policies, units, tasks } = hand.state
      return {
        actor: office,
        input: {
          policy: hand.fresh('PO-', policies),
          name: '配套政策',
          kind: hand.one(['measure', 'plan', 'scheme']),
          ...(hand.often(4) && { issuer: hand.row(units, alive)?.id }),
          goals: hand.some(liveGoals(hand), 2).map((goal) => goal.id),
          tasks: hand
            .some(
              hand.rows(tasks, () => true),
              2,
            )
            .map((task) => task.id),
          measures: [{ measure: 'm1', name: '奖励办法', aspect: '产业', state: 'inForce' }].slice(0, hand.below(2)),
        },
      }
    },
  },
  {
    command: 'policy.repeal',
    weight: 1,
    make(hand) {
      const policy = hand.row(hand.state.policies, (one) => !one.repealed)
      return policy && { actor: office, input: { policy: policy.id, reason: '期满' } }
    },
  },
  {
    command: 'figure.record',
    weight: 1,
    make(hand) {
      const goal = hand.often(5) ? hand.row(hand.state.goals, () => true) : undefined
      return {
        actor: office,
        input: {
          figure: hand.fresh('FI-', hand.state.figures),
          name: { zh: '科技企业孵化器', en: 'Incubators' },
          ...(goal && { goal: goal.id }),
          value: hand.below(2000) / 4,
          unit: '家',
          qualifier: hand.one(['exact', 'about', 'moreThan']),
          ...(hand.often(4) && { asOf: hand.day(-60, 20) }),
          source: '区报',
        },
      }
    },
  },
]
