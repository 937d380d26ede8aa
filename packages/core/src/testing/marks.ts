import type * as z from 'zod/mini'
import type { Recorded } from '../engine/event.ts'
import type { Machine } from '../engine/machine.ts'
import { type Marked, marked, visit } from '../engine/schema.ts'

const known = new WeakMap<z.core.$ZodType, readonly Marked[]>()

/** The marked places of a schema, looked for once. */
export function marksOf(schema: z.core.$ZodType): readonly Marked[] {
  const found = known.get(schema) ?? marked(schema)
  known.set(schema, found)
  return found
}

/** Calls `take` with kind and id of everything that an event brings in (`new`) or speaks of (`ref`). */
export function eachId(machine: Machine, event: Recorded, mark: 'new' | 'ref', take: (kind: string, id: string) => void): void {
  const schema = machine.events.get(event.type)?.schema
  for (const place of schema ? marksOf(schema) : [])
    if (place.mark.mark === mark) {
      const { kind } = place.mark
      visit(event.data, place.path, (id) => typeof id === 'string' && take(kind, id))
    }
}
