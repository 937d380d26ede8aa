import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFrontier, extend, leafHash, rootOf } from '../engine/merkle.ts'
import { systemHasher as hasher } from '../ports/hasher.ts'
import { consistencySpans, inclusionSpans, isConsistent, rootByInclusion, rootsOf } from './tree.ts'

/** The leaves that the certificate transparency project tests RFC 6962 with, and the proofs that it publishes for them. */
const published = ['', '\u0000', '\u0010', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'].map((leaf) => leafHash(hasher, leaf))
const inclusions: readonly (readonly [index: number, size: number, path: readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]
const consistencies: readonly (readonly [first: number, second: number, path: readonly string[]])[] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]

const root = (leaves: readonly string[]) => rootOf(hasher, extend(hasher, emptyFrontier, leaves))

async function* paged(leaves: readonly string[], size: number) {
  for (let at = 0; at < leaves.length; at += size) yield leaves.slice(at, at + size)
}

describe('proofs that RFC 6962 implementations publish', () => {
  it.each(inclusions)('leaf %i in a tree of %i', async (index, size, path) => {
    expect(await rootsOf(hasher, inclusionSpans(index, size), paged(published, 3))).toEqual(path)
    expect(rootByInclusion(hasher, index, size, published[index] as string, path)).toBe(root(published.slice(0, size)))
  })

  it.each(consistencies)('a tree of %i in one of %i', async (first, second, path) => {
    expect(await rootsOf(hasher, consistencySpans(first, second), paged(published, 3))).toEqual(path)
    expect(isConsistent(hasher, first, root(published.slice(0, first)), second, root(published.slice(0, second)), path)).toBe(true)
  })
})

const many = Array.from({ length: 40 }, (_, i) => leafHash(hasher, `leaf ${i}`))
const sizes = Array.from({ length: many.length }, (_, i) => i + 1)

describe('every tree of up to 40 leaves', () => {
  it('proves each of its leaves, and no other leaf, place or size by the same proof', async () => {
    for (const size of sizes)
      for (let index = 0; index < size; index++) {
        const path = (await rootsOf(hasher, inclusionSpans(index, size), paged(many, 7))) as readonly string[]
        const whole = root(many.slice(0, size))
        expect(rootByInclusion(hasher, index, size, many[index] as string, path)).toBe(whole)
        expect(rootByInclusion(hasher, index, size, leafHash(hasher, 'other'), path)).not.toBe(whole)
        if (size > 1) expect(rootByInclusion(hasher, index ^ 1, size, many[index] as string, path)).not.toBe(whole)
        expect(rootByInclusion(hasher, index, size, many[index] as string, [...path, whole])).toBeUndefined()
        if (path.length > 0) expect(rootByInclusion(hasher, index, size, many[index] as string, path.slice(1))).not.toBe(whole)
        expect(rootByInclusion(hasher, size, size, many[index] as string, path)).toBeUndefined()
      }
  })

  it('begins with each smaller one, and a proof of it fits no tree that was changed', async () => {
    const changed = many.with(0, leafHash(hasher, 'rewritten'))
    for (const second of sizes)
      for (let first = 0; first <= second; first++) {
        const path = (await rootsOf(hasher, consistencySpans(first, second), paged(many, 7))) as readonly string[]
        const [older, newer] = [root(many.slice(0, first)), root(many.slice(0, second))]
        expect(isConsistent(hasher, first, older, second, newer, path)).toBe(true)
        if (first === 0) continue
        expect(isConsistent(hasher, first, root(changed.slice(0, first)), second, newer, path)).toBe(false)
        expect(isConsistent(hasher, first, older, second, root(changed.slice(0, second)), path)).toBe(false)
        expect(isConsistent(hasher, first, older, second, newer, [...path, newer])).toBe(false)
        if (first < second) expect(isConsistent(hasher, second, newer, first, older, path)).toBe(false)
      }
  })
})

it('roots of spans are those of the leaves by themselves, in whatever pages they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 0, max: many.length }), { minLength: 2, maxLength: 12 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: many.length }),
      async (cuts, page, until) => {
        const edges = [...cuts].sort((a, b) => a - b)
        const spans = edges.slice(1).map((to, i) => ({ from: edges[i] as number, to }))
        const shuffled = [...spans].reverse()
        const found = await rootsOf(hasher, shuffled, paged(many.slice(0, until), page))
        const ends = edges[edges.length - 1] as number
        expect(found).toEqual(ends <= until ? shuffled.map(({ from, to }) => root(many.slice(from, to))) : undefined)
      },
    ),
  )
})
