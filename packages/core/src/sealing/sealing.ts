import { base64, fromBase64, fromUtf8, utf8 } from '../engine/bytes.ts'
import type { Sealed } from '../engine/schema.ts'
import type { KeyStore } from '../ports/key-store.ts'
import type { Sealer } from '../ports/sealer.ts'

/** AES-256 in GCM by the platform's WebCrypto: Node, Deno, Bun and every current browser. */
interface Subtle {
  importKey(form: 'raw', key: Uint8Array, algorithm: string, extractable: boolean, usages: readonly string[]): Promise<unknown>
  encrypt(how: Parameters, key: unknown, data: Uint8Array): Promise<ArrayBuffer>
  decrypt(how: Parameters, key: unknown, data: Uint8Array): Promise<ArrayBuffer>
}
interface Parameters {
  readonly name: string
  readonly iv: Uint8Array
  readonly additionalData: Uint8Array
}
declare const crypto: { readonly subtle: Subtle; getRandomValues<T extends Uint8Array>(bytes: T): T }

const name = 'AES-GCM'
const none = new Uint8Array()

/** A {@link Sealer} for `openDistrict`: names and free text about persons are sealed with a key of each person. */
export const sealerOf = (keys: KeyStore): Sealer => ({
  async seal(owner, text) {
    const { id, secret } = await keys.keyOf(owner)
    // Never the district's own randomness, which a test may have seeded: an iv that comes twice under one key gives its texts away.
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const key = await crypto.subtle.importKey('raw', secret, name, false, ['encrypt'])
    const sealed = await crypto.subtle.encrypt({ name, iv, additionalData: utf8(id) }, key, utf8(text))
    return { sealed: id, iv: base64(iv), text: base64(new Uint8Array(sealed)) }
  },
})

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 3 &&
  ['sealed', 'iv', 'text'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')

/**
 * A copy of a view's value, an event or any other plain value in which what is sealed is text again, as far as its keys are there and it
 * was not tampered with. The rest stays sealed, and renderers show a placeholder.
 */
export async function reveal<T>(value: T, keys: Pick<KeyStore, 'find'>): Promise<T> {
  const opened = new Map<string, Promise<unknown>>()
  const walk = async (at: unknown): Promise<unknown> => {
    if (isSealed(at)) {
      const known = `${at.sealed} ${at.iv} ${at.text}`
      const found = opened.get(known) ?? open(at, keys)
      opened.set(known, found)
      return found
    }
    if (Array.isArray(at)) return Promise.all(at.map(walk))
    if (typeof at !== 'object' || at === null) return at
    return Object.fromEntries(await Promise.all(Object.entries(at).map(async ([key, member]) => [key, await walk(member)])))
  }
  return (await walk(value)) as T
}

async function open(value: Sealed, keys: Pick<KeyStore, 'find'>): Promise<string | Sealed> {
  const found = await keys.find(value.sealed)
  if (!found) return { ...value }
  try {
    const key = await crypto.subtle.importKey('raw', found.secret, name, false, ['decrypt'])
    const how = { name, iv: fromBase64(value.iv) ?? none, additionalData: utf8(value.sealed) }
    return fromUtf8(new Uint8Array(await crypto.subtle.decrypt(how, key, fromBase64(value.text) ?? none)))
  } catch {
    return { ...value }
  }
}
