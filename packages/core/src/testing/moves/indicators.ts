import { addDays, daysBetween } from '../../domain/days.ts'
import { directions } from '../../domain/indicators/events.ts'
import type { Direction } from '../../domain/indicators/state.ts'
import { firstDay, lastDay, latest } from '../../engine/history.ts'
import { open, takesTasks } from './fits.ts'
import type { Hand, Move } from './hand.ts'
import { office } from './people.ts'

/** An aim that mostly fits the direction, or none. */
function aim(hand: Hand, fitting: Direction | undefined) {
  const direction = hand.often(7) ? fitting : hand.one(directions)
  if (hand.often(2)) return {}
  const due = hand.day(20, 120)
  const checkpoints = hand.often(4) ? [{ on: addDays(due, -10), value: 40 + hand.below(60) }] : []
  const baseline = hand.often(4) ? { baseline: hand.below(40) } : {}
  if (direction === 'between') return { ...baseline, band: { low: 10, high: 10 + hand.below(50) }, due, checkpoints }
  return { ...baseline, target: hand.below(400) / 4, ...(hand.often(7) ? { due, checkpoints } : {}) }
}

/** A day on which something was so, not before `first`. */
const earlier = (hand: Hand, first: string): string =>
  hand.often(4) ? addDays(hand.today, -Math.min(hand.below(15), Math.max(0, daysBetween(first, hand.today)))) : hand.today

export const indicatorMoves: readonly Move[] = [
  {
    command: 'indicator.define',
    weight: 3,
    make(hand) {
      const { goals, tasks, indicators } = hand.state
      const goal = hand.row(goals, takesTasks(hand.state))
      const task = hand.often(5) ? hand.row(tasks, open) : undefined
      const direction = hand.one(directions)
      return (
        (task ?? goal) && {
          actor: office,
          input: {
            indicator: hand.fresh('I-', indicators),
            name: '城镇登记失业率',
            owner: task ? { task: task.id } : { goal: goal?.id },
            unit: '%',
            direction,
            aggregation: hand.one(['last', 'sum', 'average']),
            weight: 1 + hand.below(2),
            ...aim(hand, direction),
          },
        }
      )
    },
  },
  {
    command: 'indicator.retarget',
    weight: 1,
    make(hand) {
      const indicator = hand.row(hand.state.indicators, () => true)
      const plan = aim(hand, indicator?.direction)
      return indicator && { actor: office, input: { indicator: indicator.id, reason: '目标调整', ...plan } }
    },
  },
  {
    command: 'measurement.record',
    weight: 4,
    make(hand) {
      const { indicators, measurements } = hand.state
      const indicator = hand.row(indicators, () => true)
      return (
        indicator && {
          actor: office,
          on: earlier(hand, firstDay(indicator.targets)),
          input: { measurement: hand.fresh('ME-', measurements), indicator: indicator.id, value: hand.below(600) / 4 - 20 },
        }
      )
    },
  },
  {
    command: 'measurement.correct',
    weight: 2,
    make(hand) {
      const measurement = hand.row(hand.state.measurements, () => true)
      return (
        measurement && {
          actor: office,
          on: earlier(hand, lastDay(measurement.values)),
          input: { measurement: measurement.id, value: latest(measurement.values) + hand.below(9) - 4, reason: '口径有误' },
        }
      )
    },
  },
]
