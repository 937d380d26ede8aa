import { type Lights, noLights } from './sums.ts'
import type { TaskSeen } from './task.ts'
import type { Count } from './tasks-seen.ts'

/** The tasks that are wanted, in order, and how many have each light. */
export interface TaskList extends Count {
  readonly rows: readonly TaskSeen[]
  readonly lights: Readonly<Lights>
}

/** Makes a list for `TasksSeen.count`. Two tasks are never equal in the order. */
export const listing =
  (wanted: (seen: TaskSeen) => boolean, order: (a: TaskSeen, b: TaskSeen) => number) =>
  (tasks: Iterable<TaskSeen>): TaskList => {
    const rows: TaskSeen[] = []
    const lights = noLights()
    for (const seen of tasks) {
      if (!wanted(seen)) continue
      rows.push(seen)
      lights[seen.light]++
    }
    rows.sort(order)
    return {
      rows,
      lights,
      get size() {
        return rows.length
      },
      add(seen, times) {
        if (!wanted(seen)) return
        let [place, end] = [0, rows.length]
        while (place < end) {
          const middle = (place + end) >> 1
          if (order(rows[middle] as TaskSeen, seen) < 0) place = middle + 1
          else end = middle
        }
        if (times === 1) rows.splice(place, 0, seen)
        else rows.splice(place, 1)
        lights[seen.light] += times
      },
    }
  }
