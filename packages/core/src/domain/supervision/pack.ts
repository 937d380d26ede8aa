import { valueOn } from '../../engine/history.ts'
import type { TaskSeen } from '../measures/task.ts'
import { tasksOn } from '../measures/tasks-seen.ts'
import type { Problem } from '../problems/state.ts'
import type { District } from '../state.ts'

/** Why a task or a problem is in a meeting's pack, the most pressing reason first. */
export const packReasons = ['leaderSupervised', 'disciplineSupervised', 'red', 'yellow', 'escalated', 'severe', 'holdsUp'] as const
export type PackReason = (typeof packReasons)[number]

export interface Pack {
  readonly tasks: readonly { readonly seen: TaskSeen; readonly why: readonly PackReason[] }[]
  readonly problems: readonly { readonly problem: Problem; readonly why: readonly PackReason[] }[]
}

/**
 * What a routine meeting on `day` hears: leader-supervised, discipline-supervised and ledger items (those whose light is red or
 * yellow) that are not settled, merged, each once; and the problems that wait for a decision.
 */
export function packOn(state: District, day: string): Pack {
  const tasks = tasksOn(state, day)
    .all()
    .flatMap((seen) => {
      const { task, stage } = seen
      if (stage.stage === 'closed' || stage.stage === 'cancelled') return []
      const why = reasons({
        leaderSupervised: valueOn(task.leaderSupervised, day),
        disciplineSupervised: valueOn(task.disciplineSupervised, day),
        red: seen.light === 'red',
        yellow: seen.light === 'yellow',
      })
      return why.length > 0 ? [{ id: task.id, seen, why }] : []
    })
  const heard = new Set(tasks.map((one) => one.id))
  const problems = [...state.problems.values()].flatMap((problem) => {
    if (valueOn(problem.states, day)?.state !== 'raised') return []
    const why = reasons({
      escalated: problem.escalations.some((entry) => entry.on <= day),
      severe: problem.severity === 'severe',
      holdsUp: heard.has(valueOn(problem.places, day)?.task ?? ''),
    })
    return why.length > 0 ? [{ id: problem.id, problem, why }] : []
  })
  return { tasks: tasks.sort(byPress), problems: problems.sort(byPress) }
}

const reasons = (hold: { readonly [R in PackReason]?: boolean | undefined }): readonly PackReason[] =>
  packReasons.filter((reason) => hold[reason] === true)

type Packed = { readonly id: string; readonly why: readonly PackReason[] }
const rank = ({ why }: Packed) => packReasons.indexOf(why[0] as PackReason)
const byPress = (a: Packed, b: Packed): number => rank(a) - rank(b) || (a.id < b.id ? -1 : 1)
