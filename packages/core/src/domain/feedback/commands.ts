import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, valueOn } from '../../engine/history.ts'
import { ownId } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { free, live, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { taskOn } from '../tasks/rules.ts'
import type { TaskStage } from '../tasks/state.ts'
import { feedbackEvents } from './events.ts'
import { standingPercent } from './standing.ts'

const { evidence } = feedbackEvents['progress.reported'].shape
const reportable: readonly TaskStage[] = ['underWay', 'suspended', 'closing']

/** Commands about how things are carried out. Reports may come late: what counts is the day that they speak of. */
export const feedbackCommands = commandsOf<District, CoreFact>()({
  /** R10 */
  'progress.report': {
    input: z.extend(z.omit(feedbackEvents['progress.reported'], { unit: true }), {
      report: ownId('report'),
      evidence: z._default(evidence, []),
    }),
    decide(state, { report, task: id, percent, narrative, evidence }, { on, actor }) {
      free(state.reports, 'report', report)
      const task = taskOn(state, id, on)
      unitOn(state, actor.unit, on)
      const stage = valueOn(task.stages, on)?.stage ?? 'registered'
      if (!reportable.includes(stage)) refuse<CoreRefusal>({ code: 'wrongStage', rule: 'R4', what: 'task', id, stage, allowed: reportable })
      const from = standingPercent(state.taskProgress.get(id), on) ?? 0
      if (percent < from && narrative === undefined)
        refuse<CoreRefusal>({ code: 'narrativeMissing', rule: 'R10', task: id, from, to: percent })
      return [{ type: 'progress.reported', data: { report, task: id, unit: actor.unit, percent, narrative, evidence } }]
    },
  },

  /** R1: of a rescinded decision only what was done before. */
  'execution.report': {
    input: z.extend(z.omit(feedbackEvents['execution.reported'], { unit: true }), {
      report: ownId('report'),
      done: z._default(z.boolean(), true),
      evidence: z._default(evidence, []),
    }),
    decide(state, { report, coordination: id, item, done, narrative, evidence }, { on, actor }) {
      free(state.reports, 'report', report)
      const coordination = need(state.coordinations, 'coordination', id, on, (row) => row.decided.on)
      if (!coordination.items.some((one) => one.id === item)) refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'item', id: item })
      if (coordination.rescinded && on >= coordination.rescinded.on) live('coordination', id, coordination.rescinded)
      unitOn(state, actor.unit, on)
      return [{ type: 'execution.reported', data: { report, coordination: id, item, unit: actor.unit, done, narrative, evidence } }]
    },
  },

  /** R10: once. */
  'report.dispute': {
    input: feedbackEvents['report.disputed'],
    decide(state, input, { on }) {
      const report = need(state.reports, 'report', input.report, on, (row) => row.told.on)
      if (report.disputed) refuse<CoreRefusal>({ code: 'disputedAlready', rule: 'R10', report: input.report })
      return [{ type: 'report.disputed', data: input }]
    },
  },
})

/** Who reports existed then; it may have ended since. */
const unitOn = ({ units }: District, id: string, on: string) => need(units, 'unit', id, on, (unit) => firstDay(unit.names))
