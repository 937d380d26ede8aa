import { valueOn } from '../../engine/history.ts'
import { executed } from '../feedback/standing.ts'
import type { Coordination, Problem } from '../problems/state.ts'
import type { District } from '../state.ts'

/**
 * R5: what keeps a task from its closing. Asked of the day on which the closing shall hold and of today, so that neither
 * what was settled later than that day nor what was opened again since is passed over.
 */
export interface Days {
  readonly on: string
  readonly today: string
}

type Seen = Pick<District, 'problems' | 'coordinations' | 'reports'>

/** Problems at the task that are neither closed nor withdrawn. */
export const openProblems = ({ problems }: Pick<District, 'problems'>, task: string, { on, today }: Days): readonly string[] =>
  problems
    .by('task', task)
    .filter((problem) => isOpen(problem, on) || isOpen(problem, today))
    .map((problem) => problem.id)

/** Decisions on the task's problems that stand and have an item that is not executed; closed problems' decisions too. */
export const openDecisions = (state: Seen, task: string, { on, today }: Days): readonly string[] =>
  state.problems
    .by('task', task)
    .flatMap((problem) => state.coordinations.by('problem', problem.id))
    .filter((decision) => isPending(state, decision, on) || isPending(state, decision, today))
    .map((decision) => decision.id)

function isOpen(problem: Problem, day: string): boolean {
  const state = valueOn(problem.states, day)?.state
  return state !== undefined && state !== 'closed' && state !== 'withdrawn'
}

function isPending({ reports }: Seen, decision: Coordination, day: string): boolean {
  if (day < decision.decided.on || (decision.rescinded && decision.rescinded.on <= day)) return false
  const said = reports.by('coordination', decision.id)
  return decision.items.some((item) => !executed(said, item.id, day))
}
