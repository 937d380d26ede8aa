import { addDays } from '../domain/days.ts'
import type { Recorded } from '../engine/event.ts'
import type { CommandDef, Machine } from '../engine/machine.ts'
import { visit } from '../engine/schema.ts'
import { eachId, marksOf } from './marks.ts'
import { auditor } from './moves/people.ts'
import type { Call } from './moves/prelude.ts'

/** How a command goes wrong. Twists below `firstTwist` leave it as it is; from `firstLoose` on moves take any row. */
export const twists = 40
const firstTwist = 23
/** What no row is called. */
export const unknownId = '没有'
export const firstLoose = 38

/** A command with something exchanged: an unknown id, one in use, an actor who may not, an earlier day, the last once more. */
export function twisted(
  machine: Machine,
  call: Call,
  twist: number,
  natural: number,
  events: readonly Recorded[],
  last: Call | undefined,
): Call {
  if (twist < firstTwist) return call
  if (twist === 23) return withId(machine, call, natural, 'ref', () => unknownId)
  if (twist === 24) return withId(machine, call, natural, 'new', (kind) => lastId(machine, events, kind))
  if (twist === 25) return { ...call, actor: auditor }
  if (twist === 26) return { ...call, actor: { ...call.actor, unit: 'U-D' } }
  if (twist <= 34) return { ...call, on: addDays(call.on, -1 - (natural % 20)) }
  if (twist === 35 && last) return last
  return call
}

function withId(machine: Machine, call: Call, natural: number, mark: 'ref' | 'new', id: (kind: string) => string | undefined): Call {
  const places = marksOf((machine.commands.get(call.command) as CommandDef).spec.input).filter((place) => place.mark.mark === mark)
  const place = places[natural % places.length]
  const other = place && place.mark.mark !== 'personal' ? id(place.mark.kind) : undefined
  if (!place || other === undefined) return call
  const input: unknown = structuredClone(call.input)
  visit(input, place.path, (_, holder, key) => {
    holder[key] = other
  })
  return { ...call, input }
}

/** The id of a kind that the log brought in last. */
function lastId(machine: Machine, events: readonly Recorded[], kind: string): string | undefined {
  for (let i = events.length - 1; i >= 0; i--) {
    const ids: string[] = []
    eachId(machine, events[i] as Recorded, 'new', (of, id) => of === kind && ids.push(id))
    if (ids.length > 0) return ids.at(-1)
  }
  return undefined
}

declare function structuredClone<T>(value: T): T
