import { refuse } from '../../engine/decision.ts'
import { latest } from '../../engine/history.ts'
import type { CoreRefusal } from '../refusals.ts'
import type { District } from '../state.ts'

type Goals = Pick<District, 'goals'>

/** What a goal leads to: its parent, and the goals that it is aligned to. */
function above({ goals }: Goals, id: string): readonly string[] {
  const goal = goals.get(id)
  if (!goal) return []
  const { parent } = latest(goal.facts)
  return [...(parent === undefined ? [] : [parent]), ...goal.alignments.flatMap(({ value }) => ('goal' in value ? [value.goal] : []))]
}

/** R2: a new edge from `goal` to `to` closes no circle, over parents and alignments alike. */
export function acyclic(state: Goals, goal: string, to: string): void {
  const path = pathBetween(state, to, goal)
  if (path) refuse<CoreRefusal>({ code: 'cycle', rule: 'R2', path: [goal, ...path] })
}

function pathBetween(state: Goals, from: string, to: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]])
  for (const id of cameFrom.keys()) {
    if (id === to) {
      const path: string[] = []
      for (let at: string | undefined = id; at !== undefined; at = cameFrom.get(at)) path.unshift(at)
      return path
    }
    for (const next of above(state, id)) if (!cameFrom.has(next)) cameFrom.set(next, id)
  }
  return undefined
}

/** How deep a goal stands: 1 at the top. */
export function depthOf({ goals }: Goals, id: string | undefined): number {
  const goal = id === undefined ? undefined : goals.get(id)
  return goal ? 1 + depthOf({ goals }, latest(goal.facts).parent) : 0
}

/** How many levels a goal and those below it take. */
export const heightOf = ({ goals }: Goals, id: string): number =>
  1 +
  Math.max(
    0,
    ...goals
      .by('parent', id)
      .filter((child) => !child.dropped)
      .map((child) => heightOf({ goals }, child.id)),
  )

/** R2: the strategy has a name for every level. */
export function notTooDeep(
  state: Pick<District, 'goals' | 'strategies'>,
  goal: string,
  strategy: string,
  parent: string | undefined,
  height: number,
): void {
  const levels = state.strategies.get(strategy)?.levels.length ?? 0
  if (depthOf(state, parent) + height > levels) refuse<CoreRefusal>({ code: 'tooDeep', rule: 'R2', goal, levels })
}
