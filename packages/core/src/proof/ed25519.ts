import { fromBase64Url, fromHex, joined } from '../engine/bytes.ts'

/** Ed25519 (RFC 8032) by the platform's WebCrypto: Node from 22.13, Deno, Bun and current browsers. */
interface Subtle {
  generateKey(algorithm: string, extractable: boolean, usages: readonly string[]): Promise<{ readonly privateKey: unknown }>
  importKey(form: string, key: unknown, algorithm: string, extractable: boolean, usages: readonly string[]): Promise<unknown>
  exportKey(form: 'jwk', key: unknown): Promise<{ readonly x?: string; readonly d?: string }>
  sign(algorithm: string, key: unknown, data: Uint8Array): Promise<ArrayBuffer>
  verify(algorithm: string, key: unknown, signature: Uint8Array, data: Uint8Array): Promise<boolean>
}
declare const crypto: { readonly subtle: Subtle }

export interface Pair {
  /** 32 bytes each. */
  readonly seed: Uint8Array<ArrayBuffer>
  readonly publicKey: Uint8Array<ArrayBuffer>
}

const algorithm = 'Ed25519'
/** What stands before the 32 bytes of the seed in PKCS 8 (RFC 8410 section 7). */
const pkcs8 = fromHex('302e020100300506032b657004220420')

/** A new pair, from the platform's own randomness. */
export async function newPair(): Promise<Pair> {
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { d = '', x = '' } = await crypto.subtle.exportKey('jwk', privateKey)
  return { seed: fromBase64Url(d), publicKey: fromBase64Url(x) }
}

export async function pairOf(seed: Uint8Array<ArrayBuffer>): Promise<Pair> {
  const { x = '' } = await crypto.subtle.exportKey('jwk', await privateKey(seed))
  return { seed, publicKey: fromBase64Url(x) }
}

/** A signature of 64 bytes. */
export const signWith = async (seed: Uint8Array, message: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.sign(algorithm, await privateKey(seed), message))

export async function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', publicKey, algorithm, false, ['verify'])
  return crypto.subtle.verify(algorithm, key, signature, message)
}

const privateKey = (seed: Uint8Array) => crypto.subtle.importKey('pkcs8', joined(pkcs8, seed), algorithm, true, ['sign'])
