/** Bytes and their texts, by what browsers, Node, Deno and Bun all have beside ECMAScript. */
declare const btoa: (binary: string) => string
declare const atob: (base64: string) => string
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  constructor(encoding: string, options: { readonly fatal: boolean })
  decode(bytes: Uint8Array): string
}

const encoder = new TextEncoder()
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** Text, or the UTF-8 of one, as text. @throws TypeError when the bytes are not UTF-8 */
export const textOf = (text: string | Uint8Array): string => (typeof text === 'string' ? text : fromUtf8(text))

/** @throws TypeError when they are not UTF-8 */
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

export const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Bytes of standard Base 64 with its padding (RFC 4648 section 4), or undefined: only the one form that `base64` writes is taken. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    return base64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Bytes of Base 64 in the alphabet of addresses, without padding (RFC 4648 section 5), as JSON Web Keys have it. It must be well-formed. */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

/** Bytes of hexadecimal digits, which must be well-formed. */
export const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
