import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, latest } from '../../engine/history.ts'
import { listOf, ownId, ref } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, live, liveGoal, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { openTask, taskOn } from '../tasks/rules.ts'
import { strategyEvents } from './events.ts'
import type { Strategy } from './state.ts'

const { goals: plannedGoals } = strategyEvents['superiorPlan.registered'].shape
const annualPlan = strategyEvents['annualPlan.adopted']
const adopted = strategyEvents['strategy.adopted']
const policy = strategyEvents['policy.issued']

/** Commands about plans, strategies, policies and reported figures. Goals have a file of their own. */
export const strategyCommands = commandsOf<District, CoreFact>()({
  /** R1: ids of planned goals are unique over all plans. */
  'superiorPlan.register': {
    input: z.extend(strategyEvents['superiorPlan.registered'], { plan: ownId('plan'), goals: z._default(plannedGoals, []) }),
    decide(state, input) {
      free(state.superiorPlans, 'plan', input.plan)
      distinct(
        'planGoal',
        input.goals.map((goal) => goal.planGoal),
      )
      for (const { planGoal } of input.goals)
        if (state.superiorPlans.count('planGoal', planGoal) > 0)
          refuse<CoreRefusal>({ code: 'taken', rule: 'R1', what: 'planGoal', id: planGoal })
      return [{ type: 'superiorPlan.registered', data: input }]
    },
  },

  'annualPlan.adopt': {
    input: z.extend(annualPlan, { annualPlan: ownId('annualPlan'), goals: z._default(annualPlan.shape.goals, []) }),
    decide(state, input, { on }) {
      free(state.annualPlans, 'annualPlan', input.annualPlan)
      live('strategy', input.strategy, strategyOn(state, input.strategy, on).superseded)
      distinct('goal', input.goals)
      for (const goal of input.goals) liveGoal(state, goal, on)
      return [{ type: 'annualPlan.adopted', data: input }]
    },
  },

  'strategy.adopt': {
    input: z.extend(adopted, {
      strategy: ownId('strategy'),
      positioning: z._default(adopted.shape.positioning, []),
      principles: z._default(adopted.shape.principles, []),
    }),
    decide(state, input, { on }) {
      free(state.strategies, 'strategy', input.strategy)
      const { from, to } = input.period
      if (to !== undefined && to < from) refuse<CoreRefusal>({ code: 'badPeriod', rule: 'R8', from, to })
      if (input.supersedes !== undefined) strategyOn(state, input.supersedes, on)
      return [{ type: 'strategy.adopted', data: input }]
    },
  },

  /** The successor goes on where it ends. Tasks that are not named stay where they are, and views show them. */
  'strategy.supersede': {
    input: z.extend(strategyEvents['strategy.superseded'], {
      moves: z._default(listOf(z.strictObject({ task: ref('task'), goal: ref('goal') }), 5000), []),
    }),
    decide(state, { strategy: id, by, reason, moves }, { on }) {
      distinct('strategy', [id, by])
      live('strategy', id, strategyOn(state, id, on).superseded)
      live('strategy', by, strategyOn(state, by, on).superseded)
      distinct(
        'task',
        moves.map((move) => move.task),
      )
      const carried = moves.map(({ task: taskId, goal }): CoreFact => {
        const task = openTask(state, taskId, on)
        const home = state.goals.get(latest(task.facts).goal)
        if (home?.strategy !== id) refuse<CoreRefusal>({ code: 'otherStrategy', rule: 'R2', goal: latest(task.facts).goal, strategy: id })
        liveGoal(state, goal, on)
        if (state.goals.get(goal)?.strategy !== by) refuse<CoreRefusal>({ code: 'otherStrategy', rule: 'R2', goal, strategy: by })
        return { type: 'task.carriedOver', data: { task: taskId, goal, reason: reason ?? { zh: '战略接续', en: 'Strategy succeeded' } } }
      })
      return [...carried, { type: 'strategy.superseded', data: reason === undefined ? { strategy: id, by } : { strategy: id, by, reason } }]
    },
  },

  'policy.issue': {
    input: z.extend(policy, {
      policy: ownId('policy'),
      goals: z._default(policy.shape.goals, []),
      tasks: z._default(policy.shape.tasks, []),
      measures: z._default(policy.shape.measures, []),
    }),
    decide(state, input, { on }) {
      free(state.policies, 'policy', input.policy)
      if (input.issuer !== undefined) liveUnit(state, input.issuer, on)
      distinct('goal', input.goals)
      distinct('task', input.tasks)
      for (const goal of input.goals) live('goal', goal, need(state.goals, 'goal', goal, on, (row) => firstDay(row.facts)).dropped)
      for (const task of input.tasks) taskOn(state, task, on)
      distinct(
        'item',
        input.measures.map((measure) => measure.measure),
      )
      return [{ type: 'policy.issued', data: input }]
    },
  },

  'policy.repeal': {
    input: strategyEvents['policy.repealed'],
    decide(state, input, { on }) {
      const row = need(state.policies, 'policy', input.policy, on, (one) => one.issued.on)
      live('policy', input.policy, row.repealed)
      if (input.by !== undefined) {
        distinct('policy', [input.policy, input.by])
        need(state.policies, 'policy', input.by, on, (one) => one.issued.on)
      }
      return [{ type: 'policy.repealed', data: input }]
    },
  },

  'figure.record': {
    input: z.extend(strategyEvents['figure.recorded'], { figure: ownId('figure') }),
    decide(state, input, { on, today }) {
      free(state.figures, 'figure', input.figure)
      if (input.goal !== undefined) need(state.goals, 'goal', input.goal, on, (row) => firstDay(row.facts))
      if (input.asOf !== undefined && input.asOf > today) refuse<CoreRefusal>({ code: 'inFuture', rule: 'R19', on: input.asOf, today })
      return [{ type: 'figure.recorded', data: input }]
    },
  },
})

export const strategyOn = ({ strategies }: Pick<District, 'strategies'>, id: string, on: string): Strategy =>
  need(strategies, 'strategy', id, on, (row) => row.adopted.on)
