/** Who waits for which log. */
export const watching = () => {
  const watchers = new Set<{ readonly log: string; readonly wake: () => void }>()
  return {
    add(log: string, wake: () => void): () => void {
      const watcher = { log, wake }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },

    /** Wakes those of `log` once `done` has resolved. Hung on before the caller's handlers: never inside what is still going on. */
    wakeAfter(log: string, done: Promise<void>): Promise<void> {
      done.then(
        () => {
          // each in a microtask of its own: one that throws doesn't keep the others asleep
          for (const watcher of watchers)
            if (watcher.log === log) void Promise.resolve().then(() => watchers.has(watcher) && watcher.wake())
        },
        () => undefined,
      )
      return done
    },

    end: () => watchers.clear(),
  }
}
