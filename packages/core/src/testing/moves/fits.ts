import type { Unit } from '../../domain/organisation/state.ts'
import type { Problem, ProblemState } from '../../domain/problems/state.ts'
import type { District } from '../../domain/state.ts'
import type { Goal, Strategy } from '../../domain/strategy/state.ts'
import type { Milestone, MilestoneState, Task, TaskStage } from '../../domain/tasks/state.ts'
import { latest } from '../../engine/history.ts'

/** What fits a command, as moves see it. Only to make commands that are mostly accepted: the rules are told elsewhere. */

export const alive = (unit: Unit): boolean => !unit.ended
/** May end without taking the office or the district's government with it. */
export const endable = (unit: Unit): boolean => alive(unit) && (unit.kind === 'department' || unit.kind === 'street')
export const inForce = (strategy: Strategy): boolean => !strategy.superseded
export const takesTasks =
  ({ strategies }: District) =>
  (goal: Goal): boolean => {
    const strategy = strategies.get(goal.strategy)
    return !goal.dropped && strategy !== undefined && inForce(strategy)
  }
export const stageOf = (task: Task): TaskStage => latest(task.stages).stage
export const inStage =
  (...stages: readonly TaskStage[]) =>
  (task: Task): boolean =>
    stages.includes(stageOf(task))
export const open = inStage('registered', 'underWay', 'suspended', 'closing')
export const stateOf = (problem: Problem): ProblemState => latest(problem.states).state
export const inState =
  (...states: readonly ProblemState[]) =>
  (problem: Problem): boolean =>
    states.includes(stateOf(problem))
export const unsettled = inState('raised', 'coordinated', 'resolved', 'closing')
export const planned = (task: Task): readonly Milestone[] => task.milestones.filter((milestone) => latest(milestone.plans))
export const milestonesIn = (task: Task, ...states: readonly MilestoneState[]): readonly Milestone[] =>
  planned(task).filter((milestone) => states.includes(latest(milestone.states)))
/** Nothing of it seems open, so that its closing can be asked for. */
export const ripe =
  ({ problems }: District) =>
  (task: Task): boolean =>
    !task.standing &&
    stageOf(task) === 'underWay' &&
    milestonesIn(task, 'open', 'reached').length === 0 &&
    !problems.by('task', task.id).some(unsettled)
