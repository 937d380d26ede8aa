import { closingStates } from '../domain/closing/state.ts'
import { daysBetween } from '../domain/days.ts'
import { executed } from '../domain/feedback/standing.ts'
import { excusedUntil, laterOf } from '../domain/measures/task.ts'
import { byRegistration } from '../domain/measures/tasks-seen.ts'
import { problemStates } from '../domain/problems/state.ts'
import type { District } from '../domain/state.ts'
import { type Task, taskStages } from '../domain/tasks/state.ts'
import { type Entry, entryOn, type History, inTime, type Moment, upTo, valueOn } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'

/** What goes through the loop: its kinds, and the stages of each in their order. */
export const loopStages = {
  task: taskStages,
  problem: problemStates,
  item: ['pending', 'executed', 'rescinded'],
  milestone: ['pending', 'reached', 'confirmed', 'cancelled'],
  closing: closingStates,
} as const
export type LoopKind = keyof typeof loopStages
export const loopKinds = Object.keys(loopStages) as LoopKind[]

/** The days from one stage to another; without `to`, the days in the stage itself. */
export interface Leg {
  readonly from: string
  readonly to: string | null
  readonly days: number
}

export interface LoopItem {
  readonly kind: LoopKind
  readonly id: string
  /** As `timeline` takes it. */
  readonly subject: string
  readonly title: Text
  readonly unit: string | undefined
  readonly goal: string | undefined
  readonly came: string
  readonly stage: string
  readonly since: string
  /** `left`: cancelled, withdrawn, rescinded, returned or taken out. `standing`: a standing task, which is never closed. */
  readonly fate: 'open' | 'closed' | 'left' | 'standing'
  /** How long it waits; absent for what only waits for its own day. */
  readonly days?: number
  readonly legs: readonly Leg[]
  /** Of a closing: what it is to strike off. */
  readonly about?: 'task' | 'milestone' | 'problem'
}

/** Everything that came in by a day, each once, in the order in which it came up. */
export const loopItems = (state: District, on: string): LoopItem[] => [
  ...[...state.tasks.values()].sort(byRegistration).flatMap((task) => [...taskItem(task, on), ...milestoneItems(task, on)]),
  ...problemItems(state, on),
  ...decisionItems(state, on),
  ...closingItems(state, on),
]

/** The entry that holds: the last one, of a history that is not empty. */
const last = <T>(history: History<T>): Entry<T> => history[history.length - 1] as Entry<T>

/**
 * The legs of a way through `chain`, each from the first time in a stage to the first time in a later one, so that what comes
 * back does not begin anew; the last ends at the closing that stands. The legs sum to the whole, from the first stage to `closed`.
 */
function legsOf(way: readonly { readonly on: string; readonly stage: string }[], chain: readonly string[]): Leg[] {
  const legs: Leg[] = []
  let at = 0
  let since = way[0]?.on ?? ''
  way.forEach(({ on, stage }, i) => {
    const next = chain.indexOf(stage)
    if (next <= at || (stage === 'closed' && i < way.length - 1)) return
    legs.push({ from: chain[at] as string, to: stage, days: daysBetween(since, on) })
    at = next
    since = on
  })
  if (chain[at] === 'closed') legs.push({ from: chain[0] as string, to: 'closed', days: daysBetween(way[0]?.on ?? since, since) })
  return legs
}

const taskChain = ['registered', 'underWay', 'closing', 'closed']
const problemChain = ['raised', 'coordinated', 'resolved', 'closing', 'closed']

function taskItem(task: Task, on: string): LoopItem[] {
  const stages = upTo(task.stages, on)
  const facts = valueOn(task.facts, on)
  if (stages.length === 0 || !facts) return []
  const { stage } = last(stages).value
  const way = stages.map((entry) => ({ on: entry.on, stage: entry.value.stage }))
  const rests = way.map((entry, i) => (entry.stage === 'suspended' ? daysBetween(entry.on, way[i + 1]?.on ?? on) : undefined))
  const suspended = rests.filter((days) => days !== undefined)
  return [
    {
      kind: 'task',
      id: task.id,
      subject: `task:${task.id}`,
      title: facts.title,
      unit: valueOn(task.owners, on)?.responsible,
      goal: facts.goal,
      came: (stages[0] as Moment).on,
      stage,
      since: last(stages).on,
      fate: stage === 'cancelled' ? 'left' : task.standing ? 'standing' : stage === 'closed' ? 'closed' : 'open',
      days: daysBetween(last(stages).on, on),
      legs: [
        ...legsOf(way, taskChain),
        ...(suspended.length === 0 ? [] : [{ from: 'suspended', to: null, days: suspended.reduce((sum, days) => sum + days, 0) }]),
      ],
    },
  ]
}

/** A milestone waits from its due date on, and for its confirmation once it was reached. One of a cancelled task has left with it. */
function milestoneItems(task: Task, on: string): LoopItem[] {
  const cancelled = valueOn(task.stages, on)?.stage === 'cancelled'
  return task.milestones.flatMap((milestone): LoopItem[] => {
    const plans = upTo(milestone.plans, on)
    const state = entryOn(milestone.states, on)
    if (plans.length === 0 || !state) return []
    const plan = last(plans).value
    const left = plan === null || (cancelled && state.value !== 'confirmed')
    const due = plan === null ? on : laterOf(plan.due, excusedUntil(task, on, milestone.id))
    const waits = state.value === 'open' ? daysBetween(due, on) : daysBetween(state.on, on)
    return [
      {
        kind: 'milestone',
        id: `${task.id}/${milestone.id}`,
        subject: `task:${task.id}`,
        title: plans.flatMap((entry) => entry.value ?? []).at(-1)?.title ?? milestone.id,
        unit: valueOn(task.owners, on)?.responsible,
        goal: valueOn(task.facts, on)?.goal,
        came: (plans[0] as Moment).on,
        stage: left ? 'cancelled' : state.value === 'open' ? 'pending' : state.value,
        since: state.value === 'open' ? due : state.on,
        fate: left ? 'left' : state.value === 'confirmed' ? 'closed' : 'open',
        ...(state.value === 'open' && waits <= 0 ? {} : { days: waits }),
        legs: [],
      },
    ]
  })
}

const goalOf = ({ tasks }: District, task: string | undefined, on: string): string | undefined => {
  const facts = task === undefined ? undefined : tasks.get(task)?.facts
  return facts && valueOn(facts, on)?.goal
}

function problemItems(state: District, on: string): LoopItem[] {
  const problems = [...state.problems.values()].sort((a, b) => inTime(a.states[0] as Moment, b.states[0] as Moment))
  return problems.flatMap((problem): LoopItem[] => {
    const states = upTo(problem.states, on)
    const place = valueOn(problem.places, on)
    if (states.length === 0 || !place) return []
    const { value, on: since } = last(states)
    return [
      {
        kind: 'problem',
        id: problem.id,
        subject: `problem:${problem.id}`,
        title: problem.title,
        unit: place.unit,
        goal: goalOf(state, place.task, on),
        came: (states[0] as Moment).on,
        stage: value.state,
        since,
        fate: value.state === 'withdrawn' ? 'left' : value.state === 'closed' ? 'closed' : 'open',
        days: daysBetween(since, on),
        legs: legsOf(
          states.map((entry) => ({ on: entry.on, stage: entry.value.state })),
          problemChain,
        ),
      },
    ]
  })
}

function decisionItems(state: District, on: string): LoopItem[] {
  const decisions = [...state.coordinations.values()].filter((one) => one.decided.on <= on).sort((a, b) => inTime(a.decided, b.decided))
  return decisions.flatMap((decision) => {
    const reports = state.reports.by('coordination', decision.id)
    const problem = state.problems.get(decision.problem)
    const goal = goalOf(state, problem && valueOn(problem.places, on)?.task, on)
    const rescinded = decision.rescinded !== undefined && decision.rescinded.on <= on
    return decision.items.map((item): LoopItem => {
      const stage = rescinded ? 'rescinded' : executed(reports, item.id, on) ? 'executed' : 'pending'
      return {
        kind: 'item',
        id: `${decision.id}/${item.id}`,
        subject: `coordination:${decision.id}`,
        title: item.what,
        unit: valueOn(item.units, on),
        goal,
        came: decision.decided.on,
        stage,
        since: decision.decided.on,
        fate: rescinded ? 'left' : stage === 'executed' ? 'closed' : 'open',
        days: daysBetween(decision.decided.on, on),
        legs: [],
      }
    })
  })
}

function closingItems(state: District, on: string): LoopItem[] {
  const closings = [...state.closings.values()].sort((a, b) => inTime(a.states[0] as Moment, b.states[0] as Moment))
  return closings.flatMap((closing): LoopItem[] => {
    const [asked, answered, ...more] = upTo(closing.states, on)
    if (!asked) return []
    const holds = more.at(-1) ?? answered ?? asked
    const { subject } = closing
    const problem = 'problem' in subject ? state.problems.get(subject.problem) : undefined
    const task = 'task' in subject ? subject.task : problem && valueOn(problem.places, on)?.task
    const facts = 'task' in subject ? state.tasks.get(subject.task)?.facts : undefined
    return [
      {
        kind: 'closing',
        id: closing.id,
        subject: `closing:${closing.id}`,
        title: problem?.title ?? (facts && valueOn(facts, on)?.title) ?? closing.id,
        unit: closing.unit,
        goal: goalOf(state, task, on),
        came: asked.on,
        stage: holds.value.state,
        since: holds.on,
        fate: holds.value.state === 'requested' ? 'open' : holds.value.state === 'approved' ? 'closed' : 'left',
        days: daysBetween(holds.on, on),
        legs: answered ? [{ from: 'requested', to: answered.value.state, days: daysBetween(asked.on, answered.on) }] : [],
        about: 'problem' in subject ? 'problem' : 'milestone' in subject ? 'milestone' : 'task',
      },
    ]
  })
}
