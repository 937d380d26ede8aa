import { latest } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Problem } from '../problems/state.ts'
import { inOrder } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import type { Task } from '../tasks/state.ts'

/** The unit that answers today for what `unit` answered for: itself, or the first successor that lives; undefined when none does. */
export function heirOf(state: Pick<District, 'units'>, unit: string): string | undefined {
  const ended = state.units.get(unit)?.ended
  if (!ended) return unit
  for (const successor of ended.value.successors) {
    const heir = heirOf(state, successor)
    if (heir !== undefined) return heir
  }
  return undefined
}

/** A task's whole assignment with each unit replaced by its heir; one that has none is left out (R17). */
export function assignedToHeirs(task: Task, heir: (unit: string) => string | undefined, reason: Text, on: string): CoreFact {
  inOrder('task', task.id, task.last, on)
  const { lead, responsible, cooperating } = latest(task.owners)
  const owner = responsible === undefined ? undefined : heir(responsible)
  const helping = [...new Set(cooperating.flatMap((unit) => heir(unit) ?? []))].filter((unit) => unit !== owner)
  return { type: 'task.assigned', data: { task: task.id, lead, responsible: owner, cooperating: helping, reason } }
}

const revived: Text = { zh: '销号撤销后由承接单位负责', en: 'Revoked; its successor answers for it' }

/** R17 for what is taken up again: a closed task or problem whose unit has ended meanwhile goes to who took over. */
export function takenOver(
  state: District,
  subject: { readonly task: string } | { readonly problem: string },
  fallback: string,
  on: string,
): CoreFact[] {
  const gone = (unit: string | undefined) => unit !== undefined && state.units.get(unit)?.ended !== undefined
  if ('task' in subject) {
    const task = state.tasks.get(subject.task) as Task
    const { responsible, cooperating } = latest(task.owners)
    return gone(responsible) || cooperating.some(gone) ? [assignedToHeirs(task, (unit) => heirOf(state, unit), revived, on)] : []
  }
  const { unit, task } = latest((state.problems.get(subject.problem) as Problem).places)
  return gone(unit)
    ? [
        {
          type: 'problem.transferred',
          data: { problem: subject.problem, from: unit, to: heirOf(state, unit) ?? fallback, task, reason: revived },
        },
      ]
    : []
}
