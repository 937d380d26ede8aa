import type { CoreState, History, Lang, Row, State, Text } from '@bihuan/core'
import type { OcelType } from './ocel-shape.ts'

/** A value of an object's attribute, with the position of the event that said so. */
export interface Told {
  readonly position: number
  readonly value: string
}

export interface Attribute {
  readonly name: string
  readonly type: OcelType
  /** In the order in which they became known. */
  readonly told: readonly Told[]
}

/** What is told of an object beside its events: few attributes, and which objects it belongs to. */
export interface Description {
  readonly attributes: readonly Attribute[]
  /** Objects as `kind:id`, with the role that each has. */
  readonly related: readonly (readonly [object: string | undefined, role: string])[]
}

type Describe<R> = (row: R, say: (text: Text) => string) => Description
type RowIn<T extends keyof CoreState> = CoreState[T] extends { get(id: string): infer R | undefined } ? NonNullable<R> : never

/** A description by a kind's table. */
const of = <T extends keyof CoreState>(table: T, describe: Describe<RowIn<T>>) => ({
  table,
  describe: describe as unknown as Describe<Row>,
})

const once = (name: string, value: string): Attribute => ({ name, type: 'string', told: [{ position: 0, value }] })

/** An attribute as it became known: what is entered late and holds from an earlier day than what was known already changes nothing. */
function changing<T>(name: string, history: History<T>, pick: (value: T) => string, type: OcelType = 'string'): Attribute {
  const told: Told[] = []
  let from = ''
  for (const { on, position, value } of [...history].sort((a, b) => a.position - b.position)) {
    if (on < from) continue
    from = on
    const text = pick(value)
    if (told.at(-1)?.value !== text) told.push({ position, value: text })
  }
  return { name, type, told }
}

const last = <T>(history: History<T>): T | undefined => history.at(-1)?.value
const subject = (kind: string, id: string | undefined) => (id === undefined ? undefined : `${kind}:${id}`)

/** By kind. A kind that is not here, such as one of another program's slice, has its events and no more. */
const descriptions: Readonly<Record<string, { readonly table: string; readonly describe: Describe<Row> }>> = {
  strategy: of('strategies', ({ name }, say) => ({ attributes: [once('name', say(name))], related: [] })),
  goal: of('goals', ({ facts, strategy }, say) => ({
    attributes: [changing('name', facts, ({ name }) => say(name))],
    related: [
      [subject('goal', last(facts)?.parent), 'parent'],
      [`strategy:${strategy}`, 'strategy'],
    ],
  })),
  unit: of('units', ({ names, kind, parent }, say) => ({
    attributes: [changing('name', names, say), once('kind', kind)],
    related: [[subject('unit', parent), 'parent']],
  })),
  post: of('posts', ({ titles }, say) => ({
    attributes: [changing('title', titles, ({ title }) => say(title))],
    related: [[subject('unit', last(titles)?.unit), 'unit']],
  })),
  task: of('tasks', ({ facts, stages, owners }, say) => ({
    attributes: [
      changing('title', facts, ({ title }) => say(title)),
      changing('class', facts, (task) => task.class),
      changing('due', facts, ({ schedule }) => schedule.due),
      changing('stage', stages, ({ stage }) => stage),
    ],
    related: [
      [subject('goal', last(facts)?.goal), 'goal'],
      [subject('unit', last(owners)?.responsible), 'responsible'],
      [subject('post', last(owners)?.lead), 'lead'],
      ...(last(owners)?.cooperating ?? []).map((id) => [`unit:${id}`, 'cooperating'] as const),
    ],
  })),
  problem: of('problems', ({ title, severity, states, places }, say) => ({
    attributes: [once('title', say(title)), once('severity', severity), changing('state', states, ({ state }) => state)],
    related: [
      [subject('task', last(places)?.task), 'task'],
      [subject('unit', last(places)?.unit), 'unit'],
    ],
  })),
  coordination: of('coordinations', ({ problem }) => ({ attributes: [], related: [[`problem:${problem}`, 'problem']] })),
  closing: of('closings', ({ states, subject: about, unit }) => ({
    attributes: [changing('state', states, ({ state }) => state)],
    related: [
      ['problem' in about ? `problem:${about.problem}` : `task:${about.task}`, 'subject'],
      [`unit:${unit}`, 'unit'],
    ],
  })),
  extension: of('extensions', ({ states, task }) => ({
    attributes: [changing('state', states, (state) => state)],
    related: [[`task:${task}`, 'task']],
  })),
  indicator: of('indicators', ({ name, goal, task }, say) => ({
    attributes: [once('name', say(name))],
    related: [
      [subject('goal', goal), 'owner'],
      [subject('task', task), 'owner'],
    ],
  })),
  round: of('rounds', ({ name, kind, scheme }, say) => ({
    attributes: [once('name', say(name)), once('kind', kind)],
    related: [[`scheme:${scheme}`, 'scheme']],
  })),
}

/** Describes an object by its present row, which remembers how it came to be; undefined when there is nothing to tell. */
export function describe(state: State, kind: string, id: string, lang: Lang): Description | undefined {
  const known = Object.hasOwn(descriptions, kind) ? descriptions[kind] : undefined
  const row = known && state.tables[known.table]?.get(id)
  return row && known.describe(row, (text) => (typeof text === 'string' ? text : text[lang]))
}
