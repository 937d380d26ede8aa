/**
 * Canonical JSON (RFC 8785): the one text for a value, so that every store keeps and hashes the same bytes. Keys in the
 * order of their UTF-16 code units, numbers as ECMAScript writes them, no white space. Properties that are `undefined`
 * are left out, as `JSON.stringify` does.
 *
 * @throws TypeError for what JSON can't hold: NaN, infinities, bigint, functions, `undefined` in an array, lone surrogates
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`)
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) {
    let text = '['
    for (let i = 0; i < value.length; i++) text += (i ? ',' : '') + canonical(value[i])
    return `${text}]`
  }
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no JSON form`)
  const object = value as Record<string, unknown>
  let text = '{'
  for (const key of inOrder(Object.keys(object))) {
    const member = object[key]
    if (member === undefined) continue
    text += (text.length > 1 ? ',' : '') + quotedKey(key) + canonical(member)
  }
  return `${text}}`
}

/** Keys mostly come in order already: objects that the runtime makes are written so. */
function inOrder(keys: string[]): readonly string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort()
  return keys
}

/** Shapes have a few hundred keys between them. What users may make keys of is not kept beyond that. */
const keys = new Map<string, string>()
function quotedKey(key: string): string {
  const known = keys.get(key)
  if (known !== undefined) return known
  const text = `${quote(key)}:`
  if (keys.size < 1000) keys.set(key, text)
  return text
}

/** Whether `text` holds half of a surrogate pair, which no UTF-8 can carry. */
export const hasLoneSurrogate = (text: string): boolean => !text.isWellFormed()

function quote(text: string): string {
  if (hasLoneSurrogate(text)) throw new TypeError('a lone surrogate has no UTF-8 form')
  return JSON.stringify(text)
}
