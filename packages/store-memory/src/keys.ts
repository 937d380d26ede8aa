import { type KeyStore, type SealingKey, StoreError } from '@bihuan/core'

declare const crypto: { getRandomValues<T extends Uint8Array>(bytes: T): T; randomUUID(): string }

/** Keeps the keys of sealed text for as long as the process lives: for tests and trials. */
export const memoryKeys = (): KeyStore => {
  const owners = new Map<string, SealingKey>()
  const byId = new Map<string, SealingKey>()
  let closed = false
  const alive = () => {
    if (closed) throw new StoreError('closed', 'the key store is closed')
  }
  return {
    async keyOf(owner) {
      alive()
      const held = owners.get(owner)
      if (held) return held
      const key = { id: crypto.randomUUID(), secret: crypto.getRandomValues(new Uint8Array(32)) }
      owners.set(owner, key)
      byId.set(key.id, key)
      return key
    },
    async find(id) {
      alive()
      return byId.get(id)
    },
    async erase(owner) {
      alive()
      const key = owners.get(owner)
      if (!key) return 0
      key.secret.fill(0)
      owners.delete(owner)
      byId.delete(key.id)
      return 1
    },
    async close() {
      closed = true
      for (const { secret } of byId.values()) secret.fill(0)
      owners.clear()
      byId.clear()
    },
  }
}
