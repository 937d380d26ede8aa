import type { District } from '../domain/state.ts'
import { valueOn } from '../engine/history.ts'

/** Whether something belongs to what is asked for: by the goal that it serves, or one below it, and by the unit that has it. */
export type Scope = (of: { readonly goal?: string | undefined; readonly unit?: string | undefined }) => boolean

export function scopeOf(state: District, on: string, goal: string | undefined, unit: string | undefined): Scope {
  const goals = goal === undefined ? undefined : goalsBelow(state, goal, on)
  return (of) => (unit === undefined || of.unit === unit) && (!goals || (of.goal !== undefined && goals.has(of.goal)))
}

/** A goal and all below it on a day. */
function goalsBelow({ goals }: District, top: string, on: string): ReadonlySet<string> {
  const children = new Map<string, string[]>()
  for (const goal of goals.values()) {
    const parent = valueOn(goal.facts, on)?.parent
    if (parent === undefined) continue
    const siblings = children.get(parent)
    if (siblings) siblings.push(goal.id)
    else children.set(parent, [goal.id])
  }
  const found = new Set([top])
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child)
  return found
}
