import type { Entry } from '../../../engine/history.ts'
import { type Asked, type Measured, type MetricSpec, metricsOf, type Part } from '../../../engine/metric.ts'
import type { ClosingState } from '../../closing/state.ts'
import type { District } from '../../state.ts'
import type { Circular } from '../../supervision/state.ts'
import { resting, sum, within } from './measured.ts'

/** Occurrences in the period, each counting 1: for formulas of so many points each. */

type Happened = { readonly id: string; readonly at: Entry<unknown> }

const counted = (asked: Asked, kind: string, happened: readonly Happened[]): Measured =>
  sum(
    happened.flatMap(({ id, at }): Part[] => (within(asked, at.on) ? [{ subject: `${kind}:${id}`, value: 1, rests: [at.position] }] : [])),
  )

const count = (measure: MetricSpec<District>['measure']): MetricSpec<District> => ({ version: 1, unit: 'count', measure })

const known = (entry: Entry<unknown> | undefined, on: string) => (entry && entry.on <= on ? entry.position : undefined)

const closingsThat = (state: ClosingState) =>
  count(({ closings }, asked) =>
    counted(
      asked,
      'closing',
      closings
        .by('unit', asked.unit)
        .flatMap(({ id, states }) => states.filter((entry) => entry.value.state === state).map((at) => ({ id, at }))),
    ),
  )

const circularsThat = (kind: Circular['kind']) =>
  count(({ circulars }, asked) =>
    counted(
      asked,
      'circular',
      circulars.by('unit', asked.unit).flatMap((one) => (one.kind === kind ? [{ id: one.id, at: one.issued }] : [])),
    ),
  )

export const occurrenceMetrics = metricsOf<District>()({
  closingsReturned: closingsThat('returned'),
  closingsRevoked: closingsThat('revoked'),

  /** Reminders whose reply was due in the period and had not come by then. */
  remindersUnanswered: count(({ reminders }, asked) =>
    sum(
      reminders
        .by('unit', asked.unit)
        .flatMap(({ id, replyBy, issued, answered }): Part[] =>
          within(asked, replyBy) && replyBy < asked.on && !(answered && answered.on <= replyBy)
            ? [{ subject: `reminder:${id}`, value: 1, rests: resting(issued.position, known(answered, asked.on)) }]
            : [],
        ),
    ),
  ),

  /** Listed supervision placed on the unit. */
  listings: count(({ listings }, asked) =>
    counted(
      asked,
      'listing',
      listings.by('unit', asked.unit).map(({ id, placed }) => ({ id, at: placed })),
    ),
  ),
  circularsCriticising: circularsThat('criticism'),
  circularsPraising: circularsThat('praise'),
  interviews: count(({ interviews }, asked) =>
    counted(
      asked,
      'interview',
      interviews.by('unit', asked.unit).map(({ id, held }) => ({ id, at: held })),
    ),
  ),

  /** Sum of the points of day-to-day marks; may be negative. */
  dailyMarks: {
    version: 1,
    unit: 'points',
    measure: ({ marks }, asked) =>
      sum(
        marks
          .by('unit', asked.unit)
          .flatMap(({ id, points, given }): Part[] =>
            within(asked, given.on) ? [{ subject: `mark:${id}`, value: points, rests: [given.position] }] : [],
          ),
      ),
  },
})
