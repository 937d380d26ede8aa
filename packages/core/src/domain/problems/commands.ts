import * as z from 'zod/mini'
import { type Context, commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, latest } from '../../engine/history.ts'
import { ownId, ref, text } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { open, taskOn } from '../tasks/rules.ts'
import { problemEvents } from './events.ts'
import { problemIn, standingDecisions } from './rules.ts'

const raised = problemEvents['problem.raised']
const { severity, source, related } = raised.shape
const { evidence } = problemEvents['problem.resolved'].shape

/** Commands about difficulties. Leaders' decisions on them have their own file. */
export const problemCommands = commandsOf<District, CoreFact>()({
  /** R1. Without a unit, the actor's own has it. */
  'problem.raise': {
    input: z.extend(raised, {
      problem: ownId('problem'),
      unit: z.optional(ref('unit')),
      severity: z._default(severity, 'normal'),
      source: z._default(source, 'unit'),
      related: z._default(related, []),
    }),
    decide(state, input, { on, actor }) {
      free(state.problems, 'problem', input.problem)
      if (input.task !== undefined) open(taskOn(state, input.task, on))
      const unit = input.unit ?? actor.unit
      liveUnit(state, unit, on)
      distinct('unit', input.related)
      for (const other of input.related) need(state.units, 'unit', other, on, (row) => firstDay(row.names))
      const { problem, task, title, description, severity, source, related } = input
      return [{ type: 'problem.raised', data: { problem, task, unit, title, description, severity, source, related } }]
    },
  },

  /** R7: freely before a decision, afterwards with the consent of all who decided. */
  'problem.withdraw': {
    input: problemEvents['problem.withdrawn'],
    decide(state, input, { on, actor }) {
      const problem = problemIn(state, input.problem, on, ['raised', 'coordinated'])
      if (latest(problem.states).state === 'coordinated') consented(state, problem.id, actor)
      return [{ type: 'problem.withdrawn', data: input }]
    },
  },

  /** The problem stays with its task unless another is named, or it is detached from it. */
  'problem.transfer': {
    input: z
      .strictObject({
        problem: ref('problem'),
        to: ref('unit'),
        reason: text(1000),
        task: z.optional(ref('task')),
        detach: z._default(z.boolean(), false),
      })
      .check(
        z.refine(({ task, detach }) => task === undefined || !detach, {
          path: ['detach'],
          error: 'a problem goes to a task or to none',
          params: { code: 'contradiction' },
        }),
      ),
    decide(state, { problem: id, to, reason, task: other, detach }, { on }) {
      const present = latest(problemIn(state, id, on, ['raised', 'coordinated', 'resolved']).places)
      liveUnit(state, to, on)
      if (other !== undefined) open(taskOn(state, other, on))
      const task = detach ? undefined : (other ?? present.task)
      if (to === present.unit && task === present.task) refuse<CoreRefusal>({ code: 'sameUnit', rule: 'R1', what: 'problem', id, unit: to })
      return [{ type: 'problem.transferred', data: { problem: id, from: present.unit, to, task, reason } }]
    },
  },

  /** R7 */
  'problem.escalate': {
    input: problemEvents['problem.escalated'],
    decide(state, input, { on }) {
      problemIn(state, input.problem, on, ['raised', 'coordinated'])
      need(state.posts, 'post', input.to, on, (post) => firstDay(post.titles))
      return [{ type: 'problem.escalated', data: input }]
    },
  },

  /** R7: with or without coordination. */
  'problem.resolve': {
    input: z.extend(problemEvents['problem.resolved'], { evidence: z._default(evidence, []) }),
    decide(state, input, { on }) {
      problemIn(state, input.problem, on, ['raised', 'coordinated'])
      return [{ type: 'problem.resolved', data: input }]
    },
  },
})

function consented(state: District, problem: string, { person, roles }: Context['actor']): void {
  const deciders = new Set(standingDecisions(state, problem).map((decision) => decision.decided.value.person))
  const all = [...deciders].every((decider) => decider === person)
  if (!all && !roles.includes('leadership')) refuse<CoreRefusal>({ code: 'needsConsent', rule: 'R7', problem, deciders: [...deciders] })
}
