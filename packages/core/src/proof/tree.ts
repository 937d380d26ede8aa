import { emptyFrontier, extend, node, rootOf } from '../engine/merkle.ts'
import type { Hasher } from '../ports/hasher.ts'

/** The leaves `from` to `to`, counted from 0, the last not included: a complete part of the tree with a root of its own. */
export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * The spans whose roots prove that leaf `index` is in a tree of `size` leaves, from the leaf's sibling up (RFC 6962 section 2.1.1).
 * The leaf is counted from 0: the event at position p is leaf p − 1.
 */
export function inclusionSpans(index: number, size: number): readonly Span[] {
  const path: Span[] = []
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + split(to - from)
    if (index < middle) {
      path.push({ from: middle, to })
      to = middle
    } else {
      path.push({ from, to: middle })
      from = middle
    }
  }
  return path.reverse()
}

/** The spans whose roots prove that a tree of `second` leaves begins with the tree of its `first` leaves (RFC 6962 section 2.1.2). */
export function consistencySpans(first: number, second: number): readonly Span[] {
  if (first === 0 || first === second) return []
  const path: Span[] = []
  let from = 0
  let to = second
  // Until the old tree ends where a part of the new one does; that part is known to its holder when it is the whole old tree.
  while (to !== first) {
    const middle = from + split(to - from)
    if (first <= middle) {
      path.push({ from: middle, to })
      to = middle
    } else {
      path.push({ from, to: middle })
      from = middle
    }
  }
  if (from > 0) path.push({ from, to })
  return path.reverse()
}

/** The largest power of two below `size`, which is 2 or more. */
function split(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/**
 * The roots of spans that do not overlap, from one pass over the leaves' hashes.
 * @returns 64 hexadecimal digits for each span, in the order of `spans`; undefined when the leaves end too early
 */
export async function rootsOf(
  hasher: Hasher,
  spans: readonly Span[],
  leaves: AsyncIterable<readonly string[]>,
): Promise<readonly string[] | undefined> {
  const roots = new Map<Span, string>()
  const wanted = [...spans].sort((a, b) => a.from - b.from)
  let frontier = emptyFrontier
  let seen = 0
  for await (const page of leaves) {
    for (let at = 0; at < page.length; ) {
      const span = wanted[0]
      if (!span) break
      const skip = Math.max(0, span.from - seen - at)
      const start = at + skip
      if (start >= page.length) break
      const end = Math.min(page.length, span.to - seen)
      frontier = extend(hasher, frontier, page.slice(start, end))
      at = end
      if (seen + end < span.to) break
      roots.set(span, rootOf(hasher, frontier))
      frontier = emptyFrontier
      wanted.shift()
    }
    seen += page.length
    if (wanted.length === 0) break
  }
  return wanted.length === 0 ? spans.map((span) => roots.get(span) as string) : undefined
}

/**
 * The root that an inclusion proof leads to: the tree's, if the leaf is in it (RFC 9162 section 2.1.3.2). Undefined for a proof that
 * no tree of this size can have.
 */
export function rootByInclusion(hasher: Hasher, index: number, size: number, leaf: string, path: readonly string[]): string | undefined {
  if (index >= size) return undefined
  let at = index
  let last = size - 1
  let root = leaf
  for (const hash of path) {
    if (last === 0) return undefined
    if (at % 2 === 1 || at === last) {
      root = node(hasher, hash, root)
      while (at % 2 === 0 && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else root = node(hasher, root, hash)
    at = half(at)
    last = half(last)
  }
  return last === 0 ? root : undefined
}

/** Whether `path` proves that the tree of `second` leaves with `secondRoot` begins with that of `first` (RFC 9162 section 2.1.4.2). */
export function isConsistent(
  hasher: Hasher,
  first: number,
  firstRoot: string,
  second: number,
  secondRoot: string,
  path: readonly string[],
): boolean {
  if (first > second) return false
  if (first === 0) return path.length === 0 && firstRoot === rootOf(hasher, emptyFrontier)
  if (first === second) return path.length === 0 && firstRoot === secondRoot
  const whole = first === split(first + 1)
  const [seed, ...rest] = whole ? [firstRoot, ...path] : path
  if (seed === undefined) return false
  let at = first - 1
  let last = second - 1
  while (at % 2 === 1) {
    at = half(at)
    last = half(last)
  }
  let older = seed
  let newer = seed
  for (const hash of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      older = node(hasher, hash, older)
      newer = node(hasher, hash, newer)
      while (at % 2 === 0 && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else newer = node(hasher, newer, hash)
    at = half(at)
    last = half(last)
  }
  return last === 0 && older === firstRoot && newer === secondRoot
}

const half = (n: number): number => Math.floor(n / 2)
