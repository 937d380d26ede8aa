/**
 * Keeps the keys that text about persons is sealed with, apart from the log: erasing a person's keys makes what the log holds of them
 * unreadable for ever, while the log and every proof over it stay as they are.
 */
export interface KeyStore {
  /** The key for new text about `owner`, a person's opaque id; made when there is none. Durable before it resolves. */
  keyOf(owner: string): Promise<SealingKey>

  /** A key by its id, or undefined when it was erased or is kept elsewhere. */
  find(id: string): Promise<SealingKey | undefined>

  /**
   * Erases every key of `owner`, from the medium too, as well as the medium allows. Returns how many there were. What is written about the
   * person later gets a new key.
   */
  erase(owner: string): Promise<number>

  /** Releases files and connections. Closing twice is fine. */
  close(): Promise<void>
}

export interface SealingKey {
  /** Unique among all keys ever made here: `[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}`. It stands beside what it seals, and tells nothing. */
  readonly id: string
  /** 32 bytes. */
  readonly secret: Uint8Array<ArrayBuffer>
}
