import type { District } from '../domain/state.ts'
import type { State } from '../engine/machine.ts'
import type { AnyMetric, Asked, Measured } from '../engine/metric.ts'
import type { HistoryLaw } from './all-laws.ts'
import { difference, must } from './difference.ts'
import type { LegalHistory } from './legal-history.ts'
import { daysIn, foldOf } from './view-laws.ts'

/** Laws that hold for every metric, of the core and of an embedding program's own slices. Each throws with what it found. */

const measured = ({ measure }: AnyMetric, state: State, asked: Asked): Measured => measure(state.tables as never, asked as never)

/** Each metric of each unit on a day, with what was asked. */
function* asking(history: LegalHistory, day: string): Generator<readonly [name: string, metric: AnyMetric, asked: Asked]> {
  const { units } = history.state.tables as unknown as District
  const first = history.events[0]?.on ?? day
  for (const [name, metric] of history.machine.metrics)
    for (const { id } of units.values()) yield [name, metric, { unit: id, from: first, to: day < first ? first : day, on: day }]
}

const called = (name: string, { unit, from, to, on }: Asked) => `${name} of ${unit}, ${from} to ${to}, on ${on}`

/** A metric asked on day D gives what it gives over the naive fold of what holds by then: facts of later days do not change it. */
export const metricOnDayIsTheFold: HistoryLaw = (history, picks) => {
  for (const day of daysIn(history, picks.slice(0, 1)))
    for (const [name, metric, asked] of asking(history, day)) {
      const found = difference(measured(metric, foldOf(history, day), asked), measured(metric, history.state, asked), called(name, asked))
      must(found === undefined, `the fold on the day and the metric differ: ${found}`)
    }
}

/** A value has two decimals at most, and its parts rest on events of the log, which hold by the day. */
export const metricRestsOnEvents: HistoryLaw = (history, picks) => {
  const days = new Map(history.events.map((event) => [event.position, event.on]))
  for (const day of daysIn(history, picks.slice(0, 1)))
    for (const [name, metric, asked] of asking(history, day)) {
      const { value, parts } = measured(metric, history.state, asked)
      must(value === undefined || Math.round(value * 100) / 100 === value, `${called(name, asked)} is ${value}`)
      for (const { subject, rests } of parts)
        for (const position of rests) {
          const on = days.get(position)
          must(on !== undefined && on <= day, `${called(name, asked)}: ${subject} rests on ${position} of ${on}`)
        }
    }
}

/** All of them, by what they say. */
export const metricLaws = {
  'a metric on day D knows what holds by then, and nothing else': metricOnDayIsTheFold,
  'a metric has two decimals at most, and rests on events that hold by then': metricRestsOnEvents,
} satisfies Readonly<Record<string, HistoryLaw>>
