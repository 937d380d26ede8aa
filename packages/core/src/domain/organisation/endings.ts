import * as z from 'zod/mini'
import { type Context, commandsOf, refuse } from '../../engine/decision.ts'
import { lastDay, latest } from '../../engine/history.ts'
import { listOf, ref, someOf, type Text, text } from '../../engine/schema.ts'
import { executed } from '../feedback/standing.ts'
import type { Coordination, Problem } from '../problems/state.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, inOrder, liveUnit } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import type { Task } from '../tasks/state.ts'
import { assignedToHeirs } from './heirs.ts'
import { changingPost, changingUnit } from './rules.ts'

/**
 * Commands that end units. What an ended unit answered for goes on: every open task, problem and decision's item gets a unit
 * that lives, each by an event of its own (R17).
 */
export const endingCommands = commandsOf<District, CoreFact>()({
  /** R17 */
  'unit.merge': {
    input: z.strictObject({ units: someOf(ref('unit'), 50), into: ref('unit'), name: z.optional(text(200)) }),
    decide(state, { units, into, name }, context) {
      const { on } = context
      distinct('unit', [...units, into])
      changingUnit(state, into, on)
      for (const unit of units) changingUnit(state, unit, on)
      const heir = (unit: string) => (units.includes(unit) ? into : unit)
      return [
        ...units.map((unit): CoreFact => ({ type: 'unit.merged', data: { unit, into } })),
        ...(name === undefined ? [] : [{ type: 'unit.renamed', data: { unit: into, name } } as const]),
        ...handOver(state, units, () => heir, { zh: '单位合并', en: 'Units merged' }, context),
      ]
    },
  },

  /** R17: what `tasks` does not name goes to `rest`, with the problems of a task following their task. */
  'unit.split': {
    input: z.strictObject({
      unit: ref('unit'),
      into: someOf(ref('unit'), 50),
      rest: ref('unit'),
      tasks: z._default(listOf(z.strictObject({ task: ref('task'), to: ref('unit') }), 1000), []),
    }),
    decide(state, { unit, into, rest, tasks }, context) {
      const { on } = context
      distinct('unit', [unit, ...into])
      distinct(
        'task',
        tasks.map((one) => one.task),
      )
      changingUnit(state, unit, on)
      for (const heir of into) liveUnit(state, heir, on)
      for (const heir of [rest, ...tasks.map((one) => one.to)])
        if (!into.includes(heir)) refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'unit', id: heir })
      const duties = openTasks(state, unit)
      for (const { task } of tasks)
        if (!duties.some((one) => one.id === task)) refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'task', id: task })
      const named = new Map(tasks.map((one) => [one.task, one.to]))
      const heirFor = (task: string | undefined) => (id: string) => (id === unit ? (named.get(task ?? '') ?? rest) : id)
      return [
        { type: 'unit.split', data: { unit, into } },
        ...handOver(state, [unit], heirFor, { zh: '单位拆分', en: 'Unit split' }, context),
      ]
    },
  },

  /** R17: without a successor only a unit that answers for nothing. */
  'unit.abolish': {
    input: z.strictObject({ unit: ref('unit'), successor: z.optional(ref('unit')) }),
    decide(state, { unit, successor }, context) {
      const { on, today } = context
      changingUnit(state, unit, on)
      if (successor !== undefined) {
        distinct('unit', [unit, successor])
        liveUnit(state, successor, on)
        return [
          { type: 'unit.abolished', data: { unit, successor } },
          ...handOver(state, [unit], () => (id) => (id === unit ? successor : id), { zh: '单位撤销', en: 'Unit abolished' }, context),
        ]
      }
      const tasks = openTasks(state, unit).map((task) => task.id)
      const problems = openProblems(state, unit).map((problem) => problem.id)
      const decisions = openDecisions(state, unit, today).map((decision) => decision.id)
      if (tasks.length + problems.length + decisions.length > 0)
        refuse<CoreRefusal>({ code: 'noSuccessor', rule: 'R17', unit, tasks, problems, decisions })
      return [{ type: 'unit.abolished', data: { unit } }, ...portfoliosWithout(state, [unit], () => undefined, on)]
    },
  },
})

/** Gives the unit that takes the place of another, in the matters of a task or, without one, in all others. */
type HeirFor = (task: string | undefined) => (unit: string) => string

type Days = Pick<Context, 'on' | 'today'>

function handOver(state: District, ending: readonly string[], heirFor: HeirFor, reason: Text, { on, today }: Days): CoreFact[] {
  const each = <R extends { readonly id: string }>(find: (unit: string) => readonly R[]) => [
    ...new Map(ending.flatMap(find).map((row) => [row.id, row])).values(),
  ]
  return [
    ...each((unit) => openTasks(state, unit)).map((task) => assignedToHeirs(task, heirFor(task.id), reason, on)),
    ...each((unit) => openProblems(state, unit)).map((problem): CoreFact => {
      inOrder('problem', problem.id, problem.last, on)
      const { unit, task } = latest(problem.places)
      return { type: 'problem.transferred', data: { problem: problem.id, from: unit, to: heirFor(task)(unit), task, reason } }
    }),
    ...each((unit) => openDecisions(state, unit, today)).flatMap((decision) => {
      const task = taskOf(state, decision.problem)
      return decision.items
        .filter((item) => ending.includes(latest(item.units)) && isPending(state, decision, item.id, today))
        .map((item): CoreFact => {
          inOrder('coordination', decision.id, lastDay(item.units), on)
          const from = latest(item.units)
          return {
            type: 'coordination.transferred',
            data: { coordination: decision.id, item: item.id, from, to: heirFor(task)(from), reason },
          }
        })
    }),
    ...portfoliosWithout(state, ending, heirFor(undefined), on),
  ]
}

const openTasks = ({ tasks }: District, unit: string): readonly Task[] =>
  [...new Map([...tasks.by('responsible', unit), ...tasks.by('cooperating', unit)].map((task) => [task.id, task])).values()].filter(
    (task) => !['closed', 'cancelled'].includes(latest(task.stages).stage),
  )

const isOpen = (problem: Problem | undefined) => problem !== undefined && !['closed', 'withdrawn'].includes(latest(problem.states).state)

const openProblems = ({ problems }: District, unit: string): readonly Problem[] => problems.by('unit', unit).filter(isOpen)

/** An item that nobody has reported as done: it keeps its task from closing (R5), also when its problem is closed. */
const isPending = ({ reports }: District, decision: Coordination, item: string, today: string) =>
  !executed(reports.by('coordination', decision.id), item, today)

/** Standing decisions with an item in the unit's charge that is still to be executed. */
const openDecisions = (state: District, unit: string, today: string) =>
  state.coordinations
    .by('unit', unit)
    .filter(
      (decision) =>
        !decision.rescinded && decision.items.some((item) => latest(item.units) === unit && isPending(state, decision, item.id, today)),
    )

function taskOf({ problems }: District, id: string): string | undefined {
  const problem = problems.get(id)
  return problem && latest(problem.places).task
}

/** Portfolios that name a unit that ends, each with its heir in its place, where there is one. */
const portfoliosWithout = ({ posts }: District, ending: readonly string[], heir: (unit: string) => string | undefined, on: string) =>
  [...posts.values()]
    .filter((post) => post.portfolios.at(-1)?.value.units.some((unit) => ending.includes(unit)))
    .map((post): CoreFact => {
      changingPost({ posts }, post.id, on)
      const { units, goals } = latest(post.portfolios)
      return {
        type: 'portfolio.assigned',
        data: { post: post.id, units: [...new Set(units.flatMap((unit) => heir(unit) ?? []))], goals: [...goals] },
      }
    })
