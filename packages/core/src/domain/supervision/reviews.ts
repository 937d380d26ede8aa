import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { listOf, localId, ownId } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { taskOn } from '../tasks/rules.ts'
import { inspectionFinding, supervisionEvents } from './events.ts'
import { notBefore, once, tasksOn } from './rules.ts'

const held = supervisionEvents['inspection.held']
const completed = supervisionEvents['fileReview.completed']
const { tasks } = held.shape

/** Commands about looking closely: file reviews and inspections. */
export const reviewCommands = commandsOf<District, CoreFact>()({
  /** R1. The file of a task that has ended may be called for too: it is looked back at. */
  'fileReview.call': {
    input: z.extend(supervisionEvents['fileReview.called'], { fileReview: ownId('fileReview') }),
    decide(state, input, { on }) {
      free(state.fileReviews, 'fileReview', input.fileReview)
      const { subject, due } = input
      if ('task' in subject) taskOn(state, subject.task, on)
      else liveUnit(state, subject.unit, on)
      notBefore('R15', on, due)
      return [{ type: 'fileReview.called', data: input }]
    },
  },

  /** R15: once. */
  'fileReview.complete': {
    input: z.extend(completed, { evidence: z._default(completed.shape.evidence, []) }),
    decide(state, input, { on }) {
      const row = need(state.fileReviews, 'fileReview', input.fileReview, on, (one) => one.called.on)
      once('R15', 'fileReview', row.id, row.completed, { stage: 'completed', before: 'called' })
      return [{ type: 'fileReview.completed', data: input }]
    },
  },

  /** R1. Findings without an id are named F1, F2 … by their place. */
  'inspection.hold': {
    input: z.extend(held, {
      inspection: ownId('inspection'),
      tasks: z._default(tasks, []),
      findings: z._default(listOf(z.extend(inspectionFinding(), { finding: z.optional(localId()) }), 200), []),
    }),
    decide(state, input, { on }) {
      free(state.inspections, 'inspection', input.inspection)
      distinct('unit', input.units)
      for (const unit of input.units) liveUnit(state, unit, on)
      tasksOn(state, input.tasks, on)
      const found = input.findings.map(({ finding, ...rest }, i) => ({ finding: finding ?? `F${i + 1}`, ...rest }))
      distinct(
        'finding',
        found.map((one) => one.finding),
      )
      for (const { unit, task, due } of found) {
        liveUnit(state, unit, on)
        if (task !== undefined) taskOn(state, task, on)
        notBefore('R15', on, due)
      }
      return [{ type: 'inspection.held', data: { ...input, findings: found } }]
    },
  },

  /** R15: each finding once. */
  'finding.rectify': {
    input: supervisionEvents['finding.rectified'],
    decide(state, input, { on }) {
      const row = need(state.inspections, 'inspection', input.inspection, on, (one) => one.held.on)
      const finding =
        row.findings.find((one) => one.id === input.finding) ??
        refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'finding', id: input.finding })
      once('R15', 'finding', finding.id, finding.rectified, { stage: 'rectified', before: 'pending' })
      return [{ type: 'finding.rectified', data: input }]
    },
  },
})
