import { entryOn, valueOn } from '../../../engine/history.ts'
import { type Asked, metricsOf, type Part } from '../../../engine/metric.ts'
import { daysBetween } from '../../days.ts'
import { executed } from '../../feedback/standing.ts'
import type { Problem } from '../../problems/state.ts'
import type { District } from '../../state.ts'
import { mean, resting, share, until, within } from './measured.ts'

const settled = ['resolved', 'closing', 'closed']

/** Problems that were the unit's at the period's end, each with what it is on the day of the question. */
function problemsOf(state: District, asked: Asked) {
  return state.problems.by('everUnit', asked.unit).flatMap((problem) => {
    const now = entryOn(problem.states, asked.on)
    return now && valueOn(problem.places, until(asked))?.unit === asked.unit ? [{ problem, now }] : []
  })
}

/** The resolution that stands, if it came in the period. A closing that went back leaves it where it was (R7). */
function resolution(problem: Problem, asked: Asked) {
  const known = problem.states.filter((entry) => entry.on <= asked.on)
  const last = known.filter(({ value }, i) => value.state === 'resolved' && known[i - 1]?.value.state !== 'closing').at(-1)
  return last && within(asked, last.on) ? last : undefined
}

function decided(state: District, asked: Asked): Part[] {
  return state.coordinations.by('everUnit', asked.unit).flatMap((decision) => {
    if (decision.rescinded && decision.rescinded.on <= asked.on) return []
    const reports = state.reports.by('coordination', decision.id)
    return decision.items.flatMap((item): Part[] => {
      const has = entryOn(item.units, item.due)
      if (!within(asked, item.due) || has?.value !== asked.unit) return []
      const said = reports.filter((report) => 'item' in report.about && report.about.item === item.id && report.told.on <= asked.on)
      const inTime = said.filter((report) => report.told.on <= item.due)
      const done = executed(inTime, item.id, asked.on)
      // On its last day it can still be carried out.
      if (!done && asked.on <= item.due) return []
      const findings = said.flatMap(({ disputed }) => (disputed && disputed.on <= asked.on ? disputed.position : []))
      const rests = resting(decision.decided.position, has.position, ...said.map((report) => report.told.position), ...findings)
      return [{ subject: `coordination:${decision.id}`, value: done ? 1 : 0, rests }]
    })
  })
}

export const problemMetrics = metricsOf<District>()({
  /** Percent of the problems raised in the period that are resolved; those withdrawn do not count. */
  problemsResolved: {
    version: 1,
    unit: 'percent',
    measure: (state, asked) =>
      share(
        problemsOf(state, asked).flatMap(({ problem, now }): Part[] => {
          const raised = problem.states[0]
          if (!raised || !within(asked, raised.on) || now.value.state === 'withdrawn') return []
          return [
            {
              subject: `problem:${problem.id}`,
              value: settled.includes(now.value.state) ? 1 : 0,
              rests: resting(raised.position, now.position),
            },
          ]
        }),
      ),
  },

  /** Mean days from raised to resolved of the problems resolved in the period. */
  problemResolutionDays: {
    version: 1,
    unit: 'days',
    measure: (state, asked) =>
      mean(
        problemsOf(state, asked).flatMap(({ problem, now }): Part[] => {
          const raised = problem.states[0]
          const last = settled.includes(now.value.state) ? resolution(problem, asked) : undefined
          if (!raised || !last) return []
          const value = daysBetween(raised.on, last.on)
          return [{ subject: `problem:${problem.id}`, value, rests: resting(raised.position, last.position) }]
        }),
      ),
  },

  /** Percent of the decisions' items due in the period that were carried out by their due date, as reports say that stand. */
  decisionsExecuted: { version: 1, unit: 'percent', measure: (state, asked) => share(decided(state, asked)) },
})
