import { en } from 'zod/locales'
import * as z from 'zod/mini'
import type { Calendar } from '../ports/calendar.ts'
import type { Circumstances, Context, Forbidden, Policy, Program } from './decision.ts'
import { forbids, refuse } from './decision.ts'
import { Corrupt, type InputIssue, InvalidInput } from './errors.ts'
import type { AnyFact, Recorded, Upcasters } from './event.ts'
import type { AnyMetric } from './metric.ts'
import { type Marked, marked, subjectsOf, visit } from './schema.ts'
import { shapeOf, unfit } from './shape.ts'
import type { AnyCommand, AnyView, Slice } from './slice.ts'
import { createTable, type Layer, type Row, type TableSpec } from './table.ts'

/** The state of a log: its tables by name. What a transaction writes goes to an overlay first. */
export interface State {
  readonly tables: Readonly<Record<string, Layer<Row>>>
  overlay(): State
  /** Writes an overlay into its base, and leaves it empty. */
  merge(): void
  /** Empties an overlay. */
  drop(): void
  fork(): State
  /** See {@link Layer.bulk}. */
  setBulk(on: boolean): void
}

/** Slices joined: every event, command, handler, grant, view and metric by name. Pure and without memory of its own. */
export interface Machine extends Program {
  readonly slices: readonly Slice[]
  readonly events: ReadonlyMap<string, EventDef>
  readonly commands: ReadonlyMap<string, CommandDef>
  readonly views: ReadonlyMap<string, AnyView>
  readonly policy: Policy<never>
  createState(): State
  /** @throws InvalidInput for an unknown command or an input of another shape */
  parse(name: string, input: unknown): unknown
  /** Asks policy and rules. The facts' data is what their schemas make of it. @throws Refused · InvalidInput when a fact does not have its own shape, which is an error in `decide` */
  decide(state: State, name: string, input: unknown, circumstances: Circumstances): readonly AnyFact[]
  /** @throws InvalidInput for an unknown view */
  viewNamed(view: string): AnyView
  /** A view's value. @throws InvalidInput for an unknown view or options of another shape */
  see(state: State, view: string, options: Readonly<Record<string, unknown>>, on: string): unknown
  /** Changes the state by one event. */
  evolve(state: State, event: Recorded): void
}

export interface EventDef {
  readonly type: string
  readonly slice: string
  readonly schema: z.core.$ZodType
  readonly version: number
  readonly subjects: (data: unknown) => readonly string[]
  /** Brings data of an older version up to this one. */
  readonly upcast: (data: unknown, version: number) => unknown
}

export interface CommandDef {
  readonly name: string
  readonly slice: string
  readonly spec: AnyCommand
  /** Where the runtime supplies an id that is left out. */
  readonly ids: readonly Marked[]
  readonly personal: readonly Marked[]
}

type Handler = (tables: unknown, event: unknown) => void

export interface MachineOptions {
  /** Changes the permission table. */
  readonly policy?: ((policy: Policy<never>) => Policy<never>) | undefined
  /** Knows no year when left out. */
  readonly calendar?: Calendar | undefined
}

const noCalendar: Calendar = { isWorkday: () => undefined }

/** @throws Error when two slices claim a name: a mistake of the program, not of its users */
export function createMachine(slices: readonly Slice[], { policy: amendPolicy, calendar = noCalendar }: MachineOptions = {}): Machine {
  const events = new Map<string, EventDef>()
  const commands = new Map<string, CommandDef>()
  const tables = new Map<string, TableSpec<Row, string>>()
  const views = new Map<string, AnyView>()
  const metrics = new Map<string, AnyMetric>()
  const handlers = new Map<string, Handler[]>()
  const merged: Record<string, Policy<never>[string]> = {}
  const once = (map: ReadonlyMap<string, unknown>, name: string, what: string) => {
    if (map.has(name)) throw new Error(`two slices have ${what} ${name}`)
  }
  for (const slice of slices) {
    for (const [type, schema] of Object.entries(slice.events)) {
      once(events, type, 'an event')
      events.set(type, {
        type,
        slice: slice.name,
        schema,
        version: (slice.upcasters[type]?.length ?? 0) + 1,
        subjects: subjectsOf(schema),
        upcast: upcast(slice.upcasters, type),
      })
    }
    for (const [name, spec] of Object.entries(slice.tables)) {
      once(tables, name, 'a table')
      tables.set(name, spec as TableSpec<Row, string>)
    }
    for (const [name, spec] of Object.entries(slice.commands)) {
      once(commands, name, 'a command')
      const places = marked(spec.input)
      commands.set(name, {
        name,
        slice: slice.name,
        spec,
        ids: places.filter((place) => place.mark.mark === 'new'),
        personal: places.filter((place) => place.mark.mark === 'personal'),
      })
    }
    for (const [name, view] of Object.entries(slice.views)) {
      once(views, name, 'a view')
      views.set(name, view)
    }
    for (const [name, metric] of Object.entries(slice.metrics)) {
      once(metrics, name, 'a metric')
      metrics.set(name, metric)
    }
    Object.assign(merged, slice.policy)
  }
  for (const slice of slices)
    for (const [type, handler] of Object.entries(slice.evolve)) {
      if (!events.has(type)) throw new Error(`slice ${slice.name} handles ${type}, which no slice declares`)
      if (handler) handlers.set(type, [...(handlers.get(type) ?? []), handler as Handler])
    }
  const policy = amendPolicy ? amendPolicy(merged) : merged
  const program: Program = { metrics, calendar }

  function viewNamed(name: string): AnyView {
    const view = views.get(name)
    if (view) return view
    throw new InvalidInput([
      { path: ['view'], code: 'unknownView', message: `there is no view ${name}`, params: { view: name, views: [...views.keys()] } },
    ])
  }

  return {
    slices,
    events,
    commands,
    views,
    metrics,
    calendar,
    policy,
    createState: () => stateOf(Object.fromEntries([...tables].map(([name, spec]) => [name, createTable(spec)]))),
    parse(name, input) {
      const command = commands.get(name)
      if (!command)
        throw new InvalidInput([{ path: [], code: 'unknownCommand', message: `there is no command ${name}`, params: { command: name } }])
      return parseWith(command.spec.input, input)
    },
    decide(state, name, input, circumstances) {
      const context: Context = { ...circumstances, metrics, calendar }
      const command = commands.get(name) as CommandDef
      const forbidden = forbids(policy, name, state.tables as never, input, context)
      if (forbidden) refuse<Forbidden>(forbidden)
      const facts = command.spec.decide(state.tables as never, input as never, context as never)
      return facts.map(({ type, data }) => ({ type, data: parseWith((events.get(type) as EventDef).schema, data) }))
    },
    viewNamed,
    see(state, name, options, on) {
      const view = viewNamed(name)
      const parsed = parseWith(view.options, options) as object
      return view.compute(state.tables as never, { ...parsed, on } as never, program)
    },
    evolve(state, event) {
      for (const handler of handlers.get(event.type) ?? []) handler(state.tables, event)
    },
  }
}

/** `written` holds the layers of an overlay that are not empty: most commands write to one or two of all tables. */
function stateOf(tables: Readonly<Record<string, Layer<Row>>>, written = new Set<Layer<Row>>()): State {
  const all = Object.entries(tables)
  const over = (make: (layer: Layer<Row>) => Layer<Row>, touched?: Set<Layer<Row>>) =>
    stateOf(Object.fromEntries(all.map(([name, layer]) => [name, make(layer)])), touched)
  return {
    tables,
    overlay() {
      const touched = new Set<Layer<Row>>()
      return over((layer) => layer.overlay((one) => void touched.add(one)), touched)
    },
    fork: () => over((layer) => layer.fork()),
    merge() {
      for (const layer of written) layer.merge()
      written.clear()
    },
    drop() {
      for (const layer of written) layer.drop()
      written.clear()
    },
    setBulk: (on) => {
      for (const [, layer] of all) layer.bulk = on
    },
  }
}

const upcast = (upcasters: Upcasters, type: string) => {
  const steps = (upcasters[type] ?? []) as readonly ((data: unknown) => unknown)[]
  return (data: unknown, version: number) => steps.slice(version - 1).reduce((value, step) => step(value), data)
}

/** The form of zod that the core is made of speaks no language of its own, and its settings are the host's. */
const english: z.core.ParseContext<z.core.$ZodIssue> = { error: en().localeError }

/** Parses with a schema of `zod` or `zod/mini`. @throws InvalidInput with every issue, its path and code */
export function parseWith<S extends z.core.$ZodType>(schema: S, input: unknown): z.output<S> {
  const taken = shapeOf(schema).take(input)
  if (taken !== unfit) return taken as z.output<S>
  const result = z.safeParse(schema, input, english)
  if (result.success) return result.data
  throw new InvalidInput(result.error.issues.flatMap((issue) => issueOf(issue as unknown as Issue)))
}

type Issue = {
  readonly path: readonly PropertyKey[]
  readonly code: string
  readonly message: string
  readonly errors?: readonly (readonly Issue[])[]
  readonly params?: { readonly code?: string }
} & Readonly<Record<string, unknown>>

/** A union's issue is told by the branch that came closest: the one whose issue lies deepest, the first of equals. */
function issueOf(issue: Issue, above: readonly PropertyKey[] = []): readonly InputIssue[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors?.length) {
    const depth = (branch: readonly Issue[]) => Math.max(0, ...branch.map((one) => one.path.length))
    const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? []
    if (closest.length) return closest.flatMap((one) => issueOf(one, path))
  }
  const { path: _path, code, message, errors: _errors, input: _input, inst: _inst, params, ...facts } = issue
  return [
    { path: path.map((step) => (typeof step === 'number' ? step : String(step))), code: params?.code ?? code, message, params: facts },
  ]
}

/** Supplies the ids that were left out of a parsed input, in place. */
export function supplyIds(command: CommandDef, input: unknown, next: () => string): void {
  for (const { path } of command.ids)
    visit(input, path, (value, holder, key) => {
      if (value === '') holder[key] = next()
    })
}

/** The definition of an event type. @throws Corrupt when this version does not know the type or its version */
export function eventDef(machine: Machine, position: number, type: string, version: number): EventDef {
  const def = machine.events.get(type)
  if (!def) throw new Corrupt(position, 'unknownType', type)
  if (version > def.version) throw new Corrupt(position, 'newerVersion', `${type} version ${version}, known up to ${def.version}`)
  return def
}
