import { base64, fromBase64, fromHex } from '../engine/bytes.ts'
import { Unproved } from '../engine/errors.ts'
import { leafHash, toHex } from '../engine/merkle.ts'
import { type Hasher, systemHasher } from '../ports/hasher.ts'
import { openCheckpoint, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import type { VerifierKey } from './keys.ts'
import { rootByInclusion } from './tree.ts'

/** That one event stands in a log, for somebody who has nothing else of the log. */
export interface Proof {
  /** The event's place, from 1. */
  readonly position: number
  /** Hashes from the leaf's sibling up, 64 hexadecimal digits each. */
  readonly path: readonly string[]
  /** The signed checkpoint that it leads to, as text. */
  readonly checkpoint: string
}

const first = 'c2sp.org/tlog-proof@v1'

/** A proof as text in the form of C2SP tlog-proof, to be kept in a file `*.tlog-proof`. */
export const proofText = ({ position, path, checkpoint }: Proof): string =>
  [first, `index ${position - 1}`, ...path.map((hash) => base64(fromHex(hash))), '', checkpoint].join('\n')

/** Reads a proof's text. @throws Unproved `badProof` */
export function readProof(text: string): Proof {
  const at = text.indexOf('\n\n')
  const [head, ...lines] = text.slice(0, Math.max(0, at)).split('\n')
  const rest = lines[0]?.startsWith('extra ') ? lines.slice(1) : lines
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(rest[0] ?? '') ?? []
  if (head !== first || index === undefined) throw new Unproved('badProof', {})
  const path = rest.slice(1).map((line) => {
    const hash = fromBase64(line)
    if (hash?.length !== 32) throw new Unproved('badProof', {})
    return toHex(hash)
  })
  return { position: Number(index) + 1, path, checkpoint: text.slice(at + 2) }
}

/**
 * Whether `event`, an envelope as canonical JSON, stands in the log of the proof's checkpoint at the proof's place, and whose keys say so.
 * @throws Unproved `badProof`, `notIncluded`, or as {@link openCheckpoint}
 */
export async function checkProof(
  proof: Proof,
  event: string,
  trusted: readonly VerifierKey[],
  settings: { readonly quorum?: number; readonly origin?: string; readonly hasher?: Hasher } = {},
): Promise<SignedCheckpoint> {
  const { hasher = systemHasher } = settings
  const checkpoint = await openCheckpoint(proof.checkpoint, trusted, settings)
  if (leadsTo(hasher, proof, event) !== checkpoint.root) throw new Unproved('notIncluded', { position: proof.position })
  return checkpoint
}

const leadsTo = (hasher: Hasher, { position, path, checkpoint }: Proof, event: string): string | undefined =>
  rootByInclusion(hasher, position - 1, readCheckpoint(checkpoint).size, leafHash(hasher, event), path)
