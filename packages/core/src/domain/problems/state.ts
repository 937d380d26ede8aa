import type { Fact } from '../../engine/event.ts'
import type { Entry, History } from '../../engine/history.ts'
import { begin, enter, latest } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { closingEvents } from '../closing/events.ts'
import type { Evidence } from '../evidence.ts'
import type { problemEvents, problemSources, severities } from './events.ts'

/** R7. A problem is in one of these, and the five lists are filters over them. */
export const problemStates = ['raised', 'coordinated', 'resolved', 'closing', 'closed', 'withdrawn'] as const
export type ProblemState = (typeof problemStates)[number]

export interface Problem {
  readonly id: string
  readonly title: Text
  readonly description?: Text
  readonly severity: (typeof severities)[number]
  readonly source: (typeof problemSources)[number]
  readonly related: readonly string[]
  /** Who has it, and which task it holds up. */
  readonly places: History<{ readonly unit: string; readonly task?: string }>
  readonly states: History<{ readonly state: ProblemState; readonly how?: Text }>
  readonly escalations: History<{ readonly to: string; readonly reason: Text }>
  /** Evidence of the last resolution. */
  readonly evidence: readonly Evidence[]
  readonly last: string
}

export interface CoordinationItem {
  readonly id: string
  readonly units: History<string>
  readonly what: Text
  readonly due: string
}

/** A leader's decision on a problem. Whether an item is executed is said by the reports on it. */
export interface Coordination {
  readonly id: string
  readonly problem: string
  readonly opinion: Text
  readonly decided: Entry<{ readonly person: string; readonly unit: string }>
  readonly items: readonly CoordinationItem[]
  readonly rescinded?: Entry<{ readonly reason: Text }>
}

export type ProblemFact = Fact<typeof problemEvents>

export const problemTables = {
  problems: table<Problem, 'task' | 'everTask' | 'unit' | 'everUnit' | 'state'>({
    task: (problem) => {
      const { task } = latest(problem.places)
      return task === undefined ? [] : [task]
    },
    /** Every task that it ever held up, so that a past day can be asked about. */
    everTask: (problem) => [...new Set(problem.places.flatMap((entry) => entry.value.task ?? []))],
    unit: (problem) => [latest(problem.places).unit],
    everUnit: (problem) => [...new Set(problem.places.map((entry) => entry.value.unit))],
    state: (problem) => [latest(problem.states).state],
  }),
  coordinations: table<Coordination, 'problem' | 'unit' | 'everUnit'>({
    problem: (coordination) => [coordination.problem],
    unit: (coordination) => coordination.items.map((item) => latest(item.units)),
    everUnit: (coordination) => [...new Set(coordination.items.flatMap((item) => item.units.map((entry) => entry.value)))],
  }),
}

type At = { readonly on: string; readonly position: number }

export const evolveProblems: Handlers<typeof problemTables, typeof problemEvents, typeof closingEvents> = {
  'problem.raised': ({ problems }, event) => {
    const { data } = event
    problems.insert({
      id: data.problem,
      title: data.title,
      ...(data.description && { description: data.description }),
      severity: data.severity,
      source: data.source,
      related: data.related,
      places: begin(event, placeOf(data.unit, data.task)),
      states: begin<Problem['states'][number]['value']>(event, { state: 'raised' }),
      escalations: [],
      evidence: [],
      last: event.on,
    })
  },
  'problem.withdrawn': ({ problems }, event) => toState(problems, event.data.problem, event, 'withdrawn', event.data.reason),
  'problem.transferred': ({ problems }, event) =>
    problems.update(event.data.problem, (problem) => {
      enter<Problem['places'][number]['value']>(problem.places, event, placeOf(event.data.to, event.data.task))
      problem.last = event.on
    }),
  'problem.escalated': ({ problems }, event) =>
    problems.update(event.data.problem, (problem) => {
      enter(problem.escalations, event, { to: event.data.to, reason: event.data.reason })
      problem.last = event.on
    }),
  'coordination.decided': ({ problems, coordinations }, event) => {
    const { data } = event
    coordinations.insert({
      id: data.coordination,
      problem: data.problem,
      opinion: data.opinion,
      decided: { on: event.on, position: event.position, value: { person: event.actor.person, unit: event.actor.unit } },
      items: data.items.map((item) => ({ id: item.item, units: begin(event, item.unit), what: item.what, due: item.due })),
    })
    toState(problems, data.problem, event, 'coordinated')
  },
  'coordination.rescinded': ({ problems, coordinations }, event) => {
    coordinations.update(event.data.coordination, (coordination) => {
      coordination.rescinded = { on: event.on, position: event.position, value: { reason: event.data.reason } }
    })
    if (event.data.reopens) toState(problems, event.data.problem, event, 'raised')
    else
      problems.update(event.data.problem, (problem) => {
        problem.last = event.on
      })
  },
  'coordination.transferred': ({ coordinations }, event) =>
    coordinations.update(event.data.coordination, (coordination) => {
      const item = coordination.items.find((one) => one.id === event.data.item)
      if (item) enter(item.units, event, event.data.to)
    }),
  'problem.resolved': ({ problems }, event) => {
    problems.update(event.data.problem, (problem) => {
      problem.evidence = event.data.evidence
    })
    toState(problems, event.data.problem, event, 'resolved', event.data.how)
  },
  'closing.requested': ({ problems }, event) => closes(problems, event, 'closing'),
  'closing.approved': ({ problems }, event) => closes(problems, event, 'closed'),
  'closing.withdrawn': ({ problems }, event) => closes(problems, event, 'resolved'),
  'closing.returned': ({ problems }, event) => closes(problems, event, 'resolved'),
  'closing.revoked': ({ problems }, event) => closes(problems, event, 'raised'),
}

type Problems = Parameters<(typeof evolveProblems)['problem.raised']>[0]['problems']

function toState(problems: Problems, id: string, at: At, state: ProblemState, how?: Text): void {
  problems.update(id, (problem) => {
    enter<Problem['states'][number]['value']>(problem.states, at, how === undefined ? { state } : { state, how })
    problem.last = at.on
  })
}

function closes(problems: Problems, event: At & { readonly data: { readonly subject: object } }, state: ProblemState): void {
  const { subject } = event.data
  if ('problem' in subject && typeof subject.problem === 'string') toState(problems, subject.problem, event, state)
}

const placeOf = (unit: string, task: string | undefined) => (task === undefined ? { unit } : { unit, task })
