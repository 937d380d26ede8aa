import type { Fact } from '../../engine/event.ts'
import type { Entry, History } from '../../engine/history.ts'
import { begin, enter } from '../../engine/history.ts'
import type { Personal, Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { organisationEvents, ranks, unitKinds, unitLevels } from './events.ts'

export interface Unit {
  readonly id: string
  readonly kind: (typeof unitKinds)[number]
  readonly level: (typeof unitLevels)[number]
  readonly parent?: string
  readonly names: History<Text>
  /** How it ended, and which units took over. */
  readonly ended?: Entry<{ readonly how: 'merged' | 'split' | 'abolished'; readonly successors: readonly string[] }>
  readonly illustrative: boolean
}

export interface Holder {
  readonly person: string
  readonly name?: Personal
}

/** A post: what leads are named by. Vacant while the holder is `null`. */
export interface Post {
  readonly id: string
  readonly titles: History<{ readonly title: Text; readonly unit: string; readonly rank: (typeof ranks)[number] }>
  readonly holders: History<Holder | null>
  readonly portfolios: History<{ readonly units: readonly string[]; readonly goals: readonly string[] }>
  readonly illustrative: boolean
}

export interface TaskForce {
  readonly id: string
  readonly name: Text
  readonly leader: string
  readonly units: readonly string[]
  readonly tasks: readonly string[]
  readonly formed: Entry<null>
  readonly dissolved?: Entry<null>
  readonly illustrative: boolean
}

/** A person whose sealed texts were made unreadable, and when. */
export interface Erasure {
  readonly id: string
  readonly erased: History<null>
}

export type OrganisationFact = Fact<typeof organisationEvents>

export const organisationTables = {
  units: table<Unit, 'parent'>({ parent: (unit) => (unit.parent ? [unit.parent] : []) }),
  posts: table<Post, 'unit' | 'person'>({
    unit: (post) => [post.titles.at(-1)?.value.unit ?? ''],
    person: (post) => holdersOf(post),
  }),
  erasures: table<Erasure>({}),
  taskForces: table<TaskForce, 'task'>({ task: (force) => force.tasks }),
}

/** Everybody who ever held the post, so that a past day can be asked about. */
const holdersOf = (post: Post): readonly string[] => [
  ...new Set(post.holders.flatMap((entry) => (entry.value ? [entry.value.person] : []))),
]

export const evolveOrganisation: Handlers<typeof organisationTables, typeof organisationEvents> = {
  'unit.established': ({ units }, event) => {
    const { data } = event
    units.insert({
      id: data.unit,
      kind: data.kind,
      level: data.level,
      ...(data.parent && { parent: data.parent }),
      names: begin(event, data.name),
      illustrative: data.illustrative ?? false,
    })
  },
  'unit.renamed': ({ units }, event) => units.update(event.data.unit, (unit) => enter(unit.names, event, event.data.name)),
  'unit.merged': ({ units }, event) =>
    units.update(event.data.unit, (unit) => {
      unit.ended = { on: event.on, position: event.position, value: { how: 'merged', successors: [event.data.into] } }
    }),
  'unit.split': ({ units }, event) =>
    units.update(event.data.unit, (unit) => {
      unit.ended = { on: event.on, position: event.position, value: { how: 'split', successors: [...event.data.into] } }
    }),
  'unit.abolished': ({ units }, event) =>
    units.update(event.data.unit, (unit) => {
      unit.ended = {
        on: event.on,
        position: event.position,
        value: { how: 'abolished', successors: event.data.successor ? [event.data.successor] : [] },
      }
    }),
  'officer.appointed': ({ posts }, event) => {
    const { data } = event
    const holder: Holder = data.name === undefined ? { person: data.person } : { person: data.person, name: data.name }
    const title = { title: data.title, unit: data.unit, rank: data.rank }
    if (!posts.get(data.post))
      posts.insert({
        id: data.post,
        titles: begin(event, title),
        holders: begin(event, holder),
        portfolios: [],
        illustrative: data.illustrative ?? false,
      })
    else
      posts.update(data.post, (post) => {
        enter(post.titles, event, title)
        enter<Holder | null>(post.holders, event, holder)
      })
  },
  'officer.relieved': ({ posts }, event) => posts.update(event.data.post, (post) => enter<Holder | null>(post.holders, event, null)),
  'person.erased': ({ erasures }, event) => {
    const { person } = event.data
    if (erasures.get(person)) erasures.update(person, (row) => enter(row.erased, event, null))
    else erasures.insert({ id: person, erased: begin(event, null) })
  },
  'portfolio.assigned': ({ posts }, event) =>
    posts.update(event.data.post, (post) => enter(post.portfolios, event, { units: [...event.data.units], goals: [...event.data.goals] })),
  'taskForce.formed': ({ taskForces }, event) => {
    const { data } = event
    taskForces.insert({
      id: data.taskForce,
      name: data.name,
      leader: data.leader,
      units: data.units,
      tasks: data.tasks,
      formed: { on: event.on, position: event.position, value: null },
      illustrative: data.illustrative ?? false,
    })
  },
  'taskForce.dissolved': ({ taskForces }, event) =>
    taskForces.update(event.data.taskForce, (force) => {
      force.dissolved = { on: event.on, position: event.position, value: null }
    }),
}
