/**
 * Keeps text about persons unreadable without their key. The runtime seals once per command, before the decision, so that
 * state, snapshots and the log hold ciphertext only.
 */
export interface Sealer {
  /** Seals `text` with the key of `owner`, the person's opaque id. */
  seal(owner: string, text: string): Promise<{ readonly sealed: string; readonly iv: string; readonly text: string }>
}
