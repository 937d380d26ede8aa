export { isUnproved, Unproved, type UnprovedCode } from '../engine/errors.ts'
export {
  type Checkpoint,
  type CheckpointSignature,
  cosign,
  openCheckpoint,
  readCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
export { type KeyKind, newKey, type SignerKey, signerKey, type VerifierKey, verifierKey, verifierText } from './keys.ts'
export { type Kept, proveConsistency, proveInclusion } from './proving.ts'
export { type RedactedCopy, redacted, verifyRedacted } from './redaction.ts'
export { checkProof, type Proof, proofText, readProof } from './tlog-proof.ts'
export { consistencySpans, inclusionSpans, isConsistent, rootByInclusion, rootsOf, type Span } from './tree.ts'
