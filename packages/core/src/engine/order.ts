import * as z from 'zod/mini'
import type { Hasher } from '../ports/hasher.ts'
import type { Sealer } from '../ports/sealer.ts'
import { InvalidInput, isInvalidInput } from './errors.ts'
import { type Actor, actorShape, type Basis, basisShape } from './event.ts'
import { type CommandDef, type Machine, parseWith, supplyIds } from './machine.ts'
import { type Header, textOf } from './record.ts'
import { day, ordinal, visit, words } from './schema.ts'
import { shapeOf } from './shape.ts'

/** How a command is sent, beside its input. */
export interface ExecuteOptions {
  readonly actor: Actor
  /**
   * The command's id, at most 64 characters, unique in the log. Sent again with the same content it changes nothing and
   * gives the first outcome (R18), so a caller that lost an answer can simply ask again. Left out: a uuid v7.
   */
  readonly id?: string
  /** The day on which the facts hold, `YYYY-MM-DD`; today when left out. Never later than today (R19). */
  readonly on?: string
  /** The document, meeting or decision that it rests on. */
  readonly basis?: Basis
  /** Whom the actor speaks for, as when a secretary enters what the committee decided. */
  readonly onBehalfOf?: string
  /** What belongs together across commands; the command's id when left out. */
  readonly correlation?: string
  /** Position of the event that is the reason for this command. */
  readonly causation?: number
}

/** One of several commands that are sent together. */
export interface CommandCall {
  readonly command: string
  readonly input: unknown
}

const optionsShape = z.strictObject({
  actor: actorShape,
  id: z.optional(words(64)),
  on: z.optional(day()),
  basis: z.optional(basisShape),
  onBehalfOf: z.optional(words(64)),
  correlation: z.optional(words(64)),
  causation: z.optional(ordinal()),
})

/** A command ready to be decided. */
export interface Order {
  readonly name: string
  readonly input: unknown
  readonly id: string
  /** The caller named it, so that it may be in the log already. */
  readonly named: boolean
  readonly on?: string
  readonly actor: Actor
  readonly header: Omit<Header, 'on' | 'recordedAt' | 'actor'>
}

/** Checks a command and makes it ready: parsed, digested, ids supplied. @throws InvalidInput */
export function orderOf(machine: Machine, hasher: Hasher, newId: () => string, name: string, input: unknown, given: ExecuteOptions): Order {
  const parsed = machine.parse(name, input)
  const options = parseWith(optionsShape, given)
  const command = machine.commands.get(name) as CommandDef
  const id = options.id ?? newId()
  const { on, basis, onBehalfOf, actor } = options
  // Over what the caller said, before ids are supplied, and without text about persons, which a digest would give away.
  const said = command.personal.length === 0 ? parsed : withoutPersonal(command, parsed)
  const all = { basis, by: { person: actor.person, unit: actor.unit }, input: said, name, on, onBehalfOf }
  const digest = hasher.text('', digested(all, shapeOf(command.spec.input).plain))
  supplyIds(command, parsed, newId)
  const header = {
    command: { id, name, digest },
    correlation: options.correlation ?? id,
    ...(options.causation !== undefined && { causation: options.causation }),
    ...(basis && { basis: basis as Basis }),
    ...(onBehalfOf !== undefined && { onBehalfOf }),
  }
  return { name, input: parsed, id, named: options.id !== undefined, ...(on !== undefined && { on }), actor, header }
}

/** Seals an order's text about persons, in place. */
export async function seal(machine: Machine, sealer: Sealer, order: Order): Promise<Order> {
  const { personal } = machine.commands.get(order.name) as CommandDef
  const work: Promise<void>[] = []
  for (const { path, mark } of personal)
    visit(order.input, path, (value, holder, key) => {
      if (typeof value !== 'string' || mark.mark !== 'personal') return
      const owner = String(holder[mark.owner])
      work.push(
        sealer.seal(owner, value).then((sealed) => {
          holder[key] = sealed
        }),
      )
    })
  await Promise.all(work)
  return order
}

/** @throws InvalidInput with its place in the input: the options hold only what was checked */
function digested(all: object, isOrdered: boolean): string {
  try {
    return textOf(all, isOrdered)
  } catch (error) {
    throw isInvalidInput(error) ? new InvalidInput(error.issues.map((issue) => ({ ...issue, path: issue.path.slice(1) }))) : error
  }
}

function withoutPersonal(command: CommandDef, parsed: unknown): unknown {
  const copy = structuredClone(parsed)
  for (const { path } of command.personal)
    visit(copy, path, (_, holder, key) => {
      delete holder[key]
    })
  return copy
}

declare function structuredClone<T>(value: T): T
