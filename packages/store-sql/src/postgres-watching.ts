import type { PostgresDriver } from './postgres-driver.ts'
import { watching } from './watching.ts'

interface Looking {
  readonly listen: PostgresDriver['listen']
  readonly channel: string
  /** Makes everyone who listens on the channel hear `payload`. */
  readonly notify: (payload: string) => Promise<unknown>
  /** The heads of these logs, in the same order. */
  readonly heads: (logs: readonly string[]) => Promise<readonly number[]>
  /** Resolves when what this store does with the log now is over. */
  readonly settled: (log: string) => Promise<unknown>
  /** Milliseconds between two looks at the heads where nothing is heard, and where listening works. */
  readonly interval: number
  readonly slowInterval: number
}

/** How long a notification that the store sends itself may take, before listening counts as not working. */
const patience = 2000

/**
 * Who waits for which log. While there is anybody, one connection listens, and the heads are looked at: seldom, since a notification
 * can be lost with a process that ends between its append and its notification; often, where nothing is heard.
 *
 * Whether anything is heard is tried out, not assumed: behind a pooler in transaction mode LISTEN succeeds and is heard by nobody.
 */
export const postgresWatching = ({ listen, channel, notify, heads, settled, interval, slowInterval }: Looking) => {
  const watchers = watching(undefined, () => undefined)
  const counts = new Map<string, number>()
  const seen = new Map<string, number>()
  const own = `?${crypto.randomUUID()}`
  let timer: ReturnType<typeof setTimeout> | undefined
  let hearing = false
  let unlisten: (() => void) | undefined
  let looking: Promise<void> | undefined
  let failing = false
  let echo: (() => void) | undefined

  /** Not inside of an append of this store that is going on: its caller hears of it first. */
  const wakeOnce = (log: string) => void settled(log).then(() => setImmediate(() => watchers.wake(log)))

  const heard = (payload: string) => {
    if (payload === own) echo?.()
    else if (counts.has(payload)) wakeOnce(payload)
  }

  const deafen = () => {
    unlisten?.()
    unlisten = undefined
    hearing = false
  }

  const echoed = () =>
    new Promise<boolean>((resolve) => {
      const given = setTimeout(() => resolve(false), patience)
      given.unref()
      echo = () => {
        clearTimeout(given)
        resolve(true)
      }
      notify(own).catch(() => resolve(false))
    })

  /** Listens, or makes sure that it still does. */
  const tryToHear = async () => {
    if (listen === undefined) return
    try {
      unlisten ??= await listen(channel, heard, () => {
        unlisten = undefined
        hearing = false
        schedule(0)
      })
      hearing = await echoed()
    } catch {
      hearing = false
    }
    if (!hearing || counts.size === 0) deafen()
  }

  const look = async () => {
    const logs = [...counts.keys()]
    try {
      const now = await heads(logs)
      failing = false
      for (const [i, log] of logs.entries()) {
        const head = now[i] ?? 0
        // what was appended between the call of watch and this first look would else be missed
        if (head !== (seen.get(log) ?? 0)) wakeOnce(log)
        seen.set(log, head)
      }
    } catch {
      // watchers wake, read, and are told what is wrong
      if (!failing) for (const log of logs) wakeOnce(log)
      failing = true
    }
  }

  const round = async () => {
    await tryToHear()
    if (counts.size > 0) await look()
  }

  const schedule = (delay: number) => {
    clearTimeout(timer)
    if (counts.size === 0) return
    timer = setTimeout(() => {
      looking ??= round().finally(() => {
        looking = undefined
        schedule(hearing ? slowInterval : interval)
      })
    }, delay)
    timer.unref()
  }

  const stop = () => {
    clearTimeout(timer)
    deafen()
  }

  return {
    wake: watchers.wake,

    add(log: string, wake: () => void): () => void {
      const remove = watchers.add(log, wake)
      counts.set(log, (counts.get(log) ?? 0) + 1)
      schedule(0)
      let ended = false
      return () => {
        if (ended) return
        ended = true
        remove()
        const left = (counts.get(log) ?? 1) - 1
        if (left > 0) counts.set(log, left)
        else {
          counts.delete(log)
          seen.delete(log)
        }
        if (counts.size === 0) stop()
      }
    },

    async end() {
      watchers.end()
      counts.clear()
      stop()
      await looking
    },
  }
}
