import { refuse } from '../../engine/decision.ts'
import { firstDay, latest } from '../../engine/history.ts'
import type { CoreRefusal } from '../refusals.ts'
import { inOrder, need } from '../require.ts'
import type { District } from '../state.ts'
import type { Coordination, Problem, ProblemState } from './state.ts'

/** What the decisions about problems, and those of other slices, ask of a problem. */

/** R7: a problem in one of these states, and nothing later than `on` is said of it yet (R19). */
export function problemIn({ problems }: Pick<District, 'problems'>, id: string, on: string, allowed: readonly ProblemState[]): Problem {
  const problem = need(problems, 'problem', id, on, (row) => firstDay(row.states))
  inOrder('problem', id, problem.last, on)
  const stage = latest(problem.states).state
  if (!allowed.includes(stage)) refuse<CoreRefusal>({ code: 'wrongStage', rule: 'R7', what: 'problem', id, stage, allowed })
  return problem
}

/** The decisions on a problem that were not rescinded. */
export const standingDecisions = ({ coordinations }: Pick<District, 'coordinations'>, problem: string): readonly Coordination[] =>
  coordinations.by('problem', problem).filter((decision) => !decision.rescinded)
