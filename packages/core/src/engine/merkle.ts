import type { Hasher } from '../ports/hasher.ts'

/** RFC 6962 section 2.1: a leaf's hash is SHA-256 over a zero byte and the leaf. 64 hexadecimal digits. */
export const leafHash = (hasher: Hasher, text: string): string => hasher.text('\0', text)

/**
 * The right edge of an RFC 6962 tree: the roots of its complete subtrees, largest first. It is all that appending and the
 * root of the whole need: at most one hash per bit of the size.
 */
export interface Frontier {
  /** Number of leaves. */
  readonly size: number
  /** 64 hexadecimal digits each. */
  readonly hashes: readonly string[]
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** The frontier after `leaves` (their hashes) are appended. */
export function extend(hasher: Hasher, frontier: Frontier, leaves: readonly string[]): Frontier {
  const hashes = [...frontier.hashes]
  let size = frontier.size
  for (const leaf of leaves) {
    hashes.push(leaf)
    // Each trailing one bit of the old size is a complete subtree as large as the one that was just made: join them.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const right = hashes.pop() as string
      const left = hashes.pop() as string
      hashes.push(node(hasher, left, right))
    }
    size++
  }
  return { size, hashes }
}

/** The tree's root (RFC 6962, Merkle Tree Hash) as 64 hexadecimal digits; of an empty tree, the hash of nothing. */
export function rootOf(hasher: Hasher, frontier: Frontier): string {
  if (frontier.size === 0) return hasher.text('', '')
  let root = frontier.hashes[frontier.hashes.length - 1] as string
  for (let i = frontier.hashes.length - 2; i >= 0; i--) root = node(hasher, frontier.hashes[i] as string, root)
  return root
}

/** The hash of an inner node over two hashes of 64 hexadecimal digits (RFC 6962 section 2.1). */
export function node(hasher: Hasher, left: string, right: string): string {
  write(inner, 1, left)
  write(inner, 33, right)
  return hasher.hex?.(inner) ?? toHex(hasher.bytes(inner))
}

/** One for all: it is hashed at once. */
const inner = Uint8Array.of(1, ...new Uint8Array(64))

/** Nibbles by the character code of their digit. */
const nibbles = Uint8Array.from({ length: 128 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0)
const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function write(bytes: Uint8Array, offset: number, hex: string): void {
  for (let i = 0; i < 32; i++)
    bytes[offset + i] = ((nibbles[hex.charCodeAt(2 * i)] as number) << 4) | (nibbles[hex.charCodeAt(2 * i + 1)] as number)
}

const digitsAt = (bytes: Uint8Array, i: number) => digits[bytes[i] as number] as string

/** Lower-case hexadecimal of bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  let i = 0
  // a few at a time, so that fewer texts are made on the way
  for (; i + 4 <= bytes.length; i += 4)
    text += `${digitsAt(bytes, i)}${digitsAt(bytes, i + 1)}${digitsAt(bytes, i + 2)}${digitsAt(bytes, i + 3)}`
  for (; i < bytes.length; i++) text += digitsAt(bytes, i)
  return text
}
