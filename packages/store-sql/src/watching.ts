/**
 * Who waits for which log. `wake(log)` calls those after the present step; while there are any, `version` is asked every `interval`
 * milliseconds, and everybody is woken when its answer has changed: then another process has written something.
 */
export const watching = (interval: number | undefined, version: () => unknown) => {
  const watchers = new Set<{ readonly log: string; readonly wake: () => void }>()
  let timer: ReturnType<typeof setInterval> | undefined
  let seen: unknown

  const wake = (log?: string) => {
    for (const watcher of watchers) {
      // each in a microtask of its own: one that throws doesn't keep the others asleep
      if (log === undefined || watcher.log === log) void Promise.resolve().then(() => watchers.has(watcher) && watcher.wake())
    }
  }

  const look = () => {
    try {
      return version()
    } catch {
      // unlike every answer so far: watchers wake, read, and are told what is wrong
      return Symbol('unreadable')
    }
  }

  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }

  return {
    wake,

    add(log: string, wakeUp: () => void): () => void {
      const watcher = { log, wake: wakeUp }
      watchers.add(watcher)
      if (interval !== undefined && timer === undefined) {
        seen = look()
        timer = setInterval(() => {
          const now = look()
          if (now === seen) return
          seen = now
          wake()
        }, interval)
        timer.unref()
      }
      return () => {
        watchers.delete(watcher)
        if (watchers.size === 0) stop()
      }
    },

    end() {
      watchers.clear()
      stop()
    },
  }
}
