import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { portableHasher, systemHasher } from '../ports/hasher.ts'
import { emptyFrontier, extend, leafHash, rootOf } from './merkle.ts'

/** The leaves and roots that the certificate transparency project tests RFC 6962 with. */
const leaves = ['', '\u0000', '\u0010', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe.each([
  ['portable', portableHasher],
  ['system', systemHasher],
])('Merkle tree (RFC 6962) with the %s hasher', (_, hasher) => {
  it.each(roots.map((root, size) => ({ size, root })))('has the published root over $size leaves', ({ size, root }) => {
    expect(
      rootOf(
        hasher,
        extend(
          hasher,
          emptyFrontier,
          leaves.slice(0, size).map((leaf) => leafHash(hasher, leaf)),
        ),
      ),
    ).toBe(root)
  })
})

/** The definition of RFC 6962 section 2.1, word for word: split at the largest power of two below n. */
function byDefinition(hashes: readonly string[]): string {
  if (hashes.length === 0) return systemHasher.text('', '')
  if (hashes.length === 1) return hashes[0] as string
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  const bytes = [1, ...[byDefinition(hashes.slice(0, k)), byDefinition(hashes.slice(k))].flatMap((hex) => [...Buffer.from(hex, 'hex')])]
  return Buffer.from(portableHasher.bytes(Uint8Array.from(bytes))).toString('hex')
}

it('appending in any portions gives the root of the definition', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { maxLength: 9 }), { maxLength: 9 }), (portions) => {
      const hashed = portions.map((portion) => portion.map((text) => leafHash(systemHasher, text)))
      const frontier = hashed.reduce((at, portion) => extend(systemHasher, at, portion), emptyFrontier)
      expect(rootOf(systemHasher, frontier)).toBe(byDefinition(hashed.flat()))
      expect(frontier.size).toBe(hashed.flat().length)
    }),
  )
})
