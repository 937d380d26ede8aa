import type * as z from 'zod/mini'
import { coreSlices } from '../../core-slices.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import type { District } from '../../domain/state.ts'
import type { Context, Program } from '../../engine/decision.ts'
import { isRefused } from '../../engine/errors.ts'
import type { AnyFact, Recorded } from '../../engine/event.ts'
import type { Machine, State } from '../../engine/machine.ts'
import type { AnyCommand, AnySlice, AnyView } from '../../engine/slice.ts'
import type { Layer, Row } from '../../engine/table.ts'
import type { CommandsIn, EventsIn } from '../../readable.ts'
import { type CoreViews, coreViews } from '../../views/index.ts'

/** Mutants are made by wrapping what is there: a decision, a handler, a view, a table. */

export interface Mutant {
  /** What it breaks. */
  readonly breaks: string
  /** What the law has to say of it, so that it is caught for its own sake. */
  readonly says: RegExp
  readonly core?: readonly AnySlice[]
  readonly machine?: (machine: Machine) => Machine
  readonly views?: Partial<Record<keyof CoreViews, AnyView>>
}
/** At least one. */
export type Mutants = readonly [Mutant, ...Mutant[]]

type Command = keyof CommandsIn & string
type Type = keyof EventsIn & string
type Data = Readonly<Record<string, unknown>>
type Decide = (state: District, input: Data, context: Context) => readonly AnyFact[]

const core: readonly AnySlice[] = coreSlices

function withCommand(command: Command, change: (spec: AnyCommand) => AnyCommand): readonly AnySlice[] {
  return core.map((slice) => {
    const spec = slice.commands[command]
    return spec ? { ...slice, commands: { ...slice.commands, [command]: change(spec) } } : slice
  })
}

/** A decision in place of another, which it is given. */
export const deciding = (command: Command, decide: (own: Decide) => Decide): readonly AnySlice[] =>
  withCommand(command, (spec) => ({ input: spec.input, decide: decide(spec.decide as unknown as Decide) as AnyCommand['decide'] }))

/** A decision that records `facts` where it should refuse with `code`. */
export const ignoring = (command: Command, code: RefusalCode, facts: Decide): readonly AnySlice[] =>
  deciding(command, (own) => (state, input, context) => {
    try {
      return own(state, input, context)
    } catch (error) {
      if (isRefused(error) && error.refusal.code === code) return facts(state, input, context)
      throw error
    }
  })

/** A decision whose facts are changed. */
export const altering = (command: Command, change: (facts: readonly AnyFact[]) => readonly AnyFact[]): readonly AnySlice[] =>
  deciding(command, (own) => (state, input, context) => change(own(state, input, context)))

/** A command with another shape of input. */
export const taking = (command: Command, input: (own: z.ZodMiniObject) => z.core.$ZodType): readonly AnySlice[] =>
  withCommand(command, (spec) => ({ input: input(spec.input as z.ZodMiniObject), decide: spec.decide }))

/** An event with another shape. */
export const shaped = (type: Type, shape: (own: z.ZodMiniObject) => z.core.$ZodType): readonly AnySlice[] =>
  core.map((slice) =>
    type in slice.events ? { ...slice, events: { ...slice.events, [type]: shape(slice.events[type] as z.ZodMiniObject) } } : slice,
  )

type Tables = Readonly<Record<string, Layer<Row>>>
type Handler = (tables: Tables, event: Recorded<{ type: string; data: Readonly<Record<string, string>> }>) => void

/** A handler of a slice in place of another, which it is given. */
export const handling = (name: string, type: Type, handle: (own: Handler) => Handler): readonly AnySlice[] =>
  core.map((slice) => {
    const own = slice.evolve[type] as Handler | undefined
    return slice.name === name && own ? { ...slice, evolve: { ...slice.evolve, [type]: handle(own) as never } } : slice
  })

/** A row as a mutant changes it. */
export type Draft = Record<string, unknown>

type Value<N extends keyof CoreViews> = ReturnType<CoreViews[N]['compute']>
type Options<N extends keyof CoreViews> = Parameters<CoreViews[N]['compute']>[1]

/** A view that shows something else. */
export const showing = <N extends keyof CoreViews>(
  name: N,
  change: (value: Value<N>, state: District, options: Options<N>) => unknown,
): Partial<Record<keyof CoreViews, AnyView>> => {
  const view = coreViews[name] as unknown as AnyView & {
    readonly compute: (state: District, options: Options<N>, program: Program) => Value<N>
  }
  const compute = (state: District, options: Options<N>, program: Program) => change(view.compute(state, options, program), state, options)
  return { [name]: { ...view, compute: compute as AnyView['compute'] } }
}

/** What takes the place of parts of a state, and of its overlays and forks. */
export interface Parts {
  readonly table?: (layer: Layer<Row>, name: string) => Layer<Row>
  readonly overlay?: (state: State) => State
  readonly merge?: (state: State) => void
  readonly fork?: (state: State) => State
}

/** A machine whose states are made otherwise. */
export const stateful =
  (parts: Parts) =>
  (machine: Machine): Machine => ({ ...machine, createState: () => wrapped(machine.createState(), parts) })

function wrapped(state: State, parts: Parts): State {
  const { table, overlay, merge, fork } = parts
  const tables = table
    ? Object.fromEntries(Object.entries(state.tables).map(([name, layer]) => [name, table(layer, name)] as const))
    : state.tables
  return {
    tables,
    overlay: () => wrapped(overlay ? overlay(state) : state.overlay(), parts),
    merge: () => (merge ? merge(state) : state.merge()),
    drop: () => state.drop(),
    fork: () => wrapped(fork ? fork(state) : state.fork(), parts),
    setBulk: (on) => state.setBulk(on),
  }
}
