import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256, the log's hash (RFC 6962). Synchronous, since a leaf is needed before its record is appended. */
export interface Hasher {
  /** 64 lower-case hexadecimal digits of SHA-256 over `prefix`, a string of ASCII, followed by `text` in UTF-8. */
  text(prefix: string, text: string): string
  /** SHA-256 of bytes. */
  bytes(data: Uint8Array): Uint8Array
  /** The same as 64 lower-case hexadecimal digits, where that costs less than to write them out of `bytes`. `data` is used again afterwards. */
  hex?(data: Uint8Array): string
}

/** Pure JavaScript: runs everywhere, about ten times slower than the platform's own. */
export const portableHasher: Hasher = {
  text: (prefix, text) => bytesToHex(sha256(utf8ToBytes(prefix + text))),
  bytes: (data) => sha256(data),
}

interface NodeCrypto {
  hash(algorithm: string, data: string | Uint8Array, encoding: 'hex'): string
  hash(algorithm: string, data: string | Uint8Array, encoding: 'buffer'): Uint8Array
}
declare const process: { getBuiltinModule?(name: string): NodeCrypto | undefined } | undefined

/** The platform's hash where Node, Bun or Deno offer one without an import, else {@link portableHasher}. */
export const systemHasher: Hasher = (() => {
  const native = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:crypto')
  if (typeof native?.hash !== 'function') return portableHasher
  return {
    text: (prefix, text) => native.hash('sha256', prefix + text, 'hex'),
    bytes: (data) => new Uint8Array(native.hash('sha256', data, 'buffer')),
    hex: (data) => native.hash('sha256', data, 'hex'),
  }
})()
