import type * as z from 'zod/mini'
import type { Fact } from '../../engine/event.ts'
import type { Entry, History } from '../../engine/history.ts'
import { begin, enter, latest } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { alignment, measureStates, planLevels, policyKinds, qualifiers, strategyEvents } from './events.ts'

export interface SuperiorPlan {
  readonly id: string
  readonly registered: Entry<null>
  readonly name: Text
  readonly level: (typeof planLevels)[number]
  readonly issuer?: Text
  readonly goals: readonly { readonly id: string; readonly name: Text }[]
}

export interface AnnualPlan {
  readonly id: string
  readonly adopted: Entry<null>
  readonly strategy: string
  readonly year: number
  readonly name: Text
  readonly goals: readonly string[]
}

export interface Strategy {
  readonly id: string
  readonly adopted: Entry<null>
  readonly name: Text
  readonly period: { readonly from: string; readonly to?: string }
  readonly levels: readonly Text[]
  readonly vision?: Text
  readonly positioning: readonly Text[]
  readonly principles: readonly Text[]
  readonly supersedes?: string
  readonly superseded?: Entry<{ readonly by: string }>
  readonly illustrative: boolean
}

export interface GoalFacts {
  readonly name: Text
  readonly description?: Text
  readonly parent?: string
  readonly weight: number
  readonly order: number
}

export type Alignment = z.infer<ReturnType<typeof alignment>>

export interface Goal {
  readonly id: string
  readonly strategy: string
  readonly facts: History<GoalFacts>
  readonly dropped?: Entry<{ readonly reason: Text }>
  readonly alignments: History<Alignment>
}

export interface Policy {
  readonly id: string
  readonly issued: Entry<null>
  readonly name: Text
  readonly kind: (typeof policyKinds)[number]
  readonly issuer?: string
  readonly goals: readonly string[]
  readonly tasks: readonly string[]
  readonly measures: readonly {
    readonly id: string
    readonly name: Text
    readonly aspect: Text
    readonly state: (typeof measureStates)[number]
  }[]
  readonly repealed?: Entry<{ readonly reason: Text }>
  readonly illustrative: boolean
}

export interface Figure {
  readonly id: string
  readonly recorded: Entry<null>
  readonly name: Text
  readonly goal?: string
  readonly value: number
  readonly unit: Text
  readonly qualifier: (typeof qualifiers)[number]
  readonly asOf?: string
  readonly source: Text
}

export type StrategyFact = Fact<typeof strategyEvents>

/** An index of planned goals lets `planGoal` ids be unique across plans. */
export const strategyTables = {
  superiorPlans: table<SuperiorPlan, 'planGoal'>({ planGoal: (plan) => plan.goals.map((goal) => goal.id) }),
  annualPlans: table<AnnualPlan, 'strategy'>({ strategy: (plan) => [plan.strategy] }),
  strategies: table<Strategy>({}),
  goals: table<Goal, 'strategy' | 'parent'>({
    strategy: (goal) => [goal.strategy],
    parent: (goal) => parentOf(goal),
  }),
  policies: table<Policy, 'goal' | 'task'>({ goal: (policy) => policy.goals, task: (policy) => policy.tasks }),
  figures: table<Figure, 'goal'>({ goal: (figure) => (figure.goal ? [figure.goal] : []) }),
}

/** Its parent today; a goal of the top level is found under the empty key. */
const parentOf = (goal: Goal): readonly string[] => [latest(goal.facts).parent ?? '']

const moment = (event: { readonly on: string; readonly position: number }): Entry<null> => ({
  on: event.on,
  position: event.position,
  value: null,
})

export const evolveStrategy: Handlers<typeof strategyTables, typeof strategyEvents> = {
  'superiorPlan.registered': ({ superiorPlans }, event) => {
    const { data } = event
    const goals = data.goals.map((goal) => ({ id: goal.planGoal, name: goal.name }))
    superiorPlans.insert({
      id: data.plan,
      registered: moment(event),
      name: data.name,
      level: data.level,
      ...(data.issuer && { issuer: data.issuer }),
      goals,
    })
  },
  'annualPlan.adopted': ({ annualPlans }, event) => {
    const { data } = event
    annualPlans.insert({
      id: data.annualPlan,
      adopted: moment(event),
      strategy: data.strategy,
      year: data.year,
      name: data.name,
      goals: data.goals,
    })
  },
  'strategy.adopted': ({ strategies }, event) => {
    const { data } = event
    const period = data.period.to === undefined ? { from: data.period.from } : { from: data.period.from, to: data.period.to }
    strategies.insert({
      id: data.strategy,
      adopted: moment(event),
      name: data.name,
      period,
      levels: data.levels,
      ...(data.vision && { vision: data.vision }),
      positioning: data.positioning,
      principles: data.principles,
      ...(data.supersedes && { supersedes: data.supersedes }),
      illustrative: data.illustrative ?? false,
    })
  },
  'strategy.superseded': ({ strategies }, event) =>
    strategies.update(event.data.strategy, (strategy) => {
      strategy.superseded = { on: event.on, position: event.position, value: { by: event.data.by } }
    }),
  'goal.set': ({ goals }, event) => {
    const { data } = event
    goals.insert({
      id: data.goal,
      strategy: data.strategy,
      facts: begin(event, goalFacts(data.name, data.description, data.parent, data.weight, data.order)),
      alignments: [],
    })
  },
  'goal.revised': ({ goals }, event) =>
    goals.update(event.data.goal, (goal) => {
      const old = latest<GoalFacts>(goal.facts)
      const { data } = event
      enter(
        goal.facts,
        event,
        goalFacts(
          data.name ?? old.name,
          data.description ?? old.description,
          data.parent ?? old.parent,
          data.weight ?? old.weight,
          data.order ?? old.order,
        ),
      )
    }),
  'goal.dropped': ({ goals }, event) =>
    goals.update(event.data.goal, (goal) => {
      goal.dropped = { on: event.on, position: event.position, value: { reason: event.data.reason } }
    }),
  'goal.aligned': ({ goals }, event) => goals.update(event.data.goal, (goal) => enter<Alignment>(goal.alignments, event, event.data.to)),
  'policy.issued': ({ policies }, event) => {
    const { data } = event
    policies.insert({
      id: data.policy,
      issued: moment(event),
      name: data.name,
      kind: data.kind,
      ...(data.issuer && { issuer: data.issuer }),
      goals: data.goals,
      tasks: data.tasks,
      measures: data.measures.map((measure) => ({ id: measure.measure, name: measure.name, aspect: measure.aspect, state: measure.state })),
      illustrative: data.illustrative ?? false,
    })
  },
  'policy.repealed': ({ policies }, event) =>
    policies.update(event.data.policy, (policy) => {
      policy.repealed = { on: event.on, position: event.position, value: { reason: event.data.reason } }
    }),
  'figure.recorded': ({ figures }, event) => {
    const { data } = event
    figures.insert({
      id: data.figure,
      recorded: moment(event),
      name: data.name,
      ...(data.goal && { goal: data.goal }),
      value: data.value,
      unit: data.unit,
      qualifier: data.qualifier,
      ...(data.asOf && { asOf: data.asOf }),
      source: data.source,
    })
  },
}

const goalFacts = (name: Text, description: Text | undefined, parent: string | undefined, weight: number, order: number): GoalFacts => ({
  name,
  ...(description !== undefined && { description }),
  ...(parent !== undefined && { parent }),
  weight,
  order,
})
