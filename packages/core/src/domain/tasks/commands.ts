import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay, latest } from '../../engine/history.ts'
import { listOf, ownId, ref, text, weight } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, inOrder, liveGoal, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { milestonePlan, taskEvents } from './events.ts'
import { allWithin, milestoneIn, notPast, open, openTask, planned, type Schedule, soundSchedule, taskOn, within } from './rules.ts'
import type { Owners, Task } from './state.ts'

const registered = taskEvents['task.registered']
const { class: taskClass, ambition, measuredBy, contributes, cooperating, measures } = registered.shape

/** Commands about what the ledger says of a task. Its stages, milestones and extensions have their own files. */
export const taskCommands = commandsOf<District, CoreFact>()({
  /** R1, R8. What a task needs in order to start may come later (R3). */
  'task.register': {
    input: z.extend(registered, {
      task: ownId('task'),
      contributes: z._default(contributes, []),
      class: z._default(taskClass, 'other'),
      ambition: z._default(ambition, 'advance'),
      standing: z._default(z.boolean(), false),
      urgent: z._default(z.boolean(), false),
      cooperating: z._default(cooperating, []),
      measures: z._default(measures, []),
      milestones: z._default(listOf(z.extend(milestonePlan(), { weight: z._default(weight(), 1) }), 200), []),
      weight: z._default(weight(), 1),
      measuredBy: z._default(measuredBy, 'reported'),
    }),
    decide(state, input, { on }) {
      free(state.tasks, 'task', input.task)
      for (const goal of goalsOf(input.goal, input.contributes)) liveGoal(state, goal, on)
      if (input.annualPlan !== undefined) annualPlanOn(state, input.annualPlan, on)
      canOwn(state, input, on)
      distinct('unit', input.responsible === undefined ? input.cooperating : [input.responsible, ...input.cooperating])
      soundSchedule(input.schedule)
      distinct(
        'milestone',
        input.milestones.map((one) => one.milestone),
      )
      for (const { milestone, due } of input.milestones) within(input.schedule, milestone, due)
      return [{ type: 'task.registered', data: input }]
    },
  },

  /** R8, R9. A milestone that is named is set: its weight stays as it was when it is left out, or is 1 when it is new. */
  'task.amend': {
    input: z.extend(taskEvents['task.amended'], {
      milestones: z.optional(listOf(z.extend(milestonePlan(), { weight: z.optional(weight()) }), 200)),
    }),
    decide(state, input, { on }) {
      const task = openTask(state, input.task, on)
      const { goal, contributes: edges, schedule: old } = latest(task.facts)
      const added = goalsOf(goal, input.contributes ?? [])
        .slice(1)
        .filter((id) => !edges.some((edge) => edge.goal === id))
      for (const id of added) liveGoal(state, id, on)
      const schedule = input.schedule ?? old
      soundSchedule(schedule)
      if (schedule.due > old.due) notPast('task', task.id, old.due, on)
      const data = {
        ...input,
        milestones: input.milestones?.map((one) => ({ ...one, weight: one.weight ?? weightOf(task, one.milestone) })),
      }
      soundPlan(task, schedule, data, on)
      return [{ type: 'task.amended', data }]
    },
  },

  /** What is left out stays; the fact says the whole assignment. */
  'task.assign': {
    input: z.extend(taskEvents['task.assigned'], { cooperating: z.optional(cooperating) }),
    decide(state, input, { on }) {
      const task = openTask(state, input.task, on)
      canOwn(state, input, on)
      const old = latest(task.owners)
      const responsible = input.responsible ?? old.responsible
      if (input.cooperating) distinct('unit', responsible === undefined ? input.cooperating : [responsible, ...input.cooperating])
      const helping = input.cooperating ?? old.cooperating.filter((unit) => unit !== responsible)
      return [
        {
          type: 'task.assigned',
          data: { task: task.id, lead: input.lead ?? old.lead, responsible, cooperating: [...helping], reason: input.reason },
        },
      ]
    },
  },

  'task.transfer': {
    input: z.strictObject({ task: ref('task'), to: ref('unit'), reason: text(1000) }),
    decide(state, { task: id, to, reason }, { on }) {
      const from = latest(openTask(state, id, on).owners).responsible
      liveUnit(state, to, on)
      if (to === from) refuse<CoreRefusal>({ code: 'sameUnit', rule: 'R1', what: 'task', id, unit: to })
      return [{ type: 'task.transferred', data: { task: id, from, to, reason } }]
    },
  },

  /** R1, R8, R9 */
  'task.carryOver': {
    input: taskEvents['task.carriedOver'],
    decide(state, input, { on }) {
      const task = openTask(state, input.task, on)
      liveGoal(state, input.goal, on)
      if (input.annualPlan !== undefined) annualPlanOn(state, input.annualPlan, on)
      const { from, due: old } = latest(task.facts).schedule
      const due = input.due ?? old
      soundSchedule({ from, due })
      if (due > old) notPast('task', task.id, old, on)
      if (due !== old) allWithin({ from, due }, task)
      return [{ type: 'task.carriedOver', data: input }]
    },
  },

  /** Marking what is marked already records nothing. The mark of an ended task can only be taken off. */
  'supervision.mark': {
    input: z.extend(taskEvents['supervision.marked'], { marked: z._default(z.boolean(), true) }),
    decide(state, input, { on }) {
      const task = taskOn(state, input.task, on)
      if (input.marked) open(task)
      inOrder('task', task.id, task.last, on)
      const marks = input.by === 'leader' ? task.leaderSupervised : task.disciplineSupervised
      if ((marks.at(-1)?.value ?? false) === input.marked) return []
      return [{ type: 'supervision.marked', data: input }]
    },
  },
})

/** The goal that counts a task, then those that it contributes to, each once. */
function goalsOf(goal: string, edges: readonly { readonly goal: string }[]): readonly string[] {
  const goals = [goal, ...edges.map((edge) => edge.goal)]
  distinct('goal', goals)
  return goals
}

const annualPlanOn = ({ annualPlans }: District, id: string, on: string) =>
  need(annualPlans, 'annualPlan', id, on, (plan) => plan.adopted.on)

/** The lead's post exists, vacant or not, and the units take duties. */
function canOwn(
  state: District,
  { lead, responsible, cooperating: helping }: { [K in keyof Owners]?: Owners[K] | undefined },
  on: string,
): void {
  if (lead !== undefined) need(state.posts, 'post', lead, on, (post) => firstDay(post.titles))
  if (responsible !== undefined) liveUnit(state, responsible, on)
  for (const unit of helping ?? []) liveUnit(state, unit, on)
}

const weightOf = (task: Task, id: string): number => planned(task).find((milestone) => milestone.id === id)?.plan.weight ?? 1

type Planned = {
  readonly milestones?: readonly { readonly milestone: string; readonly due: string }[] | undefined
  readonly remove?: readonly string[] | undefined
}

/** R8, R9 for a plan that changes: what is confirmed stays, no date that has passed is moved later, all lie within the schedule. */
function soundPlan(task: Task, schedule: Schedule, { milestones: set = [], remove = [] }: Planned, on: string): void {
  distinct('milestone', [...set.map((one) => one.milestone), ...remove])
  for (const id of remove) milestoneIn(task, id, ['open', 'reached'])
  for (const { milestone: id, due } of set) {
    const known = task.milestones.some((one) => one.id === id) ? milestoneIn(task, id, ['open', 'reached']).plan : undefined
    if (known && due > known.due) notPast('milestone', id, known.due, on)
    within(schedule, id, due)
  }
  allWithin(schedule, task, [...remove, ...set.map((one) => one.milestone)])
}
