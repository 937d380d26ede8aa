import type * as z from 'zod/mini'
import type { Calendar } from '../ports/calendar.ts'
import type { Refusal } from './errors.ts'
import { Refused } from './errors.ts'
import type { Actor, AnyFact, Basis } from './event.ts'
import type { Metrics } from './metric.ts'

/** What a program gives to its decisions and views, the same for all of them. */
export interface Program {
  readonly metrics: Metrics
  readonly calendar: Calendar
}

/** What the runtime says of a command that is to be decided. */
export interface Circumstances {
  /** The day on which the facts hold. */
  readonly on: string
  /** The day of the entry, in the log's zone. Never before `on`. */
  readonly today: string
  readonly actor: Actor
  readonly basis?: Basis
  readonly onBehalfOf?: string
  /** Position of the last event that the decision rests on. */
  readonly position: number
}

/** What a decision may know beside the state and the input. Nothing of it comes from the surroundings. */
export interface Context extends Circumstances, Program {}

/** A command: what it takes, and what it decides. Pure; who may send it stands in the policy. */
export interface CommandSpec<State, Input extends z.core.$ZodType, F extends AnyFact> {
  readonly input: Input
  /** Returns the facts, one per row that changes, or refuses. No facts: nothing is to be done. */
  readonly decide: (state: State, input: z.output<Input>, context: Context) => readonly F[]
}

/** Types a map of commands over the state that they read and the facts that they may return. */
export const commandsOf =
  <State, F extends AnyFact>() =>
  <C extends Readonly<Record<string, z.core.$ZodType>>>(commands: { readonly [K in keyof C]: CommandSpec<State, C[K], F> }) =>
    commands

/** Ends a decision with a refusal. */
export function refuse<R extends Refusal>(refusal: R): never {
  throw new Refused(refusal)
}

/**
 * Who may send a command: a role alone, or a role under a condition. `where` names the condition, for refusals and
 * documents; `test` decides it. A command whose list is absent is denied.
 */
export type Grant<State, Input = never> =
  | string
  | { readonly role: string; readonly where: string; readonly test: (state: State, input: Input, context: Context) => boolean }

/** The permission table: for each command the grants, any of which is enough. */
export type Policy<State> = Readonly<Record<string, readonly Grant<State>[]>>

/** The policy does not let the actor send this command. */
export interface Forbidden extends Refusal {
  readonly code: 'forbidden'
  readonly command: string
  readonly roles: readonly string[]
  readonly allowed: readonly { readonly role: string; readonly where?: string }[]
}

/** Why the policy refuses, or undefined when it allows. */
export function forbids<State>(
  policy: Policy<State>,
  command: string,
  state: State,
  input: unknown,
  context: Context,
): Forbidden | undefined {
  const grants = (policy[command] ?? []) as readonly Grant<State, unknown>[]
  for (const grant of grants) {
    const role = typeof grant === 'string' ? grant : grant.role
    if (context.actor.roles.includes(role) && (typeof grant === 'string' || grant.test(state, input, context))) return undefined
  }
  const allowed = grants.map((grant) => (typeof grant === 'string' ? { role: grant } : { role: grant.role, where: grant.where }))
  return { code: 'forbidden', command, roles: context.actor.roles, allowed }
}
