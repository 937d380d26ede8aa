import { entryOn, valueOn } from '../../../engine/history.ts'
import { type Asked, metricsOf, type Part } from '../../../engine/metric.ts'
import { daysBetween } from '../../days.ts'
import { executed } from '../../feedback/standing.ts'
import type { Coordination, Problem } from '../../problems/state.ts'
import type { District } from '../../state.ts'
import { mean, resting, share, until, within } from './measured.ts'
import { overRows } from './rows.ts'

const settled = ['resolved', 'closing', 'closed']

/** What a problem is on the day of the question, if it was the unit's at the period's end. */
function stateOf({ states, places }: Problem, asked: Asked) {
  const now = entryOn(states, asked.on)
  return now && valueOn(places, until(asked))?.unit === asked.unit ? now : undefined
}

const perProblem = { table: 'problems', index: 'everUnit' } as const

/** The resolution that stands, if it came in the period. A closing that went back leaves it where it was (R7). */
function resolution(problem: Problem, asked: Asked) {
  const known = problem.states.filter((entry) => entry.on <= asked.on)
  const last = known.filter(({ value }, i) => value.state === 'resolved' && known[i - 1]?.value.state !== 'closing').at(-1)
  return last && within(asked, last.on) ? last : undefined
}

function decided(state: District, asked: Asked): (decision: Coordination) => Part[] {
  return (decision) => {
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
  }
}

export const problemMetrics = metricsOf<District>()({
  /** Percent of the problems raised in the period that are resolved; those withdrawn do not count. */
  problemsResolved: {
    version: 1,
    unit: 'percent',
    measure: overRows({
      ...perProblem,
      total: share,
      parts: (_state, asked) => (problem) => {
        const now = stateOf(problem, asked)
        const raised = problem.states[0]
        if (!now || !raised || !within(asked, raised.on) || now.value.state === 'withdrawn') return []
        const value = settled.includes(now.value.state) ? 1 : 0
        return [{ subject: `problem:${problem.id}`, value, rests: resting(raised.position, now.position) }]
      },
    }),
  },

  /** Mean days from raised to resolved of the problems resolved in the period. */
  problemResolutionDays: {
    version: 1,
    unit: 'days',
    measure: overRows({
      ...perProblem,
      total: mean,
      parts: (_state, asked) => (problem) => {
        const now = stateOf(problem, asked)
        const raised = problem.states[0]
        const last = now && settled.includes(now.value.state) ? resolution(problem, asked) : undefined
        if (!raised || !last) return []
        const value = daysBetween(raised.on, last.on)
        return [{ subject: `problem:${problem.id}`, value, rests: resting(raised.position, last.position) }]
      },
    }),
  },

  /** Percent of the decisions' items due in the period that were carried out by their due date, as reports say that stand. */
  decisionsExecuted: {
    version: 1,
    unit: 'percent',
    measure: overRows({
      table: 'coordinations',
      index: 'everUnit',
      total: share,
      parts: decided,
      reads: { reports: ({ about }) => ('coordination' in about ? [about.coordination] : []) },
    }),
  },
})
