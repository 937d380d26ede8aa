/**
 * Canonical JSON (RFC 8785): the one text for a value, so that every store keeps and hashes the same bytes. Keys in the
 * order of their UTF-16 code units, numbers as ECMAScript writes them, no white space. Properties that are `undefined`
 * are left out, and an object with a `toJSON` is what that gives, as `JSON.stringify` does.
 *
 * @throws TypeError for what JSON can't hold: NaN, infinities, bigint, functions, `undefined` in an array, lone surrogates
 */
export function canonical(value: unknown): string {
  const sorted = inOrder(value)
  return sorted === unsortable ? spelled(value) : canonicalOrdered(sorted)
}

/** The same of a value whose objects have their keys in order and nothing in them that JSON can't hold, but for lone surrogates. */
export function canonicalOrdered(value: unknown): string {
  const text = JSON.stringify(value)
  // The platform writes half of a surrogate pair as an escape, so one must show in the text.
  return text.includes('\\ud') ? spelled(value) : text
}

const unsortable = Symbol('unsortable')

/**
 * The same value with every object's keys in order, itself where they are already, so that the platform's own JSON is canonical.
 * `unsortable` when an object can't hold them so: it puts whole numbers first, and `__proto__` nowhere.
 */
function inOrder(value: unknown): unknown {
  if (typeof value === 'string' || value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return finite(value)
  if (Array.isArray(value)) return itemsInOrder(value)
  const object = objectOf(value)
  if (typeof object.toJSON === 'function') return inOrder(object.toJSON())
  let last = ''
  let copy: Record<string, unknown> | undefined
  for (const key in object) {
    if (key < last || key === '__proto__') return copied(object)
    last = key
    const member = object[key]
    if (member === undefined) continue
    const sorted = inOrder(member)
    if (sorted === unsortable) return unsortable
    if (!copy && sorted !== member) copy = before(object, key)
    if (copy) copy[key] = sorted
  }
  return copy ?? object
}

/** The members that stand before `end`. */
function before(object: Readonly<Record<string, unknown>>, end: string): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const key in object) {
    if (key === end) break
    if (object[key] !== undefined) copy[key] = object[key]
  }
  return copy
}

function itemsInOrder(items: readonly unknown[]): unknown {
  for (let i = 0; i < items.length; i++) {
    if (inOrder(items[i]) === items[i]) continue
    const sorted = items.map(inOrder)
    return sorted.includes(unsortable) ? unsortable : sorted
  }
  return items
}

function copied(object: Readonly<Record<string, unknown>>): unknown {
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(object).sort()) {
    const first = key.charCodeAt(0)
    if ((first >= 48 && first <= 57) || key === '__proto__') return unsortable
    const member = object[key]
    if (member === undefined) continue
    const sorted = inOrder(member)
    if (sorted === unsortable) return unsortable
    copy[key] = sorted
  }
  return copy
}

/** Sign by sign, for what the platform's own JSON does not write so. */
function spelled(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return JSON.stringify(finite(value))
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(spelled).join(',')}]`
  const object = objectOf(value)
  if (typeof object.toJSON === 'function') return spelled(object.toJSON())
  let text = '{'
  for (const key of Object.keys(object).sort()) {
    const member = object[key]
    if (member !== undefined) text += `${text.length > 1 ? ',' : ''}${quote(key)}:${spelled(member)}`
  }
  return `${text}}`
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`)
  return value
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no JSON form`)
  return value as Record<string, unknown>
}

/** Whether `text` holds half of a surrogate pair, which no UTF-8 can carry. */
export const hasLoneSurrogate = (text: string): boolean => !text.isWellFormed()

function quote(text: string): string {
  if (hasLoneSurrogate(text)) throw new TypeError('a lone surrogate has no UTF-8 form')
  return JSON.stringify(text)
}
