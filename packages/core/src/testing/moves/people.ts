import type { District } from '../../domain/state.ts'
import type { Task } from '../../domain/tasks/state.ts'
import type { Actor, Basis } from '../../engine/event.ts'
import { latest } from '../../engine/history.ts'
import type { Hand } from './hand.ts'

/** Who acts in random histories. */

export const office: Actor = { person: 'p-office', unit: 'U-office', roles: ['office'] }
/** Does the office's work in another unit. */
export const deputy: Actor = { person: 'p-deputy', unit: 'U-gov', roles: ['office'] }
export const mayor: Actor = { person: 'p-mayor', unit: 'U-gov', roles: ['leadership'] }
export const inspector: Actor = { person: 'p-inspector', unit: 'U-gov', roles: ['discipline'] }
export const auditor: Actor = { person: 'p-auditor', unit: 'U-audit', roles: ['auditor'] }
export const system: Actor = { person: 'system', unit: 'system', roles: ['system'] }
export const of = (unit: string): Actor => ({ person: `p-${unit}`, unit, roles: ['unit'] })

export const meeting: Basis = { kind: 'meeting', title: '区委常委会会议' }

/** Acts for the unit that answers for the task. */
export const responsibleFor = (task: Task): Actor => of(latest(task.owners).responsible ?? 'U-office')

/** A leader who holds a post, or the mayor when there is none. */
export function leader({ state, one }: Hand<District>): Actor {
  const holders = [...state.posts.values()].flatMap((post) =>
    latest(post.titles).rank === 'leader' ? (latest(post.holders)?.person ?? []) : [],
  )
  const person = one(holders)
  return person === undefined ? mayor : { person, unit: 'U-gov', roles: ['leader'] }
}

/** Who acts in random histories, for own moves: `of('U-E')` acts for a unit. */
export const actors = { office, deputy, mayor, inspector, auditor, system, of }
