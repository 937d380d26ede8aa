import { entryOn, valueOn } from '../../../engine/history.ts'
import { type Asked, metricsOf, type Part } from '../../../engine/metric.ts'
import type { Indicator } from '../../indicators/state.ts'
import { meanOf } from '../../measures/goal.ts'
import { seeIndicator } from '../../measures/indicator.ts'
import { addShare } from '../../measures/sums.ts'
import type { District } from '../../state.ts'
import { resting, until } from './measured.ts'

/** Indicators of the unit's tasks, and of the goals that those tasks are counted by, at any height; not of what was cancelled or dropped. */
function indicatorsOf(state: District, { unit }: Asked, day: string): readonly Indicator[] {
  const found = new Map<string, Indicator>()
  const add = (indicators: readonly Indicator[]) => {
    for (const one of indicators) found.set(one.id, one)
  }
  for (const task of state.tasks.by('everResponsible', unit)) {
    if (valueOn(task.owners, day)?.responsible !== unit || valueOn(task.stages, day)?.stage === 'cancelled') continue
    add(state.indicators.by('task', task.id))
    for (let goal = valueOn(task.facts, day)?.goal; goal !== undefined; ) {
      const row = state.goals.get(goal)
      if (!(row?.dropped && row.dropped.on <= day)) add(state.indicators.by('goal', goal))
      goal = row && valueOn(row.facts, day)?.parent
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function partOf(state: District, indicator: Indicator, day: string): (Part & { weight: number }) | undefined {
  const seen = seeIndicator(state, indicator, day)
  if (!seen || (seen.target.target === undefined && !seen.target.band)) return undefined
  // What nobody has measured counts as nothing reached once it is due.
  if (!seen.attainment && (seen.target.due === undefined || seen.target.due > day)) return undefined
  const points = indicator.aggregation === 'last' ? seen.points.slice(-1) : seen.points
  const values = points.map((point) => entryOn(state.measurements.get(point.measurement)?.values ?? [], day)?.position)
  return {
    subject: `indicator:${indicator.id}`,
    value: seen.attainment ? Math.round(seen.attainment.ratio * 10_000) / 100 : 0,
    rests: resting(entryOn(indicator.targets, day)?.position, ...values),
    weight: indicator.weight,
  }
}

export const indicatorMetrics = metricsOf<District>()({
  /** Mean attainment in percent at the period's end, weighted, of the indicators that have an aim. */
  indicatorAttainment: {
    version: 1,
    unit: 'percent',
    measure(state, asked) {
      const day = until(asked)
      const parts = indicatorsOf(state, asked, day).flatMap((indicator) => partOf(state, indicator, day) ?? [])
      const sums = { progress: 0, weights: 0 }
      for (const { value, weight } of parts) addShare(sums, value, weight, 1)
      return {
        value: meanOf(sums),
        parts: parts.map(({ subject, value, rests }) => ({ subject, value, rests })),
      }
    },
  },
})
