/** Other places and other days. */

/** Runs something elsewhere: in another zone, years later, with other random numbers. */
export async function elsewhere<T>(zone: string, run: () => Promise<T>): Promise<T> {
  const { Date: clock } = globalThis
  const { random } = Math
  const { TZ } = process.env
  process.env.TZ = zone
  globalThis.Date = laterBy(clock, 4 * 366 * 86_400_000 + 12_345_678)
  Math.random = () => 0.123456789
  try {
    return await run()
  } finally {
    globalThis.Date = clock
    Math.random = random
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  }
}

const laterBy = (clock: DateConstructor, by: number): DateConstructor =>
  new Proxy(clock, {
    apply: () => new clock(clock.now() + by).toString(),
    construct: (target, args: unknown[]) => (args.length === 0 ? new target(target.now() + by) : Reflect.construct(target, args)),
    get: (target, key) => (key === 'now' ? () => target.now() + by : Reflect.get(target, key)),
  })

/** Freezes a value with all that is in it: who changes it throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) frozen(inner)
  return value
}
