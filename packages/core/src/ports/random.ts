/** Where randomness comes from: salts and ids. Passed in, so that a history can be repeated to the byte. */
export interface Random {
  /** `length` random bytes. */
  bytes(length: number): Uint8Array
}

declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array }

const pool = new Uint8Array(8192)
let used = pool.length

/** The platform's cryptographic source, drawn in blocks. */
export const systemRandom: Random = {
  bytes(length) {
    if (used + length > pool.length) {
      crypto.getRandomValues(pool)
      used = 0
    }
    used += length
    return pool.slice(used - length, used)
  },
}

/** Repeatable bytes from a seed (xorshift128): for tests and illustrative histories, never for a real record. */
export function seededRandom(seed: number): Random {
  let a = seed | 0 || 0x9e3779b9
  let b = 0x243f6a88
  let c = 0xb7e15162
  let d = 0x85a308d3
  const next = () => {
    const t = d ^ (d << 11)
    d = c
    c = b
    b = a
    a = a ^ (a >>> 19) ^ t ^ (t >>> 8)
    return a & 0xff
  }
  for (let i = 0; i < 64; i++) next()
  return { bytes: (length) => Uint8Array.from({ length }, next) }
}
