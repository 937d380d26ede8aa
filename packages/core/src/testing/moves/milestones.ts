import { addDays } from '../../domain/days.ts'
import type { MilestoneState, Task } from '../../domain/tasks/state.ts'
import { latest } from '../../engine/history.ts'
import { inStage, milestonesIn, open, planned } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { inspector, mayor, meeting, office, responsibleFor } from './people.ts'

/** A task with a milestone in one of the states, and that milestone; of a loose hand, whatever there is. */
function milestone(hand: Hand, fits: (task: Task) => boolean, ...states: readonly MilestoneState[]) {
  const task = hand.row(hand.state.tasks, (one) => fits(one) && milestonesIn(one, ...states).length > 0)
  const found = task && hand.one(milestonesIn(task, ...states).length > 0 ? milestonesIn(task, ...states) : task.milestones)
  return task && found && { task, milestone: found }
}

const underWay = inStage('underWay')

export const milestoneMoves: readonly Move[] = [
  {
    command: 'milestone.reach',
    weight: 6,
    make(hand) {
      const found = milestone(hand, underWay, 'open')
      return found && { actor: responsibleFor(found.task), input: { task: found.task.id, milestone: found.milestone.id } }
    },
  },
  {
    command: 'milestone.confirm',
    weight: 4,
    make(hand) {
      const found = milestone(hand, open, 'reached')
      return found && { actor: office, input: { task: found.task.id, milestone: found.milestone.id } }
    },
  },
  {
    command: 'milestone.reopen',
    weight: 1,
    make(hand) {
      const found = milestone(hand, open, 'reached', 'confirmed')
      return found && { actor: office, input: { task: found.task.id, milestone: found.milestone.id, reason: '现场不符' } }
    },
  },
  {
    command: 'extension.request',
    weight: 5,
    make(hand) {
      const { tasks, extensions } = hand.state
      const task = hand.row(tasks, (one) => open(one) && latest(one.facts).schedule.due >= hand.today)
      if (!task) return undefined
      const timely = milestonesIn(task, 'open').filter((one) => hand.often(1) || (latest(one.plans)?.due ?? '') >= hand.today)
      const found = hand.often(3) ? hand.one(timely) : undefined
      const present = (found && latest(found.plans)?.due) ?? latest(task.facts).schedule.due
      return {
        actor: responsibleFor(task),
        input: {
          extension: hand.fresh('E-', extensions),
          task: task.id,
          ...(found && { milestone: found.id }),
          due: addDays(present, hand.often(7) ? 1 + hand.below(20) : 0),
          ...(hand.often(7) && { reason: '雨季停工' }),
        },
      }
    },
  },
  {
    command: 'extension.grant',
    weight: 6,
    make(hand) {
      const extension = hand.row(hand.state.extensions, (one) => latest(one.states) === 'requested')
      const due = hand.often(2) && extension ? { due: addDays(extension.due, hand.below(10) - 3) } : {}
      return extension && { actor: hand.one([office, mayor]) ?? office, input: { extension: extension.id, ...due } }
    },
  },
  {
    command: 'extension.refuse',
    weight: 3,
    make(hand) {
      const extension = hand.row(hand.state.extensions, (one) => latest(one.states) === 'requested')
      return extension && { actor: office, input: { extension: extension.id, ...(hand.often(7) && { reason: '理由不足' }) } }
    },
  },
  {
    command: 'supervision.mark',
    weight: 1,
    make(hand) {
      const task = hand.row(hand.state.tasks, open)
      const by = hand.one(['leader', 'discipline'])
      return task && { actor: by === 'leader' ? mayor : inspector, input: { task: task.id, by, marked: hand.often(6) } }
    },
  },
  {
    command: 'lateness.excuse',
    weight: 1,
    make(hand) {
      const task = hand.row(hand.state.tasks, open)
      const found = task && hand.often(4) ? hand.one(planned(task)) : undefined
      return (
        task && {
          actor: mayor,
          input: { task: task.id, reason: '不可抗力', ...(found && { milestone: found.id }) },
          ...(hand.often(6) && { basis: meeting }),
        }
      )
    },
  },
]
