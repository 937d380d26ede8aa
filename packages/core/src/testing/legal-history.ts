import type { Refusal } from '../engine/errors.ts'
import type { Actor, Basis, Recorded } from '../engine/event.ts'
import type { Machine, State } from '../engine/machine.ts'

/** One command of a history, and what came of it. */
export interface Step {
  /** The command's id. */
  readonly id: string
  readonly command: string
  readonly input: unknown
  readonly actor: Actor
  readonly on: string
  /** The day of the entry. */
  readonly today: string
  readonly basis?: Basis
  /** The events that it recorded, by position; or the refusal; or that its input has another shape. */
  readonly result: { readonly from: number; readonly to: number } | { readonly refusal: Refusal } | { readonly invalid: true }
}

/** A legal history: what `decide` accepted, in the order in which it was entered, and what it refused. */
export interface LegalHistory {
  readonly machine: Machine
  readonly steps: readonly Step[]
  /** Frozen. */
  readonly events: readonly Recorded[]
  /** After all events, each applied as it was recorded. Its rows are frozen: who changes one throws. */
  readonly state: State
  /** How many steps every history begins with. */
  readonly given: number
}

/** Whether a step recorded events, or had nothing to record. */
export const accepted = (step: Step): boolean => 'from' in step.result
