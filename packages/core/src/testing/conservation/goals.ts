import type { CoreViews } from '../../views/index.ts'
import type { GoalNode } from '../../views/strategy-map.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import { type Counts, countBy, idsIn, lights, sameCounts, sameIds, stages, sum, tablesOf, toldOn } from './counting.ts'

/** On the map each task of a live goal stands once, at its goal; lights of a goal are its tasks' and its children's. */
export function strategyMapAddsUp(history: LegalHistory, day: string, { strategyMap }: Pick<CoreViews, 'strategyMap'>): void {
  const { strategies } = strategyMap.compute(tablesOf(history), { on: day }, history.machine)
  const told = toldOn(history, day)
  const check = (node: GoalNode): void => {
    node.children.forEach(check)
    sameCounts(
      node.lights,
      sum(
        [
          countBy(
            node.tasks.map((task) => task.light),
            lights,
          ),
          ...node.children.map((child) => child.lights),
        ],
        lights,
      ),
      `lights of ${node.id}`,
    )
    sameIds(
      node.tasks.map((task) => task.id),
      idsIn(told.tasks, (task) => task.goal === node.id),
      `tasks of ${node.id}`,
    )
    sameIds(
      node.children.map((child) => child.id),
      idsIn(told.goals, (goal) => goal.parent === node.id && !goal.dropped),
      `goals below ${node.id}`,
    )
  }
  sameIds(
    strategies.map((one) => one.id),
    [...told.strategies.keys()],
    'strategies',
  )
  for (const strategy of strategies) {
    sameIds(
      strategy.goals.map((goal) => goal.id),
      idsIn(told.goals, (goal) => goal.strategy === strategy.id && goal.parent === undefined && !goal.dropped),
      `goals of ${strategy.id}`,
    )
    strategy.goals.forEach(check)
    sameCounts(
      strategy.lights,
      sum(
        strategy.goals.map((goal) => goal.lights),
        lights,
      ),
      `lights of ${strategy.id}`,
    )
  }
}

/** On the wall each goal's lights and stages count the same tasks, and the whole is the sum of the top goals. */
export function wallChartAddsUp(history: LegalHistory, day: string, { wallChart }: Pick<CoreViews, 'wallChart'>): void {
  const state = tablesOf(history)
  const { tasks, goals, strategies } = toldOn(history, day)
  const shownOnTheWall = (id: string | undefined): boolean => {
    const goal = goals.get(id ?? '')
    if (!goal || goal.dropped || strategies.get(goal.strategy)?.superseded) return false
    return goal.parent === undefined || shownOnTheWall(goal.parent)
  }
  const { rows, lights: all, months } = wallChart.compute(state, { on: day }, history.machine)
  const total = (counts: Counts) => Object.values(counts).reduce((a, b) => a + b, 0)
  sameCounts(
    all,
    sum(
      rows.filter((row) => row.depth === 1).map((row) => row.lights),
      lights,
    ),
    'lights of the wall',
  )
  sameIds(
    rows.flatMap((row) => row.bars.map((bar) => bar.task)),
    idsIn(tasks, (task) => shownOnTheWall(task.goal)),
    'tasks on the wall',
  )
  rows.forEach((row, i) => {
    const end = rows.findIndex((other, j) => j > i && other.depth <= row.depth)
    const below = rows.slice(i, end === -1 ? undefined : end).flatMap((one) => one.bars)
    sameCounts(
      row.lights,
      countBy(
        below.map((bar) => bar.light),
        lights,
      ),
      `lights of ${row.goal}`,
    )
    sameCounts(
      row.stages,
      countBy(
        below.map((bar) => bar.stage),
        stages,
      ),
      `stages of ${row.goal}`,
    )
    must(row.months.map((cell) => cell.month).join() === months.join(), `months of ${row.goal} are not those of the wall`)
    const due = row.months.reduce((n, cell) => n + cell.tasksDue, 0)
    must(due === total(row.stages), `${due} tasks of ${row.goal} are due in some month, of ${total(row.stages)}`)
    const milestones = below.flatMap((bar) => bar.milestones)
    const inMonths = (key: 'due' | 'reached' | 'late') => row.months.reduce((n, cell) => n + cell[key], 0)
    const within = milestones.filter((one) => months.includes(one.due.slice(0, 7)))
    must(inMonths('due') === within.length, `milestones of ${row.goal}: ${inMonths('due')} in months, ${within.length} on bars`)
    must(inMonths('reached') === within.filter((one) => one.state !== 'open').length, `reached milestones of ${row.goal}`)
    must(inMonths('late') === within.filter((one) => one.late > 0).length, `late milestones of ${row.goal}`)
  })
}
