/** @throws Error that says what a law found */
export function must(holds: boolean, found: string): asserts holds {
  if (!holds) throw new Error(found)
}

/** The first place at which two values differ, or undefined. A member that is `undefined` is not one that is absent. */
export function difference(a: unknown, b: unknown, path: string): string | undefined {
  return same(a, b) ? undefined : placeOf(a, b, path)
}

/** Most values are the same: paths and texts are made only for those that are not. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i])) return false
    return true
  }
  if (Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys)
    if (!Object.hasOwn(b, key) || !same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false
  return true
}

function placeOf(a: unknown, b: unknown, path: string): string | undefined {
  if (Object.is(a, b)) return undefined
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return `${path} is ${shown(a)} on one side, ${shown(b)} on the other`
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length)
    return `${path} has ${a.length} members on one side, ${b.length} on the other: ${shown(a)} and ${shown(b)}`
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (Object.hasOwn(a, key) !== Object.hasOwn(b, key))
      return `${path}.${key} is only on one side: ${shown(Object.hasOwn(a, key) ? a : b)}`
    const found = placeOf((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
