import * as fc from 'fast-check'
import { isInvalidInput, isRefused } from '../engine/errors.ts'
import type { Actor, Basis } from '../engine/event.ts'
import { type CommandDef, type Machine, supplyIds } from '../engine/machine.ts'
import { must } from './difference.ts'
import type { LegalHistory } from './legal-history.ts'
import { apart } from './surroundings.ts'
import { mustHaveRows, rowsOf } from './unchanged.ts'

/** A command as nobody should send it. */
export interface Hostile {
  readonly command: string
  readonly input: unknown
  readonly actor: Actor
  readonly on: string
  readonly today: string
  readonly basis?: Basis
}

/**
 * Whatever is sent: input of another shape is `InvalidInput`, and what a rule or the policy does not allow is `Refused`.
 * Facts of a shape that is not their own, or any other exception, is a mistake of the decision. Nothing changes, and nothing
 * depends on a clock.
 */
export function hostileCommandIsRefused({ machine, state, events }: LegalHistory, sent: Hostile): void {
  const parsed = accepting(machine, sent)
  if (parsed === undefined) return
  const { on, today, actor, basis } = sent
  const rows = rowsOf(state)
  try {
    apart(() => machine.decide(state, sent.command, parsed.input, { on, today, actor, position: events.length, ...(basis && { basis }) }))
  } catch (error) {
    if (!isRefused(error)) throw new Error(`${sent.command} ${JSON.stringify(sent.input)} ends with ${stackOf(error)}`)
    must(typeof error.refusal.code === 'string' && error.refusal.code !== '', `${sent.command} is refused without a code`)
  }
  mustHaveRows(state, rows, `after ${sent.command} was decided`)
}

/** How many hostile commands a history is sent. */
const volley = 12

/** The same of a few random commands, which the first pick chooses. */
export function hostileCommandsAreRefused(history: LegalHistory, [seed = 0]: readonly number[]): void {
  if (history.steps.length === 0) return
  for (const sent of fc.sample(hostileIn(history), { seed, numRuns: volley })) hostileCommandIsRefused(history, sent)
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

function accepting(machine: Machine, { command, input }: Hostile): { readonly input: unknown } | undefined {
  try {
    const parsed = machine.parse(command, input)
    let ids = 0
    supplyIds(machine.commands.get(command) as CommandDef, parsed, () => `new-${++ids}`)
    return { input: parsed }
  } catch (error) {
    if (!isInvalidInput(error)) throw new Error(`${command} ${JSON.stringify(input)} is not parsed: ${stackOf(error)}`)
    must(error.issues.length > 0, `${command} is invalid without an issue`)
    return undefined
  }
}

/** What people type into forms to see what happens. */
const nasty = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'valueOf',
  'hasOwnProperty',
  '\ud800',
  'e\u0301',
  '2026-02-30',
  '9999-12-31',
  '0001-01-01',
  '💧',
  'x'.repeat(5000),
  '<b>',
  "';--",
]
const scalar = fc.oneof(
  fc.constantFrom<unknown>(...nasty),
  fc.constantFrom<unknown>(-1, -0, 0, 0.001, 101, 1e14, 1e308, null, true, false),
  fc.array(fc.nat(0xffff), { maxLength: 10 }).map((units) => String.fromCharCode(...units)),
)

const json = fc.jsonValue({ maxDepth: 3 })

/**
 * An arbitrary of hostile commands: the steps of a history sent again with something in them exchanged, left out, doubled or
 * put in; and plain junk. @throws Error when the history has no steps
 */
export function hostileIn(history: LegalHistory): fc.Arbitrary<Hostile> {
  const { steps, machine } = history
  const commands = [...machine.commands.keys()]
  const ids = [...new Set(steps.flatMap(({ input }) => leaves(input).map(({ value }) => value)))]
  const mutated = fc
    .tuple(fc.nat(steps.length - 1), fc.nat(0xffff), fc.nat(4), fc.oneof(scalar, fc.constantFrom(...ids)), fc.nat(steps.length - 1))
    .map(([index, place, how, value, other]) => {
      const step = steps[index] as (typeof steps)[number]
      return {
        command: step.command,
        input: altered(step.input, place, how, value),
        actor: (steps[other] as typeof step).actor,
        on: step.on,
        today: step.today,
        ...(step.basis && { basis: step.basis }),
      }
    })
  const junk = fc
    .tuple(fc.constantFrom(...commands, 'no.such', '__proto__'), json, fc.nat(steps.length - 1))
    .map(([command, input, other]) => {
      const { actor, on, today } = steps[other] as (typeof steps)[number]
      return { command, input, actor, on, today }
    })
  return fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: junk })
}

type Leaf = { readonly holder: Record<string, unknown>; readonly key: string; readonly value: unknown }

function leaves(value: unknown, holder: Record<string, unknown> = {}, key = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ holder, key, value }]
  return Object.entries(value).flatMap(([name, member]) => leaves(member, value as Record<string, unknown>, name))
}

function altered(input: unknown, place: number, how: number, value: unknown): unknown {
  const copy: unknown = structuredClone(input)
  const all = leaves(copy)
  const leaf = all[place % all.length]
  if (!leaf) return value
  const { holder, key } = leaf
  if (how === 1) delete holder[key]
  else if (how === 2 && Array.isArray(holder)) holder.push(...structuredClone(holder as unknown[]))
  else if (how === 3) holder[key] = [value]
  else if (how === 4) Object.defineProperty(holder, String(value), { value, enumerable: true, configurable: true, writable: true })
  else holder[key] = value
  return copy
}

declare function structuredClone<T>(value: T): T
