import * as z from 'zod/mini'
import type { EventStore } from '../ports/event-store.ts'
import type { Hasher } from '../ports/hasher.ts'
import type { Recorded } from './event.ts'
import { type Machine, parseWith } from './machine.ts'
import { decode } from './record.ts'
import { whole } from './schema.ts'

/** What of the log is wanted, oldest first. */
export interface TimelineOptions {
  /** Only what is about this, such as `task:financial-park`. */
  readonly subject?: string
  /** Only these event types. */
  readonly types?: readonly string[]
  /** Only after this position. */
  readonly after?: number
  /** How many at most, 1–1,000; 100 when left out. */
  readonly limit?: number
}

export interface TimelinePage {
  readonly events: readonly Recorded[]
  /** Give it as `after` for the next page; absent on the last. */
  readonly next?: number
}

const shape = z.strictObject({
  subject: z.optional(z.string().check(z.regex(/^[A-Za-z]+:.+$/))),
  types: z.optional(z.array(z.string()).check(z.minLength(1))),
  after: z.optional(z.int().check(z.minimum(0))),
  limit: z.optional(whole(1, 1000)),
})

/** A page of the audit trail, read from the store. @throws InvalidInput · Tampered · Corrupt · StoreError */
export async function readTimeline(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  log: string,
  options: TimelineOptions = {},
): Promise<TimelinePage> {
  const { subject, types, after = 0, limit = 100 } = parseWith(shape, options)
  const events: Recorded[] = []
  const wanted = {
    from: after + 1,
    pageSize: Math.min(limit + 1, 1000),
    ...(subject !== undefined && { subject }),
    ...(types && { types }),
  }
  for await (const page of store.read(log, wanted)) {
    for (const record of page) {
      if (events.length === limit) return { events, next: (events[events.length - 1] as Recorded).position }
      events.push(decode(machine, hasher, record))
    }
  }
  return { events }
}

/** Events by position. Neighbours are read together. @throws Tampered · Corrupt · StoreError */
export async function readEvents(
  machine: Machine,
  hasher: Hasher,
  store: EventStore,
  log: string,
  positions: readonly number[],
): Promise<ReadonlyMap<number, Recorded>> {
  const events = new Map<number, Recorded>()
  const asked = new Set(positions)
  const wanted = [...asked].sort((a, b) => a - b)
  for (let i = 0; i < wanted.length; ) {
    const from = wanted[i] as number
    let to = from
    while (i < wanted.length && (wanted[i] as number) - to <= near) to = wanted[i++] as number
    for await (const page of store.read(log, { from, to }))
      for (const record of page) if (asked.has(record.position)) events.set(record.position, decode(machine, hasher, record))
  }
  return events
}

/** Positions no farther apart than this are read in one go. */
const near = 64
