import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, lastDay } from '../../engine/history.ts'
import { ownId, ref, weight } from '../../engine/schema.ts'
import type { CoreRefusal, RefusalOf } from '../refusals.ts'
import { free, inOrder, liveGoal, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { open, taskOn } from '../tasks/rules.ts'
import { indicatorEvents } from './events.ts'
import type { Direction, Indicator } from './state.ts'

const { checkpoints } = indicatorEvents['indicator.defined'].shape
const { evidence } = indicatorEvents['measurement.recorded'].shape

/** Commands about indicators. Measurements may come late: what counts is the day that they speak of. */
export const indicatorCommands = commandsOf<District, CoreFact>()({
  /** R1 */
  'indicator.define': {
    input: z.extend(indicatorEvents['indicator.defined'], {
      indicator: ownId('indicator'),
      checkpoints: z._default(checkpoints, []),
      weight: z._default(weight(), 1),
    }),
    decide(state, input, { on }) {
      free(state.indicators, 'indicator', input.indicator)
      liveOwner(state, input.owner, on)
      soundAim(input.indicator, input.direction, input)
      return [{ type: 'indicator.defined', data: input }]
    },
  },

  /** R1: what has ended is aimed at nothing new. */
  'indicator.retarget': {
    input: z.extend(indicatorEvents['indicator.retargeted'], { checkpoints: z._default(checkpoints, []) }),
    decide(state, input, { on }) {
      const indicator = indicatorOn(state, input.indicator, on)
      liveOwner(state, indicator, on)
      inOrder('indicator', input.indicator, lastDay(indicator.targets), on)
      soundAim(input.indicator, indicator.direction, input)
      return [{ type: 'indicator.retargeted', data: input }]
    },
  },

  /** R11: not of a day to come, which the runtime refuses for every command. */
  'measurement.record': {
    input: z.extend(indicatorEvents['measurement.recorded'], { measurement: ownId('measurement'), evidence: z._default(evidence, []) }),
    decide(state, input, { on }) {
      free(state.measurements, 'measurement', input.measurement)
      indicatorOn(state, input.indicator, on)
      return [{ type: 'measurement.recorded', data: input }]
    },
  },

  /** R11: what it corrects stays in the history. */
  'measurement.correct': {
    input: z.extend(z.omit(indicatorEvents['measurement.corrected'], { indicator: true }), { measurement: ref('measurement') }),
    decide(state, { measurement: id, value, reason }, { on }) {
      const measurement = need(state.measurements, 'measurement', id, on, (row) => firstDay(row.values))
      inOrder('measurement', id, lastDay(measurement.values), on)
      return [{ type: 'measurement.corrected', data: { measurement: id, indicator: measurement.indicator, value, reason } }]
    },
  },
})

const indicatorOn = ({ indicators }: District, id: string, on: string): Indicator =>
  need(indicators, 'indicator', id, on, (row) => firstDay(row.targets))

function liveOwner(state: District, { goal, task }: { readonly goal?: string; readonly task?: string }, on: string): void {
  if (goal !== undefined) liveGoal(state, goal, on)
  if (task !== undefined) open(taskOn(state, task, on))
}

interface Aim {
  readonly target?: number | undefined
  readonly band?: { readonly low: number; readonly high: number } | undefined
  readonly due?: string | undefined
  readonly checkpoints: readonly { readonly on: string }[]
}

/** The aim fits the direction, and its dates fit each other. */
function soundAim(indicator: string, direction: Direction, { target, band, due, checkpoints: points }: Aim): void {
  const bad = (problem: RefusalOf<'badTarget'>['problem']) => refuse<CoreRefusal>({ code: 'badTarget', rule: 'R11', indicator, problem })
  if (direction === 'between') {
    if (target !== undefined) bad('targetUnwanted')
    if (!band && (due !== undefined || points.length > 0)) bad('bandMissing')
    if (band && band.low > band.high) bad('bandReversed')
  } else {
    if (band) bad('bandUnwanted')
    if (target === undefined && (due !== undefined || points.length > 0)) bad('dueWithoutTarget')
  }
  const days = points.map((point) => point.on)
  if (new Set(days).size < days.length) bad('checkpointTwice')
  if (due !== undefined && days.some((day) => day > due)) bad('checkpointAfterDue')
}
