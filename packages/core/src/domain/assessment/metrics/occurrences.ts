import type { Entry } from '../../../engine/history.ts'
import { type Asked, type MetricSpec, metricsOf, type Part } from '../../../engine/metric.ts'
import type { ClosingState } from '../../closing/state.ts'
import type { District } from '../../state.ts'
import type { Circular } from '../../supervision/state.ts'
import { resting, sum, within } from './measured.ts'
import { type OverRows, overRows } from './rows.ts'

/** Occurrences in the period, each counting 1: for formulas of so many points each. */

const counted = (asked: Asked, subject: string, happened: readonly Entry<unknown>[], points = 1): Part[] =>
  happened.flatMap(({ on, position }) => (within(asked, on) ? [{ subject, value: points, rests: [position] }] : []))

type Table = 'closings' | 'circulars' | 'reminders' | 'listings' | 'interviews' | 'marks'

/** Of a row: what happened, by the unit that it happened to. */
const occurring = <N extends Table>(
  table: N,
  parts: (row: Parameters<ReturnType<OverRows<N>['parts']>>[0], asked: Asked) => readonly Part[],
): MetricSpec<District>['measure'] =>
  overRows<N>({ table, index: 'unit' as OverRows<N>['index'], total: sum, parts: (_state, asked) => (row) => parts(row, asked) })

const count = (measure: MetricSpec<District>['measure']): MetricSpec<District> => ({ version: 1, unit: 'count', measure })

const known = (entry: Entry<unknown> | undefined, on: string) => (entry && entry.on <= on ? entry.position : undefined)

const closingsThat = (state: ClosingState) =>
  count(
    occurring('closings', ({ id, states }, asked) =>
      counted(
        asked,
        `closing:${id}`,
        states.filter((entry) => entry.value.state === state),
      ),
    ),
  )

const circularsThat = (kind: Circular['kind']) =>
  count(occurring('circulars', (one, asked) => (one.kind === kind ? counted(asked, `circular:${one.id}`, [one.issued]) : [])))

export const occurrenceMetrics = metricsOf<District>()({
  closingsReturned: closingsThat('returned'),
  closingsRevoked: closingsThat('revoked'),

  /** Reminders whose reply was due in the period and had not come by then. */
  remindersUnanswered: count(
    occurring('reminders', ({ id, replyBy, issued, answered }, asked) =>
      within(asked, replyBy) && replyBy < asked.on && !(answered && answered.on <= replyBy)
        ? [{ subject: `reminder:${id}`, value: 1, rests: resting(issued.position, known(answered, asked.on)) }]
        : [],
    ),
  ),

  /** Listed supervision placed on the unit. */
  listings: count(occurring('listings', ({ id, placed }, asked) => counted(asked, `listing:${id}`, [placed]))),
  circularsCriticising: circularsThat('criticism'),
  circularsPraising: circularsThat('praise'),
  interviews: count(occurring('interviews', ({ id, held }, asked) => counted(asked, `interview:${id}`, [held]))),

  /** Sum of the points of day-to-day marks; may be negative. */
  dailyMarks: {
    version: 1,
    unit: 'points',
    measure: occurring('marks', ({ id, points, given }, asked) => counted(asked, `mark:${id}`, [given], points)),
  },
})
