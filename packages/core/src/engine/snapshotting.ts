import type { Cut, Loaded } from './load.ts'
import type { LogOptions } from './log-options.ts'
import { faultOf, findSnapshot, saveSnapshot, shapeOf, type Unfit } from './snapshot.ts'

/** The snapshots of one log at run time: found when it is opened, written in the background as it grows. */
export interface Snapshotting {
  /** The newest that is in order, and does not lie behind `cut`. */
  find(cut?: Cut): Promise<Loaded | undefined>
  /** Where the log stands: when it has grown by enough, a snapshot is begun, one at a time. */
  offer(reading: Loaded): void
  /** Writes one now. Returns its position. @throws StoreError `unsupported` where the store keeps none, or what it throws */
  save(reading: Loaded): Promise<number>
  /** Compares the newest with a replay, and drops it when it says something else. */
  check(): Promise<void>
  /** Waits for the one that is being written. */
  idle(): Promise<void>
}

export function snapshotting({ store, name, machine, hasher, snapshotEvery, onSnapshot }: LogOptions): Snapshotting {
  const shape = shapeOf(machine, hasher)
  let newest = 0
  let writing: Promise<unknown> | undefined

  async function write(reading: Loaded): Promise<number> {
    const { position } = reading
    await saveSnapshot(store, name, shape, hasher, reading)
    newest = Math.max(newest, position)
    onSnapshot({ what: 'saved', position })
    return position
  }

  /** Whoever may not drop it, since the store is only read, goes on without it all the same. */
  async function discard(why: Unfit | 'wrong'): Promise<undefined> {
    onSnapshot({ what: 'unfit', why })
    newest = 0
    await store.snapshots?.drop(name).catch((error) => onSnapshot({ what: 'failed', error }))
  }

  return {
    async find(cut = {}) {
      const found = await findSnapshot(machine, hasher, store, name, shape, cut)
      if (typeof found === 'string') return discard(found)
      if (!found) return undefined
      newest = Math.max(newest, found.position)
      onSnapshot({ what: 'used', position: found.position })
      return found
    },
    offer(reading) {
      if (!store.snapshots || snapshotEvery === 0 || writing || reading.position - newest < snapshotEvery) return
      writing = write(reading)
        .catch((error) => onSnapshot({ what: 'failed', error }))
        .finally(() => {
          writing = undefined
        })
    },
    save: write,
    async check() {
      const fault = await faultOf(machine, hasher, store, name, shape)
      if (fault) await discard(fault)
    },
    idle: async () => void (await writing),
  }
}
