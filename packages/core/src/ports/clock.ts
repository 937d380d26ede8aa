/** Where the time comes from. The core never looks at a clock by itself: this is passed in at the edge. */
export interface Clock {
  /** Now, as milliseconds since 1970-01-01T00:00Z. */
  now(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands until it is set: for tests, imports and illustrative histories. Takes an ISO 8601 instant. */
export function manualClock(start: string): Clock & { set(instant: string): void } {
  let now = Date.parse(start)
  return {
    now: () => now,
    set: (instant) => {
      now = Date.parse(instant)
    },
  }
}
