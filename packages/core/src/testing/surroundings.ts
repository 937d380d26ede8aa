/**
 * Runs something without a clock and without chance: who asks for the time, or for a random number, throws. Synchronous, so
 * that nobody else notices. @throws whatever `run` throws
 */
export function apart<T>(run: () => T): T {
  const { Date: clock } = globalThis
  const { random } = Math
  globalThis.Date = clockless(clock)
  Math.random = () => {
    throw new Error('asks for a random number: it depends on its surroundings')
  }
  try {
    return run()
  } finally {
    globalThis.Date = clock
    Math.random = random
  }
}

const known = new WeakMap<DateConstructor, DateConstructor>()

/** `Date` that calculates, and does not know what time it is. */
function clockless(clock: DateConstructor): DateConstructor {
  const asked = () => {
    throw new Error('asks for the time: it depends on its surroundings')
  }
  const made =
    known.get(clock) ??
    new Proxy(clock, {
      apply: asked,
      construct: (target, args: unknown[]) => (args.length === 0 ? asked() : Reflect.construct(target, args)),
      get: (target, key) => (key === 'now' ? asked : Reflect.get(target, key)),
    })
  known.set(clock, made)
  return made
}
