import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isStoreError, type KeyStore, type SealingKey, StoreError } from '@bihuan/core'
import { invalid } from './checks.ts'
import { nodeFiles, storeError } from './files.ts'
import { readMembers, sha256, temporary, wipe, writeMembers } from './key-file.ts'
import { lockOf } from './lock.ts'

export interface FileKeysOptions {
  /** The folder, created if it is not there (the one it lies in is not). It is no part of a log, and is backed up apart from it. */
  readonly path: string
}

const lockName = 'keys.lock'
/** Milliseconds to wait for others to make or erase a key. */
const patience = 30_000

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const secretForm = /^[0-9a-f]{64}$/

/**
 * Keeps the keys of sealed text in a folder: `keys/<id>` holds a key and `owners/<sha256 of the owner's id>` says which is the owner's. They
 * are for the eyes of the user alone who runs this (0700 and 0600). Several processes may use the folder; they agree on one key for
 * each owner.
 *
 * A key is overwritten before its name is taken away. A medium may hold the bytes all the same: flash, file systems that write elsewhere
 * (copy on write, journals of data), snapshots of volumes and backups. Put the folder on an encrypted volume whose own key can be thrown
 * away, and let backups of it end.
 *
 * Everything throws StoreError: `damaged` with the file that is not what was written, `newer`, `unavailable`, `busy` when others hold the
 * folder for half a minute, `closed`. `keyOf` and `erase` throw InvalidInput for an owner that is not a text of 1 to 64 characters.
 */
export const fileKeys = (options: FileKeysOptions): KeyStore => {
  const path = resolve(options.path)
  const keys = join(path, 'keys')
  const owners = join(path, 'owners')
  /** Those that are known to be on the disk, by the file that names their owner. */
  const settled = new Map<string, string>()
  const pending = new Set<Promise<unknown>>()
  let tail: Promise<unknown> = Promise.resolve()
  let ready = false
  let closed = false

  const told = <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new StoreError('closed', `${path}: the key store is closed`))
    const told = work().catch((error: unknown) => Promise.reject(storeError(error, path)))
    const done = told.catch(() => undefined).finally(() => pending.delete(done))
    pending.add(done)
    return told
  }

  /** One at a time, of all processes: what makes or erases keys. */
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const done = tail.then(async () => {
      if (!ready) await prepare()
      const release = await locked()
      try {
        if (!ready) await tidy()
        ready = true
        return await work()
      } finally {
        release()
      }
    })
    tail = done.catch(() => undefined)
    return done
  }

  const prepare = async () => {
    if (!existsSync(dirname(path))) throw new StoreError('unavailable', `${path}: its folder does not exist`)
    for (const folder of [path, keys, owners]) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await nodeFiles.syncFolder(dirname(folder))
    }
  }

  const locked = async () => {
    for (let waited = 0; waited < patience; waited += 5) {
      const release = lockOf(join(path, lockName), 0)
      if (release) return release
      await sleep(5)
    }
    throw new StoreError('busy', `${path}: others have held it for ${patience / 1000} s`)
  }

  /** A process that was killed leaves what it had not finished, which nobody was given. */
  const tidy = async () => {
    for (const folder of [keys, owners])
      for (const name of await readdir(folder)) if (name.endsWith(temporary)) await rm(join(folder, name), { force: true })
  }

  const find = async (id: string): Promise<SealingKey | undefined> => {
    if (!idForm.test(id)) return undefined
    const found = await readMembers(join(keys, id))
    if (!found) return undefined
    const { id: own, secret = '' } = found
    if (own !== id || !secretForm.test(secret)) throw new StoreError('damaged', `${join(keys, id)}: is another key`)
    return { id, secret: new Uint8Array(Buffer.from(secret, 'hex')) }
  }

  /** Which key the owner's file names. */
  const idIn = async (owner: string): Promise<string | undefined> => {
    const named = await readMembers(join(owners, owner))
    if (named && (named.owner !== owner || !idForm.test(named.id ?? '')))
      throw new StoreError('damaged', `${join(owners, owner)}: is of another owner`)
    return named?.id
  }

  const make = async (owner: string): Promise<SealingKey> => {
    const key = { id: randomUUID(), secret: new Uint8Array(randomBytes(32)) }
    // The owner's file comes last: what is named is there.
    await writeMembers(join(keys, key.id), { id: key.id, owner, secret: Buffer.from(key.secret).toString('hex') })
    await writeMembers(join(owners, owner), { id: key.id, owner })
    return key
  }

  const keyOf = async (owner: string): Promise<SealingKey> => {
    const known = settled.get(owner)
    if (known !== undefined && known === (await idIn(owner))) {
      const key = await find(known)
      if (key) return key
    }
    return exclusively(async () => {
      const id = await idIn(owner)
      const held = id === undefined ? undefined : await find(id)
      // Whoever made it may have been killed before the names were on the disk.
      if (held) for (const folder of [keys, owners]) await nodeFiles.syncFolder(folder)
      const key = held ?? (await make(owner))
      settled.set(owner, key.id)
      return key
    })
  }

  /** Goes by what the keys say themselves, so that one whose owner's file is lost or damaged is erased too. */
  const erase = async (owner: string): Promise<number> => {
    settled.delete(owner)
    const named = await idIn(owner).catch((error: unknown) => (isStoreError(error) ? undefined : Promise.reject(error)))
    let erased = 0
    let unreadable: unknown
    for (const id of await readdir(keys)) {
      const at = join(keys, id)
      const found = await readMembers(at).catch((error: unknown) => {
        if (id !== named) unreadable ??= error
        return undefined
      })
      if (id !== named && found?.owner !== owner) continue
      await wipe(at)
      erased++
    }
    await wipe(join(owners, owner))
    if (unreadable !== undefined) throw unreadable
    return erased
  }

  return {
    keyOf: (owner) => told(async () => keyOf(fileOf(owner))),
    find: (id) => told(() => find(id)),
    erase: (owner) =>
      told(async () => {
        const file = fileOf(owner)
        return exclusively(() => erase(file))
      }),
    async close() {
      closed = true
      await Promise.all(pending)
      settled.clear()
    },
  }
}

/** A file's name says nothing of the owner, and is no path, whatever the text. */
const fileOf = (owner: string): string => {
  const length = typeof owner === 'string' && owner.isWellFormed() ? [...owner].length : 0
  if (length < 1 || length > 64) throw invalid(['owner'], 'must be a text of 1 to 64 characters')
  return sha256(owner)
}
