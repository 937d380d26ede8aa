import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, lastDay, latest } from '../../engine/history.ts'
import { listOf, ownId, ref, weight } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, inOrder, live, liveGoal, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { openProblems } from '../tasks/open.ts'
import { openTask } from '../tasks/rules.ts'
import { strategyOn } from './commands.ts'
import { strategyEvents } from './events.ts'
import type { Goal } from './state.ts'
import { acyclic, heightOf, notTooDeep } from './tree.ts'

const { order } = strategyEvents['goal.set'].shape

/** Commands about the strategy's tree. */
export const goalCommands = commandsOf<District, CoreFact>()({
  /** R1, R2 */
  'goal.set': {
    input: z.extend(strategyEvents['goal.set'], { goal: ownId('goal'), weight: z._default(weight(), 1), order: z._default(order, 0) }),
    decide(state, input, { on }) {
      free(state.goals, 'goal', input.goal)
      live('strategy', input.strategy, strategyOn(state, input.strategy, on).superseded)
      if (input.parent !== undefined) parentIn(state, input.parent, input.strategy, on)
      notTooDeep(state, input.goal, input.strategy, input.parent, 1)
      return [{ type: 'goal.set', data: input }]
    },
  },

  /** R2: moved with all that is below it. */
  'goal.revise': {
    input: strategyEvents['goal.revised'],
    decide(state, input, { on }) {
      const goal = changing(state, input.goal, on)
      if (input.parent !== undefined) {
        parentIn(state, input.parent, goal.strategy, on)
        acyclic(state, goal.id, input.parent)
        notTooDeep(state, goal.id, goal.strategy, input.parent, heightOf(state, goal.id))
      }
      return [{ type: 'goal.revised', data: input }]
    },
  },

  /** R1: every open task goes to a goal that is named, or is cancelled by name; goals below it have to be gone before. */
  'goal.drop': {
    input: z.extend(strategyEvents['goal.dropped'], {
      moves: z._default(listOf(z.strictObject({ task: ref('task'), goal: ref('goal') }), 5000), []),
      cancel: z._default(listOf(ref('task'), 5000), []),
    }),
    decide(state, { goal: id, reason, moves, cancel }, { on, today }) {
      changing(state, id, on)
      distinct('task', [...moves.map((move) => move.task), ...cancel])
      const open = state.tasks.by('goal', id).filter((task) => !['closed', 'cancelled'].includes(latest(task.stages).stage))
      const named = new Set([...moves.map((move) => move.task), ...cancel])
      const tasks = open.map((task) => task.id).filter((task) => !named.has(task))
      const goals = state.goals
        .by('parent', id)
        .filter((child) => !child.dropped)
        .map((child) => child.id)
      if (tasks.length + goals.length > 0) refuse<CoreRefusal>({ code: 'needsPlaces', rule: 'R1', goal: id, tasks, goals })
      const here = (task: string) =>
        open.some((one) => one.id === task)
          ? openTask(state, task, on)
          : refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'task', id: task })
      const moved = moves.map(({ task, goal }): CoreFact => {
        here(task)
        distinct('goal', [id, goal])
        liveGoal(state, goal, on)
        return { type: 'task.carriedOver', data: { task, goal, reason } }
      })
      const cancelled = cancel.map((task): CoreFact => {
        const { stage } = latest(here(task).stages)
        if (stage === 'closing')
          refuse<CoreRefusal>({
            code: 'wrongStage',
            rule: 'R4',
            what: 'task',
            id: task,
            stage,
            allowed: ['registered', 'underWay', 'suspended'],
          })
        const problems = openProblems(state, task, { on, today })
        if (problems.length > 0) refuse<CoreRefusal>({ code: 'openItems', rule: 'R5', task, problems, milestones: [], decisions: [] })
        return { type: 'task.cancelled', data: { task, reason } }
      })
      return [...moved, ...cancelled, { type: 'goal.dropped', data: { goal: id, reason } }]
    },
  },

  /** R2, across strategies too. Aligning what is aligned already records nothing. */
  'goal.align': {
    input: strategyEvents['goal.aligned'],
    decide(state, { goal: id, to }, { on }) {
      const goal = changing(state, id, on)
      if ('goal' in to) {
        live('goal', to.goal, need(state.goals, 'goal', to.goal, on, (row) => firstDay(row.facts)).dropped)
        acyclic(state, id, to.goal)
      } else {
        const plan = need(state.superiorPlans, 'plan', to.plan, on, (row) => row.registered.on)
        if (to.planGoal !== undefined && !plan.goals.some((one) => one.id === to.planGoal))
          refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'planGoal', id: to.planGoal })
      }
      if (goal.alignments.some((entry) => sameAlignment(entry.value, to))) return []
      return [{ type: 'goal.aligned', data: { goal: id, to } }]
    },
  },
})

/** A goal that was not dropped, and nothing later than `on` is said of it yet (R1, R19). */
function changing(state: District, id: string, on: string): Goal {
  const goal = need(state.goals, 'goal', id, on, (row) => firstDay(row.facts))
  live('goal', id, goal.dropped)
  const last = [goal.facts, goal.alignments]
    .flatMap((history) => (history.length > 0 ? [lastDay(history)] : []))
    .sort()
    .at(-1) as string
  inOrder('goal', id, last, on)
  return goal
}

/** R2: a live goal of the same strategy. */
function parentIn(state: District, id: string, strategy: string, on: string): void {
  const parent = need(state.goals, 'goal', id, on, (row) => firstDay(row.facts))
  live('goal', id, parent.dropped)
  if (parent.strategy !== strategy) refuse<CoreRefusal>({ code: 'otherStrategy', rule: 'R2', goal: id, strategy })
}

const sameAlignment = (a: Goal['alignments'][number]['value'], b: Goal['alignments'][number]['value']): boolean =>
  'goal' in a ? 'goal' in b && a.goal === b.goal : 'plan' in b && a.plan === b.plan && a.planGoal === b.planGoal
