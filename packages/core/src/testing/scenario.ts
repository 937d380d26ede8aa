import { officialCalendar } from '../domain/calendar.ts'
import { canonical } from '../engine/canonical.ts'
import type { Policy } from '../engine/decision.ts'
import { isRefused, type Refusal } from '../engine/errors.ts'
import type { Actor, AnyFact, Basis, Recorded } from '../engine/event.ts'
import { type CommandDef, createMachine, type EventDef, type Machine, parseWith, type State, supplyIds } from '../engine/machine.ts'
import type { Slice } from '../engine/slice.ts'

/** How a step is sent. What is left out stays as in the step before. */
export interface Sent {
  readonly on?: string
  /** The day of the entry; `on` when left out. */
  readonly today?: string
  readonly actor?: Actor
  readonly basis?: Basis
  readonly onBehalfOf?: string
}

/** What came of a command: its facts, or why it was refused. */
export type Result =
  | { readonly accepted: true; readonly facts: readonly AnyFact[] }
  | { readonly accepted: false; readonly refusal: Refusal }

/**
 * Given / when / then over the pure part: commands are decided and their facts applied at once, without a log. `given`
 * throws when its command is refused; `when` tells what came of it and keeps what was accepted.
 */
export interface Scenario {
  readonly machine: Machine
  readonly state: State
  /** Of the last event. */
  readonly position: number
  /** Sends a command that has to be accepted. @throws Error when it is refused · InvalidInput */
  given(command: string, input: unknown, sent?: Sent): Scenario
  /** A fact as if it had been recorded, without a decision. @throws InvalidInput when the data have another shape */
  happened(type: string, data: unknown, sent?: Sent): Scenario
  /** Sends a command. @throws InvalidInput when the input has another shape, or there is no such command */
  when(command: string, input: unknown, sent?: Sent): Result
}

/**
 * An empty district to tell a case in. `defaults` say on which day and by whom the first step is sent, and may change the
 * permission table; see {@link openTo}. @throws Error when two slices claim a name
 */
export function scenario(
  slices: readonly Slice[],
  defaults: { readonly on: string; readonly actor: Actor; readonly policy?: (policy: Policy<never>) => Policy<never> },
): Scenario {
  const machine = createMachine(slices, { policy: defaults.policy, calendar: officialCalendar })
  const state = machine.createState()
  let on = defaults.on
  let actor = defaults.actor
  let position = 0
  let ids = 0

  function when(name: string, input: unknown, sent: Sent = {}): Result {
    on = sent.on ?? on
    actor = sent.actor ?? actor
    const parsed = machine.parse(name, input)
    supplyIds(machine.commands.get(name) as CommandDef, parsed, () => `id-${++ids}`)
    const context = {
      on,
      today: sent.today ?? on,
      actor,
      position,
      ...(sent.basis && { basis: sent.basis }),
      ...(sent.onBehalfOf && { onBehalfOf: sent.onBehalfOf }),
    }
    try {
      const facts = machine.decide(state, name, parsed, context)
      record(name, facts, context.today)
      return { accepted: true, facts }
    } catch (error) {
      if (isRefused(error)) return { accepted: false, refusal: error.refusal }
      throw error
    }
  }

  function record(name: string, facts: readonly AnyFact[], today: string): void {
    const id = `c-${position + 1}`
    facts.forEach((fact, i) => {
      const command = { id, name, digest: '', n: i + 1, of: facts.length }
      const data: unknown = JSON.parse(canonical(fact.data))
      const recorded: Recorded = {
        v: 1,
        position: ++position,
        type: fact.type,
        version: 1,
        on,
        recordedAt: `${today}T00:00:00.000Z`,
        actor,
        command,
        correlation: id,
        salt: '',
        data,
      }
      machine.evolve(state, recorded)
    })
  }

  const self: Scenario = {
    machine,
    state,
    get position() {
      return position
    },
    when,
    happened(type, data, sent = {}) {
      on = sent.on ?? on
      actor = sent.actor ?? actor
      record('(happened)', [{ type, data: parseWith((machine.events.get(type) as EventDef).schema, data) }], sent.today ?? on)
      return self
    },
    given(name, input, sent) {
      const result = when(name, input, sent)
      if (!result.accepted) throw new Error(`given ${name} was refused: ${JSON.stringify(result.refusal)}`)
      return self
    },
  }
  return self
}

/** A policy under which each of `roles` may send every command of `slices`: for tests of rules alone. */
export const openTo = (slices: readonly Slice[], roles: readonly string[]) => (): Policy<never> =>
  Object.fromEntries(slices.flatMap((slice) => Object.keys(slice.commands)).map((name) => [name, roles]))
