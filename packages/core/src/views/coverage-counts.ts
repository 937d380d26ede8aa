import { addDays } from '../domain/days.ts'
import type { Scene } from '../domain/measures/goal.ts'
import { tally } from '../domain/measures/sums.ts'
import { laterOf, type TaskSeen } from '../domain/measures/task.ts'
import type { Count } from '../domain/measures/tasks-seen.ts'
import { isEnded, isOpen, isVacant } from './coverage-checks.ts'
import { subjectsOf } from './coverage-duties.ts'

/** What coverage counts of tasks, without naming one: kept for the day, as sums that each task is added to and taken out of. */

/** How many there are of a measure under a goal, and how many of them are covered. */
export interface Counted {
  readonly measure: 'tasksOwned' | 'tasksReported'
  readonly goal: string
  readonly of: number
  readonly covered: number
}

interface GoalCounts {
  open: number
  /** Of the open: without a lead or a responsible unit. */
  ownerless: number
  /** The others: by lead and unit, and by unit. */
  readonly leads: Map<string, Map<string, number>>
  readonly units: Map<string, number>
  /** Under way for as long as it takes to be stale, and those of them on which nothing stands since. */
  long: number
  silent: number
}

interface TaskCounts extends Count {
  readonly goals: ReadonlyMap<string, GoalCounts>
  /** Subjects that have a task, and how many. */
  readonly duties: ReadonlyMap<string, number>
}

const countingFrom = (stale: string) => (tasks: Iterable<TaskSeen>) => {
  const goals = new Map<string, GoalCounts>()
  const duties = new Map<string, number>()
  const counts: TaskCounts = {
    goals,
    duties,
    add(seen, times) {
      const { facts, owners, stage, stageSince, lastReport } = seen
      if (stage.stage !== 'cancelled') for (const subject of subjectsOf(owners)) tally(duties, subject, times)
      if (!isOpen(seen)) return
      const goal = goals.get(facts.goal) ?? { open: 0, ownerless: 0, leads: new Map(), units: new Map(), long: 0, silent: 0 }
      goals.set(facts.goal, goal)
      goal.open += times
      const { lead, responsible } = owners
      if (lead === undefined || responsible === undefined) goal.ownerless += times
      else {
        const units = goal.leads.get(lead) ?? new Map<string, number>()
        tally(units, responsible, times)
        if (units.size > 0) goal.leads.set(lead, units)
        else goal.leads.delete(lead)
        tally(goal.units, responsible, times)
      }
      if (stage.stage !== 'underWay' || stageSince > stale) return
      goal.long += times
      if (laterOf(lastReport?.on ?? '', stageSince) <= stale) goal.silent += times
    },
  }
  for (const seen of tasks) counts.add(seen, 1)
  return counts
}

/** The shares of open tasks with all owners and with feedback, by goal; and who has a task. */
export function countTasks({ state, day, seen }: Scene, staleDays: number) {
  const { goals, duties } = seen.count(`coverage ${staleDays}`, countingFrom(addDays(day, -staleDays)))
  const counted = [...goals].flatMap(([goal, { open, ownerless, leads, units, long, silent }]): Counted[] => {
    let gaps = ownerless
    for (const [unit, count] of units) if (isEnded(state, unit, day)) gaps += count
    for (const [lead, its] of leads)
      if (isVacant(state, lead, day)) for (const [unit, count] of its) if (!isEnded(state, unit, day)) gaps += count
    return [
      { measure: 'tasksOwned', goal, of: open, covered: open - gaps },
      { measure: 'tasksReported', goal, of: long, covered: long - silent },
    ]
  })
  return { counted, owing: new Set(duties.keys()) }
}
